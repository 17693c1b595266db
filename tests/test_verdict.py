"""Findings summed up to one answer."""

import pytest

from wiretrace.model import Answer, Finding, Strength
from wiretrace.verdict import sum_up


def found(code: str, answer: Answer, strength: Strength = "must") -> Finding:
    return Finding(code.lower(), answer, strength, "why", (), code)


@pytest.mark.parametrize(
    ("findings", "answer"),
    [
        ([found("BYLINE", "kept"), found("AFFIL", "kept")], "kept"),
        ([found("BYLINE", "kept"), found("AFFIL", "broken"), found("LOGO_REQ", "cannot_tell")], "broken"),
        ([found("BYLINE", "kept"), found("LOGO_REQ", "cannot_tell")], "cannot_tell"),
        ([found("BYLINE", "kept"), found("LINK", "broken", "should")], "kept"),
        ([found("BYLINE", "kept"), found("LINK", "cannot_tell", "please")], "kept"),
        ([found("BYLINE", "kept"), found("NOSELL", "cannot_tell")], "kept"),
        ([found("BYLINE", "kept"), found("PHOTO_PERM", "cannot_tell")], "kept"),
        ([found("BYLINE", "kept"), found("PHOTO_PERM", "broken")], "broken"),
        ([found("KILL", "broken"), found("BYLINE", "kept")], "broken"),
        ([found("KILL", "cannot_tell"), found("BYLINE", "kept")], "cannot_tell"),
    ],
)
def test_musts_decide_and_what_one_page_cannot_decide_does_not_hold_up(findings: list[Finding], answer: str) -> None:
    assert sum_up(findings) == answer
    assert sum_up(reversed(findings)) == answer


def test_what_does_not_apply_to_the_story_does_not_hold_up() -> None:
    moot = Finding("byline", "cannot_tell", "must", "the story names no reporter", (), "BYLINE", applies=False)
    assert sum_up([moot, found("AFFIL", "kept")]) == "kept"
    assert sum_up([moot, found("AFFIL", "cannot_tell")]) == "cannot_tell"
