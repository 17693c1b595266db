"""Wording of the draft that stands in another story."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests import cast
from wirecopy.desk.check import Report, Subject, check_story
from wiretrace import Index

OWN = (
    "The harbor of Port Ellery froze over for the first time since the winter in which the lighthouse lost its lamp.",
    "Children skated from the pier to the island and back, and the ferry line sold hot cider where it sells tickets.",
)
TAKEN = cast.PARAGRAPHS[1]


@pytest.fixture()
def index(tmp_path: Path) -> Iterator[Index]:
    with Index.build(tmp_path / "wire.idx", [cast.story()]) as built:
        yield built


def check(text: str, index: Index | None, **changes: str) -> Report:
    return check_story(Subject(text=text, **changes), index=index)  # type: ignore[arg-type]


def test_a_passage_of_another_story_is_marked_word_for_word(index: Index) -> None:
    text = "\n".join((OWN[0], TAKEN, OWN[1]))
    (found,) = check(text, index).elsewhere
    assert text[found.start : found.end] == TAKEN.rstrip(".")
    assert found.story == cast.story().id
    (advice,) = (a for a in check(text, index).advice if a.kind == "stands_elsewhere")
    assert (advice.source, advice.quoted) == (cast.story().id, TAKEN.rstrip("."))


def test_odd_white_space_does_not_move_the_place(index: Index) -> None:
    text = f"  {OWN[0]}  \n\n\n\t{TAKEN}\n {OWN[1]}"
    (found,) = check(text, index).elsewhere
    assert text[found.start : found.end] == TAKEN.rstrip(".")


def test_words_of_its_own_are_nobodys(index: Index) -> None:
    assert check("\n".join(OWN), index).elsewhere == ()


def test_the_story_itself_is_no_finding(index: Index) -> None:
    text = "\n".join(cast.PARAGRAPHS)
    assert check(text, index).elsewhere
    assert check(text, index, story_id=cast.story().id).elsewhere == ()


def test_it_runs_in_any_language(index: Index) -> None:
    assert check("\n".join((OWN[0], TAKEN, OWN[1])), index, language="de").elsewhere


def test_without_an_index_nothing_is_looked_up() -> None:
    assert check(TAKEN, None).elsewhere == ()


def test_an_empty_draft_stands_nowhere(index: Index) -> None:
    assert check(" \n ", index).elsewhere == ()
