"""What the check finds on the story that the project starts from: counts and kinds, none of its words."""

from __future__ import annotations

import os
from collections import Counter
from pathlib import Path

import pytest

from wirecopy.desk.check import Report, Subject, check_story
from wiretrace.model import Rule, Terms

SHARED = Path(os.environ.get("WIRECOPY_SHARED", "../shared"))
STORY = SHARED / "data" / "seed" / "story.txt"
TERMS = Terms("A wire", (Rule("BYLINE"), Rule("AFFIL"), Rule("LOGO_REQ")))

pytestmark = pytest.mark.skipif(not STORY.exists(), reason="the seed story is not here; set WIRECOPY_SHARED")


@pytest.fixture(scope="module")
def text() -> str:
    return STORY.read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def report(text: str) -> Report:
    return check_story(Subject(text=text, language="en"), terms=TERMS)


def test_there_are_eight_markers_of_attribution_or_hedging(report: Report, text: str) -> None:
    according = [text[a.start : a.end].lower() for a in report.attributions if a.form == "according_to"]
    hedges = Counter(text[h.start : h.end].lower() for h in report.hedges)
    assert len(according) == 5
    assert all(words.startswith("according to") for words in according)
    assert hedges == {"reportedly": 2, "allegedly": 1}
    assert len(report.attributions) + len(report.hedges) == 8


def test_both_kinds_of_hedge_are_told_apart_by_their_source(report: Report, text: str) -> None:
    named = {text[h.start : h.end].lower(): h.source is not None for h in report.hedges}
    assert named == {"reportedly": False, "allegedly": True}
    assert len([a for a in report.advice if a.kind == "hedged"]) == 3


def test_one_outlet_carries_the_story(report: Report) -> None:
    assert len({a.outlet for a in report.attributions}) == 1
    (advice,) = (a for a in report.advice if a.kind == "one_outlet")
    assert advice.source == report.attributions[0].source
    assert "all 5 attributions" in advice.message
    (link,) = (a for a in report.advice if a.kind == "outlet_without_link")
    assert link.source == advice.source


def test_there_is_one_quotation_and_its_speaker_is_named(report: Report, text: str) -> None:
    (quotation,) = report.quotations
    assert quotation.speaker is not None
    assert text.find(quotation.speaker, quotation.end) - quotation.end < 10
    assert not quotation.is_carried_over


def test_there_is_one_related_story(report: Report, text: str) -> None:
    (related,) = report.related
    assert text[related.start : related.end].startswith("(RELATED:")
    assert text[related.end - 1] == ")"
    assert related.title in text


def test_three_parties_were_asked_and_how_each_answered(report: Report, text: str) -> None:
    assert [party.answer for party in report.parties] == ["no_answer", "no_answer", "not_reached"]
    assert all(text[p.start : p.end] == p.who for p in report.parties)
    assert len([a for a in report.advice if a.kind == "comment_not_answered"]) == 3


def test_the_dates_that_need_a_dateline_date_are_found(report: Report, text: str) -> None:
    assert Counter(d.form for d in report.dates) == {"relative": 3, "weekday": 1, "day_without_year": 1}
    words = [text[d.start : d.end] for d in report.dates]
    assert "earlier this month" in words
    assert "upcoming" in words
    assert not any(word.strip().isdigit() for word in words)


def test_the_terms_are_split_from_the_story(report: Report, text: str) -> None:
    last = text.rstrip().rindex("\n") + 1
    assert report.notice is not None
    assert (report.notice.start, report.notice.end) == (last, len(text.rstrip()))
    assert report.story_end == last
    assert "without charge" in text[last:]


def test_no_source_is_anonymous_and_nothing_else_is_said(report: Report) -> None:
    assert report.anonymous == ()
    assert {a.kind for a in report.advice} == {
        "byline_missing",
        "comment_not_answered",
        "date_unexplained",
        "hedged",
        "one_outlet",
        "outlet_without_link",
        "related_without_link",
        "terms_in_text",
    }


def test_the_terms_lock_a_release_without_byline(report: Report, text: str) -> None:
    assert report.blocks_release
    assert not check_story(Subject(text=text, language="en")).blocks_release
