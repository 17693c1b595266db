"""The cast behaves as it is introduced."""

from __future__ import annotations

from tests.cast import CAREFUL, CARELESS, STRANGER, page, story
from wiretrace.model import Page
from wiretrace.pipeline import check

OWN = ("A story of our own about a seal that took the bus to Varn and paid with a herring, twice in one week.",)


def _answers(found: Page) -> dict[str, str]:
    (verdict,) = check(found, [story()])
    return {finding.rule: finding.answer for finding in verdict.findings}


def test_the_careful_publisher_keeps_name_affiliation_logo_and_notice() -> None:
    answers = _answers(page(CAREFUL))
    assert [answers[rule] for rule in ("byline", "affiliation", "logo", "notice")] == ["kept"] * 4


def test_the_careless_publisher_puts_its_own_man_in_the_reporters_place() -> None:
    answers = _answers(page(CARELESS))
    assert [answers[rule] for rule in ("byline", "affiliation", "logo", "credited_to")] == ["broken"] * 4


def test_the_stranger_carries_nothing_of_the_wires() -> None:
    assert check(page(STRANGER, OWN), [story()]) == []
