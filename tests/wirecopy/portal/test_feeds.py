"""Feeds: whoever has one already is told so, until it says something else."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests.cast import MARTA
from tests.wirecopy.desk.stories import marta
from tests.wirecopy.staff import user
from tests.wirecopy.wire import TERMS, harbor_light
from wirecopy.accounts.roles import Role
from wirecopy.desk.actions import Words, create_story, kill_story, release_story
from wirecopy.desk.models import Media, Story, Wire
from wirecopy.desk.queries import all_stories
from wirecopy.desk.terms import set_terms
from wirecopy.renditions.feeds import GONE_FOR, feed_mark, feed_stories
from wirecopy.renditions.releases import frame

HOUR = timedelta(hours=1)


def picture(until: datetime | None = None) -> Media:
    return Media.objects.create(
        file=ContentFile(b"", name="harbor.jpg"), width=1, height=1, media_type="image/jpeg", sha256="0" * 64,
        alt="The harbor", credit="Harbor Light", may_republish=True, republish_until=until,
    )  # fmt: skip


def released(at: datetime, headline: str, **said: object) -> Story:
    editor = user(Role.EDITOR)
    byline = [{"person": marta().pk, "name": MARTA, "affiliation": ""}]
    words = Words({"body": "<p>A story.</p>", "byline": byline, **said})
    story = create_story(headline, by=editor, at=at, words=words)
    release_story(story, by=editor, at=at)
    return story


def mark(at: datetime) -> str:
    return feed_mark(feed_stories(all_stories(), at=at), frame=frame(at=at), at=at)


def kills(story: Story, at: datetime) -> None:
    kill_story(story, reason="Forged papers.", by=user(Role.EDITOR), at=at)


def sets_terms(story: Story, at: datetime) -> None:
    set_terms(replace(TERMS, name="Others"), since=at, by=user(Role.ADMINISTRATOR), at=at)


def renames_wire(story: Story, at: datetime) -> None:
    Wire.objects.update(licensing_email="desk@harborlight.example")


def releases_another(story: Story, at: datetime) -> None:
    released(at, "Another")


def kills_related(story: Story, at: datetime) -> None:
    kills(Story.objects.get(slug="told-before"), at)


@pytest.mark.parametrize("change", [kills, sets_terms, renames_wire, releases_another, kills_related])
def test_a_mark_changes_with_what_the_feed_says(
    db: None, now: datetime, change: Callable[[Story, datetime], None]
) -> None:
    harbor_light(now - GONE_FOR * 2)
    # older than what a feed holds, and gone for longer than it says so: only the story that names it changes
    before = released(now - GONE_FOR * 2, "Told before")
    Story.objects.filter(pk=before.pk).update(is_third_party=change is kills_related)
    story = released(now, "A story", related=[str(before.key)])
    known = mark(now)
    assert mark(now + timedelta(minutes=1)) == known
    change(story, now + HOUR)
    assert mark(now + HOUR) != known


def test_a_mark_changes_when_time_passes_over_an_expiry_an_embargo_a_kill_or_a_pictures_rights(
    db: None, now: datetime
) -> None:
    harbor_light(now)
    rights = released(now, "Pictured", media=[{"media": picture(now + 3 * HOUR).pk}])
    expiring, waiting, killed = (released(now, name) for name in ("Expiring", "Waiting", "Killed"))
    Story.objects.filter(pk=expiring.pk).update(expires_at=now + HOUR)
    Story.objects.filter(pk=waiting.pk).update(embargo_until=now + 2 * HOUR)
    kills(killed, now)
    at = (0 * HOUR, HOUR, 2 * HOUR, 3 * HOUR, GONE_FOR)
    marks = [mark(now + later) for later in at]
    assert len(set(marks)) == len(at)
    assert [mark(now + later - timedelta(seconds=1)) for later in at[1:]] == marks[:-1]
    assert rights in feed_stories(all_stories(), at=now + GONE_FOR)


def test_whoever_has_a_feed_is_told_so_without_a_story_being_read(db: None) -> None:
    now = timezone.now() - HOUR
    harbor_light(now)
    story = released(now, "A story")
    for address in ("/feed.rss", "/feed.atom", "/feed.json", "/news-sitemap.xml"):
        first = Client().get(address)
        assert first.status_code == 200
        with CaptureQueriesContext(connection) as captured:
            second = Client().get(address, headers={"If-None-Match": first["ETag"]})
        assert (second.status_code, second.content, second["ETag"]) == (304, b"", first["ETag"])
        assert not any('"body"' in query["sql"] for query in captured)
        assert len(captured) <= 5
        assert Client().get(address, headers={"If-None-Match": '"other"'}).status_code == 200
    etag = Client().get("/feed.atom")["ETag"]
    with CaptureQueriesContext(connection) as captured:
        assert Client().get("/feed.atom", headers={"If-None-Match": f'"other", {etag}'}).status_code == 304
    assert len(captured) == 1
    kills(story, timezone.now())
    assert Client().get("/feed.atom", headers={"If-None-Match": etag}).status_code == 200


def test_what_the_clock_changes_is_seen_when_the_minute_is_over_at_the_latest(
    db: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    began = timezone.now().replace(second=10, microsecond=0)
    harbor_light(began - HOUR)
    story = released(began - HOUR, "A story")
    Story.objects.filter(pk=story.pk).update(expires_at=began + timedelta(seconds=5))

    def ask(seconds: int, etag: str = "") -> Any:
        monkeypatch.setattr(timezone, "now", lambda: began + timedelta(seconds=seconds))
        return Client().get("/feed.json", headers={"If-None-Match": etag} if etag else {})

    first = ask(0)
    assert b"A story" in first.content
    assert b"A story" not in ask(10).content, "whoever has nothing is given what holds now"
    assert ask(60, first["ETag"]).status_code == 200
    assert ask(61, ask(60)["ETag"]).status_code == 304
