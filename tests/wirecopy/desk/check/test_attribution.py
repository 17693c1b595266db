"""Attributions: who is the source, through which outlet, with or without a link."""

from __future__ import annotations

import pytest

from wirecopy.desk.check import Attribution, Byline, Link, Report, Subject, check_story
from wiretrace.model import Rule, Terms, Wire

NAMED = [
    ("The hall will cost $6.2 million, according to papers laid before the board.", "according_to", "papers"),
    ("It is off, according to a London broker who sold it.", "according_to", "a London broker"),
    ("It is off, said Quay Line founder and director Ann Ray.", "said", "Quay Line founder and director Ann Ray"),
    ("It is off, according to the Ellery-based athlete.", "according_to", "the Ellery-based athlete"),
    ("According to the Quay Courier, the pier will close in March 2027.", "according_to", "the Quay Courier"),
    ("The ferry sank within the hour, according to a report by the county inspector.", "according_to", "a report by the county inspector"),
    ("It was the board's third vote, according to Perla Moreno, who speaks for the stall holders.", "according_to", "Perla Moreno"),
    ("The ice store leaks, according to the mayor’s office.", "according_to", "the mayor’s office"),
    ("Sales fell by a third, according to figures from the harbor board.", "according_to", "figures from the harbor board"),
    ("The crew was safe, according to the Ellery Sunday Times.", "according_to", "the Ellery Sunday Times"),
    ("The crew was safe, according to police.", "according_to", "police"),
    ("Perla Moreno said the roof leaks.", "said", "Perla Moreno"),
    ("The roof leaks, Moreno said.", "said", "Moreno"),
    ("The roof leaks, said Perla Moreno.", "said", "Perla Moreno"),
    ("“The roof leaks,” said Perla Moreno, who speaks for the stall holders.", "said", "Perla Moreno"),
    ("Moreno, 41, said the roof leaks.", "said", "Moreno"),
    ("Perla Moreno, of Port Ellery, a stall holder, said the roof leaks.", "said", "Perla Moreno"),
    ("A spokesman for the harbor board said the roof leaks.", "said", "A spokesman for the harbor board"),
    ("Officials in Port Ellery said the roof leaks.", "said", "Officials in Port Ellery"),
    ("On Monday the harbor board said the roof leaks.", "said", "the harbor board"),
    ("The mayor also said that the money was there.", "said", "The mayor"),
    ("Bankers polled by the Quay Courier said the money was there.", "said", "Bankers polled by the Quay Courier"),
    ("The report that said the money was there, was wrong.", "said", "The report"),
    ("A market for ice, which is wet, grew, said Quay Line chief economist Tom Hale.", "said", "Quay Line chief economist Tom Hale"),
    ("He said the money was there.", "said", "He"),
    ("The report says that the pier is rotten.", "said", "The report"),
    ("Critics say the pier is rotten.", "said", "Critics"),
    ("Moreno told the board that the pier is rotten.", "told", "Moreno"),
    ("Ray warned that the pier is rotten.", "said", "Ray"),
    ("“The pier is rotten,” Quay Line chief executive Ann Ray wrote.", "said", "Quay Line chief executive Ann Ray"),
    ("“It is rotten,” said Quay Line chief executive Ann Ray.", "said", "Quay Line chief executive Ann Ray"),
    ("The Quay Courier reported the sale in May 2025.", "reported", "The Quay Courier"),
    ("The sale was first reported by the Quay Courier.", "reported", "the Quay Courier"),
]  # fmt: skip

NOT_NAMED = [
    "The work went on according to plan.",
    "Everything goes according to schedule.",
    "The fish are sorted according to size.",
    "The boxes were stacked according to their weight.",
    "Prices vary according to whether the boats come in.",
    "Prices vary according to the season.",
    "He did not say when the pier would open.",
    "The board would not say what it paid.",
    "She could say more in the spring.",
    "That said, the pier is old.",
    "The pier was said to be the oldest of the coast.",
    "Needless to say, the pier closed.",
    "It is easier said than done.",
    "The boat left after Moreno said no.",
    "The line reported a loss of $2 million.",
    "The board added 20 stalls.",
    "She told a story of the sea.",
    "“According to my mother it was herring,” was the song.",
    "Of those asked, 71 percent said no.",
    "The losses were reported by banks.",
]


def check(text: str) -> Report:
    return check_story(Subject(text=text, language="en"))


def only(text: str) -> Attribution:
    (found,) = check(text).attributions
    return found


@pytest.mark.parametrize(("sentence", "form", "source"), NAMED)
def test_the_source_of_a_claim_is_named(sentence: str, form: str, source: str) -> None:
    found = only(sentence)
    assert (found.form, found.source) == (form, source)
    assert source in sentence[found.start : found.end] or found.form != "according_to"


