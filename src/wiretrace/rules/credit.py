"""CREDIT, CREDIT_TOP: the wire is named as the source, in whatever form."""

from __future__ import annotations

from wiretrace.credit.copy import Copy
from wiretrace.credit.evidence import PLACE_IN_WORDS, clip, finding, in_words, mentions_of, unseen
from wiretrace.credit.placing import stands_at
from wiretrace.model import Finding, Rule

NAME = "credit"


def judge(copy: Copy, rule: Rule) -> Finding:
    """Kept if a credit line, a dateline or a notice names the wire, at the rule's ``place``.

    A photo credit, a contribution line, running text and machine data do not credit the story.
    """
    named = mentions_of(copy, "wire", "credit_line", "dateline", "notice")
    if named and rule.place:
        there = [m for m in named if m.span is not None and stands_at(copy, m.span.start, rule.place)]
        if not there and copy.match is not None:
            why = f"the wire is named, but not at the place asked for ({rule.place}): {clip(named[0].text)}"
            return finding(NAME, rule, "broken", why, named)
        named = tuple(there)
    if named:
        return finding(
            NAME, rule, "kept", f"{PLACE_IN_WORDS[named[0].kind]} names the wire: {clip(named[0].text)}", named
        )
    if reason := unseen(copy):
        return finding(NAME, rule, "cannot_tell", reason)
    elsewhere = mentions_of(copy, "wire")
    why = f"nothing beside the story names {copy.wire.name} as its source"
    if elsewhere:
        why += f"; it is named only in {in_words(sorted({PLACE_IN_WORDS[m.kind] for m in elsewhere}))}"
    return finding(NAME, rule, "broken", why, elsewhere)
