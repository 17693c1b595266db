"""Fingerprints of a text, in plain Python: the specification that the compiled kernel equals bit for bit.

text -> tokens (a 64-bit hash a word) -> grams (a hash for every six words in a row) -> winnowed grams (the few that
are kept of a story) -> probe (which grams of a page stand in a sorted table).

Everything is arithmetic modulo 2**64 on folded code points (`wiretrace.text`), so it comes out the same on every
machine. Change any of it, and raise VERSION here and in the kernel: indexes made before are then refused.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Sequence

from wiretrace.text import split

VERSION = 1
MASK = (1 << 64) - 1

# FNV-1a, 64 bit (http://www.isthe.com/chongo/tech/comp/fnv/), over code points in place of bytes.
TOKEN_SEED = 0xCBF29CE484222325
TOKEN_PRIME = 0x100000001B3
# Odd, so that multiplication keeps all 64 bits: 2**64 divided by the golden ratio.
GRAM_BASE = 0x9E3779B97F4A7C15


def mix(value: int) -> int:
    """Spread a 64-bit value over all bits, one to one: the finaliser of SplitMix64 (Steele, Lea, Flood 2014)."""
    value = ((value ^ (value >> 30)) * 0xBF58476D1CE4E5B9) & MASK
    value = ((value ^ (value >> 27)) * 0x94D049BB133111EB) & MASK
    return value ^ (value >> 31)


def token_hash(folded: str) -> int:
    """Hash one folded word."""
    value = TOKEN_SEED
    for character in folded:
        value = ((value ^ ord(character)) * TOKEN_PRIME) & MASK
    return mix(value)


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


def probe(
    table: Sequence[int], buckets: Sequence[int], shift: int, keys: Sequence[int]
) -> tuple[array[int], array[int]]:
    """Find every place of every key in a sorted table: (which key (i), which place in the table (q)), in that order.

    ``buckets`` and ``shift`` (``bucket_table``) only make the kernel's search short: bucket ``b`` says where the
    first key stands whose ``key >> shift`` is ``b`` or more. Equal keys of the table are all reported.
    """
    which, where = array("i"), array("q")
    for i, key in enumerate(keys):
        place = bisect_left(table, key)
        while place < len(table) and table[place] == key:
            which.append(i)
            where.append(place)
            place += 1
    return which, where
