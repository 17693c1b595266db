"""Hedges: the words, and who stands behind the claim."""

from __future__ import annotations

import pytest

from wirecopy.desk.check import Report, Subject, check_story

HEDGED = [
    ("The board reportedly knew of the leak.", "reportedly", None),
    ("Reportedly, the board knew of the leak.", "Reportedly", None),
    ("The skipper allegedly sold the eels twice.", "allegedly", None),
    ("The skipper allegedly sold the eels twice, according to the county sheriff.", "allegedly", "the county sheriff"),
    ("The county sheriff said the skipper had allegedly sold the eels twice.", "allegedly", "The county sheriff"),
    ("The letter purportedly came from the mayor.", "purportedly", None),
    ("It is claimed that the roof was sound.", "It is claimed", None),
    ("It is claimed the roof was sound.", "It is claimed", None),
    ("It was widely believed that the roof was sound.", "It was widely believed", None),
    ("It has been reported that the roof was sound.", "It has been reported", None),
    ("The line is rumoured to be for sale.", "is rumoured to", None),
    ("The rumored sale of the line worries the town.", "rumored", None),
    ("The owner is said to be abroad.", "is said to", None),
    ("The owner, said to be abroad, sent a note.", "said to be", None),
    ("The crew are believed to have left.", "are believed to", None),
    ("The crew are thought to have left, police said.", "are thought to", "police"),
    ("The board is understood to want a third bid.", "is understood to", None),
    ("The owner was reported to have sold.", "was reported to", None),
    ("The owner is alleged to have sold twice.", "is alleged to", None),
    ("The owner apparently sold in May 2025.", "apparently", None),
    ("The owner supposedly sold in May 2025.", "supposedly", None),
    ("Unconfirmed reports put the loss at 40 boats.", "Unconfirmed reports", None),
    ("Media reports said the owner had sold.", "Media reports said", None),
    ("Rumor has it that the owner sold.", "Rumor has it", None),
    ("The owner, according to the Inland Ledger, reportedly sold.", "reportedly", "the Inland Ledger"),
]  # fmt: skip

PLAIN = [
    "The alleged thief's lawyer came by boat.",
    "The alleged theft was in May 2025.",
    "The boats were moored according to plan.",
    "“He allegedly sold the eels,” she said.",
    "What was said to reporters was false.",
    "It was said to the board in May 2025.",
    "The sale is to be reported to the county.",
    "The loss was reported to the board.",
    "The bank reports that profits fell.",
    "She claims to have seen the boat.",
    "They claimed to have seen the boat.",
    "He thought to himself that it was late.",
    "The board understood to its cost what ice means.",
    "The allegations were heard in May 2025.",
    "A reporter stood on the pier.",
    "The purported letter lay on the table.",
    "The apparent cause was rust.",
    "She is seemingly everywhere.",
    "The suspect was seen on the pier.",
    "The report was believed.",
]


def check(text: str) -> Report:
    return check_story(Subject(text=text, language="en"))


@pytest.mark.parametrize(("sentence", "word", "source"), HEDGED)
def test_a_hedge_is_found_with_its_source(sentence: str, word: str, source: str | None) -> None:
    (found,) = check(sentence).hedges
    assert sentence[found.start : found.end] == word
    assert found.source == source


@pytest.mark.parametrize("sentence", PLAIN)
def test_plain_words_are_no_hedge(sentence: str) -> None:
    assert [sentence[h.start : h.end] for h in check(sentence).hedges] == []


def test_the_source_stands_in_the_same_sentence_or_not_at_all() -> None:
    (found,) = check("The board knew, according to the mayor. It reportedly did nothing.").hedges
    assert found.source is None


def test_a_saying_that_is_hedged_itself_stands_behind_nothing() -> None:
    (found,) = check("The mayor reportedly said the pier was safe.").hedges
    assert found.source is None


def test_each_hedge_gets_an_advice_that_says_who_stands_behind_it() -> None:
    advice = [
        a for a in check("The board reportedly knew. It allegedly paid, Moreno said.").advice if a.kind == "hedged"
    ]
    assert [(a.quoted, a.source) for a in advice] == [("reportedly", None), ("allegedly", "Moreno")]
    assert not any(a.is_lock for a in advice)
