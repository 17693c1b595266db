"""The engine's own check finds nothing broken on a page that was made from a feed or a news item."""

from __future__ import annotations

import json
from collections.abc import Callable

import feedparser
import pytest
from lxml import etree

from tests.wirecopy.renditions import releases
from tests.wirecopy.renditions.formats.publisher import as_wordpress_keeps_it, page_with, story_of
from wirecopy.renditions.formats import atom, jsonfeed, newsml_g2, ninjs, rss
from wirecopy.renditions.release import Release
from wiretrace import check
from wiretrace.terms import CODES


def from_rss(release: Release) -> str:
    found = etree.fromstring(rss.render(releases.feed(releases=(release,))))
    return str(found.findtext(".//{http://purl.org/rss/1.0/modules/content/}encoded"))


def from_atom(release: Release) -> str:
    found = etree.fromstring(atom.render(releases.feed(releases=(release,))))
    return str(found.findtext(".//{http://www.w3.org/2005/Atom}content"))


def from_jsonfeed(release: Release) -> str:
    return str(json.loads(jsonfeed.render(releases.feed(releases=(release,))))["items"][0]["content_html"])


def from_ninjs(release: Release) -> str:
    return str(json.loads(ninjs.render(release))["bodies"][0]["value"])


def from_newsml_g2(release: Release) -> str:
    body = etree.fromstring(newsml_g2.render(release)).find(".//{http://www.w3.org/1999/xhtml}body")
    assert body is not None
    return etree.tostring(body[0], encoding="unicode", method="html")


WAYS = (from_rss, from_atom, from_jsonfeed, from_ninjs, from_newsml_g2)
SAMPLES = (releases.release, releases.update, releases.correction, releases.odd)


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("make", SAMPLES)
def test_what_a_publisher_makes_of_it_keeps_the_wires_terms(
    way: Callable[[Release], str], make: Callable[[], Release]
) -> None:
    made = make()
    for pasted in (way(made), as_wordpress_keeps_it(way(made))):
        [verdict] = check(page_with(pasted, headline=made.headline), [story_of(made)], terms=made.terms)
        checked = [each for each in verdict.findings if each.code in CODES and CODES[each.code].kind == "checked"]
        told = {each.code: each.answer for each in checked if each.applies}
        assert {"BYLINE", "AFFIL", "LOGO_REQ", "LINK_STORY", "BEACON_ASK"} <= set(told)
        assert set(told.values()) == {"kept"}, told


@pytest.mark.parametrize("make", SAMPLES)
def test_the_feeds_and_ninjs_carry_the_same_text(make: Callable[[], Release]) -> None:
    assert len({way(make()) for way in (from_rss, from_atom, from_jsonfeed, from_ninjs)}) == 1


def test_an_unsigned_story_is_credited_to_the_wire_in_every_format() -> None:
    unsigned = releases.release(byline=())
    feed = releases.feed(releases=(unsigned,))
    wire = "Harbor Light News Service"
    assert feedparser.parse(rss.render(feed)).entries[0].author == wire
    assert feedparser.parse(atom.render(feed)).entries[0].author == wire
    assert json.loads(jsonfeed.render(feed))["items"][0]["authors"][0]["name"] == wire
    assert json.loads(ninjs.render(unsigned))["by"] == f"By {wire}"
    assert "people" not in json.loads(ninjs.render(unsigned))
    assert b"<by>By Harbor Light News Service</by>" in newsml_g2.render(unsigned)
    assert b"personDetails" not in newsml_g2.render(unsigned)
