"""Exact runs: the stretches of words that stand, word for word, in the story and on the page.

Greedy tiling from seeds, after Wise (1993), "String similarity via greedy string tiling and running Karp-Rabin
matching": every seed of four words is looked up in an exact table of the story, extended as far as the words agree,
and the search goes on behind the longest extension. Which of several places in the story a run belongs to is settled
later, by the company that it keeps (``passages``).
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from itertools import compress, count, islice
from typing import NamedTuple

SEED = 4
"""Words of a seed. Shorter ones only occur as noise or inside a gap, where ``passages`` aligns word by word."""

PLACES = 6
"""Places of the story tried for a seed that it holds more often. A text that repeats itself (tables, refrains) would
otherwise cost the square of its length; six keeps every place of a phrase of ordinary prose."""

LOOK_BACK = 64
"""Words that a run is extended to the left, where the search jumped over its beginning. Bounds the cost of a text
that repeats itself."""

UNMISTAKABLE = 32
"""A run as long as this is taken without looking at other places of the story that hold its first words."""


class Run(NamedTuple):
    """``length`` words that are the same from word ``story`` of the story and from word ``page`` of the page on."""

    story: int
    page: int
    length: int


Table = dict[tuple[str, ...], list[int]]


def seed_table(words: Sequence[str]) -> Table:
    """Give every seed of ``words`` with the word numbers where it begins, ascending."""
    table: Table = {}
    for place, seed in enumerate(_seeds(words)):
        table.setdefault(seed, []).append(place)
    return table


def find_runs(story: Sequence[str], table: Table, page: Sequence[str]) -> list[Run]:
    """Find maximal runs of at least ``SEED`` words, by page place; runs may overlap on either side.

    Costs about a tenth of a microsecond for each word of the page, and at most ``PLACES`` comparisons a word more where the
    texts repeat themselves.
    """
    runs: list[Run] = []
    behind, expected = 0, 0
    for at in compress(
        count(), map(table.__contains__, _seeds(page))
    ):  # few of a page's words begin a seed of the story
        if at < behind:
            continue
        found = [_extended(story, page, place, at) for place in _nearest(table[tuple(page[at : at + SEED])], expected)]
        longest = max(found, key=lambda run: run.page + run.length)
        runs += found if longest.length < UNMISTAKABLE else (longest,)
        behind = longest.page + longest.length - SEED + 1
        expected = longest.story + longest.length
    return runs


def _seeds(words: Sequence[str]) -> zip[tuple[str, ...]]:
    return zip(*(islice(words, offset, None) for offset in range(SEED)), strict=False)


def _nearest(places: list[int], expected: int) -> list[int]:
    """Keep the ``PLACES`` places that follow best on the run before."""
    if len(places) <= PLACES:
        return places
    first = max(0, min(bisect_left(places, expected) - PLACES // 3, len(places) - PLACES))
    return places[first : first + PLACES]


def _extended(story: Sequence[str], page: Sequence[str], place: int, at: int) -> Run:
    """Extend a seed as far as the words agree: to the right without limit, to the left by ``LOOK_BACK`` words."""
    left = 0
    bound = min(LOOK_BACK, place, at)
    while left < bound and story[place - left - 1] == page[at - left - 1]:
        left += 1
    end, page_end = place + SEED, at + SEED
    last, page_last = len(story), len(page)
    while end < last and page_end < page_last and story[end] == page[page_end]:
        end += 1
        page_end += 1
    return Run(place - left, at - left, end - place + left)
