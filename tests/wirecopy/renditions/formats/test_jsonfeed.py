"""JSON Feed 1.1, member by member."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from tests.cast import MARTA, NGOZI, NOTICE
from tests.wirecopy.renditions import releases
from tests.wirecopy.renditions.formats.gone import SECRETS, full_kill, full_withdrawal
from tests.wirecopy.renditions.formats.standards import assert_golden
from wirecopy.renditions.formats import jsonfeed
from wirecopy.renditions.release import Release

# https://www.jsonfeed.org/version/1.1/: the members of feed and item, and no others
FEED = set("version title home_page_url feed_url description icon authors language items".split())
ITEM = set(
    "id url title content_html content_text summary image date_published date_modified authors tags language attachments".split()
)


def parsed(*stories: Release) -> Any:
    return json.loads(jsonfeed.render(releases.feed(releases=stories)))


def item(story: Release) -> Any:
    return parsed(story)["items"][0]


def test_the_feed_is_its_golden_file() -> None:
    assert_golden("feed.json", jsonfeed.render(releases.feed()))


def test_the_required_members_are_there_and_own_ones_begin_with_a_low_line() -> None:
    feed = json.loads(jsonfeed.render(releases.feed()))
    assert next(iter(feed)) == "version"
    assert feed["version"] == "https://jsonfeed.org/version/1.1"
    assert set(feed) - FEED == {"_wirecopy"}
    assert len(feed["items"]) == 6
    for each in feed["items"]:
        assert set(each) - ITEM == {"_wirecopy"}
        assert isinstance(each["id"], str)
        assert ("content_html" in each) != ("content_text" in each)
    assert len({each["id"] for each in feed["items"]}) == 6


def test_a_feed_without_stories_still_has_its_list() -> None:
    assert parsed()["items"] == []


def test_the_logo_is_the_icon_and_the_authors_avatar() -> None:
    feed = parsed(releases.release())
    assert feed["icon"] == feed["authors"][0]["avatar"] == releases.GIVER.logo_url
    assert feed["items"][0]["authors"][0] == {
        "name": f"{MARTA}, Harbor Light News Service",
        "url": "https://harborlight.example/authors/marta-lindqvist",
        "avatar": releases.GIVER.logo_url,
    }


def test_an_item_carries_what_a_republished_story_needs() -> None:
    found = item(releases.release(embargo_until=datetime(2026, 2, 10, 6, tzinfo=UTC)))
    own = found["_wirecopy"]
    assert found["url"] == releases.URL
    assert own["notice"] == NOTICE
    assert own["terms_url"] == "https://harborlight.example/republish"
    assert own["beacon_url"] in found["content_html"]
    assert own["subjects"][0] == {"code": "medtop:04000000", "name": "economy, business and finance"}
    assert own["places"] == ["Port Ellery"]
    assert own["byline"][0] == {"name": MARTA, "affiliation": "Harbor Light News Service"}
    assert own["embargo_until"] == "2026-02-10T06:00:00Z"
    assert found["language"] == "en"


def test_a_picture_is_an_attachment_with_credit_and_rights() -> None:
    [picture] = item(releases.release())["attachments"]
    assert (picture["url"], picture["mime_type"]) == (releases.PICTURES[0].url, "image/jpeg")
    assert picture["_wirecopy"]["credit"] == f"Photo: {NGOZI}/HLNS"
    assert "with this story only" in picture["_wirecopy"]["rights"]


def test_two_pictures_of_one_caption_do_not_pass_for_one_picture_in_two_forms() -> None:
    first = releases.PICTURES[0]
    second = replace(first, url="https://harborlight.example/media/other.jpg")
    attachments = item(releases.release(pictures=(first, second)))["attachments"]
    assert [picture.get("title") for picture in attachments] == [None, None]


def test_a_correction_says_what_was_wrong_and_what_is_right() -> None:
    found = item(releases.correction())
    assert (found["date_published"], found["date_modified"]) == ("2026-02-09T18:30:00Z", "2026-02-10T09:15:00Z")
    own = found["_wirecopy"]
    assert (own["version"], own["signal"], own["status"]) == (3, "correction", "usable")
    assert own["note"].startswith("CORRECTION: ")
    assert own["corrections"][1] == {
        "wrong": "The hall was said to cost $2.6 million.",
        "right": "It will cost $6.2 million.",
        "gravity": "major",
        "corrected_at": "2026-02-10T09:15:00Z",
        "wrong_since": "2026-02-09T18:30:00Z",
    }


@pytest.mark.parametrize(("gone", "status"), [(full_kill(), "canceled"), (full_withdrawal(), "withheld")])
def test_a_story_that_is_gone_is_id_time_and_reason(gone: Release, status: str) -> None:
    found = item(gone)
    assert set(found) == {"id", "content_text", "date_modified", "_wirecopy"}
    assert found["id"] == gone.urn
    assert gone.reason in found["content_text"]
    assert found["_wirecopy"]["status"] == status
    assert not [secret for secret in SECRETS if secret in json.dumps(found)]
