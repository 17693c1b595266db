"""The tables of a segment in the file: written piece by piece, read in place from the mapped file."""

from __future__ import annotations

import zlib
from collections.abc import Iterable
from dataclasses import replace
from mmap import ACCESS_READ, mmap
from pathlib import Path
from typing import BinaryIO

import numpy as np
import numpy.typing as npt

from wiretrace.fingerprint import bucket_table, enter, filter_blocks
from wiretrace.index.layout import Place, damaged
from wiretrace.index.segments import MERGE_ROWS, U32, Columns, Common, Postings, Segment

Array = npt.NDArray[np.unsignedinteger] | npt.NDArray[np.signedinteger]


def aligned(at: int) -> int:
    """Round a place in the file up to 8 bytes, which every array may begin at."""
    return -(-at // 8) * 8


def write_segment(
    file: BinaryIO,
    at: int,
    first: int,
    columns: Columns,
    pieces: Iterable[tuple[Postings, Common]],
    room: int,
) -> Place:
    """Write the tables of a segment at ``at`` (a multiple of 8), with place for ``room`` fingerprints.

    ``pieces`` come in rising order of fingerprints and have at most ``room`` rows together; their counts may come in
    any order. Returns where all of it stands; nothing is in force before a commit names it.
    """
    stories = len(columns)
    upper_at, lower_at, stories_at, columns_at = _starts(at, room)
    count = 0
    counts = []
    for piece, beyond in pieces:
        counts.append(beyond)
        _write(file, upper_at + 4 * count, (piece.fingerprints >> np.uint64(32)).astype(np.uint32))
        _write(file, lower_at + 2 * count, (piece.fingerprints >> np.uint64(16)).astype(np.uint16))
        _write(file, stories_at + 4 * count, piece.stories)
        count += len(piece)
    order = np.argsort(columns.ids, kind="stable").astype(np.uint32)
    wide = [columns.records, columns.ids, columns.contents, columns.ids[order]]
    narrow = [columns.lengths, columns.versions.view(np.uint32), order]
    _write(file, columns_at, np.concatenate(wide))
    _write(file, columns_at + 32 * stories, np.concatenate(narrow))
    file.flush()
    buckets_at = columns_at + 44 * stories
    file.truncate(max(file.seek(0, 2), buckets_at))
    with mapped(file, buckets_at) as buffer:
        upper = np.frombuffer(buffer, np.uint32, count, upper_at)
        buckets, shift = bucket_table(upper)
        del upper
    _write(file, buckets_at, buckets)
    common = Common.sum_of(counts)
    place = Place(at, first, stories, count, room, 64 - shift, len(common), 0)
    _write(file, _common_at(place), common.fingerprints)
    _write(file, _common_at(place) + 8 * len(common), common.more)
    file.flush()
    file.truncate(max(file.seek(0, 2), end_of(place)))
    _write_filter(file, place)
    with mapped(file, end_of(place)) as buffer:
        crc = checksum(buffer, place)
    return replace(place, crc=crc)


def read_segment(buffer: mmap, place: Place, path: Path) -> Segment:
    """Give the tables of a segment as arrays over the mapped file: nothing is read before it is used."""
    if place.at % 8 or not 1 <= place.bits < 33 or place.fingerprints > place.room or end_of(place) > len(buffer):
        raise damaged(path, f"a segment points outside of the file at {place.at}")
    n, count = place.stories, place.fingerprints
    upper_at, lower_at, stories_at, columns_at = _starts(place.at, place.room)
    common_at = _common_at(place)

    def wide(at: int, length: int) -> npt.NDArray[np.uint64]:
        return np.frombuffer(buffer, np.uint64, length, at) if length else np.empty(0, np.uint64)

    def narrow(at: int, length: int) -> U32:
        return np.frombuffer(buffer, np.uint32, length, at) if length else np.empty(0, np.uint32)

    records, ids, contents, sorted_ids = (wide(columns_at + 8 * n * i, n) for i in range(4))
    lengths, versions, by_id = (narrow(columns_at + 32 * n + 4 * n * i, n) for i in range(3))
    lower = np.frombuffer(buffer, np.uint16, count, lower_at) if count else np.empty(0, np.uint16)
    return Segment(
        place.first,
        Columns(records, ids, contents, lengths, versions.view(np.int32)),
        narrow(upper_at, count),
        lower,
        narrow(stories_at, count),
        Common(wide(common_at, place.common), narrow(common_at + 8 * place.common, place.common)),
        sorted_ids,
        by_id,
        narrow(columns_at + 44 * n, 1 << place.bits),
        wide(_filter_at(place), 8 * filter_blocks(count)),
    )


def _write_filter(file: BinaryIO, place: Place) -> None:
    """Enter every fingerprint into the segment's filter, in the file: its memory is the system's to take back."""
    with mmap(file.fileno(), end_of(place)) as buffer:
        segment = read_segment(buffer, place, Path())
        bits = np.frombuffer(buffer, np.uint64, len(segment.filter), _filter_at(place)) if place.fingerprints else None
        for begin in range(0, place.fingerprints, MERGE_ROWS):
            if bits is not None:
                enter(bits, segment.postings(begin, min(begin + MERGE_ROWS, place.fingerprints)).fingerprints)
        del segment, bits


def end_of(place: Place) -> int:
    """Say where the tables of a segment end."""
    return _filter_at(place) + 64 * filter_blocks(place.fingerprints)


def checksum(buffer: mmap, place: Place) -> int:
    """Work out the CRC-32 of a segment's tables: about 1 GB/s."""
    with memoryview(buffer) as whole, whole[place.at : end_of(place)] as tables:
        return zlib.crc32(tables)


def check_segment(buffer: mmap, place: Place, path: Path) -> None:
    """Raise ``DamagedIndex`` if the checksum of a segment's tables does not hold."""
    if checksum(buffer, place) != place.crc:
        raise damaged(path, f"the checksum of the tables at byte {place.at} does not hold")


def mapped(file: BinaryIO, length: int) -> mmap:
    """Map the first ``length`` bytes of a file for reading; they are shared with every process that does so."""
    return mmap(file.fileno(), length, access=ACCESS_READ)


def _starts(at: int, room: int) -> tuple[int, int, int, int]:
    lower_at = at + 4 * room
    stories_at = lower_at + 2 * room + 2 * (room % 2)
    return at, lower_at, stories_at, aligned(stories_at + 4 * room)


def _common_at(place: Place) -> int:
    return aligned(_starts(place.at, place.room)[3] + 44 * place.stories + (4 << place.bits))


def _filter_at(place: Place) -> int:
    """A block of the filter lies in one line of the cache."""
    return -(-(_common_at(place) + 12 * place.common) // 64) * 64


def _write(file: BinaryIO, at: int, values: Array) -> None:
    file.seek(at)
    file.write(np.ascontiguousarray(values).data)
