"""NOEDIT, EDIT_APPROVAL, ADDREP, CHANGES_MARKED: what was changed is allowed, approved, or said to readers."""

from __future__ import annotations

import re
from collections import Counter

from wiretrace.credit.evidence import clip, finding, in_words, unseen
from wiretrace.model import Copy, Edit, EditKind, Finding, Rule
from wiretrace.terms import in_force

NAME = "edits"

_WORDS: dict[EditKind, str] = {
    "cut": "a cut",
    "insertion": "an insertion",
    "reorder": "a passage moved",
    "number": "a changed number",
    "name": "a changed name",
    "quotation": "a changed quotation",
    "headline": "another headline",
    "wording": "changed wording",
}
_GRAVE: tuple[EditKind, ...] = ("quotation", "number", "name")
_NOTE = re.compile(
    r"\b(?:additional reporting by|has been (?:edited|condensed|shortened|updated)|was (?:edited|condensed|shortened)"
    r"|edited (?:for|by|version)|adapted from|contributed to this)\b",
    re.IGNORECASE,
)


def judge(copy: Copy, rule: Rule) -> Finding:
    """Broken if the copy has edits that the terms do not allow; of rules that ask for a note, if the note is missing.

    House style is always allowed; the headline where HEAD_OK and cuts where SHORTEN_OK are in the terms. A changed
    quotation or number is never house style. ``cannot_tell`` where the story's text was not found.
    """
    if copy.match is None:
        return finding(NAME, rule, "cannot_tell", "the story's text was not found on the page, so nothing is compared")
    if reason := unseen(copy):
        return finding(NAME, rule, "cannot_tell", reason)
    allowed = _allowed(copy) if rule.allows is None else set(rule.allows)
    edits = [edit for edit in copy.match.edits if edit.kind not in allowed]
    if not edits:
        return finding(NAME, rule, "kept", "nothing beyond what is allowed was changed")
    if rule.code in ("ADDREP", "CHANGES_MARKED"):
        return _noted(copy, rule, edits)
    if rule.code == "EDIT_APPROVAL":
        return finding(NAME, rule, "cannot_tell", f"{_said(edits)}; whether it was approved is in the desk's records")
    return finding(NAME, rule, "broken", _said(edits))


def _allowed(copy: Copy) -> set[EditKind]:
    allowed: set[EditKind] = {"style", "insertion"}
    rules = in_force(copy.terms, at=copy.at, tier=copy.tier, publisher=copy.publisher) if copy.terms else ()
    codes = {rule.code for rule in rules}
    if "HEAD_OK" in codes:
        allowed.add("headline")
    if codes & {"SHORTEN_OK", "EXCERPT"}:
        allowed.add("cut")
    return allowed


def _noted(copy: Copy, rule: Rule, edits: list[Edit]) -> Finding:
    note = _NOTE.search(copy.page.text, 0, copy.page.visible_end or len(copy.page.text))
    if note:
        return finding(NAME, rule, "kept", f"the page says that it was changed: {clip(note.group())}")
    return finding(NAME, rule, "broken", f"{_said(edits)}, and no note says so")


def _said(edits: list[Edit]) -> str:
    counts = Counter(edit.kind for edit in edits)
    said = [_WORDS[kind] if count == 1 else f"{_WORDS[kind]} ({count} times)" for kind, count in counts.items()]
    grave = next((edit for edit in edits if edit.kind in _GRAVE), edits[0])
    shown = (
        f"{clip(grave.before, 60)} became {clip(grave.after, 60)}"
        if grave.after
        else f"{clip(grave.before, 60)} is gone"
    )
    return f"{in_words(said)}; for example {shown}"
