"""The Google News sitemap: what is news, and what is not."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from lxml import etree

from tests.wirecopy.renditions import releases
from tests.wirecopy.renditions.formats.standards import assert_golden, schema_errors
from wirecopy.renditions.formats import news_sitemap
from wirecopy.renditions.release import Release

AT = datetime(2026, 2, 11, 8, 0, tzinfo=UTC)
SPACES = {
    "s": "http://www.sitemaps.org/schemas/sitemap/0.9",
    "n": "http://www.google.com/schemas/sitemap-news/0.9",
}


def written(*stories: Release, at: datetime = AT) -> bytes:
    return news_sitemap.render(releases.feed(releases=stories), at=at)


def urls(*stories: Release, at: datetime = AT) -> list[Any]:
    return etree.fromstring(written(*stories, at=at)).findall("s:url", SPACES)


def test_the_sitemap_is_its_golden_file() -> None:
    assert_golden("news_sitemap.xml", news_sitemap.render(releases.feed(), at=AT))


def test_the_sitemap_is_valid_with_its_news() -> None:
    assert schema_errors("own-samples/sitemap-with-news.xsd", news_sitemap.render(releases.feed(), at=AT)) == []


def test_a_story_is_named_with_its_publication_language_date_and_title() -> None:
    [url] = urls(releases.update(language="sv-SE"))
    texts = [element.text for element in url.iter() if element.text and element.text.strip()]
    assert texts == [
        releases.URL,
        "2026-02-10T09:15:00Z",
        "Harbor Light News Service",
        "sv",
        "2026-02-09T18:30:00Z",
        "Port Ellery fish market to cross the basin",
    ]


@pytest.mark.parametrize(("tag", "said"), [("en-GB", "en"), ("zh-TW", "zh-tw"), ("zh-Hant", "zh"), ("fi", "fi")])
def test_a_language_is_said_as_google_wants_it(tag: str, said: str) -> None:
    [url] = urls(releases.release(language=tag))
    assert url.find(".//n:language", SPACES).text == said


def test_a_story_older_than_two_days_is_no_news() -> None:
    released = releases.RELEASED
    assert len(urls(releases.release(), at=released + timedelta(days=2))) == 1
    assert urls(releases.release(), at=released + timedelta(days=2, seconds=1)) == []


def test_a_story_of_the_future_is_no_news_yet() -> None:
    assert urls(releases.release(), at=releases.RELEASED - timedelta(seconds=1)) == []


@pytest.mark.parametrize("gone", [releases.kill(), releases.withdrawal()])
def test_a_story_that_is_gone_is_not_named(gone: Release) -> None:
    assert urls(gone) == []


def test_a_story_under_embargo_is_not_named_until_it_is_lifted() -> None:
    held = releases.release(embargo_until=AT)
    assert urls(held, at=AT - timedelta(seconds=1)) == []
    assert len(urls(held, at=AT)) == 1


def test_an_expired_story_is_not_named() -> None:
    assert urls(releases.release(expires=AT)) == []
    assert len(urls(releases.release(expires=AT + timedelta(seconds=1)))) == 1


def test_no_more_than_a_thousand_stories_are_named() -> None:
    assert len(urls(*[releases.release()] * 1001)) == 1000
