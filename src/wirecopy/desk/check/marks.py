"""Which ranges of a text stand between quotation marks: curly or straight, nested, over several paragraphs."""

from __future__ import annotations

import re
from typing import Final

from wirecopy.desk.check.sentences import lines
from wiretrace.model import Span

_CLOSERS: Final = {"“": "”", '"': '"', "«": "»", "„": "“”", "‘": "’", "'": "'’"}
_MARK: Final = re.compile(r"[“”„«»\"‘']")
LONGEST_SINGLE: Final = 600
"""Characters in which a single mark must be closed: apostrophes are no quotations."""

_SINGLE_END: Final = re.compile(r"(?<=[,.!?…])[’'](?!\w)")
_SINGLE_ANY: Final = re.compile(r"(?<=[^\Ws_])’(?!\w)")


def quoted_ranges(text: str) -> list[Span]:
    """Give the ranges between the outermost marks, marks left out, ascending.

    A quotation that is open at the end of a paragraph runs on if the next one begins with the same opening mark;
    otherwise it ends there. Marks for inches, and apostrophes, open nothing. Linear.
    """
    found: list[Span] = []
    opened: tuple[str, int] | None = None
    last_end = 0
    for line in lines(text):
        at = line.start
        if opened is not None:
            if text[line.start] == opened[0]:
                at += 1  # runs on: the mark is repeated at the head of each paragraph
            else:
                found.append(Span(opened[1], last_end))
                opened = None
        opened = _scan(text, Span(at, line.end), opened, found)
        last_end = line.end
    if opened is not None:
        found.append(Span(opened[1], last_end))
    return [span for span in found if span.start < span.end]


def _scan(text: str, line: Span, opened: tuple[str, int] | None, found: list[Span]) -> tuple[str, int] | None:
    """Add the quotations that end in a line; give the one that is still open at its end."""
    at = line.start
    while (hit := _MARK.search(text, at, line.end)) is not None:
        mark, place = hit.group(), hit.start()
        at = hit.end()
        if opened is not None:
            if mark in _CLOSERS[opened[0]] and not _is_inch(text, place):
                found.append(Span(opened[1], place))
                opened = None
        elif mark in "‘'":
            if _opens(text, place) and (end := _single_end(text, Span(at, line.end), mark)) is not None:
                found.append(Span(at, end))
                at = end + 1
        elif mark in "“„«" or (mark == '"' and _opens(text, place)):
            opened = (mark, at)
    return opened


def _opens(text: str, place: int) -> bool:
    before, after = text[place - 1 : place], text[place + 1 : place + 2]
    return not (before.isalnum() or before in tuple(".,’'")) and bool(after) and not after.isspace()


def _is_inch(text: str, place: int) -> bool:
    """Say whether a straight mark stands for inches: after a digit, with the sentence going on in small letters."""
    following = text[place + 1 : place + 3]
    return (
        text[place] == '"'
        and text[place - 1 : place].isdigit()
        and len(following) == 2
        and following[0].isspace()
        and following[1].islower()
        and "'" in text[max(0, place - 4) : place]
    )


def _single_end(text: str, rest: Span, mark: str) -> int | None:
    limit = min(rest.end, rest.start + LONGEST_SINGLE)
    hit = _SINGLE_END.search(text, rest.start, limit)
    if hit is None and mark == "‘":
        hit = _SINGLE_ANY.search(text, rest.start, limit)
    return hit.start() if hit else None
