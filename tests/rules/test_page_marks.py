"""Marks that stand on the page: NOINDEX, PAYWALL_NO, BEACON, LICENCE_LINK, NO_FRAMING, and what one page half shows."""

from dataclasses import replace

import pytest

from tests.rules.copies import PARAGRAPHS, STORY, a_copy, a_page, judged, terms_of
from wiretrace.model import Rule

BEACON = "https://beacon.harborlight.example/v1/hlns-1.gif?p=quay&v=1"
COUNTED = replace(STORY, beacon=BEACON)
CUT = {"truncated": "cut after 1 MB"}


@pytest.mark.parametrize(
    ("head", "answer"),
    [
        ('<meta name="robots" content="noindex, follow">', "kept"),
        ('<meta name="Googlebot" content="NONE">', "kept"),
        ('<meta name="robots" content="index, follow">', "broken"),
        ('<meta name="description" content="noindex">', "broken"),
        ("", "broken"),
    ],
)
def test_noindex_is_read_from_the_robots_tags(head: str, answer: str) -> None:
    assert judged("NOINDEX", a_copy(a_page(head=head))).answer == answer


def ld(words: str) -> str:
    return f'<script type="application/ld+json">{{"@type": "NewsArticle", {words}}}</script>'


@pytest.mark.parametrize(
    ("html", "answer"),
    [
        (a_page(head=ld('"isAccessibleForFree": false')), "broken"),
        (a_page(head=ld('"isAccessibleForFree": "False"')), "broken"),
        (a_page(head=ld('"isAccessibleForFree": true')), "kept"),
        (a_page(head='<meta property="article:content_tier" content="metered">'), "broken"),
        (a_page(), "kept"),
        (a_page(*PARAGRAPHS[:2], below="<p>Subscribe to continue reading.</p>"), "broken"),
        (a_page("Another story."), "cannot_tell"),
    ],
)
def test_a_paywall_is_known_by_what_the_page_says(html: str, answer: str) -> None:
    assert judged("PAYWALL_NO", a_copy(html)).answer == answer


@pytest.mark.parametrize(
    "mark",
    [
        f'<img src="{BEACON.replace("&", "&amp;")}" width="1" height="1">',
        f'<img data-src="{BEACON.replace("&", "&amp;")}" src="/blank.gif">',
        f'<iframe src="{BEACON.removeprefix("https:").replace("&", "&amp;")}"></iframe>',
        f'<script src="{BEACON.replace("&", "&amp;")}"></script>',
    ],
)
def test_the_beacon_is_found_in_pictures_frames_and_scripts(mark: str) -> None:
    assert judged("BEACON_REQ", a_copy(a_page(below=mark), COUNTED)).answer == "kept"


def test_a_beacon_of_another_story_is_not_this_ones() -> None:
    for address in (BEACON.replace("hlns-1", "hlns-2"), BEACON + "2"):
        assert judged("BEACON_ASK", a_copy(a_page(below=f'<img src="{address}">'), COUNTED)).answer == "broken"
    more = f'<img src="{BEACON}&amp;ref=rss">'
    assert judged("BEACON_ASK", a_copy(a_page(below=more), COUNTED)).answer == "kept"
    assert judged("BEACON_REQ", a_copy(a_page(), COUNTED)).answer == "broken"
    assert judged("BEACON_REQ", a_copy(a_page())).answer == "cannot_tell"


def test_the_licence_is_linked_beside_the_story() -> None:
    terms = terms_of(Rule("LICENCE_LINK"), Rule("CC_BY_ND"))
    link = '<p>Licence: <a href="https://creativecommons.org/licenses/by-nd/4.0/deed.de">CC BY-ND</a></p>'
    other = link.replace("/by-nd/", "/by-nc-nd/")
    assert judged("LICENCE_LINK", a_copy(a_page(below=link), terms=terms)).answer == "kept"
    for html in (a_page(below=other), a_page(), a_page(below=f'<div class="related">{link}</div>')):
        assert judged("LICENCE_LINK", a_copy(html, terms=terms)).answer == "broken"
    own = terms_of(Rule("LICENCE_LINK"), licence_url="https://harborlight.example/licence/")
    linked = a_page(below='<p><a href="http://harborlight.example/licence">Licence</a></p>')
    assert judged("LICENCE_LINK", a_copy(linked, terms=own)).answer == "kept"
    assert judged("LICENCE_LINK", a_copy(a_page(below=link))).answer == "cannot_tell"


def test_a_frame_that_shows_the_wires_site_is_framing_and_the_beacon_is_not() -> None:
    framed = '<iframe src="https://www.harborlight.example/2026/breakwater"></iframe>'
    counted = f'<iframe src="{BEACON.replace("&", "&amp;")}"></iframe>'
    assert judged("NO_FRAMING", a_copy(a_page(below=framed))).answer == "broken"
    assert judged("NO_FRAMING", a_copy(a_page(below=counted), COUNTED)).answer == "kept"
    assert judged("NO_FRAMING", a_copy(a_page())).answer == "kept"


def test_an_about_or_imprint_link_shows_who_runs_the_site() -> None:
    for link in (
        '<a href="/about">About us</a>',
        '<a href="/impressum">Impressum</a>',
        '<a href="mailto:a@b.example">Write</a>',
    ):
        assert judged("ABOUT_PAGE", a_copy(a_page(frame=link))).answer == "kept"
    assert (
        judged("ABOUT_PAGE", a_copy(a_page(frame='<a href="/about">About the breakwater</a>'))).answer == "cannot_tell"
    )


def test_marks_of_the_republish_tool_are_seen_and_their_absence_proves_nothing() -> None:
    named = a_page(head='<meta name="syndication-source" content="https://harborlight.example/2026/breakwater">')
    assert judged("REPUBLISH_BUTTON", a_copy(named)).answer == "kept"
    pixel = a_page(below=f'<img src="{BEACON.replace("&", "&amp;")}" width="1" height="1">')
    assert judged("REPUBLISH_BUTTON", a_copy(pixel, COUNTED)).answer == "kept"
    assert judged("REPUBLISH_BUTTON", a_copy(a_page(), COUNTED)).answer == "cannot_tell"


def test_a_page_that_names_a_third_site_as_its_source_was_passed_on() -> None:
    def source(address: str) -> str:
        return a_page(head=f'<meta name="original-source" content="{address}">')

    passed_on = judged("NORESYND", a_copy(source("https://inlandledger.example/breakwater")))
    assert passed_on.answer == "broken"
    assert "inlandledger.example" in passed_on.why
    for address in ("https://harborlight.example/x", "https://quaycourier.example/x", "Harbor Light"):
        assert judged("NORESYND", a_copy(source(address))).answer == "cannot_tell"


@pytest.mark.parametrize("code", ["NOINDEX", "BEACON_REQ", "NO_FRAMING"])
def test_marks_that_plain_text_or_a_cut_page_cannot_show_cannot_be_told(code: str) -> None:
    assert judged(code, a_copy("\n\n".join(PARAGRAPHS), COUNTED, text=True)).answer == "cannot_tell"
    assert judged(code, a_copy(a_page(), COUNTED, page=CUT)).answer == "cannot_tell"
