"""A page -> the stories of an index that it may carry."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from wiretrace.fingerprint import NGRAM, WINDOW, gram_hashes, grams
from wiretrace.html.charset import as_utf8, decode
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

ENOUGH_COVERED = 12
"""Words of a story that lie in grams of the unparsed page, from which on the page is worth parsing. A match has a run of
12 words (of a flash all), or covers 40 words and a third of the page (align/matching.py)."""

MOST_COMPARED = 40
"""Stories that are compared with a page before it is parsed; a page that shares phrases with more is parsed at once."""


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
    found = (Candidate(index.story(ordinal).id, count) for ordinal, count in _rare_stories(index, hits))
    in_order = sorted(found, key=lambda candidate: (-candidate.hits, candidate.story_id))
    return Candidates(tuple(in_order), _boilerplate(hits, len(page.tokens), boilerplate_limit(index)))


def may_carry(
    index: IndexFile, data: bytes | bytearray, *, content_type: str | None = None, markup: bool = True
) -> bool:
    """Say whether a page is worth parsing: whether its bytes hold enough words of some story.

    ``content_type`` is the HTTP header; without ``markup`` the data is plain text. The raw pass (``IndexFile.sift``)
    answers for nearly all pages; of what it lets pass, the words are compared with those of the stories that share most
    with it. Cost: a twentieth of parsing the page; some 0.2 ms more where it shares phrases with stories.
    """
    plain, high = as_utf8(data, content_type)
    sifted = index.sift(plain, high=high, markup=markup, rare=rare_limit(index))
    if high is None and sifted.broken >= max(1, sifted.beyond_ascii):  # hardly UTF-8: look at it as the parser will
        plain = decode(data, content_type)[0].encode("utf-8", "replace")
        sifted = index.sift(plain, markup=markup, rare=rare_limit(index))
    if sifted.words is None:
        return False
    page = gram_hashes(sifted.words)
    found = _rare_stories(index, index.lookup(page))
    if len(found) > MOST_COMPARED:
        return True
    there = np.sort(page)
    return any(covered_words(there, index.story(ordinal).text) >= ENOUGH_COVERED for ordinal, _ in found)


def covered_words(page: npt.NDArray[np.uint64], text: str) -> int:
    """Count the words of a story's text that lie in a gram of the page (given sorted)."""
    story = grams(text)
    at = np.searchsorted(page, story.hashes)
    at[at == len(page)] = 0
    shared = page[at] == story.hashes
    words = np.zeros(len(story.tokens) + 1, np.int32)
    words[: len(shared)] += shared
    words[NGRAM:][: len(shared)] -= shared
    return int(np.count_nonzero(np.cumsum(words)))


def boilerplate_limit(index: IndexFile) -> int:
    """The stories that must share a gram, and one more, before its words are nobody's."""
    return max(RARE, int(BOILERPLATE_SHARE * len(index)))


def rare_limit(index: IndexFile) -> int:
    """The most stories that may share a gram that counts: of one that more share, the index may not hold them all."""
    return max(RARE, min(index.parameters.common - 1, int(RARE_SHARE * len(index))))


def _rare_stories(index: IndexFile, hits: Hits) -> list[tuple[int, int]]:
    """Give the stories that share enough rare grams: an ordinal of each, and how many; most first."""
    rare = hits.frequencies <= rare_limit(index)
    pairs = np.unique(np.stack([hits.ids[rare], hits.grams[rare].astype(np.uint64)]), axis=1)
    ids, counts = np.unique(pairs[0], return_counts=True)
    enough = counts >= LEAST_HITS
    first = dict(zip(hits.ids.tolist(), hits.ordinals.tolist(), strict=True)) if enough.any() else {}
    found = [(first[i], n) for i, n in zip(ids[enough].tolist(), counts[enough].tolist(), strict=True)]
    return sorted(found, key=lambda pair: -pair[1])


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
