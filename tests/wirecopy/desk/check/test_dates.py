"""Times that need the day of writing, and times that do not."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from wirecopy.desk.check import Report, Subject, check_story

NEAR = [
    ("The board met Monday.", "Monday", "weekday"),
    ("The board met on Monday.", "Monday", "weekday"),
    ("The board met Monday and voted.", "Monday", "weekday"),
    ("On Tuesday Moreno spoke for the stall holders.", "Tuesday", "weekday"),
    ("Until Friday the hall is closed.", "Friday", "weekday"),
    ("The hall on the Old Quay Monday and the pier are closed.", "Monday", "weekday"),
    ("The mayor said Monday Moreno would speak.", "Monday", "weekday"),
    ("A Monday hearing lasted for seven hours.", "Monday", "weekday"),
    ("The hearing is on Monday, March 2, in the hall.", "Monday, March 2", "weekday"),
    ("Work is to begin on March 2.", "March 2", "day_without_year"),
    ("Work is to begin on Feb. 9 at the quay.", "Feb. 9", "day_without_year"),
    ("Work is to begin on 9 February.", "9 February", "day_without_year"),
    ("Work is to begin on the 9th of February.", "9th of February", "day_without_year"),
    ("Work began in February.", "in February", "month_without_year"),
    ("Work ends early next March.", "next March", "month_without_year"),
    ("Work has gone on since January.", "since January", "month_without_year"),
    ("It will be there by the end of May.", "end of May", "month_without_year"),
    ("The hall was sold earlier this month.", "earlier this month", "relative"),
    ("The hall was sold yesterday.", "yesterday", "relative"),
    ("The hall was sold last week.", "last week", "relative"),
    ("The hall opens next spring.", "next spring", "relative"),
    ("The board met three days ago.", "three days ago", "relative"),
    ("The price doubled over the last few months.", "last few months", "relative"),
    ("The price doubled in recent weeks.", "in recent weeks", "relative"),
    ("The upcoming hearing is public.", "upcoming", "relative"),
    ("The price doubled during the past year.", "past year", "relative"),
    ("“We open on Monday,” Moreno said.", "Monday", "weekday"),
    ("The boats leave tonight.", "tonight", "relative"),
]

FAR = [
    "Monday Night Lights opens in the old hall.",
    "The film Monday Night Lights opens in the old hall.",
    "The Sunday Times wrote about the hall.",
    "The crew was safe, according to the Ellery Sunday Mail.",
    "Good Friday is a day without fish sales.",
    "Shops were full on Black Friday.",
    "The market is open on Mondays.",
    "The market is open every Monday.",
    "The market is open Monday to Friday.",
    "The market is open Monday-Friday.",
    "It was a Monday in a wet year.",
    "The hall was sold on Monday, March 2, 2026.",
    "The hall was sold on March 2, 2026.",
    "The hall was sold on 2 March 2026.",
    "The hall was sold in March 2026.",
    "The next day the boats came in.",
    "The last week of the fair was wet.",
    "The next morning nobody came.",
    "He was taken to the hall next morning.",
    "He may 5 times have asked.",
    "The boats march 2 abreast.",
    "The hall was built in 1908.",
    "The old hall stood for 90 years.",
    "Ann May told the board no.",
    "USA Today wrote about the hall.",
    "The line was 50 years ago a ferry.",
    "The score was 2-1.",
    "Perla Friday Market is its name.",
]


def check(text: str, **changes: object) -> Report:
    return check_story(Subject(text=text, language="en", **changes))  # type: ignore[arg-type]


@pytest.mark.parametrize(("sentence", "words", "form"), NEAR)
def test_a_time_near_the_day_of_writing_is_found(sentence: str, words: str, form: str) -> None:
    (found,) = check(sentence).dates
    assert (sentence[found.start : found.end], found.form) == (words, form)


@pytest.mark.parametrize("sentence", FAR)
def test_names_habits_and_whole_dates_are_left_alone(sentence: str) -> None:
    assert [sentence[d.start : d.end] for d in check(sentence).dates] == []


def test_a_date_in_the_dateline_explains_all() -> None:
    text = "The board met Monday. Work is to begin on March 2."
    assert [a.quoted for a in check(text).advice if a.kind == "date_unexplained"] == ["Monday", "March 2"]
    explained = check(text, has_dateline_date=True)
    assert len(explained.dates) == 2
    assert not [a for a in explained.advice if a.kind == "date_unexplained"]


def test_the_day_of_release_explains_all() -> None:
    report = check("The board met Monday.", released=datetime(2026, 2, 9, 18, 30, tzinfo=UTC))
    assert not [a for a in report.advice if a.kind == "date_unexplained"]
