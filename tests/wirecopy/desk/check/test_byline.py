"""Byline and affiliation, and when they are a lock."""

from __future__ import annotations

from datetime import date

import pytest

from wirecopy.desk.check import Byline, Report, Subject, check_story
from wiretrace.model import Rule, Terms

BOTH = Terms("HLNS", (Rule("BYLINE"), Rule("AFFIL")))
MARTA = Byline("Marta Lindqvist", "Harbor Light News Service")
BARE = Byline("Tomas O'Brien-Hale", "")


def check(*byline: Byline, terms: Terms | None = None) -> Report:
    return check_story(Subject(byline=byline), terms=terms)


def test_a_whole_byline_gets_no_advice() -> None:
    assert check(MARTA, terms=BOTH).advice == ()


@pytest.mark.parametrize("byline", [(), (Byline("", ""),), (Byline("  ", "HLNS"),)])
def test_a_story_without_a_name_is_locked_where_the_terms_demand_one(byline: tuple[Byline, ...]) -> None:
    report = check(*byline, terms=BOTH)
    assert [(a.kind, a.is_lock) for a in report.advice] == [("byline_missing", True)]
    assert report.blocks_release


def test_each_name_without_affiliation_is_locked_by_itself() -> None:
    report = check(MARTA, BARE, terms=BOTH)
    assert [(a.kind, a.source, a.is_lock) for a in report.advice] == [("affiliation_missing", BARE.name, True)]


@pytest.mark.parametrize(
    "rules",
    [
        (),
        (Rule("LOGO_REQ"),),
        (Rule("BYLINE", strength="should"), Rule("AFFIL", strength="please")),
        (Rule("BYLINE", any_of="name"), Rule("CREDIT", any_of="name"), Rule("AFFIL", strength="should")),
        (Rule("BYLINE", until=date(2025, 1, 1)), Rule("AFFIL", until=date(2025, 1, 1))),
    ],
)
def test_terms_that_do_not_demand_it_make_no_lock(rules: tuple[Rule, ...]) -> None:
    for byline in ((), (BARE,)):
        report = check(*byline, terms=Terms("HLNS", rules))
        assert len(report.advice) == 1
        assert not report.blocks_release


def test_without_terms_nothing_is_a_lock() -> None:
    assert [a.kind for a in check().advice] == ["byline_missing"]
    assert not check().blocks_release


def test_terms_that_demand_only_the_name_do_not_lock_for_the_affiliation() -> None:
    report = check(BARE, terms=Terms("HLNS", (Rule("BYLINE"),)))
    assert [(a.kind, a.is_lock) for a in report.advice] == [("affiliation_missing", False)]


def test_plain_tuples_will_do() -> None:
    report = check_story(Subject(byline=(("Marta Lindqvist", ""),)), terms=BOTH)  # type: ignore[arg-type]
    assert report.blocks_release
