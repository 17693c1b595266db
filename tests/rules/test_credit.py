"""CREDIT, CREDIT_TOP."""

import pytest

from tests.rules.copies import PARAGRAPHS, a_copy, a_page, judged

LINE = '<p class="byline">By Marta Lindqvist, Harbor Light News Service</p>'
NOTICE = "<p>This story was first published by Harbor Light News Service.</p>"


@pytest.mark.parametrize(
    "html",
    [a_page(above=LINE), a_page(below=NOTICE), a_page(f"ELLERY (HLNS) — {PARAGRAPHS[0]}", *PARAGRAPHS[1:])],
)
def test_a_credit_line_a_notice_and_a_dateline_credit_the_wire(html: str) -> None:
    assert judged("CREDIT", a_copy(html)).answer == "kept"


@pytest.mark.parametrize(
    "html",
    [
        a_page(),
        a_page(below="<figure><img src='/p.jpg'><figcaption>Photo: Ngozi Adeyemi/HLNS</figcaption></figure>"),
        a_page(frame="Member of Harbor Light News Service"),
    ],
)
def test_a_photo_credit_and_the_sites_frame_do_not(html: str) -> None:
    assert judged("CREDIT", a_copy(html)).answer == "broken"


def test_at_the_top_means_before_or_in_the_first_paragraph() -> None:
    assert judged("CREDIT_TOP", a_copy(a_page(above=LINE)), place="top").answer == "kept"
    low = judged("CREDIT_TOP", a_copy(a_page(below=NOTICE)), place="top")
    assert low.answer == "broken"
    assert "top" in low.why


def test_a_cut_page_cannot_tell() -> None:
    assert judged("CREDIT", a_copy(a_page(), page={"truncated": "cut"})).answer == "cannot_tell"
