"""AFFIL: the wire is named in the credit, beside the reporter or in the reporter's place."""

from __future__ import annotations

import re
from collections.abc import Sequence

from wiretrace.credit.copy import Copy
from wiretrace.credit.evidence import PLACE_IN_WORDS, clip, finding, in_words, mentions_of, unseen
from wiretrace.credit.names import fold_same_length
from wiretrace.model import Finding, Mention, Rule

NAME = "affiliation"


def judge(copy: Copy, rule: Rule) -> Finding:
    """Kept if a credit line names the wire, in one of the rule's ``formats`` where it states any and the story names a reporter.

    A dateline, a photo credit, a contribution line, a notice and machine data do not make an affiliation.
    """
    named = mentions_of(copy, "wire", "credit_line")
    if named:
        if (
            rule.formats
            and copy.story.byline
            and not any(_in_format(credit.text, copy, rule.formats) for credit in named)
        ):
            why = f"the credit {clip(named[0].text)} names the wire, but not in the form asked for: {rule.formats[0]}"
            return finding(NAME, rule, "broken", why, named)
        return finding(NAME, rule, "kept", f"the credit names the wire: {clip(named[0].text)}", named)
    if reason := unseen(copy):
        return finding(NAME, rule, "cannot_tell", reason, mentions_of(copy, "wire"))
    return _broken(copy, rule, mentions_of(copy, "wire"))


def _broken(copy: Copy, rule: Rule, elsewhere: Sequence[Mention]) -> Finding:
    why = f"no credit line names {copy.wire.name}"
    if elsewhere:
        why += f"; it is named only in {in_words(sorted({PLACE_IN_WORDS[mention.kind] for mention in elsewhere}))}"
    if any(mention.kind == "machine" for mention in elsewhere):
        why += ", which readers do not see"
    return finding(NAME, rule, "broken", why, elsewhere)


def _in_format(text: str, copy: Copy, formats: Sequence[str]) -> bool:
    """Say whether the line holds a stated form; spacing, case and "The" are free, separators are not."""
    line = _squeeze(text)
    names = copy.story.byline or ("",)
    wires = (copy.wire.name, *copy.wire.aliases)
    return any(
        _squeeze(form.format(name=name, wire=wire, outlet=wire)) in line
        for form in formats
        for name in names
        for wire in wires
    )


def _squeeze(text: str) -> str:
    text = re.sub(r"\bthe\s+", "", fold_same_length(text))
    return re.sub(r"\s+", "", text)
