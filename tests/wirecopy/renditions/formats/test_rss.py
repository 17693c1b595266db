"""RSS 2.0 as readers take it."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import feedparser
import pytest
from lxml import etree

from tests.cast import MARTA, NGOZI, NOTICE
from tests.wirecopy.renditions import releases
from tests.wirecopy.renditions.formats.gone import SECRETS, full_kill, full_withdrawal
from tests.wirecopy.renditions.formats.standards import assert_golden
from wirecopy.renditions.formats import rss
from wirecopy.renditions.release import Release

SPACES = {
    "atom": "http://www.w3.org/2005/Atom",
    "content": "http://purl.org/rss/1.0/modules/content/",
    "dc": "http://purl.org/dc/elements/1.1/",
    "dcterms": "http://purl.org/dc/terms/",
    "media": "http://search.yahoo.com/mrss/",
    "wirecopy": "urn:x-wirecopy:feed:1",
}


def channel(*stories: Release) -> Any:
    return etree.fromstring(rss.render(releases.feed(releases=stories)))[0]


def item(story: Release) -> Any:
    return channel(story).find("item")


def texts(element: Any, path: str) -> list[str]:
    return [found.text for found in element.findall(path, SPACES)]


def test_the_feed_is_its_golden_file() -> None:
    assert_golden("rss.xml", rss.render(releases.feed()))


def test_a_reader_parses_the_feed_without_complaint() -> None:
    parsed = feedparser.parse(rss.render(releases.feed()))
    assert not parsed.bozo
    assert parsed.version == "rss20"
    assert len(parsed.entries) == 6
    assert len({entry.id for entry in parsed.entries}) == 6


def test_the_channel_says_whose_it_is_and_where_it_lives() -> None:
    found = channel()
    assert texts(found, "title") == ["Harbor Light News Service"]
    assert texts(found, "link") == ["https://harborlight.example/"]
    link = found.find("atom:link", SPACES)
    assert dict(link.attrib) == {"href": "https://harborlight.example/feeds/all", "rel": "self"}
    assert texts(found, "image/url") == [releases.GIVER.logo_url]


def test_the_logo_is_shrunk_to_what_rss_allows() -> None:
    found = channel()
    assert (texts(found, "image/width"), texts(found, "image/height")) == (["144"], ["54"])


def test_an_empty_feed_takes_its_date_from_the_feed_and_not_from_the_clock() -> None:
    changed = datetime(2026, 2, 11, 7, 0, tzinfo=UTC)
    written = rss.render(releases.feed(releases=(), changed=changed))
    assert b"<lastBuildDate>Wed, 11 Feb 2026 07:00:00 +0000</lastBuildDate>" in written


def test_an_item_carries_byline_wire_notice_terms_and_address() -> None:
    found = item(releases.release())
    assert texts(found, "dc:creator")[0] == f"{MARTA}, Harbor Light News Service"
    assert len(texts(found, "dc:creator")) == 2
    assert texts(found, "dc:publisher") == ["Harbor Light News Service"]
    assert texts(found, "dc:rights") == [NOTICE]
    assert texts(found, "link") == [releases.URL]
    licence = found.find("atom:link[@rel='license']", SPACES)
    assert licence.get("href") == "https://harborlight.example/republish"


def test_the_guid_is_the_urn_and_no_permalink() -> None:
    guid = item(releases.release()).find("guid")
    assert (guid.text, guid.get("isPermaLink")) == (releases.release().urn, "false")


def test_the_content_is_the_whole_package_with_logo_notice_and_beacon() -> None:
    [content] = texts(item(releases.release()), "content:encoded")
    for wanted in ("By <a", MARTA, releases.GIVER.logo_url, NOTICE, releases.release().beacon_url, releases.URL):
        assert wanted in content


def test_the_headline_stands_once_as_the_title() -> None:
    found = item(releases.release())
    assert texts(found, "title") == [releases.release().headline]
    assert "<h1" not in texts(found, "content:encoded")[0]


def test_subjects_and_places_go_along() -> None:
    found = item(releases.release())
    codes = [each.text for each in found.findall("category") if each.get("domain")]
    assert codes == ["medtop:04000000", "medtop:20000210"]
    assert texts(found, "dc:coverage") == ["Port Ellery"]


def test_a_picture_carries_alt_caption_credit_and_rights() -> None:
    picture = item(releases.release()).find("media:content", SPACES)
    assert (picture.get("medium"), picture.get("type"), picture.get("width")) == ("image", "image/jpeg", "1200")
    assert texts(picture, "media:credit") == [f"Photo: {NGOZI}/HLNS"]
    assert texts(picture, "media:title") == [releases.PICTURES[0].alt]
    assert texts(picture, "media:description") == [releases.PICTURES[0].caption]
    assert "with this story only" in texts(picture, "media:copyright")[0]


def test_embargo_and_expiry_go_along_in_utc() -> None:
    open_at, expires = datetime(2026, 2, 10, 6, tzinfo=UTC), datetime(2026, 3, 10, 6, tzinfo=UTC)
    found = item(releases.release(embargo_until=open_at, expires=expires))
    wanted = "start=2026-02-10T06:00:00Z;end=2026-03-10T06:00:00Z;scheme=W3C-DTF"
    assert texts(found, "dcterms:valid") == [wanted]


def test_a_correction_is_the_same_item_updated_later_with_its_note() -> None:
    found = item(releases.correction())
    assert texts(found, "guid") == texts(item(releases.release()), "guid")
    assert texts(found, "pubDate") == ["Mon, 09 Feb 2026 18:30:00 +0000"]
    assert texts(found, "atom:updated") == ["2026-02-10T09:15:00Z"]
    assert texts(found, "wirecopy:version") == ["3"]
    [note] = texts(found, "wirecopy:note")
    assert note.startswith("CORRECTION: ")
    assert "$2.6 million" in note
    assert "It will cost $6.2 million." in note


@pytest.mark.parametrize(("gone", "word"), [(full_kill(), "KILL:"), (full_withdrawal(), "WITHDRAWAL:")])
def test_a_story_that_is_gone_takes_its_items_place_with_the_reason_only(gone: Release, word: str) -> None:
    found = item(gone)
    assert texts(found, "guid") == [gone.urn]
    assert texts(found, "title")[0].startswith(word)
    assert texts(found, "description")[0].startswith(word)
    assert gone.reason in texts(found, "description")[0]
    assert found.find("link") is None
    assert found.find("content:encoded", SPACES) is None
    assert not [secret for secret in SECRETS if secret.encode() in etree.tostring(found)]
