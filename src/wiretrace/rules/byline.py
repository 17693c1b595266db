"""BYLINE: every reporter of the story is named in a credit line of the copy."""

from __future__ import annotations

from collections.abc import Sequence

from wiretrace.credit.copy import Copy
from wiretrace.credit.evidence import (
    MAX_MENTIONS,
    PLACE_IN_WORDS,
    clip,
    finding,
    in_words,
    mentions_of,
    not_applicable,
    unseen,
)
from wiretrace.model import Finding, Mention, Rule

NAME = "byline"


def judge(copy: Copy, rule: Rule) -> Finding:
    """Kept if all reporters stand in a credit line; broken if one is lost; the why names the lost ones.

    ``cannot_tell`` where the story names no reporter, or where the page cannot show what is missing.
    """
    byline = copy.story.byline
    if not byline:
        return not_applicable(NAME, rule, "the story names no reporter, so there is no byline to keep")
    named = mentions_of(copy, "reporter", "credit_line")
    credited = {mention.name for mention in named}
    lost = [name for name in byline if name not in credited]
    if not lost:
        return _kept(copy, rule, named)
    if reason := unseen(copy):
        return finding(NAME, rule, "cannot_tell", reason, mentions_of(copy, "reporter"))
    return _broken(copy, rule, lost)


def _kept(copy: Copy, rule: Rule, named: Sequence[Mention]) -> Finding:
    """Kept, and a word on machine data that gives the story to somebody else: search engines show that name."""
    why = f"the credit names {in_words(copy.story.byline)}: {clip(named[0].text)}"
    others = mentions_of(copy, "other", "machine")
    if others and not mentions_of(copy, "reporter", "machine"):
        why += f"; but the page's machine data names {in_words(sorted({m.name for m in others}))} as the author"
        return finding(NAME, rule, "kept", why, (*named[: MAX_MENTIONS - len(others[:2])], *others[:2]))
    return finding(NAME, rule, "kept", why, named)


def _broken(copy: Copy, rule: Rule, lost: Sequence[str]) -> Finding:
    elsewhere = [m for m in mentions_of(copy, "reporter") if m.name in lost]
    if len(lost) < len(copy.story.byline):
        why = f"of {len(copy.story.byline)} reporters, {in_words(lost)} is not in the credit"
    else:
        why = f"no credit line names {in_words(lost)}"
    others = mentions_of(copy, "other", "credit_line")
    if others:
        why += f"; the credit goes to {in_words(sorted({mention.name for mention in others}))}"
    if elsewhere:
        why += f"; the name stands only in {in_words(_places(elsewhere))}"
    return finding(NAME, rule, "broken", why, (*others, *elsewhere))


def _places(mentions: Sequence[Mention]) -> list[str]:
    return sorted({PLACE_IN_WORDS[mention.kind] for mention in mentions})
