"""LINK, LINK_STORY, LINK_DOFOLLOW."""

from dataclasses import replace

import pytest

from tests.rules.copies import PARAGRAPHS, STORY, WIRE, a_copy, a_page, judged
from wiretrace.credit.copy import Copy
from wiretrace.model import Wire

TO_STORY = '<a href="https://harborlight.example/2026/breakwater?utm_source=quay">First published by HLNS</a>'
TO_HOME = '<a href="http://www.harborlight.example/">Harbor Light News Service</a>'


def test_a_link_beside_the_story_keeps_the_rule() -> None:
    for html in (
        a_page(below=f"<p>{TO_STORY}</p>"),
        a_page(above=f'<p class="byline">By Marta Lindqvist, {TO_HOME}</p>'),
    ):
        found = judged("LINK", a_copy(html))
        assert found.answer == "kept"
        assert found.mentions[0].kind == "link"
        assert "article" in found.mentions[0].place


def test_links_in_menu_and_footer_and_hidden_ones_do_not_count() -> None:
    for html in (a_page(), a_page(frame=TO_STORY), a_page(below=f'<p style="display:none">{TO_STORY}</p>')):
        assert judged("LINK", a_copy(html)).answer == "broken"


def test_a_list_of_related_stories_is_no_credit() -> None:
    listed = f'<div class="related-stories"><p>{TO_STORY}</p></div>'
    led_on = '<p>Read more: <a href="https://harborlight.example/2026/other">Oyster beds in danger again</a></p>'
    for html in (a_page(below=listed), a_page(*PARAGRAPHS[:3], led_on, *PARAGRAPHS[3:])):
        assert judged("LINK", a_copy(html)).answer == "broken"


def test_the_stories_own_links_to_the_wire_are_no_link_back() -> None:
    own = "https://harborlight.example/2025/oysters"
    html = a_page(PARAGRAPHS[0].replace("dispute", f'<a href="{own}">dispute</a>'), *PARAGRAPHS[1:])
    assert judged("LINK", a_copy(html)).answer == "kept"
    found = judged("LINK", a_copy(html, replace(STORY, links=(own,))))
    assert found.answer == "broken"
    assert "links inside the story" in found.why


def test_a_link_to_the_home_page_is_not_one_to_the_story() -> None:
    home, story = (a_copy(a_page(below=f"<p>Source: {link}</p>")) for link in (TO_HOME, TO_STORY))
    assert judged("LINK_STORY", home, target="story").answer == "broken"
    assert "home page" in judged("LINK_STORY", home).why
    assert judged("LINK_STORY", story).answer == "kept"
    assert judged("LINK", home, target="home").answer == "kept"


def test_without_the_storys_address_a_deep_link_cannot_be_told_from_one_to_the_story() -> None:
    unknown = replace(STORY, url=None)
    assert judged("LINK_STORY", a_copy(a_page(below=f"<p>{TO_STORY}</p>"), unknown)).answer == "cannot_tell"
    assert judged("LINK_STORY", a_copy(a_page(below=f"<p>{TO_HOME}</p>"), unknown)).answer == "broken"


def test_a_followed_link_stands_in_the_first_paragraph_and_is_not_marked() -> None:
    def page(link: str, where: int) -> Copy:
        texts = [f"{text} ({link})" if index == where else text for index, text in enumerate(PARAGRAPHS)]
        return a_copy(a_page(*texts))

    marked = TO_STORY.replace("<a ", '<a rel="nofollow noopener" ')
    assert judged("LINK_DOFOLLOW", page(TO_STORY, 0), place="first paragraph").answer == "kept"
    assert judged("LINK_DOFOLLOW", page(TO_STORY, 3), place="first paragraph").answer == "broken"
    found = judged("LINK_DOFOLLOW", page(marked, 0), place="first paragraph")
    assert found.answer == "broken"
    assert "nofollow" in found.why


def test_another_host_that_only_looks_like_the_wires_does_not_count() -> None:
    for address in (
        "https://notharborlight.example/",
        "https://harborlight.example.evil.test/",
        "/harborlight.example",
    ):
        html = a_page(below=f'<p>Source: <a href="{address}">Harbor Light News Service</a></p>')
        assert judged("LINK", a_copy(html)).answer == "broken", address


def nameless(html: str, wire: Wire) -> Copy:
    story = replace(STORY, url=None, wire=wire)
    return replace(a_copy(html, story), wire=wire)


def test_where_no_address_of_the_wire_is_known_only_a_link_in_the_credit_to_its_namesake_counts() -> None:
    unknown = replace(WIRE, home=None)
    credited = '<p class="byline">By Marta Lindqvist, <a href="https://harborlight.test/">Harbor Light</a></p>'
    assert judged("LINK", nameless(a_page(above=credited), unknown)).answer == "kept"
    assert judged("LINK", nameless(a_page(above=credited.replace("harborlight.test", "x.test")), unknown)).answer == (
        "cannot_tell"
    )
    assert judged("LINK", nameless(a_page(), unknown)).answer == "cannot_tell"


@pytest.mark.parametrize("code", ["LINK", "LINK_STORY", "LINK_DOFOLLOW"])
def test_what_the_page_cannot_show_cannot_be_told(code: str) -> None:
    assert judged(code, a_copy("\n\n".join(PARAGRAPHS), text=True)).answer == "cannot_tell"
    cut = judged(code, a_copy(a_page(), page={"truncated": "cut after 1 MB"}))
    assert cut.answer == "cannot_tell"
    assert "cut after 1 MB" in cut.why
    assert judged(code, a_copy(a_page("Nothing of the story stands here."))).answer == "cannot_tell"
