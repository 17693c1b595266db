"""Every difference between a story and its copy has the name that an editor would give it."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wiretrace.align import align
from wiretrace.align.edits import kind_of
from wiretrace.html import page_from_text
from wiretrace.model import EditKind, Story

PARAGRAPHS = (
    "The harbour board of Ellery closed the northern quay on Monday after divers found cracks in eleven of its piers.",
    "“We cannot let ships moor there until every pier has been looked at by somebody who knows concrete,” said the "
    "harbour master, Ines Calloway, who has run the port since the storm.",
    "“Nobody was hurt, and nobody will be.”",
    "Repairs are expected to cost 84 million crowns and to take two summers, according to the board’s engineers.",
    "The ferry to the islands leaves from the southern quay until then, at the same hours and for the same fares.",
)
STORY = Story("hlns-1", "\n\n".join(PARAGRAPHS), headline="Ellery closes its northern quay")


def kinds(text: str) -> list[EditKind]:
    match = align(STORY, page_from_text(text))
    assert match is not None
    return [edit.kind for edit in match.edits]


def changed(old: str, new: str) -> list[EditKind]:
    assert old in STORY.text
    return kinds(STORY.text.replace(old, new))


def test_a_copy_word_for_word_has_no_edits() -> None:
    assert kinds(STORY.text) == []


@pytest.mark.parametrize(
    ("old", "new", "kind"),
    [
        ("84 million", "48 million", "number"),
        ("in eleven of", "in twelve of", "number"),
        ("Ines Calloway", "Ines Galloway", "name"),
        ("are expected to", "will surely", "wording"),
        ("who knows concrete", "who knows steel", "quotation"),
        ("until every pier has been looked at by somebody who knows concrete", "there", "quotation"),
        (" until every pier has been looked at by somebody who knows concrete", "", "quotation"),
        ("let ships moor there", "let any big ships moor there", "quotation"),
        (", according to the board’s engineers", "", "cut"),
        (" of Ellery", "", "cut"),
        ("from the southern quay", "from the old southern quay", "insertion"),
        ("to cost 84 million crowns and ", "", "cut"),
        ("take two summers", "take, with 300 workers, two summers", "insertion"),
        ("who knows concrete,” said the", "who knows concrete,” later said the", "insertion"),
    ],
)
def test_one_difference_is_one_edit_with_its_name(old: str, new: str, kind: EditKind) -> None:
    assert changed(old, new) == [kind]


@pytest.mark.parametrize(
    ("said", "printed", "found"),
    [
        ("-3 degrees", "3 degrees", ["number"]),
        ("3.5 metres", "3-5 metres", ["number"]),
        ("$5 million", "€5 million", ["number"]),
        ("1.5 million", "1.6 million", ["number"]),
        ("7.30.45 hours", "7.30.46 hours", ["number"]),
        ("a 5% rise", "a 5 rise", ["number"]),
        ("£20", "20", ["number"]),
        ("a 3-1 win", "a 3:1 win", []),
        ("at 7:30", "at 7.30", []),
        ("5 €", "€5", []),
        ("20,000 people", "20 000 people", []),
        ("1,250.75 crowns", "1.250,75 crowns", []),
        ("(5)", "5", []),
        ("a 5% rise", "a 5 percent rise", ["style"]),
        ("5 Prozent Anteil", "5 % Anteil", ["style"]),
        ("$5 million", "5 million dollars", ["style"]),
    ],
)
def test_what_stands_at_a_figure_is_part_of_it(said: str, printed: str, found: list[EditKind]) -> None:
    before, after = "Engineers of the harbour board wrote of", "in the report that they gave to the council in March."
    story = Story("hlns-2", f"{STORY.text}\n\n{before} {said} {after}")
    match = align(story, page_from_text(story.text.replace(said, printed)))
    assert match is not None
    assert [edit.kind for edit in match.edits] == found


def test_a_figure_that_changed_in_a_quotation_is_a_changed_quotation() -> None:
    story = Story(
        "hlns-2", STORY.text + "\n\nThe engineer wrote: “It will cost us $84 million in the end, and no less.”"
    )
    match = align(story, page_from_text(story.text.replace("$84", "€84")))
    assert match is not None
    assert [(edit.kind, edit.before, edit.after) for edit in match.edits] == [("quotation", "$84", "€84")]


OTHER_WORDS = (
    "All of it will be open again by Easter, whatever the council has been told about the piers by anybody until then"
)


def test_a_quotation_that_gave_way_to_many_other_words_is_one_changed_quotation() -> None:
    said = "We cannot let ships moor there until every pier has been looked at by somebody who knows concrete"
    match = align(STORY, page_from_text(STORY.text.replace(said, OTHER_WORDS)))
    assert match is not None
    assert [(edit.kind, edit.before, edit.after) for edit in match.edits] == [("quotation", said, OTHER_WORDS)]


def test_a_quotation_that_went_with_its_paragraph_beside_an_insertion_is_cut() -> None:
    for own in (f"The council meets on Friday. {OTHER_WORDS}.", f"“{OTHER_WORDS},” the mayor told this newspaper."):
        text = STORY.text.replace(PARAGRAPHS[1], own).replace(PARAGRAPHS[2], "")
        assert sorted(set(kinds(text))) == ["cut", "insertion"]


def test_words_of_the_publisher_in_place_of_a_quotation_are_an_insertion() -> None:
    said = "“We cannot let ships moor there until every pier has been looked at by somebody who knows concrete,” said"
    text = STORY.text.replace(said, f"{OTHER_WORDS}, according to")
    assert "insertion" in kinds(text)


def test_a_quotation_that_goes_with_its_paragraph_is_cut_and_not_changed() -> None:
    assert kinds("\n\n".join(p for p in PARAGRAPHS if "Nobody" not in p)) == ["cut"]
    assert kinds("\n\n".join(p for p in PARAGRAPHS if "concrete" not in p)) == ["cut"]


def test_paragraphs_that_change_places_are_a_reorder() -> None:
    assert "reorder" in kinds("\n\n".join((*PARAGRAPHS[3:], *PARAGRAPHS[:3])))


NUMBERS = st.integers(0, 10_000_000)


@given(NUMBERS, NUMBERS)
def test_another_number_is_never_style(one: int, other: int) -> None:
    kind = kind_of(f"{one} ships", f"{other} ships", quoted=False)
    assert (kind == "number") == (one != other)


@given(st.text(min_size=1), st.text(min_size=1))
def test_what_is_quoted_is_never_style(old: str, new: str) -> None:
    assert kind_of(old, new, quoted=True) == "quotation"


@given(st.sampled_from(re.findall(r"\w+", PARAGRAPHS[1])[:18]), st.sampled_from(["seldom", "gladly", "zebra"]))
def test_no_word_of_a_quotation_can_be_replaced_unseen(word: str, other: str) -> None:
    text = STORY.text.replace(PARAGRAPHS[1], re.sub(rf"\b{word}\b", other, PARAGRAPHS[1], count=1))
    assert "quotation" in kinds(text)


@pytest.mark.parametrize(
    ("old", "new", "found"),
    [
        ("7:30 p.m.", "19:30", ["style"]),
        ("12 degrees Celsius", "54 degrees Fahrenheit", ["style"]),
        ("7:30 p.m.", "20:30", ["number", "cut"]),
        ("12 degrees Celsius", "60 degrees Fahrenheit", ["number", "name"]),
    ],
)
def test_a_time_or_quantity_that_shares_a_word_with_its_other_form_is_one_edit(
    old: str, new: str, found: list[EditKind]
) -> None:
    told = " The divers go down again at 7:30 p.m. on Friday, into water of 12 degrees Celsius, to look for more."
    story = Story("hlns-2", STORY.text + told)
    match = align(story, page_from_text(story.text.replace(old, new)))
    assert match is not None
    assert [edit.kind for edit in match.edits] == found


@pytest.mark.parametrize(
    ("old", "new", "found"),
    [
        ("Smith drove 600 miles", "Jones drove 965 km", ["name", "style"]),
        ("between May 3 and on to June 4", "between May 4 and on to June 3", ["number", "number"]),
        ("May 3 or June 4", "May 4 or June 3", ["number", "number"]),
        ("May 3, June 4", "May 4, June 3", ["cut", "insertion"]),
        ("its colour and flavour", "its color and flavor", ["style", "style"]),
    ],
)
def test_two_differences_are_two_edits_however_close_they_stand(old: str, new: str, found: list[EditKind]) -> None:
    story = Story("hlns-3", STORY.text + f" And that, as Ruth {old} there, was all that anybody had to say about it.")
    match = align(story, page_from_text(story.text.replace(old, new)))
    assert match is not None
    assert [edit.kind for edit in match.edits] == found
