"""NOEDIT, EDIT_APPROVAL, ADDREP, CHANGES_MARKED: what was changed in the text, and whether that is allowed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

from wiretrace.credit.article import Article
from wiretrace.credit.changes import changes_of
from wiretrace.credit.copy import Copy
from wiretrace.credit.editing_notes import change_notes, reporting_notes
from wiretrace.credit.evidence import EDIT_IN_WORDS, clip, finding, in_words, unseen
from wiretrace.model import Edit, Finding, Mention, Rule
from wiretrace.terms import CODES, in_force

NAME = "edits"
# The gravest first: this is the order in which the why shows them.
_GRAVITY = ("quotation", "number", "name", "insertion", "cut", "wording", "reorder", "headline", "style")
# What another rule of the same terms frees.
_RELAXES = {"HEAD_OK": "headline", "SHORTEN_OK": "cut", "EXCERPT": "cut"}
_NOT_FOUND = "the story's text was not found on this page"


def judge(copy: Copy, rule: Rule) -> Finding:
    """Judge by the edits of the match: additions of the publisher's own, cuts, changed quotations, numbers, names.

    NOEDIT is broken by every edit that neither the rule (``allows``) nor HEAD_OK, SHORTEN_OK or EXCERPT lets pass;
    ADDREP by an addition, CHANGES_MARKED by a change beyond house style, that no note beside the story says. Under
    EDIT_APPROVAL an edit may have been agreed: the register knows, the page cannot tell. Teasers, captions and
    advertisements between paragraphs are no edits.
    """
    if copy.match is None:
        return finding(CODES[rule.code].name, rule, "cannot_tell", _NOT_FOUND)
    changes = list(changes_of(copy))
    if rule.code == "EDIT_APPROVAL":
        return _approved(copy, rule, changes)
    if rule.code == "ADDREP":
        return _noted(copy, rule, [edit for edit in changes if edit.kind == "insertion"], reporting_notes)
    if rule.code == "CHANGES_MARKED":
        return _noted(copy, rule, _beyond_style(copy, changes), change_notes)
    return _unedited(copy, rule, changes)


def _unedited(copy: Copy, rule: Rule, changes: list[Edit]) -> Finding:
    """NOEDIT; additions are let pass where ADDREP is asked for, too, and the page notes them."""
    codes = _codes(copy)
    free = {kind for code, kind in _RELAXES.items() if code in codes} | set(
        rule.allows if rule.allows is not None else ("style",)
    )
    edits = [edit for edit in changes if edit.kind not in free]
    if "ADDREP" in codes and any(e.kind == "insertion" for e in edits) and reporting_notes(copy):
        edits = [edit for edit in edits if edit.kind != "insertion"]
    if not edits:
        if reason := unseen(copy):
            return finding(NAME, rule, "cannot_tell", reason)
        return finding(NAME, rule, "kept", "the text is unchanged, apart from what the terms allow")
    return _edited(copy, rule, edits, codes)


def _edited(copy: Copy, rule: Rule, edits: list[Edit], codes: set[str]) -> Finding:
    evidence = _mentions(copy.article, edits)
    said = _counted(edits)
    only_cuts = all(edit.kind == "cut" for edit in edits)
    if only_cuts and (reason := unseen(copy)):
        return finding(NAME, rule, "cannot_tell", f"{said}; {reason}", evidence)
    if "EDIT_APPROVAL" in codes:
        why = f"{said}; larger edits need approval, and whether it was given is in the register"
        return finding(NAME, rule, "cannot_tell", why, evidence)
    return finding(NAME, rule, "broken", f"{said}: {evidence[0].text}", evidence)


def _approved(copy: Copy, rule: Rule, changes: list[Edit]) -> Finding:
    """EDIT_APPROVAL: kept if nothing beyond house style was edited; otherwise the register knows, not the page."""
    edits = _beyond_style(copy, changes)
    if not edits:
        return _unless_unseen(copy, rule, "nothing was edited that would need approval")
    why = f"{_counted(edits)}; whether the wire approved is settled between people, in the register"
    return finding("edit_approval", rule, "cannot_tell", why, _mentions(copy.article, edits))


def _noted(copy: Copy, rule: Rule, edits: list[Edit], notes: Callable[[Copy], tuple[Mention, ...]]) -> Finding:
    """ADDREP and CHANGES_MARKED: kept if there is nothing to note, or if a note on the page says it."""
    name = CODES[rule.code].name
    if not edits:
        return _unless_unseen(copy, rule, "nothing was changed that a note would have to say")
    if found := notes(copy):
        return finding(name, rule, "kept", f"a note says so: {clip(found[0].text)}", found)
    if reason := unseen(copy):
        return finding(name, rule, "cannot_tell", reason)
    return finding(name, rule, "broken", f"{_counted(edits)}, and no note says so", _mentions(copy.article, edits))


def _unless_unseen(copy: Copy, rule: Rule, why: str) -> Finding:
    name = CODES[rule.code].name
    if reason := unseen(copy):
        return finding(name, rule, "cannot_tell", reason)
    return finding(name, rule, "kept", why)


def _beyond_style(copy: Copy, changes: list[Edit]) -> list[Edit]:
    free = {"style", "headline"} if "HEAD_OK" in _codes(copy) else {"style"}
    return [edit for edit in changes if edit.kind not in free]


def _codes(copy: Copy) -> set[str]:
    if copy.terms is None:
        return set()
    rules = in_force(copy.terms, at=copy.at, tier=copy.tier, publisher=copy.publisher)
    return {rule.code for rule in rules if rule.scope == "online"}


def _counted(edits: list[Edit]) -> str:
    counts = Counter(edit.kind for edit in edits)
    ordered = sorted(counts.items(), key=lambda item: _GRAVITY.index(item[0]))
    return in_words(f"{count} {EDIT_IN_WORDS[kind][count > 1]}" for kind, count in ordered)


def _mentions(article: Article, edits: list[Edit]) -> list[Mention]:
    """The edits as evidence, the gravest first."""
    shown = []
    for edit in sorted(edits, key=lambda edit: _GRAVITY.index(edit.kind)):
        place = article.place(article.element_at(edit.page)) if edit.page else "story"
        shown.append(Mention("text", _shown(edit), place, edit.page, "other", edit.kind))
    return shown


def _shown(edit: Edit) -> str:
    if not edit.after:
        return f"cut: {clip(edit.before)}"
    if not edit.before:
        return f"added: {clip(edit.after)}"
    return f"{clip(edit.before)} became {clip(edit.after)}"
