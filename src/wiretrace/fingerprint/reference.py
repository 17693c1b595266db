"""Fingerprints of a text, in plain Python: the specification that the compiled kernel equals bit for bit.

text -> tokens (a 64-bit hash a word) -> grams (a hash for every six words in a row) -> winnowed grams (the few that
are kept of a story) -> sieve (which grams of a page stand in sorted tables).

Everything is arithmetic modulo 2**64 on folded words (`wiretrace.text`), so it comes out the same on every machine. Change any of it, and raise VERSION here and in the kernel: indexes made before are then refused.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import MutableSequence, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from wiretrace.fingerprint.markup import raw_text as raw_text  # noqa: PLC0414 - a function of the engine too
from wiretrace.text import split

VERSION = 2
MASK = (1 << 64) - 1

TOKEN_SEED = 0xCBF29CE484222325
# Odd, so that multiplication keeps all 64 bits: 2**64 divided by the golden ratio.
GRAM_BASE = 0x9E3779B97F4A7C15


def mix(value: int) -> int:
    """Spread a 64-bit value over all bits, one to one: the finaliser of SplitMix64 (Steele, Lea, Flood 2014)."""
    value = ((value ^ (value >> 30)) * 0xBF58476D1CE4E5B9) & MASK
    value = ((value ^ (value >> 27)) * 0x94D049BB133111EB) & MASK
    return value ^ (value >> 31)


def token_hash(folded: str) -> int:
    """Hash one folded word: its UTF-8, eight bytes at a time (little-endian, the last ones filled up with zeros)."""
    data = folded.encode("utf-8", "surrogatepass")
    value = TOKEN_SEED
    for at in range(0, len(data), 8):
        value = mix(value ^ int.from_bytes(data[at : at + 8], "little"))
    return value


def tokens(text: str) -> tuple[array[int], array[int], array[int], array[int]]:
    """Hash every word of ``text``: hashes (Q), starts (i), ends (i), weights in halves (B), as ``split`` gives them.

    A half weight of 2 is a word, 1 a character of a script without spaces.
    """
    words = split(text)
    hashes = array("Q", map(token_hash, words.folded))
    halves = array("B", [int(2 * weight) for weight in words.weights])
    return hashes, array("i", words.starts), array("i", words.ends), halves


def grams(hashes: Sequence[int], n: int) -> array[int]:
    """Hash every run of ``n`` token hashes (Q): the polynomial of the run in GRAM_BASE, mixed.

    ``grams(h, n)[i]`` stands for tokens ``i`` to ``i + n``. Fewer than ``n`` tokens give none. Order matters: the
    first token carries the highest power. Raises ``ValueError`` if ``n`` is less than 1.
    """
    if n < 1:
        raise ValueError(f"a gram has at least one token, not {n}")
    result = array("Q")
    for i in range(len(hashes) - n + 1):
        value = 0
        for token in hashes[i : i + n]:
            value = (value * GRAM_BASE + token) & MASK
        result.append(mix(value))
    return result


def winnow(grams: Sequence[int], window: int) -> array[int]:
    """Choose the positions (i) to keep: of every ``window`` grams in a row at least one, the smallest.

    Robust winnowing (Schleimer, Wilkerson, Aiken: Winnowing, SIGMOD 2003). Ties: the window's smallest stays the one
    chosen for the window before, if that is still inside and still smallest; otherwise the rightmost. Texts with
    fewer grams than a window are one window. Two texts that share ``window`` grams in a row share a kept one.
    Positions rise, each once. Raises ``ValueError`` if ``window`` is less than 1.
    """
    if window < 1:
        raise ValueError(f"a window has at least one gram, not {window}")
    kept = array("i")
    for left in range(max(len(grams) - window, 0) + 1 if len(grams) else 0):
        view = grams[left : left + window]
        smallest = min(view)
        if kept and kept[-1] >= left and grams[kept[-1]] == smallest:
            continue
        kept.append(max(left + i for i, gram in enumerate(view) if gram == smallest))
    return kept


def sampled(grams: Sequence[int]) -> list[int]:
    """Choose the grams of a page that are looked for: of every three in a row the smallest by its upper 32 bits.

    That is half of them. Of a story that is kept whole, any eleven words still have two, and of a winnowed one a run of
    twelve has two in .455 of cases where all grams have them in .461, a run of 15 in .850 and .851 (random hashes,
    4,000 runs). The first and the last gram are always chosen; of equal ones, all.
    """
    upper = [MASK, MASK, *(gram >> 32 for gram in grams), MASK, MASK]
    smallest = [min(upper[i : i + 3]) for i in range(len(upper) - 2)]
    return [gram for i, gram in enumerate(grams) if gram >> 32 in smallest[i : i + 3]]


def _kept_below(part: int) -> int:
    """Give the share (of 2**32) of kept grams whose hash is below ``part`` / 256 of the largest.

    A gram with hash x (0..1) is kept if it is the smallest of some window: with q = 1 - x, and windows of eight, that
    has the probability q**7 * (8 - 7 * q). Its integral is 1 - (9 * q**8 - 7 * q**9) / 2, in parts of the whole.
    """
    q = 256 - part
    return (1 << 32) - ((9 * q**8 * 256 - 7 * q**9) << 32) // (2 * 256**9)


SPREAD = array("I", [min(((15 * _kept_below(i)) + (i << 24)) // 16, MASK >> 32) for i in range(257)])
"""Where in a filter the grams with a hash of i / 256 stand, of 2**32. A sixteenth is spread evenly, for the stories that
are too short to be winnowed."""


def filter_block(gram: int, blocks: int) -> int:
    """Choose the block of a gram in a filter of so many blocks: each block gets about as many kept grams."""
    left, right = SPREAD[gram >> 56], SPREAD[(gram >> 56) + 1]
    return (left + ((right - left) * (gram >> 24 & 0xFFFFFFFF) >> 32)) * blocks >> 32


def enter(bits: MutableSequence[int] | memoryview[int], grams: Sequence[int]) -> None:
    """Enter grams into a filter (eight words of 64 bits a block): four bits each, all in one block, chosen by the 48 bits that a table keeps.

    A Bloom filter in blocks of one cache line (Putze, Sanders, Singler: Cache-, Hash- and Space-Efficient Bloom
    Filters, 2007).
    """
    for gram in grams:
        for at, bit in _places(gram, len(bits) // 8):
            bits[at] |= bit


def may_hold(bits: Sequence[int], grams: Sequence[int]) -> list[bool]:
    """Say for each gram whether it may have been entered: never wrong where it was."""
    blocks = len(bits) // 8
    return [bool(blocks) and all(bits[at] & bit for at, bit in _places(gram, blocks)) for gram in grams]


def _places(gram: int, blocks: int) -> list[tuple[int, int]]:
    first = 8 * filter_block(gram, blocks)
    bits = ((gram >> 16) * GRAM_BASE & MASK) >> 28
    parts = [bits >> 9 * i & 511 for i in range(4)]
    return [(first + (part >> 6), 1 << (part & 63)) for part in parts]


class Numbers(Protocol):
    """Integers in a row: a numpy array or one of the standard library; the kernel reads it as a buffer."""

    def __len__(self) -> int: ...
    def __getitem__(self, place: int, /) -> Any: ...


@dataclass(frozen=True, slots=True)
class Table:
    """The fingerprints of some stories, sorted, each with the story it stands in: what a page is sifted against.

    A fingerprint is the upper 48 bits of a gram, in two parallel arrays: its ``upper`` 32 bits and its ``lower`` 16.
    ``stories`` are ordinals that begin with ``first``; ``ids`` has a hash of each story's id, ordinal by ordinal.
    ``buckets`` and ``shift`` (``bucket_table``) make a search short: bucket ``b`` says where the first row stands whose
    gram ``>> shift`` is ``b`` or more. ``filter`` holds every fingerprint (``enter``).
    """

    upper: Numbers
    lower: Numbers
    stories: Numbers
    ids: Numbers
    first: int
    buckets: Numbers
    shift: int
    filter: Numbers


class Sieve:
    """Tables of fingerprints, and what of a text stands in them."""

    def __init__(self, tables: Sequence[Table]) -> None:
        self._tables = tables
        self._rows = [_Rows(table) for table in tables]

    def probe(self, keys: Sequence[int], number: int) -> tuple[array[int], array[int]]:
        """Find every row of every gram in one table: (which gram (i), which row (q)), in that order."""
        which, where = array("i"), array("q")
        for i, key in enumerate(keys):
            for row in self._rows[number].of(key):
                which.append(i)
                where.append(row)
        return which, where

    def sift(
        self, data: bytes | bytearray, high: str | None, markup: bool, n: int, rare: int
    ) -> tuple[array[int] | None, int, int]:
        """Read a page's text from its bytes and say whether it may carry a story.

        It may if two different grams of ``n`` words that are looked for (``sampled``) stand in the rows of one story (id),
        where grams of more than ``rare`` stories of a table do not count. Then its words come back as hashes, else ``None``; and how many bytes
        were no character, and how many characters are not ASCII (`markup.raw_text`).
        """
        raw = raw_text(data, high, markup)
        words = tokens(raw.text)[0]
        is_candidate = self._shares_two(sampled(grams(words, n)), rare)
        return words if is_candidate else None, raw.broken, raw.beyond_ascii

    def _shares_two(self, page: Sequence[int], rare: int) -> bool:
        seen: dict[int, int] = {}
        for table, rows in zip(self._tables, self._rows, strict=True):
            for gram in page:
                ids = {table.ids[table.stories[row] - table.first] for row in rows.of(gram)}
                if len(ids) <= rare and any(seen.setdefault(story, gram) != gram for story in ids):
                    return True
        return False


class _Rows:
    """The rows of one table, to be searched as 48-bit numbers."""

    def __init__(self, table: Table) -> None:
        self._table = table

    def __len__(self) -> int:
        return len(self._table.upper)

    def __getitem__(self, row: int) -> int:
        return int(self._table.upper[row]) << 16 | int(self._table.lower[row])

    def of(self, gram: int) -> range:
        """Give the rows that hold a gram."""
        return range(bisect_left(self, gram >> 16), bisect_right(self, gram >> 16))
