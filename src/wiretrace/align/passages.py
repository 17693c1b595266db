"""Passages: runs that belong together, with the small differences between them aligned word by word.

Runs are chained where both texts go on within ``GAP`` words of each other; chains then take their words of story and
page, the largest first, so that no word counts twice. Chains may come in any order on the page.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from wiretrace.align.runs import SEED, Run

GAP = 20
"""Words of story or page between two runs of one passage. The real copies studied insert or cut less than this inside
a paragraph; a whole foreign paragraph is longer and parts two passages. Rerun tests/gold/reuse.py when it changes."""

OPEN_CHAINS = 12
"""Chains that a new run is compared with, the latest first; bounds the cost on pages that repeat themselves."""

ANCHOR = 6
"""Words of the longest run that make a chain more than chance: the index's n-gram. A story of 500 words and a page of
1,500 of the same language share runs of four and five everywhere, of six hardly ever (MinHash-free chance, 1.4e-6 a
pair for eight words)."""


@dataclass(frozen=True, slots=True)
class Chain:
    """One passage as its runs, ascending on both sides and without overlap."""

    runs: tuple[Run, ...]

    @property
    def words(self) -> int:
        """Words that are the same on both sides."""
        return sum(run.length for run in self.runs)

    @property
    def story(self) -> tuple[int, int]:
        """Half-open range of story words from the first run to the last."""
        return self.runs[0].story, self.runs[-1].story + self.runs[-1].length

    @property
    def page(self) -> tuple[int, int]:
        """Half-open range of page words from the first run to the last."""
        return self.runs[0].page, self.runs[-1].page + self.runs[-1].length


def chains(runs: Sequence[Run], story: Sequence[str], page: Sequence[str], *, visible: int) -> list[Chain]:
    """Give the passages in page order. ``visible`` is the number of page words that stand in the DOM: they go first,
    so that the same text in a page's structured data does not take the place of what readers see.
    """
    linked = sorted(_linked(runs), key=lambda chain: (chain[0].page >= visible, -sum(run.length for run in chain)))
    story_used, page_used = bytearray(len(story)), bytearray(len(page))
    kept: list[Chain] = []
    for chain in linked:
        free = [piece for run in chain for piece in _unused(run, story_used, page_used)]
        for part in _parts(free):
            if max(run.length for run in part) < ANCHOR:
                continue
            for run in part:
                story_used[run.story : run.story + run.length] = b"\1" * run.length
                page_used[run.page : run.page + run.length] = b"\1" * run.length
            kept.append(Chain(tuple(part)))
    kept.sort(key=lambda chain: chain.runs[0].page)
    return [Chain(_filled(chain.runs, story, page)) for chain in kept]


def _linked(runs: Sequence[Run]) -> list[list[Run]]:
    """Join each run to the chain that it continues with the fewest words between."""
    done: list[list[Run]] = []
    for run in sorted(runs, key=lambda run: run.page):
        best, least = None, 2 * GAP + 1
        for chain in done[: -OPEN_CHAINS - 1 : -1]:
            last = chain[-1]
            story_gap = run.story - last.story - last.length
            page_gap = run.page - last.page - last.length
            # Two runs may share words where a phrase repeats at a joint; less than a seed is trimmed, not parted.
            if -SEED < story_gap <= GAP and -SEED < page_gap <= GAP and story_gap + page_gap < least:
                best, least = chain, story_gap + page_gap
        if best is None:
            done.append([run])
            continue
        last = best[-1]
        overlap = max(0, last.story + last.length - run.story, last.page + last.length - run.page)
        if run.length > overlap:
            best.append(Run(run.story + overlap, run.page + overlap, run.length - overlap))
    return done


def _unused(run: Run, story_used: bytearray, page_used: bytearray) -> list[Run]:
    """Give the stretches of ``run`` whose words are free on both sides."""
    if 1 not in story_used[run.story : run.story + run.length] and 1 not in page_used[run.page : run.page + run.length]:
        return [run]
    free: list[Run] = []
    length = 0
    for offset in range(run.length + 1):
        if offset < run.length and not story_used[run.story + offset] and not page_used[run.page + offset]:
            length += 1
        elif length:
            free.append(Run(run.story + offset - length, run.page + offset - length, length))
            length = 0
    return free


def _parts(runs: list[Run]) -> list[list[Run]]:
    """Part a chain again where another chain took the words in its middle."""
    parts: list[list[Run]] = []
    for run in runs:
        last = parts[-1][-1] if parts else None
        if (
            last is not None
            and run.story - last.story - last.length <= GAP
            and run.page - last.page - last.length <= GAP
        ):
            parts[-1].append(run)
        else:
            parts.append([run])
    return parts


def _filled(runs: Sequence[Run], story: Sequence[str], page: Sequence[str]) -> tuple[Run, ...]:
    """Add the single words that agree inside the gaps, and join runs that touch on both sides."""
    filled = [runs[0]]
    for before, run in pairwise(runs):
        story_at, page_at = before.story + before.length, before.page + before.length
        for found in _common_words(story[story_at : run.story], page[page_at : run.page]):
            _append(filled, Run(found.story + story_at, found.page + page_at, found.length))
        _append(filled, run)
    return tuple(filled)


def _append(runs: list[Run], run: Run) -> None:
    last = runs[-1]
    if last.story + last.length == run.story and last.page + last.length == run.page:
        runs[-1] = Run(last.story, last.page, last.length + run.length)
    else:
        runs.append(run)


def _common_words(story: Sequence[str], page: Sequence[str]) -> list[Run]:
    """Longest common subsequence of two short lists, as runs; costs the product of their lengths (at most GAP²)."""
    if not story or not page or set(story).isdisjoint(page):
        return []
    best = [[0] * (len(page) + 1) for _ in range(len(story) + 1)]
    for i in range(len(story) - 1, -1, -1):
        row, below, word = best[i], best[i + 1], story[i]
        for j in range(len(page) - 1, -1, -1):
            row[j] = below[j + 1] + 1 if word == page[j] else max(below[j], row[j + 1])
    found: list[Run] = []
    i = j = 0
    while i < len(story) and j < len(page) and best[i][j]:
        if story[i] == page[j]:
            found.append(Run(i, j, 1))
            i, j = i + 1, j + 1
        elif best[i + 1][j] >= best[i][j + 1]:
            i += 1
        else:
            j += 1
    return found
