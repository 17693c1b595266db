"""Fingerprints of a text as numpy arrays, by the compiled kernel where it is built, else by the reference.

``KERNEL`` says which of the two runs. ``WIRETRACE_PURE=1`` in the environment chooses the reference. Both give the
same answers; the kernel is about 80 times as fast (docs/decisions/0003-fingerprints.md has the figures).
"""

from __future__ import annotations

import os
from array import array
from collections.abc import MutableSequence, Sequence
from dataclasses import dataclass
from threading import Lock
from typing import Protocol

import numpy as np
import numpy.typing as npt

from wiretrace.fingerprint import reference
from wiretrace.fingerprint.markup import RawText
from wiretrace.fingerprint.reference import Table

__all__ = [
    "KEPT_BITS",
    "KERNEL",
    "NGRAM",
    "VERSION",
    "WINDOW",
    "Grams",
    "Sieve",
    "Sifted",
    "Table",
    "Tokens",
    "bucket_table",
    "enter",
    "filter_blocks",
    "gram_hashes",
    "grams",
    "raw_text",
    "tokens",
    "winnow",
]

# Six words and a window of eight: docs/decisions/0003-fingerprints.md says what was measured against them.
NGRAM = 6
WINDOW = 8


class _Sieve(Protocol):
    def probe(self, keys: Sequence[int], number: int) -> tuple[array[int], array[int]]: ...
    def sift(
        self, data: bytes | bytearray, high: str | None, markup: bool, n: int, rare: int
    ) -> tuple[array[int] | None, int, int]: ...


class _Engine(Protocol):
    VERSION: int

    def Sieve(self, tables: Sequence[Table]) -> _Sieve: ...  # noqa: N802 - the name of a class

    def tokens(self, text: str) -> tuple[array[int], array[int], array[int], array[int]]: ...
    def raw_text(self, data: bytes | bytearray, high: str | None = None, markup: bool = True) -> RawText: ...
    def grams(self, hashes: Sequence[int], n: int) -> array[int]: ...
    def winnow(self, grams: Sequence[int], window: int) -> array[int]: ...
    def enter(self, bits: MutableSequence[int] | memoryview[int], grams: Sequence[int]) -> None: ...


_engine: _Engine = reference
KERNEL = f"python-{reference.VERSION}"
if not os.environ.get("WIRETRACE_PURE"):
    try:
        from wiretrace.fingerprint import _kernel
    except ModuleNotFoundError:
        pass  # not built: KERNEL says so, and `wiretrace --version` prints it
    else:
        if _kernel.VERSION != reference.VERSION:
            raise ImportError(
                f"the compiled kernel is version {_kernel.VERSION}, this wiretrace needs {reference.VERSION}: "
                "build it again (pip install .)"
            )
        _engine, KERNEL = _kernel, f"cython-{_kernel.VERSION}"

VERSION = reference.VERSION
"""Version of the hashes: fingerprints of different versions do not compare."""


@dataclass(frozen=True, slots=True)
class Tokens:
    """The words of a text as hashes: four arrays of one length.

    ``hashes`` uint64; ``starts`` and ``ends`` int32, half-open code points of the text; ``halves`` uint8: 2 for a
    word, 1 for a character of a script without spaces.
    """

    hashes: npt.NDArray[np.uint64]
    starts: npt.NDArray[np.int32]
    ends: npt.NDArray[np.int32]
    halves: npt.NDArray[np.uint8]

    def __len__(self) -> int:
        return len(self.hashes)


@dataclass(frozen=True, slots=True)
class Grams:
    """Every run of ``n`` words of a text as a hash: ``hashes[i]`` (uint64) stands for tokens ``i`` to ``i + n``.

    ``starts[i]`` and ``ends[i]`` (int32) are the run's half-open code points of the text.
    """

    hashes: npt.NDArray[np.uint64]
    starts: npt.NDArray[np.int32]
    ends: npt.NDArray[np.int32]
    tokens: Tokens

    def __len__(self) -> int:
        return len(self.hashes)


def tokens(text: str) -> Tokens:
    """Hash every word of ``text``; the same words at the same offsets as ``wiretrace.text.split`` gives.

    Raises ``OverflowError`` for a text of 2**31 code points or more. About 30 ns a word with the kernel.
    """
    hashes, starts, ends, halves = _engine.tokens(text)
    return Tokens(
        np.frombuffer(hashes, np.uint64),
        np.frombuffer(starts, np.int32),
        np.frombuffer(ends, np.int32),
        np.frombuffer(halves, np.uint8),
    )


def raw_text(data: bytes | bytearray, *, high: str | None = None, markup: bool = True) -> RawText:
    """Read a page's text straight from its bytes; `markup.py` says what comes out. About 2 GB/s where there is AVX2."""
    return _engine.raw_text(data, high, markup)


