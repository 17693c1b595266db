"""Lists of stories: whole, in order, and as cheap for many stories as for few."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from html import unescape

import pytest
from django.db import connection
from django.db.models import QuerySet
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests.wirecopy.desk import stories
from tests.wirecopy.staff import user
from tests.wirecopy.wire import harbor_light
from wirecopy.accounts.roles import Role
from wirecopy.desk.actions import Words, create_story, lift_embargo, release_story
from wirecopy.desk.models import Story, Topic
from wirecopy.desk.queries import all_stories, public_corrections, public_stories, stories_by, stories_on
from wirecopy.portal.paging import LENGTH, page_of
from wirecopy.renditions.feeds import feed_stories

ECONOMY = "medtop:04000000"


def release(at: datetime, headline: str, *, embargo_until: datetime | None = None) -> Story:
    editor = user(Role.EDITOR)
    byline = [{"person": stories.marta().pk, "name": "Marta Lindqvist", "affiliation": ""}]
    words = Words({"body": "<p>A story.</p>", "byline": byline, "topics": [ECONOMY]})
    story = create_story(headline, by=editor, at=at, words=words)
    release_story(story, by=editor, at=at, embargo_until=embargo_until)
    return story


@pytest.fixture()
def topic(db: None, now: datetime) -> Topic:
    harbor_light(now)
    return Topic.objects.get(code=ECONOMY)


def walked(found: QuerySet[Story]) -> list[str]:
    """All slugs, page by page."""
    page = page_of(found, "")
    slugs = [story.slug for story in page.stories]
    while page.after:
        page = page_of(found, page.after.removeprefix("after="))
        slugs += [story.slug for story in page.stories]
    return slugs


def test_pages_hold_each_story_once_latest_first_even_those_of_one_moment(topic: Topic, now: datetime) -> None:
    odd = now.replace(microsecond=607_213)
    made = [release(odd + timedelta(minutes=number // 9), f"Story {number}") for number in range(2 * LENGTH + 3)]
    expected = [story.slug for story in reversed(made)]
    for among in (all_stories(), stories_on(topic), stories_by(stories.marta())):
        assert walked(public_stories(at=now + timedelta(days=1), among=among)) == expected


def test_a_story_whose_embargo_is_lifted_stands_under_topic_and_author_from_that_moment(
    topic: Topic, now: datetime
) -> None:
    waiting = release(now, "Waits", embargo_until=now + timedelta(hours=2))
    release(now + timedelta(hours=1), "Came out meanwhile")
    lists = (stories_on(topic), stories_by(stories.marta()))
    assert all(waiting not in among for among in lists)
    later = now + timedelta(hours=3)
    lift_embargo(waiting, at=later)
    for among in lists:
        assert [story.slug for story in public_stories(at=later, among=among)] == ["waits", "came-out-meanwhile"]


def test_a_story_that_changes_its_topic_leaves_the_list_of_the_old_one(topic: Topic, now: datetime) -> None:
    story = stories.live(user(Role.EDITOR), now)
    assert story not in stories_on(topic)
    assert story in stories_by(stories.marta())


def test_front_and_story_page_ask_as_often_for_many_stories_as_for_few(topic: Topic) -> None:
    now = timezone.now() - timedelta(hours=1)
    first = release(now, "First")
    addresses = ("/", f"/stories/{first.slug}/", f"/topics/{topic.slug}/", "/authors/marta-lindqvist/", "/feed.atom")

    def queries() -> list[int]:
        counts = []
        for address in addresses:
            with CaptureQueriesContext(connection) as captured:
                assert Client().get(address).status_code == 200
            counts.append(len(captured))
        return counts

    few = queries()
    for number in range(LENGTH + 5):
        release(now, f"Story {number}")
    assert queries() == few
    assert max(few) <= 12


@pytest.mark.skipif("connection.vendor != 'sqlite'", reason="PostgreSQL reads a small table from end to end")
def test_each_list_is_read_from_its_index_in_its_order(topic: Topic, now: datetime) -> None:
    plans = {
        "desk_public": (public_stories(at=now), feed_stories(all_stories(), at=now)),
        "desk_of_topic": (public_stories(at=now, among=stories_on(topic)), feed_stories(stories_on(topic), at=now)),
        "desk_of_author": (public_stories(at=now, among=stories_by(stories.marta())),),
        "desk_corrections": (public_corrections(at=now),),
    }
    for index, found in plans.items():
        for query in found:
            plan = query.explain()
            assert index in plan, plan
            assert "TEMP B-TREE" not in plan, plan


def test_a_search_is_read_page_by_page_without_what_may_not_be_read(topic: Topic) -> None:
    now = timezone.now() - timedelta(hours=1)
    made = [release(now, f"Herring number {number}") for number in range(2 * LENGTH + 3)]
    Story.objects.filter(pk=made[7].pk).update(is_protected=True)
    expected = [story.slug for story in reversed(made) if story != made[7]]
    found: list[str] = []
    address = "/search/?q=herring+numb"
    while address:
        page = Client().get(address).content.decode()
        found += re.findall(r'<h2><a href="/stories/([^"/]+)/">', page)
        later = re.search(r'rel="next" href="([^"]+)"', page)
        address = f"/search/{unescape(later[1])}" if later else ""
    assert found == expected
    for odd in ("from=-1", "from=x", "from=999999999", "from=40"):
        assert Client().get(f"/search/?q=herring&{odd}").status_code == 200
