"""CANON."""

from dataclasses import replace

import pytest

from tests.rules.copies import PARAGRAPHS, STORY, URL, WIRE, a_copy, a_page, judged


def canonical(address: str) -> str:
    return a_page(head=f'<link rel="canonical" href="{address}">')


@pytest.mark.parametrize(
    ("address", "answer"),
    [
        ("https://harborlight.example/2026/breakwater", "kept"),
        ("http://www.harborlight.example/2026/breakwater/?utm_medium=feed#top", "kept"),
        ("//harborlight.example/2026/breakwater", "kept"),
        ("https://harborlight.example/2026/breakwater?page=2", "cannot_tell"),
        ("https://harborlight.example/older-address", "cannot_tell"),
        ("https://harborlight.example/", "broken"),
        (URL, "broken"),
        ("/news/breakwater", "broken"),
        ("https://dailygull.example/breakwater", "broken"),
        ("https://harborlight.example.evil.test/2026/breakwater", "broken"),
    ],
)
def test_the_canonical_address_is_compared_with_the_storys(address: str, answer: str) -> None:
    found = judged("CANON", a_copy(canonical(address)))
    assert (found.answer, found.mentions[0].kind) == (answer, "machine")


def test_a_page_without_a_canonical_address_breaks_the_rule() -> None:
    assert judged("CANON", a_copy(a_page())).answer == "broken"


def test_without_the_storys_address_the_wires_site_is_enough() -> None:
    unknown = replace(STORY, url=None)
    assert judged("CANON", a_copy(canonical("https://harborlight.example/x"), unknown)).answer == "kept"
    assert judged("CANON", a_copy(canonical(URL), unknown)).answer == "broken"


def test_without_any_address_of_the_wire_a_third_host_cannot_be_told() -> None:
    wire = replace(WIRE, home=None)
    unknown = replace(STORY, url=None, wire=wire)
    for address, answer in (("https://harborlight.example/x", "cannot_tell"), (URL, "broken")):
        copy = replace(a_copy(canonical(address), unknown), wire=wire)
        assert judged("CANON", copy).answer == answer


def test_on_a_page_without_the_story_nothing_is_kept_or_broken() -> None:
    for address in (URL, "https://dailygull.example/"):
        html = a_page("Another story.", head=f'<link rel="canonical" href="{address}">')
        assert judged("CANON", a_copy(html)).answer == "cannot_tell"


def test_plain_text_and_a_cut_page_cannot_tell() -> None:
    assert judged("CANON", a_copy("\n\n".join(PARAGRAPHS), text=True)).answer == "cannot_tell"
    assert judged("CANON", a_copy(a_page(), page={"truncated": "cut"})).answer == "cannot_tell"
