"""What the rules about credit ask of a copy: which mentions are credits, and what the page cannot show."""

from __future__ import annotations

from collections.abc import Iterable

from wiretrace.credit.copy import Copy
from wiretrace.model import Answer, EditKind, Finding, Mention, MentionKind, Party, Rule

PLACE_IN_WORDS: dict[MentionKind, str] = {
    "credit_line": "a credit line",
    "photo_credit": "a photo credit",
    "contribution": "a contribution line",
    "notice": "a notice",
    "logo": "a logo",
    "link": "a link",
    "machine": "machine data",
    "chrome": "another part of the page",
    "text": "the running text",
    "dateline": "a dateline",
}
# One and several of each kind of edit.
EDIT_IN_WORDS: dict[EditKind, tuple[str, str]] = {
    "cut": ("cut", "cuts"),
    "insertion": ("addition", "additions"),
    "reorder": ("passage moved", "passages moved"),
    "style": ("change of house style", "changes of house style"),
    "number": ("changed number", "changed numbers"),
    "name": ("changed name", "changed names"),
    "quotation": ("changed quotation", "changed quotations"),
    "headline": ("changed headline", "changed headlines"),
    "wording": ("changed wording", "changed wordings"),
}
MAX_MENTIONS = 8


def mentions_of(copy: Copy, of: Party, *kinds: MentionKind) -> tuple[Mention, ...]:
    """The copy's mentions of one party, of the given kinds (none given: of every kind), in page order."""
    return tuple(m for m in copy.mentions if m.of == of and (not kinds or m.kind in kinds))


def unseen(copy: Copy) -> str | None:
    """Say why the page cannot show what was lost: it is text without marks, cut off, or filled in by script."""
    page, match = copy.page, copy.match
    if page.truncated:
        return f"the page is not whole: {page.truncated}"
    if match is not None and match.passages and min(p.page.start for p in match.passages) >= page.visible_end:
        return "the story's text stands only in the page's data; what readers see is made by script"
    return None


def finding(name: str, rule: Rule, answer: Answer, why: str, mentions: Iterable[Mention] = ()) -> Finding:
    """Put a finding together; at most eight mentions are kept as evidence."""
    return Finding(name, answer, rule.strength, why, tuple(mentions)[:MAX_MENTIONS], rule.code)


def not_applicable(name: str, rule: Rule, why: str) -> Finding:
    """Say that the story carries nothing that this rule could be about."""
    return Finding(name, "cannot_tell", rule.strength, why, (), rule.code, applies=False)


def in_words(names: Iterable[str]) -> str:
    """Join names as people do: "A", "A and B", "A, B and C"."""
    items = list(names)
    return f"{', '.join(items[:-1])} and {items[-1]}" if len(items) > 1 else "".join(items)


def clip(text: str, characters: int = 90) -> str:
    """The beginning of a text, in quotation marks."""
    text = " ".join(text.split())
    return f"“{text if len(text) <= characters else text[: characters - 1] + '…'}”"
