"""Lines that lead to another story: "(RELATED: ...)", "Read more: ...". The words are English.

"The two cases are related: both ..." is no such line: the word stands in brackets, or begins its paragraph.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from wirecopy.desk.check.report import Advice, Related
from wirecopy.desk.check.subject import Link
from wiretrace.model import Span

_LEAD: Final = (
    r"(?:related(?:\s(?:stor(?:y|ies)|articles?|coverage|content|news|reading|reports?|links?))?|(?:also\s)?read\s(?:more|also|next)|see\salso"
    r"|also\sread|more\son\sthis(?:\sstory)?|more|further\sreading|background|previously)"
)
TABLES: Final = {
    "en": (
        re.compile(rf"([(\[])\s?{_LEAD}\s?[:–—]\s?", re.I),
        re.compile(
            rf"^[ \t•*>-]{{0,4}}(?:{_LEAD.replace('|background|previously', '')})\s?[:–—]\s?(?=\S)", re.I | re.M
        ),
    )
}
"""For each language: how such a line begins in brackets, and at the head of a paragraph."""

LONGEST_TITLE: Final = 400
_CLOSERS: Final = {"(": ")", "[": "]"}


def related(text: str, *, language: str) -> tuple[Related, ...]:
    """Find the lines, ascending. A bracket that never closes ends with its paragraph. Linear."""
    if language not in TABLES:
        return ()
    bracketed, headed = TABLES[language]
    found = [_in_brackets(text, hit) for hit in bracketed.finditer(text)]
    found += [_line(text, hit) for hit in headed.finditer(text)]
    kept: list[Related] = []
    for one in sorted(found, key=lambda r: (r.start, -r.end)):
        if one.title and (not kept or one.start >= kept[-1].end):
            kept.append(one)
    return tuple(kept)


def _in_brackets(text: str, hit: re.Match[str]) -> Related:
    opening, depth, at = hit.group(1), 1, hit.end()
    limit = min(len(text), at + LONGEST_TITLE)
    while at < limit and text[at] != "\n":
        depth += (text[at] == opening) - (text[at] == _CLOSERS[opening])
        if depth == 0:
            return Related(hit.start(), at + 1, text[hit.end() : at].strip())
        at += 1
    return Related(hit.start(), at, text[hit.end() : at].strip())


def _line(text: str, hit: re.Match[str]) -> Related:
    newline = text.find("\n", hit.end(), hit.end() + LONGEST_TITLE)
    end = newline if newline >= 0 else min(len(text), hit.end() + LONGEST_TITLE)
    start = hit.start() + len(hit.group()) - len(hit.group().lstrip())
    return Related(start, end, text[hit.end() : end].strip())


def spans(found: Sequence[Related]) -> list[Span]:
    """The ranges of the lines."""
    return [Span(one.start, one.end) for one in found]


def advise(text: str, found: Sequence[Related], *, links: Sequence[Link], known: Sequence[str]) -> Iterator[Advice]:
    """Advise on lines that carry no link and whose title is not among the story's related ones."""
    titles = {_folded(title) for title in known}
    for one in found:
        has_link = any(link[1] < one.end and one.start < link[2] for link in links)
        if not has_link and _folded(one.title) not in titles:
            message = "this line names another story and leads nowhere; link it, or set it as a related story"
            yield Advice("related_without_link", message, one.start, one.end, one.title, text[one.start : one.end])


def _folded(title: str) -> str:
    return " ".join(re.findall(r"\w+", title.casefold()))
