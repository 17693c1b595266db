"""Atom as RFC 4287 and RFC 6721 want it."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import Any

import feedparser
import pytest
from lxml import etree

from tests.cast import MARTA, NOTICE, TOMAS
from tests.wirecopy.renditions import releases
from tests.wirecopy.renditions.formats.gone import SECRETS, full_kill, full_withdrawal
from tests.wirecopy.renditions.formats.standards import assert_golden
from wirecopy.renditions.formats import atom
from wirecopy.renditions.release import Release

SPACES = {
    "a": "http://www.w3.org/2005/Atom",
    "at": "http://purl.org/atompub/tombstones/1.0",
    "dc": "http://purl.org/dc/elements/1.1/",
    "media": "http://search.yahoo.com/mrss/",
    "wirecopy": "urn:x-wirecopy:feed:1",
}
RFC_3339 = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)")
ONCE = ("id", "title", "updated")  # RFC 4287, 4.1.1 and 4.1.2: exactly one each
AT_MOST_ONCE = ("content", "published", "rights", "source", "summary", "logo", "icon", "generator", "subtitle")


def parsed(*stories: Release) -> Any:
    return etree.fromstring(atom.render(releases.feed(releases=stories)))


def entry(story: Release) -> Any:
    return parsed(story).find("a:entry", SPACES)


def texts(element: Any, path: str) -> list[str]:
    return [found.text for found in element.findall(path, SPACES)]


def test_the_feed_is_its_golden_file() -> None:
    assert_golden("atom.xml", atom.render(releases.feed()))


def test_a_reader_parses_the_feed_without_complaint() -> None:
    read = feedparser.parse(atom.render(releases.feed()))
    assert not read.bozo
    assert read.version == "atom10"
    assert [item.id for item in read.entries] == [
        story.urn for story in releases.feed().releases if story.signal not in ("kill", "withdrawal")
    ]


def test_feed_and_entries_have_what_the_standard_asks_for() -> None:
    root = etree.fromstring(atom.render(releases.feed()))
    for element in (root, *root.findall("a:entry", SPACES)):
        assert [len(element.findall(f"a:{name}", SPACES)) for name in ONCE] == [1, 1, 1]
        assert all(len(element.findall(f"a:{name}", SPACES)) <= 1 for name in AT_MOST_ONCE)
        assert len(element.findall("a:link[@rel='alternate']", SPACES)) == 1
    assert texts(root, "a:author/a:name") == ["Harbor Light News Service"]
    assert len(root.findall("a:link[@rel='self']", SPACES)) == 1


def test_every_date_is_one_of_rfc_3339() -> None:
    root = etree.fromstring(atom.render(releases.feed()))
    dates = [found.text for name in ("updated", "published") for found in root.iterfind(f".//a:{name}", SPACES)]
    dates += [found.get("when") for found in root.findall("at:deleted-entry", SPACES)]
    assert len(dates) == 11
    assert all(RFC_3339.fullmatch(date or "") for date in dates)


def test_an_empty_feed_takes_its_date_from_the_feed_and_not_from_the_clock() -> None:
    changed = datetime(2026, 2, 11, 7, 0, tzinfo=UTC)
    root = etree.fromstring(atom.render(releases.feed(releases=(), changed=changed)))
    assert texts(root, "a:updated") == ["2026-02-11T07:00:00+00:00"]


def test_each_author_has_the_affiliation_and_a_page_where_there_is_one() -> None:
    found = entry(releases.release())
    wire = "Harbor Light News Service"
    assert texts(found, "a:author/a:name") == [f"{MARTA}, {wire}", f"{TOMAS}, {wire}"]
    assert texts(found, "a:author/a:uri") == ["https://harborlight.example/authors/marta-lindqvist"]


def test_an_entry_carries_notice_terms_subjects_places_language_and_logo() -> None:
    root = parsed(releases.release(language="sv"))
    found = root.find("a:entry", SPACES)
    assert texts(root, "a:logo") == [releases.GIVER.logo_url]
    assert texts(found, "a:rights") == [NOTICE]
    assert found.find("a:link[@rel='license']", SPACES).get("href") == "https://harborlight.example/republish"
    assert found.find("a:link[@rel='alternate']", SPACES).get("href") == releases.URL
    terms = [(each.get("term"), each.get("scheme")) for each in found.findall("a:category", SPACES)]
    assert terms[0] == ("medtop:04000000", "http://cv.iptc.org/newscodes/mediatopic/")
    assert texts(found, "dc:coverage") == ["Port Ellery"]
    assert found.get("{http://www.w3.org/XML/1998/namespace}lang") == "sv"


def test_the_content_is_the_package_with_its_beacon() -> None:
    content = entry(releases.release()).find("a:content", SPACES)
    assert content.get("type") == "html"
    assert releases.release().beacon_url in content.text
    assert NOTICE in content.text


def test_a_correction_is_the_same_entry_updated_later() -> None:
    found = entry(releases.correction())
    assert texts(found, "a:id") == [releases.release().urn]
    assert texts(found, "a:published") == ["2026-02-09T18:30:00Z"]
    assert texts(found, "a:updated") == ["2026-02-10T09:15:00Z"]
    assert texts(found, "wirecopy:signal") == ["correction"]
    assert texts(found, "wirecopy:note")[0].startswith("CORRECTION: ")


@pytest.mark.parametrize(("gone", "word"), [(full_kill(), "KILL: "), (full_withdrawal(), "WITHDRAWAL: ")])
def test_a_story_that_is_gone_leaves_a_tombstone_with_id_time_and_reason(gone: Release, word: str) -> None:
    root = parsed(gone)
    stone = root.find("at:deleted-entry", SPACES)
    assert (stone.get("ref"), stone.get("when")) == (gone.urn, "2026-02-11T07:00:00Z")
    assert texts(stone, "at:comment")[0].startswith(word)
    assert gone.reason in texts(stone, "at:comment")[0]
    assert root.find("a:entry", SPACES) is None
    assert not [secret for secret in SECRETS if secret.encode() in etree.tostring(root)]
