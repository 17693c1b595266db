"""ORIG_LINE, ORIG_TOP, BOILER."""

import pytest

from tests.rules.copies import a_copy, a_page, judged

ORIGIN = "<p>This story was first published by Harbor Light News Service.</p>"
LONG = (
    "<p>This story was produced by Harbor Light News Service. HLNS is a nonprofit newsroom; write to Harbor Light "
    "for the terms of HLNS.</p>"
)


@pytest.mark.parametrize("code", ["ORIG_LINE", "BOILER"])
def test_a_line_of_origin_beside_the_story_is_its_notice(code: str) -> None:
    assert judged(code, a_copy(a_page(below=ORIGIN))).answer == "kept"
    assert judged(code, a_copy(a_page(above=ORIGIN))).answer == "kept"
    assert judged(code, a_copy(a_page())).answer == "broken"


def test_a_notice_of_the_site_or_of_another_wire_is_none() -> None:
    assert judged("ORIG_LINE", a_copy(a_page(frame="This story was first published by HLNS."))).answer == "broken"
    other = ORIGIN.replace("Harbor Light News Service", "Sund Press")
    assert judged("ORIG_LINE", a_copy(a_page(below=other))).answer == "broken"


def test_a_line_that_must_stand_at_the_top_does_not_count_below() -> None:
    assert judged("ORIG_TOP", a_copy(a_page(above=ORIGIN)), place="top").answer == "kept"
    below = judged("ORIG_TOP", a_copy(a_page(below=ORIGIN)), place="top")
    assert below.answer == "broken"
    assert "below the story's top" in below.why


def test_a_fixed_line_is_asked_for_in_its_words() -> None:
    wording = "This story was first published by Harbor Light News Service."
    assert judged("ORIG_LINE", a_copy(a_page(below=ORIGIN)), text=wording).answer == "kept"
    loose = "<p>Originally published by Harbor Light News Service, with thanks.</p>"
    assert judged("ORIG_LINE", a_copy(a_page(below=loose))).answer == "kept"
    assert judged("ORIG_LINE", a_copy(a_page(below=loose)), text=wording).answer == "broken"


def test_a_notice_that_names_the_wire_four_times_is_shown_once() -> None:
    found = judged("BOILER", a_copy(a_page(below=LONG + ORIGIN)))
    assert len(found.mentions) == 2
    assert found.mentions[0].text.startswith("This story was produced by Harbor Light")


def test_a_page_that_is_cut_off_may_have_had_one() -> None:
    cut = a_copy(a_page(), page={"truncated": "the page ends in the middle of a tag"})
    assert judged("ORIG_LINE", cut).answer == "cannot_tell"
