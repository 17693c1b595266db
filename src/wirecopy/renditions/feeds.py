"""Many stories under one heading, from the database: what is out, and what went."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from hashlib import sha256

from django.db.models import Q, QuerySet

from wirecopy.desk.models import Media, Story
from wirecopy.renditions.beacons import FEED, beacon_key
from wirecopy.renditions.models import Rendition
from wirecopy.renditions.release import Feed
from wirecopy.renditions.releases import Frame, releases_of

LENGTH = 50
GONE_FOR = timedelta(days=30)
"""How long a feed says that a story was killed or withdrawn."""


def feed_stories(among: QuerySet[Story], *, at: datetime) -> QuerySet[Story]:
    """The latest of a list of ``desk.queries`` that may be given away, and those of it that went lately, latest first."""
    out = Q(state=Story.State.LIVE) & (Q(embargo_until=None) | Q(embargo_until__lte=at))
    out &= Q(expires_at=None) | Q(expires_at__gt=at)
    gone = Q(state__in=(Story.State.KILLED, Story.State.WITHDRAWN), changed_at__gt=at - GONE_FOR)
    given = among.filter(out | gone, is_protected=False, is_third_party=False)
    return given.select_related("current")[:LENGTH]


def feed_mark(stories: QuerySet[Story], *, frame: Frame, at: datetime) -> str:
    """Give a mark of 24 characters that changes whenever a feed of these stories says something else.

    That is: whenever another story is in it (released, killed, its embargo, time or month over), one of them changed, the
    terms or the wire did, a picture may no longer go along, or a related story changed. Of names of topics and addresses
    of authors it knows nothing. Costs two or three queries that read no story's text.
    """
    rows = list(stories.values_list("pk", "slug", "changed_at", "current_id", "current__media", "current__related"))
    keys = {row["media"] for *_, media, _ in rows for row in media if "media" in row}
    pictures = (
        Media.objects.filter(pk__in=keys).only("may_republish", "republish_until", "taken_down_at") if keys else ()
    )
    free = sorted(picture.pk for picture in pictures if picture.is_free(at=at))
    related = {key for *_, keys in rows for key in keys}
    others = sorted(Story.objects.filter(key__in=related).values_list("pk", "state", "changed_at")) if related else []
    seen = (rows, free, others, frame.wire, frame.affiliation, frame.version.number)
    return sha256(repr(seen).encode()).hexdigest()[:24]


def feed_of(
    stories: Iterable[Story], *, title: str, description: str, url: str, self_url: str, frame: Frame, at: datetime
) -> Feed:
    """Put stories under a heading. Their beacons are those of the public feed, one a version."""
    stories = list(stories)
    beacons = {
        story.pk: beacon_key(story, story.standing.number, frame.version.number, Rendition.PUBLIC, FEED)
        for story in stories
    }
    return Feed(
        title=title,
        description=description,
        url=url,
        self_url=self_url,
        wire=frame.wire,
        changed=max((story.changed_at for story in stories), default=frame.version.since),
        releases=tuple(releases_of(stories, frame=frame, beacons=beacons, at=at)),
    )
