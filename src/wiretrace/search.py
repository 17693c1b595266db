"""A page -> the stories of an index that it may carry."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from wiretrace.fingerprint import NGRAM, WINDOW, grams
from wiretrace.index import IndexFile
from wiretrace.model import Story

RARE = 3
"""Stories (ids) that may share a gram in a small index. The wire's notice and house boilerplate stand in more."""

RARE_SHARE = 0.005
"""The same as a share of a large index, where updates and other houses' prints of one report stand side by side: a
notice stands in all stories, a report and its reprints in a few of a thousand."""

MOST_RARE = 31
"""What the index counts exactly (``index.layout.COMMON``, less one)."""

LEAST_HITS = 2
"""Rare grams that a page must share with a story before the two are aligned."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A story that the page may carry, and how many different rare grams of the page stand in it."""

    story_id: str
    hits: int


def candidates(index: IndexFile, text: str) -> list[Candidate]:
    """Give the candidates for a page's text, most hits first. All grams of the page are looked up, not only the
    winnowed ones: an edited copy keeps more of them. Costs under a millisecond for 1,000 words.
    """
    hits = index.lookup(grams(text).hashes)
    rare = hits.frequencies <= rare_limit(index)
    pairs = np.unique(np.stack([hits.ids[rare], hits.grams[rare].astype(np.uint64)]), axis=1)
    ids, counts = np.unique(pairs[0], return_counts=True)
    first = dict(zip(hits.ids.tolist(), hits.ordinals.tolist(), strict=True))
    found = [
        Candidate(index.story(first[story]).id, count)
        for story, count in zip(ids.tolist(), counts.tolist(), strict=True)
        if count >= LEAST_HITS
    ]
    return sorted(found, key=lambda candidate: (-candidate.hits, candidate.story_id))


def boilerplate_limit(index: IndexFile) -> int:
    """The stories that must share a gram, and one more, before its words are nobody's: a twentieth of the index."""
    return max(RARE, min(MOST_RARE, len(index) // 20))


def rare_limit(index: IndexFile) -> int:
    """The most stories that may share a gram that counts."""
    return max(RARE, min(MOST_RARE, int(RARE_SHARE * len(index))))


def common_words(index: IndexFile, story: Story) -> bytes:
    """Give a byte for each word of the story: 1 where it stands in a gram that more than a few stories share.

    The index knows winnowed grams only, so the words between two common ones that are no further apart than a
    window are common too. Costs a look-up of the story's grams.
    """
    of = grams(story.text)
    hits = index.lookup(of.hashes)
    flags = bytearray(len(of.hashes) + NGRAM - 1)
    last = -WINDOW - NGRAM
    for at in np.unique(hits.grams[hits.frequencies > boilerplate_limit(index)]).tolist():
        start = last if at - last <= WINDOW + NGRAM else at
        flags[start : at + NGRAM] = b"\1" * (at + NGRAM - start)
        last = at
    return bytes(flags)
