"""A page -> the stories of an index that it may carry."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from wiretrace.fingerprint import NGRAM, WINDOW, grams
from wiretrace.index import Hits, IndexFile

RARE = 3
"""Stories (ids) that may share a gram in a small index. The wire's notice and house boilerplate stand in more."""

RARE_SHARE = 0.005
"""The same as a share of a large index, where updates and other houses' prints of one report stand side by side: a
notice stands in all stories, a report and its reprints in a few of a thousand."""

BOILERPLATE_SHARE = 0.05
"""The share of an index that must hold a gram before its words are nobody's. Half of what two articles of a German
press pair share stood in at most 1.5 % of all articles, in any of the pairs; a notice stands in all stories of its
wire. Rerun tests/gold/reuse.py when it changes."""

LEAST_HITS = 2
"""Rare grams that a page must share with a story before the two are aligned."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A story that the page may carry, and how many different rare grams of the page stand in it."""

    story_id: str
    hits: int


@dataclass(frozen=True, slots=True)
class Candidates:
    """The stories that a page may carry, most hits first, and which words of the page are boilerplate.

    ``boilerplate`` has a byte for each word of the page: 1 where the word stands in a gram that so many stories share
    that it belongs to none of them.
    """

    stories: tuple[Candidate, ...]
    boilerplate: bytes


def candidates(index: IndexFile, text: str) -> Candidates:
    """Give the candidates for a page's text. All grams of the page are looked up, not only the winnowed ones: an
    edited copy keeps more of them. Costs under a millisecond for 1,000 words.
    """
    page = grams(text)
    hits = index.lookup(page.hashes)
    return Candidates(_stories(index, hits), _boilerplate(hits, len(page.tokens), boilerplate_limit(index)))


def boilerplate_limit(index: IndexFile) -> int:
    """The stories that must share a gram, and one more, before its words are nobody's."""
    return max(RARE, int(BOILERPLATE_SHARE * len(index)))


def rare_limit(index: IndexFile) -> int:
    """The most stories that may share a gram that counts: of one that more share, the index may not hold them all."""
    return max(RARE, min(index.parameters.common - 1, int(RARE_SHARE * len(index))))


def _stories(index: IndexFile, hits: Hits) -> tuple[Candidate, ...]:
    rare = hits.frequencies <= rare_limit(index)
    pairs = np.unique(np.stack([hits.ids[rare], hits.grams[rare].astype(np.uint64)]), axis=1)
    ids, counts = np.unique(pairs[0], return_counts=True)
    first = dict(zip(hits.ids.tolist(), hits.ordinals.tolist(), strict=True))
    found = [
        Candidate(index.story(first[story]).id, count)
        for story, count in zip(ids.tolist(), counts.tolist(), strict=True)
        if count >= LEAST_HITS
    ]
    return tuple(sorted(found, key=lambda candidate: (-candidate.hits, candidate.story_id)))


def _boilerplate(hits: Hits, page_words: int, limit: int) -> bytes:
    """Mark the page's words that stand in grams of more than ``limit`` stories.

    The index knows winnowed grams only, so the words between two such grams that are no further apart than a window
    are marked too.
    """
    flags = bytearray(page_words)
    last = -WINDOW - NGRAM
    common: npt.NDArray[np.int32] = np.unique(hits.grams[hits.frequencies > limit])
    for at in common.tolist():
        start = last if at - last <= WINDOW + NGRAM else at
        flags[start : at + NGRAM] = b"\1" * (at + NGRAM - start)
        last = at
    return bytes(flags)
