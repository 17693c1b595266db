"""What the desk knows of a story's copies: where publishers say they stand, and what the beacon counted."""

from __future__ import annotations

from datetime import timedelta
from html import unescape

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests.wirecopy.desk import stories
from tests.wirecopy.staff import user
from tests.wirecopy.wire import TERMS, harbor_light
from wirecopy.accounts.roles import Role
from wirecopy.beacon.models import Views
from wirecopy.desk.actions import update_story
from wirecopy.desk.models import Story
from wirecopy.desk.queries import all_stories
from wirecopy.desk.terms import set_terms
from wirecopy.renditions.actions import render_all
from wirecopy.renditions.beacons import beacons_of
from wirecopy.renditions.feeds import feed_of, feed_stories
from wirecopy.renditions.releases import frame


@pytest.fixture()
def story(db: None) -> Story:
    at = timezone.now() - timedelta(hours=2)
    harbor_light(at)
    return stories.live(user(Role.EDITOR), at)


@pytest.fixture()
def desk(db: None) -> Client:
    client = Client()
    client.force_login(user(Role.LICENSING))
    return client


def counted(beacon: str, page: str, *, reader: int, raw: int) -> None:
    Views.objects.create(beacon=beacon, day=timezone.now().date(), page=page, reader=reader, raw=raw)


def words(client: Client, story: Story) -> str:
    answer = client.get(f"/desk/{story.key}/copies/")
    assert answer.status_code == 200
    return unescape(answer.content.decode())


def test_nothing_is_known_at_first(story: Story, desk: Client) -> None:
    page = words(desk, story)
    assert "No publisher has told us of a copy yet" in page
    assert "None yet." in page


def test_a_copy_that_was_told_of_is_listed(story: Story, desk: Client) -> None:
    Client().post(f"/stories/{story.slug}/republish/", {"url": "https://quay.example/a?b=1&c=<b>"})
    Client().post(f"/stories/{story.slug}/republish/", {"url": "https://quay.example/a"})
    answer = desk.get(f"/desk/{story.key}/copies/").content.decode()
    assert 'href="https://quay.example/a"' in answer
    assert "<b>" not in answer


def test_views_are_summed_by_page_and_package_over_versions_and_terms(story: Story, desk: Client) -> None:
    at = timezone.now() - timedelta(hours=1)
    first = render_all(story, at=at)
    update_story(story, by=user(Role.EDITOR), at=at)
    set_terms(TERMS, since=at, by=user(Role.LICENSING), at=at)
    second = render_all(story, at=at)
    counted(first["html"].rendition.beacon, "https://quay.example/a", reader=2_000, raw=2_500)
    counted(second["html"].rendition.beacon, "https://quay.example/a", reader=1, raw=3)
    counted(second["wordpress"].rendition.beacon, "", reader=0, raw=7)
    counted("0" * 24, "https://other.example/", reader=9, raw=9)
    page = words(desk, story)
    assert "<strong>2,001</strong> readers" in page
    assert "2,510 requests" in page
    assert "<td>https://quay.example/a</td><td>2,001</td><td>2,503</td>" in page
    assert "page unknown" in page
    assert "<td>html</td><td>2,001</td><td>2,503</td>" in page
    assert "other.example" not in page


def test_the_beacons_of_feeds_count_too(story: Story, desk: Client) -> None:
    at = timezone.now()
    common, found = frame(at=at), feed_stories(all_stories(), at=at)
    made = feed_of(found, title="", description="", url="", self_url="", frame=common, at=at)
    (beacon,) = [key for key, name in beacons_of(story).items() if key in made.releases[0].beacon_url]
    assert beacons_of(story)[beacon] == "feed"
    counted(beacon, "https://reader.example/", reader=4, raw=4)
    assert "<td>feed</td><td>4</td><td>4</td>" in words(desk, story)


def test_it_costs_the_same_whatever_was_counted(story: Story, desk: Client) -> None:
    words(desk, story)
    with CaptureQueriesContext(connection) as before:
        words(desk, story)
    for number, made in enumerate(render_all(story, at=timezone.now()).values()):
        counted(made.rendition.beacon, f"https://quay.example/{number}", reader=1, raw=1)
    with CaptureQueriesContext(connection) as after:
        words(desk, story)
    assert len(after) == len(before)
