"""Wording that stands in another story that the engine's index knows. For any language.

The engine runs on the desk's own draft: what it would call a copy on a publisher's page is one here, too.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from wirecopy.desk.check.report import Advice, Elsewhere
from wirecopy.desk.check.sentences import lines
from wiretrace import Index
from wiretrace.model import Block, Page

LEAST_WORDS: Final = 12
"""Words of a passage; the engine's shortest run that no two texts share by chance."""


def elsewhere(text: str, index: Index, *, own_id: str = "") -> tuple[Elsewhere, ...]:
    """Find the passages, ascending. ``own_id`` is the story itself, which is no finding.

    Bulletins that share only their form, and short quotations of one speech, are left out. Costs a look-up of all word
    grams and an alignment for each candidate, some milliseconds. Raises ``DamagedIndex``.
    """
    if not text.strip():
        return ()
    blocks = tuple(Block(line.start, line.end, -1) for line in lines(text))
    page = Page(text=text, blocks=blocks, visible_end=len(text), is_html=False)
    found = [
        Elsewhere(passage.page.start, passage.page.end, passage.words, match.story, match.version)
        for match in index.find(page)
        if match.story != own_id and match.kind not in ("template", "quote")
        for passage in match.passages
        if passage.words >= LEAST_WORDS
    ]
    return tuple(sorted(found, key=lambda one: (one.start, one.end, one.story)))


def advise(text: str, found: Sequence[Elsewhere]) -> Iterator[Advice]:
    """Advise on each passage."""
    for one in found:
        message = f"{one.words} words of this stand in {one.story}, version {one.version}; credit it, link to it, or write it anew"
        yield Advice("stands_elsewhere", message, one.start, one.end, one.story, text[one.start : one.end])
