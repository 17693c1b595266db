"""A segment: the tables of some stories in a row, sorted by fingerprint; how they are made and put together."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from wiretrace.fingerprint import Table
from wiretrace.index.layout import COMMON

U16 = npt.NDArray[np.uint16]
U32 = npt.NDArray[np.uint32]
U64 = npt.NDArray[np.uint64]

GONE = 0xFFFFFFFF
"""In a table of new ordinals: the story is left out. So there are fewer ordinals than this."""

MERGE_ROWS = 1 << 21
"""A merge holds about so many fingerprints in memory at a time (16 bytes each, three times while they are sorted)."""


@dataclass(frozen=True, slots=True)
class Columns:
    """What is known of each story without reading its record: five arrays in parallel, in order of ordinals.

    ``records`` and ``lengths`` say where its record stands in the file (bytes), ``ids`` and ``contents`` are hashes
    of its id and of its whole content.
    """

    records: U64
    ids: U64
    contents: U64
    lengths: U32
    versions: npt.NDArray[np.int32]

    def __len__(self) -> int:
        return len(self.ids)

    def where(self, mask: npt.NDArray[np.bool_]) -> Columns:
        """Keep the stories of a mask."""
        return Columns(self.records[mask], self.ids[mask], self.contents[mask], self.lengths[mask], self.versions[mask])


@dataclass(frozen=True, slots=True)
class Postings:
    """Fingerprints (grams whose lower 16 bits are zero) with the story (ordinal) where each stands, in parallel."""

    fingerprints: U64
    stories: U32

    def __len__(self) -> int:
        return len(self.fingerprints)

    def where(self, mask: npt.NDArray[np.bool_]) -> Postings:
        """Keep the rows of a mask."""
        return self if mask.all() else Postings(self.fingerprints[mask], self.stories[mask])

    def sorted(self) -> Postings:
        """Sort by fingerprint, then as they stood; of a fingerprint that comes twice in a story keep the first."""
        order = np.argsort(self.fingerprints, kind="stable")
        rows = Postings(self.fingerprints[order], self.stories[order])
        return rows.where(_changes(rows.fingerprints) | _changes(rows.stories))

    def without_common(self, ids: U64, first: int) -> tuple[Postings, Common]:
        """Keep, of a fingerprint that stands in more than COMMON stories, the rows of the first COMMON; count the rest.

        Rows must be sorted. Versions of one story count once: ``ids`` are the hashes of the ids of stories ``first``
        and following.
        """
        common: list[int] = []
        more: list[int] = []
        begins = np.flatnonzero(_changes(self.fingerprints))
        lengths = np.diff(begins, append=len(self))
        keep = np.ones(len(self), np.bool_)
        for group in np.flatnonzero(lengths > COMMON):
            rows = slice(begins[group], begins[group] + lengths[group])
            _, places, which = np.unique(
                ids[self.stories[rows] - np.uint32(first)], return_index=True, return_inverse=True
            )
            if len(places) > COMMON:
                keep[rows] = places[which] < np.sort(places)[COMMON]
                common.append(begins[group])
                more.append(len(places) - COMMON)
        return self.where(keep), Common(self.fingerprints[common], np.array(more, np.uint32))


@dataclass(frozen=True, slots=True)
class Common:
    """Fingerprints that stand in more stories than have rows: rising, in parallel with how many stories more.

    Counts add up: over the pieces of a merge, and over the segments of a file. They are upper bounds, since versions
    of one story in different segments count for each, and a story that is removed is not counted off.
    """

    fingerprints: U64
    more: U32

    def __len__(self) -> int:
        return len(self.fingerprints)

    @classmethod
    def sum_of(cls, tables: Sequence[Common]) -> Common:
        """Add up several tables."""
        fingerprints, places = np.unique(np.concatenate([table.fingerprints for table in tables]), return_inverse=True)
        more = np.bincount(places, np.concatenate([table.more for table in tables]), len(fingerprints))
        return cls(fingerprints, more.astype(np.uint32))

    def count(self, fingerprints: U64) -> npt.NDArray[np.int32]:
        """Give for each fingerprint how many stories hold it beyond those that have rows."""
        at = np.searchsorted(self.fingerprints, fingerprints)
        at[at == len(self)] = 0
        return np.where(self.fingerprints[at] == fingerprints, self.more[at], 0).astype(np.int32)


@dataclass(frozen=True, slots=True)
class Segment:
    """The tables of the stories ``first`` to ``first + len(columns)``.

    ``upper``, ``lower`` and ``stories`` are the rows of postings, sorted by fingerprint, then story; ``buckets`` and
    ``filter`` help to find them (`fingerprint.Table`). ``sorted_ids`` are the stories' id hashes in rising order;
    ``by_id`` says which story (counted from ``first``) each belongs to.
    """

    first: int
    columns: Columns
    upper: U32
    lower: U16
    stories: U32
    common: Common
    sorted_ids: U64
    by_id: U32
    buckets: U32
    filter: U64

    @property
    def rows(self) -> int:
        """How many fingerprints there are, one for each story that it stands in."""
        return len(self.upper)

    @property
    def table(self) -> Table:
        """The rows as the kernel reads them."""
        shift = 64 - (len(self.buckets).bit_length() - 1)
        return Table(
            self.upper, self.lower, self.stories, self.columns.ids, self.first, self.buckets, shift, self.filter
        )

    def postings(self, begin: int, end: int) -> Postings:
        """Put some rows together."""
        upper, lower = self.upper[begin:end].astype(np.uint64), self.lower[begin:end].astype(np.uint64)
        return Postings(upper << np.uint64(32) | lower << np.uint64(16), self.stories[begin:end])

    def with_id(self, id_hash: int) -> list[int]:
        """Give the ordinals of the stories whose id has this hash, rising."""
        key = np.uint64(id_hash)
        left, right = np.searchsorted(self.sorted_ids, key), np.searchsorted(self.sorted_ids, key, "right")
        return sorted(self.first + int(i) for i in self.by_id[left:right])


def merged_columns(segments: Sequence[Segment]) -> Columns:
    """Put the columns of neighbouring segments one after the other."""
    of = [segment.columns for segment in segments]
    return Columns(
        np.concatenate([columns.records for columns in of]),
        np.concatenate([columns.ids for columns in of]),
        np.concatenate([columns.contents for columns in of]),
        np.concatenate([columns.lengths for columns in of]),
        np.concatenate([columns.versions for columns in of]),
    )


def count_live(segments: Sequence[Segment], live: npt.NDArray[np.bool_]) -> int:
    """Count the fingerprints whose story (``live[ordinal]``) is still there."""
    return sum(
        int(np.count_nonzero(live[segment.stories[start : start + MERGE_ROWS]]))
        for segment in segments
        for start in range(0, segment.rows, MERGE_ROWS)
    )


def merged_postings(
    segments: Sequence[Segment], renumber: U32, ids: U64, first: int
) -> Iterator[tuple[Postings, Common]]:
    """Merge the fingerprints of neighbouring segments piece by piece, in rising order.

    ``renumber[i]`` is the new ordinal of the ``i``-th story of the segments, or GONE; it must keep their order.
    ``ids`` and ``first`` describe the new stories. Each piece has about MERGE_ROWS rows, so memory is bounded
    whatever the index holds. The last piece has no rows; with it come the counts that the segments had before.
    """
    pieces = max(1, -(-sum(segment.rows for segment in segments) // MERGE_ROWS))
    # Cut at the quantiles of the largest table: winnowed hashes are small ones more often than not.
    largest = max((segment.upper for segment in segments), key=len)
    bounds = largest[[len(largest) * i // pieces for i in range(1, pieces)]] if len(largest) else largest
    cuts = [[0, *np.searchsorted(segment.upper, bounds).tolist(), segment.rows] for segment in segments]
    for left, right in pairwise(zip(*cuts, strict=True)):
        parts = [segment.postings(a, b) for segment, a, b in zip(segments, left, right, strict=True)]
        stories = renumber[np.concatenate([part.stories for part in parts]) - np.uint32(segments[0].first)]
        piece = Postings(np.concatenate([part.fingerprints for part in parts]), stories).where(stories != GONE)
        yield piece.sorted().without_common(ids, first)
    none = Postings(np.empty(0, np.uint64), np.empty(0, np.uint32))
    yield none, Common.sum_of([segment.common for segment in segments])


def _changes(values: npt.NDArray[np.unsignedinteger]) -> npt.NDArray[np.bool_]:
    """Say for each value whether it differs from the one before it."""
    return np.concatenate([np.ones(min(1, len(values)), np.bool_), values[1:] != values[:-1]])
