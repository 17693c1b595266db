"""Many stories under one heading, from the database: what is out, and what went."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db.models import Q, QuerySet

from wirecopy.desk.models import Story
from wirecopy.renditions.actions import beacon_key
from wirecopy.renditions.models import Rendition
from wirecopy.renditions.release import Feed
from wirecopy.renditions.releases import Frame, releases_of

LENGTH = 50
GONE_FOR = timedelta(days=30)
"""How long a feed says that a story was killed or withdrawn."""


def feed_stories(among: QuerySet[Story], *, at: datetime) -> Sequence[Story]:
    """The latest of some stories that may be given away, and those that went lately and had been out, latest first."""
    out = Q(state=Story.State.LIVE) & (Q(embargo_until=None) | Q(embargo_until__lte=at))
    out &= Q(expires_at=None) | Q(expires_at__gt=at)
    gone = Q(state__in=(Story.State.KILLED, Story.State.WITHDRAWN), changed_at__gt=at - GONE_FOR)
    given = among.filter(out | gone, is_protected=False, is_third_party=False, released_at__isnull=False)
    return list(given.select_related("current").order_by("-released_at", "-id")[:LENGTH])


def feed_of(
    stories: Sequence[Story], *, title: str, description: str, url: str, self_url: str, frame: Frame, at: datetime
) -> Feed:
    """Put stories under a heading. Their beacons are those of the public feed, one a version."""
    beacons = {
        story.pk: beacon_key(story, story.standing.number, frame.version.number, Rendition.PUBLIC, "feed")
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
