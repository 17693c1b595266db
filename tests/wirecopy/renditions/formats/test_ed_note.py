"""The note to editors, in words that a program can tell apart."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.wirecopy.renditions import releases
from wirecopy.renditions.formats.ed_note import ed_note
from wirecopy.renditions.release import Release


@pytest.mark.parametrize(
    ("release", "word"),
    [
        (releases.update(), "UPDATE:"),
        (releases.correction(), "CORRECTION:"),
        (releases.update(signal="refile"), "REFILE:"),
        (releases.withdrawal(), "WITHDRAWAL:"),
        (releases.kill(), "KILL:"),
    ],
)
def test_the_note_begins_with_the_word_of_its_signal(release: Release, word: str) -> None:
    assert ed_note(release).split()[0] == word


def test_a_first_release_has_no_note_but_the_editors() -> None:
    assert ed_note(releases.release()) == ""
    assert (
        ed_note(releases.release(editors_note="Names are spelled right.")) == "Editor's note: Names are spelled right."
    )


def test_a_correction_says_what_was_wrong_since_when_what_is_right_and_how_grave() -> None:
    first = ed_note(releases.correction()).splitlines()[0]
    assert first == (
        "CORRECTION: Wrong (since 2026-02-09T18:30:00Z): The hall was said to cost $2.6 million. "
        "Right: It will cost $6.2 million. Gravity: major."
    )


def test_earlier_corrections_are_named_after_the_newest() -> None:
    assert "Corrected 2026-02-09T20:05:00Z. Wrong: The speaker" in ed_note(releases.correction()).splitlines()[1]


def test_an_update_after_a_correction_still_tells_those_who_missed_it() -> None:
    corrected = releases.correction()
    later = replace(corrected, signal="update", version=4)
    lines = ed_note(later).splitlines()
    assert lines[0] == "UPDATE: replaces version 3."
    assert any("It will cost $6.2 million." in line for line in lines)


def test_a_kill_gives_the_reason_and_what_must_go_and_no_correction() -> None:
    note = ed_note(releases.kill(corrections=releases.correction().corrections, editors_note="x"))
    assert "Reason: The papers on which the story rests were forged." in note
    assert "What must go: All copies" in note
    assert "million" not in note
