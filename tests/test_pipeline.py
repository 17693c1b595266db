"""What the pipeline puts together before it judges."""

import pytest

from tests.rules.copies import PARAGRAPHS, STORY, WIRE, a_page
from wiretrace.errors import StoryError
from wiretrace.html import parse
from wiretrace.model import Rule, Story, Terms, Wire
from wiretrace.pipeline import check, known_wire


def answers(story: Story, html: str, *, terms: Terms | None = None, wire: Wire | None = None) -> dict[str, str]:
    (verdict,) = check(parse(html), [story], terms=terms, wire=wire)
    return {finding.code: finding.answer for finding in verdict.findings}


def test_what_the_terms_know_of_a_wire_adds_to_what_a_story_carries() -> None:
    renamed = Terms("HLNS", (Rule("AFFIL"),), wire=Wire(WIRE.name, aliases=("Harbour Lamp",)))
    page = a_page(above="<p class=byline>Marta Lindqvist, Harbour Lamp</p>")
    assert answers(STORY, page, terms=renamed)["AFFIL"] == "kept"
    assert answers(STORY, page)["AFFIL"] == "broken"
    still = a_page(above="<p class=byline>Marta Lindqvist, HLNS</p>")
    assert answers(STORY, still, terms=renamed)["AFFIL"] == "kept"


def test_the_marks_of_another_wire_are_not_taken_over() -> None:
    other = Wire("Sund Press", ("SP",), logos=("sp.png",), home="https://sp.example")
    assert known_wire(WIRE, other) == WIRE
    assert known_wire(None, other) == other
    assert known_wire(None, None) is None


def test_the_first_home_that_is_known_stands() -> None:
    known = known_wire(Wire("HLNS", logos=("a.png",)), Wire("hlns", logos=("b.png", "a.png"), home="https://h.example"))
    assert known == Wire("HLNS", logos=("a.png", "b.png"), home="https://h.example")


def test_a_story_without_a_wire_needs_one() -> None:
    bare = Story("hlns-9", "\n".join(PARAGRAPHS), headline=STORY.headline)
    with pytest.raises(StoryError, match="no wire is named; give the story a wire"):
        check(parse(a_page()), [bare])
    assert answers(bare, a_page(above="<p class=byline>By HLNS</p>"), wire=WIRE)["AFFIL"] == "kept"
