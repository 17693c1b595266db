"""Where a text quotes somebody: the ranges between quotation marks, in the pairs that newsrooms use."""

from __future__ import annotations

import re
from collections.abc import Sequence

from wiretrace.model import Span

# A quotation ends in its paragraph; one that runs on is opened anew in the next, so no pair crosses a line.
_PAIRS = re.compile(
    r"“[^”\n]{2,2000}[”\n]|„[^“”\n]{2,2000}[“”\n]|«[^»\n]{2,2000}[»\n]|»[^«\n]{2,2000}[«\n]|(?<!\w)\"[^\"\n]{2,2000}[\"\n]|‘[^‘\n]{8,2000}?’(?!\w)"
)


def quotations(text: str) -> list[Span]:
    """Give the ranges of quoted text, marks left out, ascending. Costs a pass over the text."""
    return [Span(hit.start() + 1, hit.end() - 1) for hit in _PAIRS.finditer(text + "\n")]


def in_quotation(spans: Sequence[Span], start: int, end: int) -> bool:
    """Say whether a range touches one of the quotations."""
    return any(span.start < end and start < span.end for span in spans)


def takes_part_of(spans: Sequence[Span], text: str, cut: Span) -> bool:
    """Say whether ``cut`` takes words of one of the quotations in ``text`` and leaves others of it."""
    touched = [span for span in spans if span.start < cut.end and cut.start < span.end]
    rests = (
        text[span.start : max(cut.start, span.start)] + text[min(cut.end, span.end) : span.end] for span in touched
    )
    return any(character.isalnum() for rest in rests for character in rest)


def is_in_quotation(text: str, span: Span) -> bool:
    """Say whether a range of a long text touches a quotation; only its own lines are looked at."""
    first, last = _lines_of(text, span)
    return in_quotation(quotations(text[first:last]), span.start - first, span.end - first)


def leaves_words_of_its_lines(text: str, cut: Span) -> bool:
    """Say whether the lines that ``cut`` begins and ends in have other words: who said it, or more of what was said."""
    first, last = _lines_of(text, cut)
    return any(character.isalnum() for character in text[first : cut.start] + text[cut.end : last])


def _lines_of(text: str, span: Span) -> tuple[int, int]:
    last = text.find("\n", span.end)
    return text.rfind("\n", 0, span.start) + 1, last if last >= 0 else len(text)
