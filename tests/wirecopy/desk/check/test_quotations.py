"""Quotations: the marks, the speaker, and what is no quotation."""

from __future__ import annotations

import pytest

from wirecopy.desk.check import Quotation, Report, Subject, check_story

WORDS = "The roof leaks on the cod"
SPOKEN = [
    (f"“{WORDS},” said Perla Moreno.", "Perla Moreno"),
    (f'"{WORDS}," said Perla Moreno.', "Perla Moreno"),
    (f"“{WORDS},” Perla Moreno said.", "Perla Moreno"),
    (f"“{WORDS},” said Perla Moreno, who speaks for the stall holders.", "Perla Moreno"),
    (f"“{WORDS},” Perla Moreno, who sells eels, told the board.", "Perla Moreno"),
    (f"Perla Moreno said: “{WORDS}.”", "Perla Moreno"),
    (f"Perla Moreno said, “{WORDS}.”", "Perla Moreno"),
    (f"In a statement, Perla Moreno said, “{WORDS}.”", "Perla Moreno"),
    (f"Perla Moreno told the board: “{WORDS}.”", "Perla Moreno"),
    (f"Said Perla Moreno: “{WORDS}.”", "Perla Moreno"),
    (f"“{WORDS},” she said.", "she"),
    (f"“{WORDS},” one said.", "one"),
    (f"“{WORDS},” read the statement from the harbor board.", "the statement from the harbor board"),
    (f"“{WORDS},” the joint letter from the stall holders read.", "the joint letter from the stall holders"),
    (f"“{WORDS},” the lawsuit states.", "the lawsuit"),
    (f"“{WORDS},” said a spokesman for the county.", "a spokesman for the county"),
    (f"“{WORDS},” county officials said in a statement.", "county officials"),
    (f"“{WORDS},” said Quay Line chief executive Ann Ray.", "Quay Line chief executive Ann Ray"),
    (f"“{WORDS},” said Mayor Ann Ray and Sheriff Tom Hale.", "Mayor Ann Ray and Sheriff Tom Hale"),
    (f"“{WORDS},” according to the report.", "the report"),
    (f"“{WORDS}” — Perla Moreno", "Perla Moreno"),
    (f"“{WORDS}?” Perla Moreno asked.", "Perla Moreno"),
    (f"“{WORDS},” Moreno said. “It leaks on the herring, too.”", "Moreno"),
    (f"“{WORDS},” said Moreno, “and on the herring, too.”", "Moreno"),
    (f"Moreno called it “{WORDS.lower()}” and left.", "Moreno"),
    (f"Ray, the mayor, described the hall as “{WORDS.lower()}.”", "Ray"),
    (f"“He told me, ‘{WORDS},’ and left,” said Ann Ray.", "Ann Ray"),
    (f"‘{WORDS},’ said Perla Moreno.", "Perla Moreno"),
    (f"“{WORDS},” Perla Moreno would say.", "Perla Moreno"),
    (f"Moreno was not pleased, she told the board. “{WORDS}.”", "she"),
    (f"Moreno said the hall was old.\n“{WORDS}.”", "Moreno"),
]  # fmt: skip

NONE = [
    "The “sale” never came.",
    "The so-called “ice palace” is cold.",
    "He played “Herring on the Old Town Quay” twice.",
    "The film “A Night at the Fish Market” opens in May 2027.",
    'The pipe is 5" wide and the door is 6\'2" high.',
    "The dogs’ home and the stall holders’ hall are old.",
    "It was the '90s and rock 'n' roll was in the air.",
    "Nobody quoted anybody.",
    "The “old” and the “new” hall stand side by side.",
    "She was ‘done’ with it.",
]


def check(text: str) -> Report:
    return check_story(Subject(text=text, language="en"))


def first(text: str) -> Quotation:
    return check(text).quotations[0]


@pytest.mark.parametrize(("text", "speaker"), SPOKEN)
def test_the_speaker_is_named(text: str, speaker: str) -> None:
    found = check(text).quotations
    assert {q.speaker for q in found} == {speaker}
    assert not [a for a in check(text).advice if a.kind == "quotation_without_speaker"]


@pytest.mark.parametrize("text", NONE)
def test_scare_quotes_titles_and_apostrophes_are_no_quotation(text: str) -> None:
    assert [text[q.start : q.end] for q in check(text).quotations] == []


@pytest.mark.parametrize(
    "text",
    [
        f"The hall was built in 1908.\n“{WORDS}.”",
        f"The hall was built in 1908. “{WORDS}.” It will become a museum.",
        f'The hall was built in 1908.\n"{WORDS}."\nIt will become a museum.',
    ],
)
def test_a_statement_without_a_speaker_is_marked(text: str) -> None:
    (advice,) = (a for a in check(text).advice if a.kind == "quotation_without_speaker")
    assert advice.quoted == f"{WORDS}."
    assert text[advice.start : advice.end] == advice.quoted


def test_words_inside_a_sentence_of_the_writer_need_no_speaker_of_their_own() -> None:
    text = "The plan aims at “a hall without a leaking roof” by 2028."
    assert first(text).is_woven
    assert not [a for a in check(text).advice if a.kind == "quotation_without_speaker"]


@pytest.mark.parametrize(("opening", "closing"), [("“", "”"), ('"', '"')])
def test_a_quotation_over_paragraphs_is_one(opening: str, closing: str) -> None:
    text = f"{opening}{WORDS}.\n{opening}It leaks on the herring, too.\n{opening}We want a new hall,{closing} said Perla Moreno."
    (found,) = check(text).quotations
    assert found.speaker == "Perla Moreno"
    assert text[found.start : found.end].startswith(WORDS)
    assert text[found.start : found.end].endswith("a new hall,")


def test_a_mark_that_never_closes_ends_with_its_paragraph() -> None:
    text = f"“{WORDS}, said Perla Moreno.\nThe hall was built in 1908."
    assert text[first(text).end :].startswith("\n")


def test_nested_marks_are_part_of_the_whole() -> None:
    text = f"“My mother said, ‘{WORDS},’ each spring,” said Perla Moreno."
    (found,) = check(text).quotations
    assert text[found.start : found.end].startswith("My mother")


def test_the_speaker_of_the_sentence_before_is_carried_over() -> None:
    found = check(f"“{WORDS},” said Moreno. “It leaks on the herring, too.”").quotations
    assert [q.is_carried_over for q in found] == [False, False] or [q.is_carried_over for q in found] == [False, True]
    assert {q.speaker for q in found} == {"Moreno"}
