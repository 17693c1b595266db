"""Finds who else stands in the reporter's place: the poster's or another writer's name in a credit line."""

from __future__ import annotations

import re
from collections.abc import Iterator

from wiretrace.credit import phrases
from wiretrace.credit.article import Article
from wiretrace.credit.classify import MAX_CREDIT_CHARACTERS, Line
from wiretrace.credit.names import find_reporters, fold_same_length, names_wire
from wiretrace.model import Mention, Span, Wire

_PERSON = re.compile(r"\b[^\W\d_a-z][\w'’.\-]*(?:\s+(?:[^\W\d_]\.|[^\W\d_a-z][\w'’\-]+|de|van|von|der|bin|al)){1,3}\b")
MAX_BARE_BYLINE = 80
# Words that stand capitalised in author boxes and are no person.
_OFFICE = """
staff news desk editor editors editorial team wire service services press agency report reports updated published posted
share follow read more contact about the print subscribe newsletter correspondent bureau online web digital media
january february march april may june july august september october november december
monday tuesday wednesday thursday friday saturday sunday
"""
_NOT_PERSON = frozenset(_OFFICE.split())


def other_mentions(article: Article, wire: Wire) -> Iterator[Mention]:
    """Yield the persons in credit lines above the text who are neither the story's reporters nor the wire."""
    if article.first is None:
        return
    for index in range(max(article.first - 40, 0), article.first + 1):
        if article.zone(index) not in ("head", "body"):
            continue
        line = Line(article, index, [], [])
        if _is_author_line(line) and not names_wire(line.text, wire):
            yield from _persons(article, line)


def _is_author_line(line: Line) -> bool:
    if len(line.text) > MAX_CREDIT_CHARACTERS or line.in_teaser or phrases.PHOTO.search(line.folded):
        return False
    standing = line.standing(Span(line.block.start, line.block.end))
    by = phrases.BY.search(line.folded) and len(line.text) <= MAX_BARE_BYLINE
    return standing == "author" or bool(by and standing in ("none", "credit"))


def _persons(article: Article, line: Line) -> Iterator[Mention]:
    by = phrases.BY.search(line.folded)
    offset = by.end() if by else 0
    for hit in list(_PERSON.finditer(line.text, offset))[:3]:
        words = set(fold_same_length(hit.group()).replace(".", " ").split())
        if words & _NOT_PERSON:
            continue
        if next(find_reporters(hit.group(), fold_same_length(hit.group()), article.story.byline), None):
            continue
        start = line.block.start + hit.start()
        span = Span(start, start + len(hit.group()))
        place = article.place(article.element_at(span))
        yield Mention("credit_line", line.text[:200], place, span, "other", hit.group())
