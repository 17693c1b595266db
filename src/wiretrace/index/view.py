"""One commit of an index file, mapped for reading: look fingerprints up, read stories. It never changes."""

from __future__ import annotations

import os
import zlib
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from mmap import mmap
from pathlib import Path
from typing import BinaryIO

import numpy as np
import numpy.typing as npt

from wiretrace.fingerprint import KEPT_BITS, Sieve
from wiretrace.index.layout import (
    DATA,
    SLOTS,
    SLOTS_END,
    State,
    check_slots,
    damaged,
    read_manifest,
    read_parameters,
    read_slot,
)
from wiretrace.index.records import hash_of, hash_of_id, plain_record, unpack_record
from wiretrace.index.segments import U32, U64, Segment
from wiretrace.index.storage import check_segment, mapped, read_segment
from wiretrace.model import Story


@dataclass(frozen=True, slots=True)
class Hits:
    """Where grams of a page stand in stories: parallel arrays, ordered by gram, then story.

    ``grams`` (int32): which of the grams looked up. ``ordinals`` (uint32): the story, for ``IndexFile.story``.
    ``ids`` (uint64): a hash of the story's id, the same for all its versions. ``frequencies`` (int32): in how many stories (ids) this gram stands, also where
    that is more than have rows; above ``Parameters.common`` an upper bound (see ``segments.Common``).
    """

    grams: npt.NDArray[np.int32]
    ordinals: U32
    ids: U64
    frequencies: npt.NDArray[np.int32]

    def __len__(self) -> int:
        return len(self.grams)


@dataclass(frozen=True)
class View:
    """A commit: its state, the mapped file, the tables, the ordinals of removed stories (rising).

    ``commit`` names it: device and number of the file, sequence number in it. ``slots`` are the bytes of the commit
    slots as they were: any later commit changes them.
    """

    path: Path
    commit: tuple[int, int, int]
    state: State
    buffer: mmap
    segments: tuple[Segment, ...]
    removed: U32
    slots: bytes

    @cached_property
    def live(self) -> npt.NDArray[np.bool_] | None:
        """Say for each ordinal whether its story is still there; ``None``: all are."""
        if not len(self.removed):
            return None
        mask = np.ones(self.state.next_ordinal, np.bool_)
        mask[self.removed] = False
        return mask

    @cached_property
    def sieve(self) -> Sieve:
        """The tables of all segments, to look grams up in."""
        return Sieve([segment.table for segment in self.segments])

    @cached_property
    def firsts(self) -> list[int]:
        """The first ordinal of each segment."""
        return [segment.first for segment in self.segments]

    def lookup(self, grams: U64) -> Hits:
        """Find where ``grams`` stand; ``IndexFile.lookup`` says more."""
        found = [self._lookup(number, grams) for number in range(len(self.segments))]
        more = [segment.common.count(grams & KEPT_BITS) for segment in self.segments if len(segment.common)]
        if not found:
            none = np.empty(0, np.uint32)
            return Hits(none.view(np.int32), none, np.empty(0, np.uint64), none.view(np.int32))
        if len(found) == 1:
            which, ordinals, ids = found[0]
        else:
            which, ordinals, ids = map(np.concatenate, zip(*found, strict=True))
            order = np.argsort(which, kind="stable")
            which, ordinals, ids = which[order], ordinals[order], ids[order]
        frequencies = sum(more, start=_frequencies(which, ids, len(grams)))
        return Hits(which, ordinals, ids, frequencies[which])

    def has_later_commit(self) -> bool:
        """Say whether a later commit is in the file; costs half a microsecond."""
        return self.buffer[SLOTS[0] : SLOTS_END] != self.slots

    def is_replaced(self) -> bool:
        """Say whether another file lies at its path; where none does, what is mapped stays readable."""
        try:
            return os.stat(self.path).st_ino != self.commit[1]
        except OSError:
            return False

    def ordinals(self, story_id: str) -> list[int]:
        """Give the ordinals of the versions of one story, in the order they were added."""
        found = [ordinal for segment in self.segments for ordinal in segment.with_id(hash_of_id(story_id))]
        return [ordinal for ordinal in found if self.is_live(ordinal)]

    def is_live(self, ordinal: int) -> bool:
        """Say whether a story has this ordinal and was not removed."""
        return 0 <= ordinal < self.state.next_ordinal and (self.live is None or bool(self.live[ordinal]))

    def story(self, ordinal: int) -> Story:
        """Read one story. Raises ``IndexError`` if none has this ordinal, ``DamagedIndex`` if it is unreadable."""
        if not self.is_live(ordinal):
            raise IndexError(f"{self.path}: no story has the ordinal {ordinal}")
        segment = self.segments[bisect_right(self.firsts, ordinal) - 1]
        at, length = (int(c[ordinal - segment.first]) for c in (segment.columns.records, segment.columns.lengths))
        try:
            return unpack_record(self.buffer[at : at + length])
        except (ValueError, TypeError, zlib.error) as error:
            raise damaged(self.path, f"the record of story number {ordinal} is damaged ({error})") from error

    def live_ordinals(self) -> Iterator[int]:
        """Go through the ordinals of all stories that are there, rising."""
        return (ordinal for ordinal in range(self.state.next_ordinal) if self.is_live(ordinal))

    def verify_tables(self) -> None:
        """Check both commit slots and the checksum of every segment. Raises ``DamagedIndex``. About 1 GB/s."""
        check_slots(self.buffer[:DATA], self.path)
        for place in self.state.segments:
            check_segment(self.buffer, place, self.path)

    def verify_records(self) -> None:
        """Read every story and compare it with its hash in the tables. Raises ``DamagedIndex``."""
        for segment in self.segments:
            for i, content in enumerate(segment.columns.contents.tolist()):
                ordinal = segment.first + i
                if self.is_live(ordinal) and hash_of(plain_record(self.story(ordinal))) != content:
                    raise damaged(self.path, f"the record of story number {ordinal} is not what was written")

    def _lookup(self, number: int, grams: U64) -> tuple[npt.NDArray[np.int32], U32, U64]:
        segment = self.segments[number]
        which, where = self.sieve.probe(grams, number)
        ordinals = segment.stories[where]
        of_segment = ordinals - np.uint32(segment.first)  # an ordinal below wraps around to a large number
        if len(of_segment) and of_segment.max() >= len(segment.columns):
            raise damaged(self.path, "a fingerprint leads to a story that is not there")
        if self.live is not None:
            kept = self.live[ordinals]
            which, ordinals, of_segment = which[kept], ordinals[kept], of_segment[kept]
        return which, ordinals, segment.columns.ids[of_segment]


