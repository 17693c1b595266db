"""Pictures without words or credit, and those that may not be given away."""

from __future__ import annotations

import pytest

from wirecopy.desk.check import Picture, Report, Subject, check_story
from wiretrace.model import Rule, Terms

GOOD = Picture("The fish hall of Port Ellery at dawn", "Marta Lindqvist/HLNS", True)
KEEP_CREDIT = Terms("HLNS", (Rule("PHOTO_CREDIT"),))


def check(*pictures: Picture, terms: Terms | None = None) -> Report:
    return check_story(Subject(pictures=pictures), terms=terms)


def kinds(report: Report) -> list[str]:
    return [a.kind for a in report.advice if a.kind != "byline_missing"]


def test_a_picture_with_all_that_it_needs_gets_no_advice() -> None:
    assert kinds(check(GOOD, terms=KEEP_CREDIT)) == []


@pytest.mark.parametrize(
    "alt",
    ["", "   ", "\n", "IMG_2041", "IMG_2041.JPG", "fish-hall.jpeg", "DSC01234", "P1020304", "hall_final.png", "x.webp"],
)
def test_a_picture_without_words_is_marked(alt: str) -> None:
    assert kinds(check(GOOD._replace(alt=alt))) == ["alt_missing"]


@pytest.mark.parametrize(
    "alt",
    ["A boat", "The IMG building of Port Ellery", "Pier 39", "P. Moreno", "The file hall.jpg on a screen", "2041"],
)
def test_words_that_only_look_like_a_file_are_words(alt: str) -> None:
    assert kinds(check(GOOD._replace(alt=alt))) == []


def test_a_picture_of_somebody_else_is_marked_with_its_owner() -> None:
    (advice,) = (
        a
        for a in check(GOOD._replace(credit="Inland Ledger", may_republish=False)).advice
        if a.kind == "picture_not_free"
    )
    assert advice.source == "Inland Ledger"
    assert "picture 1" in advice.message
    assert advice.start is None


def test_pictures_are_counted_as_the_story_has_them() -> None:
    (advice,) = (a for a in check(GOOD, GOOD._replace(alt="")).advice if a.kind == "alt_missing")
    assert advice.message.startswith("picture 2")


@pytest.mark.parametrize(("terms", "is_lock"), [(None, False), (Terms("HLNS", ()), False), (KEEP_CREDIT, True),
                                                (Terms("HLNS", (Rule("PHOTO_CREDIT", strength="should"),)), False)])  # fmt: skip
def test_a_missing_credit_is_a_lock_only_where_the_terms_demand_it(terms: Terms | None, is_lock: bool) -> None:
    report = check(GOOD._replace(credit=""), terms=terms)
    assert kinds(report) == ["picture_credit_missing"]
    assert report.blocks_release is is_lock


def test_nothing_else_about_a_picture_is_a_lock() -> None:
    assert not check(Picture("", "x", False), terms=KEEP_CREDIT).blocks_release


@pytest.mark.parametrize("language", ["de", "fr", "ja", ""])
def test_pictures_are_checked_in_every_language(language: str) -> None:
    report = check_story(Subject(language=language, pictures=(GOOD._replace(alt=""),)))
    assert kinds(report) == ["alt_missing"]
