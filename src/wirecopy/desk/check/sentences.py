"""Where the sentences of a text begin and end. The list of abbreviations is English; the rest is for any script with full stops."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from wirecopy.desk.check.english import MAYBE_LAST, NEVER_LAST, STARTERS
from wiretrace.model import Span

LONGEST: Final = 1200
"""Characters after which a sentence is cut at a space: nothing that belongs together in a story stands further apart."""

_LINE: Final = re.compile(r"[^\n]+")
_BREAK: Final = re.compile(r"(?<![.!?…])[.!?…]{1,8}[”’\"')\]»]{0,4}(?=\s|$)")
_NEXT: Final = re.compile(r"\s{1,8}[“‘\"'(\[«]{0,3}([^\s“‘\"'(\[«]{1,20})")
_BEFORE: Final = re.compile(r"[^\s(\[“\"‘—–-]{1,20}$")


def lines(text: str) -> Iterator[Span]:
    """Give the ranges of the lines (paragraphs) that have words, without white space around them."""
    for found in _LINE.finditer(text):
        line = found.group()
        start = found.start() + len(line) - len(line.lstrip())
        end = found.end() - (len(line) - len(line.rstrip()))
        if start < end:
            yield Span(start, end)


def sentences(text: str) -> list[Span]:
    """Give the ranges of the sentences, ascending; none crosses a line or is longer than ``LONGEST``. Linear."""
    return [part for line in lines(text) for whole in _of_line(text, line) for part in _cut(text, whole)]


def _of_line(text: str, line: Span) -> Iterator[Span]:
    start = line.start
    for found in _BREAK.finditer(text, line.start, line.end):
        if _is_end(text, found.start(), found.end(), line.end):
            yield Span(start, found.end())
            start = found.end()
            while start < line.end and text[start].isspace():
                start += 1
    if start < line.end:
        yield Span(start, line.end)


def _is_end(text: str, mark: int, end: int, limit: int) -> bool:
    following = _NEXT.match(text, end, limit)
    if following is None:
        return True
    word = following.group(1)
    if word[0].islower():
        return False
    before = _BEFORE.search(text, max(0, mark - 20), mark)
    if text[mark : mark + 2].rstrip() != "." or before is None:
        return True
    last = before.group()
    if last.lower() in NEVER_LAST:
        return False
    if last.lower() in MAYBE_LAST or (len(last) == 1 and last.isupper()) or (len(last) < 8 and "." in last):
        return word.rstrip(",’'") in STARTERS
    return True


def _cut(text: str, whole: Span) -> Iterator[Span]:
    start = whole.start
    while whole.end - start > LONGEST:
        space = text.rfind(" ", start + LONGEST // 2, start + LONGEST)
        end = space if space > 0 else start + LONGEST
        yield Span(start, end)
        start = end + 1 if space > 0 else end
    if start < whole.end:
        yield Span(start, whole.end)
