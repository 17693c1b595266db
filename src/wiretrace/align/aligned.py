"""A story laid on a page: which of its words stand there, run by run, without the wire's notice."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from wiretrace.align.figures import Figure, figures
from wiretrace.align.passages import Chain, chains
from wiretrace.align.quotations import quotations
from wiretrace.align.runs import SEED, Run, Table, find_runs, seed_table
from wiretrace.model import Page, Span, Story
from wiretrace.text import Words, split

COPIED_GRAM = 5
"""Runs shorter than this are not counted as copied: the word 5-gram of the data's own figures (reuse/README.md)."""


class PlacedFigure(NamedTuple):
    """A figure of the story, and the words that it consists of: from ``first`` up to ``end``."""

    first: int
    end: int
    figure: Figure


@dataclass(frozen=True, slots=True)
class Prepared:
    """A story's words, its table of seeds, which words belong to the wire's notice, its quotations and figures."""

    words: Words
    table: Table
    boilerplate: bytes
    quoted: tuple[Span, ...]
    figures: tuple[PlacedFigure, ...]


@dataclass(frozen=True, slots=True)
class Aligned:
    """The chains of a story on a page, with the words of both sides and the story's quotations and figures."""

    story: Story
    words: Words
    page: Words
    chains: tuple[Chain, ...]
    quoted: tuple[Span, ...]
    figures: tuple[PlacedFigure, ...]

    @property
    def runs(self) -> list[Run]:
        """All runs, by page place."""
        return [run for chain in self.chains for run in chain.runs]

    def weight(self, run: Run) -> float:
        """The words of a run; a character of a script without spaces counts half."""
        return sum(self.words.weights[run.story : run.story + run.length])

    @property
    def covered_words(self) -> int:
        """Words that stand in runs of five or more."""
        return int(sum(self.weight(run) for run in self.runs if run.length >= COPIED_GRAM))

    @property
    def same_words(self) -> int:
        """Words that are the same on both sides, in runs of any length."""
        return int(sum(self.weight(run) for run in self.runs))

    @property
    def longest_run(self) -> int:
        """Words of the longest run."""
        return int(max((self.weight(run) for run in self.runs), default=0))

    def matched(self) -> bytearray:
        """One byte a word of the story: does it stand on the page?"""
        found = bytearray(len(self.words.folded))
        for run in self.runs:
            found[run.story : run.story + run.length] = b"\1" * run.length
        return found


@lru_cache(maxsize=64)
def prepared(story: Story) -> Prepared:
    """Split a story and tabulate its seeds; kept for the last 64 stories, since many pages ask for the same ones."""
    words = split(story.text)
    table = seed_table(words.folded)
    boilerplate = bytearray(len(words.folded))
    for notice in story.wire.notices if story.wire else ():
        for run in find_runs(words.folded, table, split(notice).folded):
            if run.length > SEED:
                boilerplate[run.story : run.story + run.length] = b"\1" * run.length
    return Prepared(
        words, table, bytes(boilerplate), tuple(quotations(story.text)), tuple(_placed_figures(story.text, words))
    )


def _placed_figures(text: str, words: Words) -> Iterator[PlacedFigure]:
    for figure in figures(text):
        first, end = bisect_left(words.starts, figure.start), bisect_left(words.starts, figure.end)
        if first < end:  # a digit that is part of a word ("A4") begins none
            yield PlacedFigure(first, end, figure)


@lru_cache(maxsize=4)
def _page_words(text: str) -> Words:
    return split(text)


def lay(story: Story, page: Page, boilerplate: bytes = b"") -> Aligned:
    """Align a story with a page. Costs about 1 ms for 500 words on 1,500; linear in the page's words.

    ``boilerplate`` has a byte a word of the page: does the word stand in what many stories share (see ``search``)?
    """
    ready, there = prepared(story), _page_words(page.text)
    runs = find_runs(ready.words.folded, ready.table, there.folded)
    visible = bisect_left(there.starts, page.visible_end) if page.visible_end else len(there.starts)
    found = chains(runs, ready.words.folded, there.folded, visible=visible) if runs else []
    kept = tuple(chain for chain in found if not _is_nobodys(chain, ready.boilerplate, boilerplate))
    return Aligned(story, ready.words, there, kept, ready.quoted, ready.figures)


def _is_nobodys(chain: Chain, notice: bytes, boilerplate: bytes) -> bool:
    """Say whether most of a chain's words are the wire's notice (story's words), or boilerplate (page's words)."""
    of_notice = sum(sum(notice[run.story : run.story + run.length]) for run in chain.runs)
    of_many = sum(sum(boilerplate[run.page : run.page + run.length]) for run in chain.runs)
    return max(of_notice, of_many) > chain.words / 2
