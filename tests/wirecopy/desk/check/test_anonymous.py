"""Sources without a name."""

from __future__ import annotations

import pytest

from wirecopy.desk.check import Report, Subject, check_story

ANONYMOUS = [
    ("Two officials said on condition of anonymity that the sale was off.", "on condition of anonymity"),
    ("An official spoke on the condition of anonymity.", "on the condition of anonymity"),
    ("The clerk, who asked not to be named, said no.", "asked not to be named"),
    ("The clerk, who asked not to be identified, said no.", "asked not to be identified"),
    ("The clerk, who declined to be named, said no.", "declined to be named"),
    ("The clerk requested anonymity to speak of the sale.", "requested anonymity"),
    ("The clerk spoke on background.", "spoke on background"),
    ("The clerk spoke anonymously.", "spoke anonymously"),
    ("The clerk was not authorized to speak about the sale.", "not authorized to speak"),
    ("A person familiar with the sale said it was off.", "A person familiar with"),
    ("People familiar with the sale said it was off.", "People familiar with"),
    ("The sale is off, according to a person close to the board.", "a person close to"),
    ("Three people with knowledge of the sale said it was off.", "Three people with knowledge of"),
    ("Officials briefed on the sale said it was off.", "Officials briefed on"),
    ("Sources said the sale was off.", "Sources said"),
    ("A source told HLNS the sale was off.", "A source told"),
    ("Industry sources said the sale was off.", "Industry sources said"),
    ("The sale is off, sources say.", "sources say"),
    ("The sale is off, according to sources.", "according to sources"),
    ("The sale is off, according to a senior source.", "according to a senior source"),
    ("A source close to the board said the sale was off.", "A source close to"),
    ("An unnamed official said the sale was off.", "An unnamed official"),
    ("An anonymous county official said the sale was off.", "An anonymous county official"),
    ("Insiders say the sale is off.", "Insiders say"),
    ("The Inland Ledger, citing unnamed sources, wrote of a sale.", "unnamed sources"),
]

NAMED = [
    "The town has two sources of water.",
    "Energy sources said to be clean were praised.",
    "The source of the leak is the roof.",
    "The source of the river lies inland.",
    "The program is open source.",
    "A water source near the pier dried up.",
    "Officials in Port Ellery said the sale was off.",
    "“Sources said it was off,” Moreno laughed.",
    "People close to the water wear boots.",
    "She became familiar with the sea.",
    "The board is familiar with the roof.",
    "The hall is close to the pier.",
    "The pier is close to people.",
    "Her knowledge of eels is wide.",
    "The clerk was authorized to sell.",
    "The letter was anonymous.",
    "The boat is named after a saint.",
    "The victim was not identified.",
    "The pier asked nobody.",
    "The background of the picture is blue.",
    "Income from other sources fell.",
    "Perla Moreno said the sale was off.",
    "The mayor told reporters no.",
    "Residents said the pier was old.",
    "The board sources its ice from Port Hale.",
]


def check(text: str) -> Report:
    return check_story(Subject(text=text, language="en"))


@pytest.mark.parametrize(("sentence", "words"), ANONYMOUS)
def test_a_source_without_a_name_is_found(sentence: str, words: str) -> None:
    found = check(sentence).anonymous
    assert len(found) == 1
    assert words in sentence[found[0].start : found[0].end]


@pytest.mark.parametrize("sentence", NAMED)
def test_other_sources_are_none(sentence: str) -> None:
    assert [sentence[a.start : a.end] for a in check(sentence).anonymous] == []


def test_a_source_that_is_marked_twice_is_one() -> None:
    text = "A person familiar with the sale, who asked not to be named, said it was off."
    (advice,) = (a for a in check(text).advice if a.kind == "anonymous_source")
    assert advice.quoted == "A person familiar with"