@pytest.mark.parametrize("sentence", NOT_NAMED)
def test_what_looks_like_an_attribution_is_none(sentence: str) -> None:
    assert [a.source for a in check(sentence).attributions] == []


@pytest.mark.parametrize(
    ("sentence", "outlet"),
    [
        ("The sale is off, according to the Quay Courier.", "Quay Courier"),
        ("Moreno told the Inland Ledger that the sale is off.", "Inland Ledger"),
        ("Moreno told Reuters the sale is off.", "Reuters"),
        ("The newspaper said the sale is off.", "newspaper"),
        ("A Quay Courier reporter said the sale is off.", "Quay Courier"),
        ("The sale is off, according to a report in the Inland Ledger.", "Inland Ledger"),
        ("The sale is off, according to a Quay Courier story.", "Quay Courier"),
        ("A phrase told the nation that the sale is off.", ""),
        ("Bankers polled by Reuters said the sale is off.", ""),
        ("Moreno told reporters the sale is off.", ""),
        ("Moreno told the board that the sale is off.", ""),
        ("The sale is off, according to the Ellery Market.", ""),
        ("The sale is off, according to the sun.", ""),
        ("The sale is off, according to Sun.", ""),
    ],
)
def test_an_outlet_is_known_by_its_name_or_its_kind(sentence: str, outlet: str) -> None:
    assert only(sentence).outlet == outlet


def test_a_name_that_is_only_ever_cited_reads_as_an_outlet() -> None:
    cited = check("The sale is off, according to Tidewise. The price was wrong, according to Tidewise.")
    acting = check(
        "The sale is off, according to Tidewise. The price was wrong, according to Tidewise. Tidewise sells ice."
    )
    assert {a.outlet for a in cited.attributions} == {"Tidewise"}
    assert {a.outlet for a in acting.attributions} == {""}


def test_a_short_name_is_the_outlet_that_was_named_in_full() -> None:
    report = check("The sale is off, according to the Quay Courier. The Courier reported a price, too.")
    assert [a.outlet for a in report.attributions] == ["Quay Courier", "Quay Courier"]


def test_a_claim_of_an_outlet_without_a_link_is_marked_once() -> None:
    text = "The sale is off, according to the Quay Courier. The price was wrong, according to the Quay Courier."
    (advice,) = (a for a in check(text).advice if a.kind == "outlet_without_link")
    assert advice.quoted == "according to the Quay Courier"
    assert advice.start == text.index("according")
    assert "2 claims" in advice.message


def test_a_link_in_the_sentence_is_enough() -> None:
    text = "The sale is off, according to the Quay Courier. The price was wrong, according to the Quay Courier."
    link = Link("https://quaycourier.example/sale", text.index("off"), text.index("off") + 3)
    report = check_story(Subject(text=text, language="en", links=(link,)))
    assert [a.is_linked for a in report.attributions] == [True, False]
    assert not [a for a in report.advice if a.kind == "outlet_without_link"]


@pytest.mark.parametrize("by_terms", [True, False])
def test_the_wire_itself_is_no_outlet_to_link_to(by_terms: bool) -> None:
    text = "Moreno told Harbor Light News Service that the sale is off."
    wire = Wire("Harbor Light News Service", ("HLNS",))
    if by_terms:
        report = check_story(Subject(text=text, language="en"), terms=Terms("HLNS", (Rule("BYLINE"),), wire=wire))
    else:
        byline = (Byline("Marta Lindqvist", "Harbor Light News Service"),)
        report = check_story(Subject(text=text, language="en", byline=byline))
    assert [a.outlet for a in report.attributions] == [""]


def test_a_story_that_one_outlet_carries_is_told_so() -> None:
    text = (
        "The sale is off, according to the Quay Courier. The board met twice, according to the Quay Courier. "
        "Moreno told the Courier that she was not asked."
    )
    (advice,) = (a for a in check(text).advice if a.kind == "one_outlet")
    assert advice.source == "Quay Courier"
    assert "all 3 attributions" in advice.message


@pytest.mark.parametrize(
    "text",
    [
        "The sale is off, according to the Quay Courier. The board met twice, according to the Quay Courier.",
        "It is off, according to the Quay Courier. It met, the Inland Ledger reported. It is off, according to the Quay Courier. "
        "So it is, according to the Quay Courier.",
        "It is off, Moreno said. It is off, said Ann Ray. It is off, the mayor said.",
    ],
)  # fmt: skip
def test_a_story_with_more_than_one_source_is_not(text: str) -> None:
    assert not [a for a in check(text).advice if a.kind == "one_outlet"]
