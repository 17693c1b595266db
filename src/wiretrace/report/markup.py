"""Text to HTML: escaping, safe links, and the words for answers and kinds."""

from __future__ import annotations

import html
import re
from typing import Final

from wiretrace.credit.evidence import EDIT_IN_WORDS
from wiretrace.model import EditKind, MatchKind, MentionKind

# What HTML does not allow in text, and the marks that turn the direction of what follows: a page must not be able
# to reorder the words of the report around its own.
_UNSAFE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]")
_WEB = re.compile(r"https?://[^\s/?#]", re.IGNORECASE)

ANSWERS: Final = {
    "kept": ("kept", "✓", "Kept"),
    "broken": ("broken", "✗", "Broken"),
    "cannot_tell": ("unsure", "?", "Cannot tell"),
    "no_match": ("none", "–", "No copy"),
    "not_asked": ("none", "–", "Not asked"),
}
KINDS: Final[dict[MatchKind, str]] = {
    "full": "full copy",
    "edited": "edited copy",
    "excerpt": "excerpt",
    "quote": "quotation",
    "template": "shared template",
}
EDITS: Final[dict[EditKind, str]] = {
    "cut": "cut",
    "insertion": "added",
    "reorder": "moved",
    "style": "house style",
    "number": "number changed",
    "name": "name changed",
    "quotation": "quotation changed",
    "headline": "headline changed",
    "wording": "wording changed",
}
COUNTED: Final[dict[EditKind, tuple[str, str]]] = {**EDIT_IN_WORDS, "reorder": ("move", "moves")}
MENTIONS: Final[dict[MentionKind, str]] = {
    "credit_line": "credit line",
    "dateline": "dateline",
    "photo_credit": "photo credit",
    "contribution": "contribution line",
    "notice": "notice",
    "logo": "logo",
    "link": "link",
    "machine": "machine data",
    "chrome": "site chrome",
    "text": "running text",
}


def escape(text: str) -> str:
    """Return ``text`` as HTML text, fit for attributes in double quotes, too."""
    return html.escape(_UNSAFE.sub("\N{REPLACEMENT CHARACTER}", text), quote=True)


def link(url: str, words: str) -> str:
    """Return ``words`` linked to ``url``, or the words alone where ``url`` is not an http(s) address."""
    if not _WEB.match(url):
        return f"<bdi>{escape(words)}</bdi>"
    return f'<a href="{escape(url)}" rel="noopener noreferrer nofollow"><bdi>{escape(words)}</bdi></a>'


def chip(answer: str, said: str = "", *, quiet: bool = False) -> str:
    """Return an answer as a coloured chip that says itself in words, too; ``quiet``: without its ground."""
    style, sign, word = ANSWERS[answer]
    return f'<span class="chip {style}{" quiet" if quiet else ""}"><span aria-hidden="true">{sign}</span> {escape(said or word)}</span>'


def percent(share: float) -> str:
    """Return a share in 0..1 as whole percent, never 100 for less than all nor 0 for more than nothing."""
    if 0 < share < 0.005:
        return "<1%"
    return f"{min(round(share * 100), 99) if share < 1 else 100}%"


def counted(number: int, one: str, many: str = "") -> str:
    """Return ``number`` with its noun: ``1 word``, ``1,204 words``."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"
