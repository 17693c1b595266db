"""ENTIRE: the story runs in full."""

from __future__ import annotations

from wiretrace.credit.copy import Copy
from wiretrace.credit.evidence import clip, finding, unseen
from wiretrace.model import Edit, Finding, Mention, Rule

NAME = "entire"
# A dateline, a line with the reporter's address and a "related" line together are under 5 % of a story of 300 words,
# and houses drop them without cutting the story. Chosen, not measured; when it changes, rerun tests/rules.
MAX_CUT = 0.05


def judge(copy: Copy, rule: Rule) -> Finding:
    """Kept if at most 5 % of the story's characters are cut; rewritten sentences are no cuts (that is NOEDIT's)."""
    match = copy.match
    if match is None:
        return finding(NAME, rule, "cannot_tell", "the story's text was not found on this page")
    cuts = sorted((edit for edit in match.edits if edit.kind == "cut"), key=lambda edit: -len(edit.before))
    missing = _share_cut(copy, cuts)
    if missing <= MAX_CUT:
        return finding(NAME, rule, "kept", f"the story runs in full ({1 - missing:.0%} of it is there)")
    evidence = [Mention("text", f"cut: {clip(cut.before, 160)}", "story", of="other") for cut in cuts]
    if reason := unseen(copy):
        return finding(NAME, rule, "cannot_tell", reason, evidence)
    why = f"{missing:.0%} of the story is missing"
    if cuts:
        why += f"; the longest cut begins {clip(cuts[0].before)}"
    return finding(NAME, rule, "broken", why, evidence)


def _share_cut(copy: Copy, cuts: list[Edit]) -> float:
    """By characters, so that scripts without spaces are measured alike. Without edits, by what is not covered."""
    assert copy.match is not None
    if not copy.match.edits:
        return 1 - min(copy.match.story_coverage, 1.0)
    return sum(len(cut.before) for cut in cuts) / max(len(copy.story.text), 1)
