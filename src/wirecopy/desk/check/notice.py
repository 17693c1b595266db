"""The wire's terms at the foot of a pasted text, split from the story.

The wire's own wordings are known in any language; the standing forms of such notices are English only.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from wirecopy.desk.check.english import LANGUAGE
from wirecopy.desk.check.report import Advice, Notice
from wirecopy.desk.check.sentences import lines, sentences
from wiretrace.credit.notices import likeness
from wiretrace.model import Span

MOST_PARAGRAPHS: Final = 12
"""Paragraphs at the end of a text that may be a notice."""

LONGEST: Final = 3000
"""Characters of one of them."""

MOST_CHARACTERS: Final = MOST_PARAGRAPHS * LONGEST

SAME_WORDING: Final = 0.6
"""The engine's own bar for a known wording (``wiretrace.credit.notices``)."""

# One of these alone says that a line is the wire's word to publishers.
_STRONG: Final = re.compile(
    r"\b(?:available\s(?:without|free\sof)\scharge\s(?:to|for)|(?:all\s|every\s)?republished\s(?:articles?|stor(?:y|ies)|content|pieces?|versions?)\s(?:must|should|may)"
    r"|free\sto\sre-?publish|(?:may|can)\s(?:be\s)?(?:freely\s)?re-?publish(?:ed)?\s(?:this|our|these|it|for\sfree|with|under|without|online|by|in)"
    r"|re-?publish\s(?:this|our)\s(?:article|story|stories|content|work|piece)|republish(?:ing|ication)\s(?:guidelines|rules|policy|terms)"
    r"|re-?published?\s(?:here\s)?(?:with\spermission|under\sa\screative)|under\sa\screative\scommons"
    r"|(?:may|shall)\snot\sbe\s(?:published|broadcast|rewritten|reproduced|redistributed)"
    r"|(?:this|of\sthe|of\sthis)\s(?:article|story|report|piece|column|interview)\s(?:was\s)?(?:originally|first)\s(?:published|appeared)\s(?:by|at|on|in)"
    r"|(?:republication|redistribution|reproduction)\s(?:or\s\w{1,20}\s)?of\s.{1,60}?\sis\s(?:expressly\s|strictly\s)?prohibited|all\srights\sreserved"
    r"|licensing\sopportunities|content\screated\sby\b.{0,120}?\bis\savailable"
    r"|must\s(?:include|carry|keep|retain|credit)\s(?:our|the)\s(?:[\w’'.-]{1,20}\s){0,3}(?:logo|byline|affiliation|credit\sline))\b"
    r"|\blicensing@",
    re.I,
)
_WEAK: Final = re.compile(
    r"\b(?:re-?publish\w*|syndicat(?:e|ed|ion)|reprint(?:ed|s)?|originally\s(?:published|appeared)|first\s(?:published|appeared)|all\srights\sreserved|copyright|creative\scommons"
    r"|licens(?:e|ed|ing)|(?:our|the\swire’s)\s(?:guidelines|logo|byline|reporters?[’']?s?|newsletter|newsroom|website|coverage)|partnering\swith\sus|legitimate\snews\spublisher"
    r"|sign\sup|subscribe|donat(?:e|ion)|non-?profit|nonpartisan|non-partisan|independent\snews|news\s?wire|news\sservice|newsroom|follow\sus|contact\sus|please\s(?:contact|credit|email))\b|©|\S{1,60}@\S{1,60}\.\w{2,}",
    re.I,
)
_QUOTED: Final = re.compile(r"[“\"][^”\"]{12,600}[”\"]")


def split_notice(text: str, *, wordings: Sequence[str] = (), language: str) -> Notice | None:
    """Find the notice that ends a text; ``None``: the text ends with the story.

    ``wordings`` are the wire's own notices, newest first. Else a notice is a run of paragraphs of which one at least is plainly
    addressed to publishers; it may begin inside the last paragraph of the story. Costs a look at the end of the text.
    """
    foot = _last_lines(text)
    if not foot:
        return None
    starts = [start for wording in wordings if (start := _known_start(text, foot, wording)) is not None]
    if language == LANGUAGE and (start := _standing_start(text, foot)) is not None:
        starts.append(start)
    return Notice(min(starts), foot[0].end) if starts else None


def _last_lines(text: str) -> list[Span]:
    """Give the last lines with words, the last one first."""
    tail = max(0, len(text) - MOST_CHARACTERS)
    if tail:
        tail = text.find("\n", tail) + 1 or tail
    return [Span(tail + line.start, tail + line.end) for line in lines(text[tail:])][::-1]


def _known_start(text: str, foot: Sequence[Span], wording: str) -> int | None:
    """Give the last line from which on the text holds as much of a known wording as it does anywhere near its end."""
    if not wording.strip():
        return None
    reach = foot[0].end - 2 * len(wording) - 400
    near = [line for line in foot if line.start >= reach] or [foot[0]]
    most = likeness(wording, text[near[-1].start : foot[0].end])
    if most < SAME_WORDING:
        return None
    return next(line.start for line in near if likeness(wording, text[line.start : foot[0].end]) >= most)


def _standing_start(text: str, foot: Sequence[Span]) -> int | None:
    start: int | None = None
    for line in foot[:MOST_PARAGRAPHS]:
        words = text[line.start : min(line.end, line.start + LONGEST)]
        strong = _is_strong(words)
        if not strong and not _is_weak(words):
            break
        place = _begin(text, line) if strong else line.start
        start = place if strong or start is not None else None
        if place > line.start:
            break
    return start


def _is_strong(words: str) -> bool:
    plain = _QUOTED.sub(" ", words)
    return bool(_STRONG.search(plain)) and bool(_WEAK.search(plain))


def _is_weak(words: str) -> bool:
    """Say whether a paragraph beside the notice belongs to it: it has two of the words that notices have."""
    return len(words) < 600 and len(_signs(words)) >= 2


def _signs(words: str) -> set[str]:
    return {hit.group().lower() for hit in _WEAK.finditer(_QUOTED.sub(" ", words))}


def _begin(text: str, line: Span) -> int:
    """Where in its paragraph the notice begins: with the first sentence from which on none is the story's."""
    parts = [Span(line.start + part.start, line.start + part.end) for part in sentences(text[line.start : line.end])]
    signs = [bool(_signs(text[p.start : p.end])) or bool(_STRONG.search(text[p.start : p.end])) for p in parts]
    if signs[0] or True not in signs:
        return line.start
    return parts[signs.index(True)].start


def advise(text: str, found: Notice | None) -> Iterator[Advice]:
    """Advise to take the terms out of the text: every rendition adds them by itself."""
    if found is not None:
        message = (
            "the wire's terms stand in the text; take them out, every rendition adds the notice in force by itself"
        )
        yield Advice("terms_in_text", message, found.start, found.end, None, text[found.start : found.end])
