"""Which version a copy carries, and which of several stories that are nearly the same."""

from dataclasses import replace

import pytest

from tests.align.test_edits import PARAGRAPHS, STORY
from wiretrace.align import align, attribute, attribute_all
from wiretrace.html import page_from_text
from wiretrace.model import Match, Story

WRONG = (
    "An earlier storm had damaged the same piers, a spokesman of the coast guard said on Sunday evening by telephone."
)
ADDED = "The coast guard said on Tuesday that it has not inspected the piers and that none of its spokesmen had spoken."


def version(number: int, *paragraphs: str) -> Story:
    return replace(STORY, version=number, text="\n\n".join(paragraphs))


FIRST = version(1, *PARAGRAPHS[:3], WRONG, *PARAGRAPHS[3:])
SECOND = version(2, *PARAGRAPHS)  # takes a paragraph out
THIRD = version(3, *PARAGRAPHS[:4], ADDED, PARAGRAPHS[4])  # puts one in
FOURTH = version(4, *PARAGRAPHS[:3], PARAGRAPHS[3].replace("84", "48"), ADDED, PARAGRAPHS[4])  # changes a number
VERSIONS = (FIRST, SECOND, THIRD, FOURTH)


def found(text: str, *versions: Story) -> Match:
    match = attribute(versions or VERSIONS, page_from_text(text))
    assert match is not None
    return match


@pytest.mark.parametrize("story", VERSIONS, ids=lambda story: f"version {story.version}")
def test_a_copy_of_one_of_four_versions_goes_to_it(story: Story) -> None:
    match = found(story.text)
    assert (match.version, match.versions) == (story.version, (story.version,))


@pytest.mark.parametrize("story", VERSIONS, ids=lambda story: f"version {story.version}")
def test_it_does_so_with_the_publishers_own_words_around_it(story: Story) -> None:
    own = "Our paper has followed the harbour for forty years and will go on doing so, says its editor."
    assert found(f"{own}\n\n{story.text}\n\n{own}").version == story.version


@pytest.mark.parametrize("paragraphs", [2, 3], ids=["before it", "right at it"])
def test_an_excerpt_that_ends_before_the_first_difference_may_be_of_any_version(paragraphs: int) -> None:
    match = found("\n\n".join(PARAGRAPHS[:paragraphs]))
    assert match.versions == (1, 2, 3, 4)
    assert match.version == 4


def test_an_excerpt_that_reaches_one_difference_is_of_the_versions_that_agree_there() -> None:
    assert found("\n\n".join(FIRST.text.split("\n\n")[:4])).versions == (1,)


def test_a_page_without_the_story_has_no_match() -> None:
    assert attribute(VERSIONS, page_from_text(f"{WRONG[:40]} and nothing else of it at all")) is None


def bulletin(day: str, level: int) -> Story:
    text = (
        f"The water at the northern gauge of Ellery stood at {level} centimetres on {day} at noon, the harbour office "
        f"said. The ferry keeps to its timetable, the lock is open from six to ten, and boats of more than nine metres "
        f"wait for the pilot at the outer mole. The wind comes from the west with {level - 200} knots in gusts."
    )
    return Story(f"hlns-{day.lower()}", text, headline=f"Water levels on {day}")


def settled(text: str, *stories: Story) -> list[Match]:
    return attribute_all([[story] for story in stories], page_from_text(text))


def test_a_bulletin_goes_to_its_own_day_and_the_other_is_a_template() -> None:
    monday, tuesday = bulletin("Monday", 231), bulletin("Tuesday", 247)
    matches = settled(tuesday.text, monday, tuesday)
    assert [(match.story, match.kind) for match in matches] == [("hlns-tuesday", "full"), ("hlns-monday", "template")]


def test_the_differences_of_a_sibling_are_anothers_and_a_copys_are_the_same_as_alone() -> None:
    monday, tuesday = bulletin("Monday", 231), bulletin("Tuesday", 247)
    printed = tuesday.text.replace("nine metres", "ten metres")
    copy, sibling = settled(printed, monday, tuesday)
    assert copy == align(tuesday, page_from_text(printed))
    assert [edit.kind for edit in copy.edits] == ["number"]
    assert (sibling.story, sibling.edits) == ("hlns-monday", ())


def test_stories_with_the_same_text_are_each_others_rivals() -> None:
    one, other = bulletin("Monday", 231), replace(bulletin("Monday", 231), id="hlns-again")
    matches = settled(one.text, one, other)
    assert {match.story: match.rivals for match in matches} == {
        "hlns-monday": ("hlns-again",),
        "hlns-again": ("hlns-monday",),
    }