def read_view(file: BinaryIO, path: Path) -> View:
    """Read the commit that is in force. Cost: a few small reads, whatever the file holds.

    Raises ``NotAnIndex``, ``IndexVersionMismatch`` or ``DamagedIndex``.
    """
    file.seek(0)
    head = file.read(DATA)
    read_parameters(head, path)
    slot, crc = read_slot(head, file.seek(0, 2), path)
    buffer = mapped(file, slot.end)
    at, length = slot.manifest
    state = read_manifest(slot, crc, buffer[at : at + length], path)
    at, count, crc = state.removed
    packed = buffer[at : at + 4 * count]
    removed = np.frombuffer(packed, np.uint32)
    if zlib.crc32(packed) != crc or len(removed) != count or (count and removed[-1] >= state.next_ordinal):
        raise damaged(path, "the list of removed stories is damaged")
    segments = tuple(read_segment(buffer, place, path) for place in state.segments)
    about = os.fstat(file.fileno())
    return View(
        path, (about.st_dev, about.st_ino, state.sequence), state, buffer, segments, removed, head[SLOTS[0] : SLOTS_END]
    )


def empty_view(file: BinaryIO, path: Path) -> View:
    """Give the view of a new file, in which nothing was committed yet."""
    return View(path, (0, 0, 0), State(), mapped(file, DATA), (), np.empty(0, np.uint32), b"")


def _frequencies(which: npt.NDArray[np.int32], ids: U64, grams: int) -> npt.NDArray[np.int32]:
    """Count for each gram the different ids among its hits."""
    order = np.lexsort((ids, which))
    sorted_which, sorted_ids = which[order], ids[order]
    new = np.ones(len(order), np.bool_)
    new[1:] = (sorted_which[1:] != sorted_which[:-1]) | (sorted_ids[1:] != sorted_ids[:-1])
    return np.bincount(sorted_which[new], minlength=grams).astype(np.int32)
