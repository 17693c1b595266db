"""Fingerprints of a text as numpy arrays, by the compiled kernel where it is built, else by the reference.

``KERNEL`` says which of the two runs. ``WIRETRACE_PURE=1`` in the environment chooses the reference. Both give the
same answers; the kernel is about 80 times as fast (docs/decisions/0003-fingerprints.md has the figures).
"""

from __future__ import annotations

import os
from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
import numpy.typing as npt

from wiretrace.fingerprint import reference

__all__ = [
    "KERNEL",
    "NGRAM",
    "VERSION",
    "WINDOW",
    "Grams",
    "Tokens",
    "bucket_table",
    "grams",
    "probe",
    "tokens",
    "winnow",
]

# Six words and a window of eight: docs/decisions/0003-fingerprints.md says what was measured against them.
NGRAM = 6
WINDOW = 8


class _Engine(Protocol):
    VERSION: int

    def tokens(self, text: str) -> tuple[array[int], array[int], array[int], array[int]]: ...
    def grams(self, hashes: Sequence[int], n: int) -> array[int]: ...
    def winnow(self, grams: Sequence[int], window: int) -> array[int]: ...
    def probe(
        self, table: Sequence[int], buckets: Sequence[int], shift: int, keys: Sequence[int]
    ) -> tuple[array[int], array[int]]: ...


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


def grams(text: str | Tokens, n: int = NGRAM) -> Grams:
    """Hash every run of ``n`` words of a text (or of its tokens). A text of fewer words has none."""
    of = tokens(text) if isinstance(text, str) else text
    hashes = np.frombuffer(_engine.grams(_view(of.hashes), n), np.uint64)
    return Grams(hashes, of.starts[: len(hashes)], of.ends[n - 1 :], of)


def winnow(hashes: npt.NDArray[np.uint64], window: int = WINDOW) -> npt.NDArray[np.int32]:
    """Choose the grams that a story is indexed under: their positions in ``hashes``, rising (int32).

    Of every ``window`` grams in a row at least one is kept, on average 2 in ``window + 1``.
    """
    return np.frombuffer(_engine.winnow(_view(hashes), window), np.int32)


def probe(
    table: npt.NDArray[np.uint64], buckets: npt.NDArray[np.uint32], shift: int, keys: npt.NDArray[np.uint64]
) -> tuple[npt.NDArray[np.int32], npt.NDArray[np.int64]]:
    """Find every place of every key in the sorted ``table``: (which key, which place), ordered by key, then place.

    ``buckets`` and ``shift`` come from ``bucket_table(table)``. Cost: about 100 ns a key in a table of ten million.
    """
    which, where = _engine.probe(_view(table), _view(buckets), shift, _view(keys))
    return np.frombuffer(which, np.int32), np.frombuffer(where, np.int64)


def bucket_table(table: npt.NDArray[np.uint64]) -> tuple[npt.NDArray[np.uint32], int]:
    """Say for every leading bit pattern where its keys begin in the sorted ``table``: (buckets, shift) for ``probe``.

    There is one bucket for every four keys or so: 1 to 2 bytes a key. Raises ``OverflowError`` from 2**32 keys on.
    """
    if len(table) >= 1 << 32:
        raise OverflowError(f"a table of {len(table)} fingerprints is too long: places have 32 bits")
    bits = max(1, (len(table) // 4).bit_length())
    shift = 64 - bits
    bounds = np.arange(1 << bits, dtype=np.uint64) << np.uint64(shift)
    return np.searchsorted(table, bounds).astype(np.uint32), shift


def _view(values: npt.NDArray[np.unsignedinteger]) -> memoryview[int]:
    """Give an array as the buffer that both engines read: to Python its items are plain integers."""
    return np.ascontiguousarray(values).data
