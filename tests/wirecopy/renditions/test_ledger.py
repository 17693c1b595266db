"""Renditions: the same input gives the same bytes and one line in the ledger."""

from __future__ import annotations

from datetime import datetime, timedelta
from hashlib import sha256

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.wirecopy.desk import stories
from tests.wirecopy.wire import harbor_light
from wirecopy.accounts.models import User
from wirecopy.desk.actions import update_story
from wirecopy.desk.models import Story, Wire
from wirecopy.renditions.actions import render_all, render_story
from wirecopy.renditions.formats import FORMATS
from wirecopy.renditions.models import Rendition


@pytest.fixture()
def story(editor: User, now: datetime) -> Story:
    harbor_light(now)
    return stories.live(editor, now)


def test_rendering_twice_gives_the_same_bytes_and_the_same_lines(story: Story, now: datetime) -> None:
    first = render_all(story, at=now)
    again = render_all(story, at=now + timedelta(hours=1))
    assert first == again
    assert {made.rendition.made_at for made in again.values()} == {now}
    assert Rendition.objects.count() == len(FORMATS) == len(first)
    for name, made in first.items():
        assert made == render_story(story, name, at=now)
        assert made.rendition.sha256 == sha256(made.data).hexdigest()
        assert made.rendition.beacon.encode() in made.data or not made.format.for_people or name in ("text", "markdown")
    assert len({made.rendition.beacon for made in first.values()}) == len(FORMATS)
    assert len({made.rendition.text_sha256 for made in first.values()}) == 1


def test_formats_that_are_missing_are_added_to_those_that_are_there(story: Story, now: datetime) -> None:
    html = render_story(story, "html", at=now)
    everything = render_all(story, at=now + timedelta(hours=1))
    assert everything["html"] == html
    assert everything["text"].rendition.made_at == now + timedelta(hours=1)
    assert Rendition.objects.count() == len(FORMATS)


def test_another_version_has_lines_of_its_own(story: Story, editor: User, now: datetime) -> None:
    first = render_all(story, at=now)
    update_story(story, by=editor, at=now + timedelta(hours=1))
    second = render_all(story, at=now + timedelta(hours=1))
    assert Rendition.objects.count() == 2 * len(FORMATS)
    assert {made.rendition.pk for made in first.values()}.isdisjoint(made.rendition.pk for made in second.values())


def test_all_formats_cost_as_many_queries_as_one(story: Story, now: datetime) -> None:
    assert story.standing.number == 1
    with CaptureQueriesContext(connection) as one:
        render_story(story, "html", at=now)
    Rendition.objects.all().delete()
    with CaptureQueriesContext(connection) as all_of_them:
        render_all(story, at=now)
    assert len(all_of_them) == len(one)


def test_bytes_that_change_without_a_version_have_a_line_each(story: Story, now: datetime) -> None:
    first = render_story(story, "html", at=now)
    Wire.objects.update(logo="wire/another.png")
    second = render_story(story, "html", at=now + timedelta(hours=1))
    assert second.data != first.data
    assert {made.rendition.sha256 for made in (first, second)} == {
        sha256(made.data).hexdigest() for made in (first, second)
    }
    assert second.rendition.beacon == first.rendition.beacon
    Wire.objects.update(logo="")
    again = render_story(story, "html", at=now + timedelta(hours=2))
    assert again.rendition.made_at == now, "it is the first one again"
    assert Rendition.objects.count() == 2