def grams(text: str | Tokens, n: int = NGRAM) -> Grams:
    """Hash every run of ``n`` words of a text (or of its tokens). A text of fewer words has none."""
    of = tokens(text) if isinstance(text, str) else text
    hashes = gram_hashes(of.hashes, n)
    return Grams(hashes, of.starts[: len(hashes)], of.ends[n - 1 :], of)


def winnow(hashes: npt.NDArray[np.uint64], window: int = WINDOW) -> npt.NDArray[np.int32]:
    """Choose the grams that a story is indexed under: their positions in ``hashes``, rising (int32).

    Of every ``window`` grams in a row at least one is kept, on average 2 in ``window + 1``.
    """
    return np.frombuffer(_engine.winnow(_view(hashes), window), np.int32)


KEPT_BITS = np.uint64(0xFFFFFFFFFFFF0000)
"""The bits of a gram that a table keeps. Of 10**8 fingerprints one in three million random grams meets one by chance, and
two of one story hardly ever."""

FILTER_BITS = 12
"""Bits of a filter for each fingerprint: with four bits entered, 0.4 % of other grams pass it."""


def filter_blocks(count: int) -> int:
    """Give the blocks (of 64 bytes) of a filter for so many fingerprints."""
    return -(-count * FILTER_BITS // 512)


def enter(bits: npt.NDArray[np.uint64], grams: npt.NDArray[np.uint64]) -> None:
    """Enter grams into a filter of 8 words a block, in place. About 15 ns a gram."""
    _engine.enter(bits.data, _view(grams))


def bucket_table(upper: npt.NDArray[np.uint32]) -> tuple[npt.NDArray[np.uint32], int]:
    """Say for every leading bit pattern where its rows begin in a sorted table, whose upper 32 bits are given.

    Gives (buckets, shift) for ``Table``. There is one bucket for every four rows or so: 1 to 2 bytes a row. Raises
    ``OverflowError`` from 2**32 rows on.
    """
    if len(upper) >= 1 << 32:
        raise OverflowError(f"a table of {len(upper)} fingerprints is too long: places have 32 bits")
    bits = max(1, (len(upper) // 4).bit_length())
    shift = 64 - bits
    bounds = (np.arange(1 << bits, dtype=np.uint64) << np.uint64(shift - 32)).astype(np.uint32)
    return np.searchsorted(upper, bounds).astype(np.uint32), shift


class Sieve:
    """Tables of fingerprints (`reference.Table`), to look grams up in and to sift pages with; threads take turns."""

    def __init__(self, tables: Sequence[Table]) -> None:
        self._sieve = _engine.Sieve(tables)
        self._turn = Lock()

    def probe(self, grams: npt.NDArray[np.uint64], number: int) -> tuple[npt.NDArray[np.int32], npt.NDArray[np.int64]]:
        """Find every row of every gram in table ``number``: (which gram, which row), ordered by gram, then row.

        Cost: about 100 ns a gram in a table of ten million.
        """
        which, where = self._sieve.probe(_view(grams), number)
        return np.frombuffer(which, np.int32), np.frombuffer(where, np.int64)

    def sift(self, data: bytes | bytearray, *, high: str | None = None, markup: bool = True, rare: int) -> Sifted:
        """Read a page's text from its bytes, without parsing it, and say whether it may carry a story.

        ``high`` gives the characters of bytes 128 to 255 of a charset that has one byte a character; ``None``: UTF-8.
        Two grams of the page must stand in one story, and grams of more than ``rare`` stories do not count. Cost: less
        than decompressing the page did (benchmarks/README.md).
        """
        with self._turn:  # pages are read into one buffer, which is kept
            words, broken, beyond_ascii = self._sieve.sift(data, high, markup, NGRAM, rare)
        return Sifted(None if words is None else np.frombuffer(words, np.uint64), broken, beyond_ascii)


@dataclass(frozen=True, slots=True)
class Sifted:
    """What sifting a page gave: the hashes of its words (uint64) if it may carry a story, else ``None``.

    ``broken`` counts bytes that were no character, ``beyond_ascii`` characters that are not ASCII.
    """

    words: npt.NDArray[np.uint64] | None
    broken: int
    beyond_ascii: int


def gram_hashes(words: npt.NDArray[np.uint64], n: int = NGRAM) -> npt.NDArray[np.uint64]:
    """Hash every run of ``n`` words that are given as hashes."""
    return np.frombuffer(_engine.grams(_view(words), n), np.uint64)


def _view(values: npt.NDArray[np.unsignedinteger]) -> memoryview[int]:
    """Give an array as the buffer that both engines read: to Python its items are plain integers."""
    return np.ascontiguousarray(values).data
