"""Changing an index file: new segments at its end, then a commit; one writer at a time."""

from __future__ import annotations

import os
import zlib
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import BinaryIO

import numpy as np

from wiretrace.errors import InputError, StoryConflict, StoryError
from wiretrace.fingerprint import KEPT_BITS, WINDOW, grams, winnow
from wiretrace.index.layout import DATA, Place, State, pack_manifest, pack_slot, slot_place
from wiretrace.index.records import hash_of, hash_of_id, pack_record, plain_record
from wiretrace.index.segments import GONE, Columns, Common, Postings, count_live, merged_columns, merged_postings
from wiretrace.index.storage import aligned, check_segment, end_of, mapped, read_segment, write_segment
from wiretrace.index.view import View
from wiretrace.model import Story

FLASH_GRAMS = 4 * WINDOW
"""Grams under which a story is indexed whole."""

BATCH_FINGERPRINTS = 1 << 21
"""A segment is written once it has so many: 32 MB, the fingerprints of about 20,000 stories of 470 words."""

FAN = 4
"""So many segments of about one size become one: at most three of a size, and each story is merged log4(n) times."""


class Writer:
    """An index file that is locked, with what was added since its last commit; only ``commit`` puts that in force."""

    def __init__(self, file: BinaryIO, view: View) -> None:
        self._file = file
        self._path = view.path
        self._state = view.state
        self._places = list(view.state.segments)
        self._segments = list(view.segments)
        self._removed = set(view.removed.tolist())
        self._end = view.state.end
        self._live = view.state.live
        self._used = view.state.used
        self._rows: list[tuple[int, int, int, int, int]] = []
        self._kept: list[Postings] = []
        self._pending = 0
        self._versions: dict[tuple[int, int], int] = {}

    def add(self, stories: Iterable[Story]) -> int:
        """Add stories one by one, in bounded memory; returns how many were new. ``IndexFile.append`` says more."""
        added = sum(self._add(story) for story in stories)
        self._flush()
        return added

    def remove(self, ids: Iterable[str]) -> int:
        """Remove all versions of some stories; returns how many records went."""
        before = len(self._removed)
        for id_hash in map(hash_of_id, ids):
            for segment in self._segments:
                for ordinal in segment.with_id(id_hash):
                    if ordinal not in self._removed:
                        self._removed.add(ordinal)
                        self._used -= int(segment.columns.lengths[ordinal - segment.first])
        removed = len(self._removed) - before
        self._live -= removed
        return removed

    @property
    def path(self) -> Path:
        """The file that is written."""
        return self._path

    def commit(self) -> None:
        """Put all changes in force: data to disk, then the slot that names it."""
        packed = np.array(sorted(self._removed), np.uint32).tobytes()
        removed = (self._write(packed, aligned(self._end)), len(self._removed), zlib.crc32(packed))
        state = State(self._state.sequence + 1, 0, self._live, self._used, tuple(self._places), removed)
        manifest = pack_manifest(state)
        at = self._write(manifest, self._end)
        self._state = replace(state, end=self._end, manifest=(at, len(manifest)))
        self._sync()
        self._file.seek(slot_place(self._state.sequence))
        self._file.write(pack_slot(self._state, at, manifest))
        self._sync()

    @property
    def dead_bytes(self) -> int:
        """How many bytes are no longer needed: what merges, removals and earlier commits left behind."""
        tables = sum(end_of(place) - place.at for place in self._places)
        return self._end - DATA - self._used - tables - 4 * len(self._removed) - self._state.manifest[1]

    @property
    def needed_bytes(self) -> int:
        """How many bytes a compact file would take."""
        return self._end - self.dead_bytes

    @property
    def is_compact(self) -> bool:
        """Say whether there is one segment at most and hardly a byte too many."""
        return len(self._places) <= 1 and self.dead_bytes <= self.needed_bytes // 8

    def copy_to(self, target: Writer) -> None:
        """Write what is left of the stories to an empty index, as one segment, with new ordinals."""
        if not self._segments:
            return
        self._check(self._places)
        live = np.ones(self._next_ordinal(), np.bool_)
        live[list(self._removed)] = False
        renumber = np.full(len(live), GONE, np.uint32)
        renumber[live] = np.arange(live.sum(), dtype=np.uint32)
        columns = merged_columns(self._segments).where(live)
        with mapped(self._file, self._end) as buffer:
            places = [
                target._write(buffer[at : at + length], target._end)
                for at, length in zip(columns.records.tolist(), columns.lengths.tolist(), strict=True)
            ]
        columns = replace(columns, records=np.array(places, np.uint64))
        target._live, target._used = len(columns), int(columns.lengths.sum(dtype=np.uint64))
        if len(columns):
            pieces = merged_postings(self._segments, renumber, columns.ids, 0)
            target._store(0, columns, pieces, count_live(self._segments, live))

    def _add(self, story: Story) -> bool:
        if not -(1 << 31) <= story.version < 1 << 31:
            raise StoryError(f"story {story.id}: version {story.version} does not fit into 32 bits")
        plain = plain_record(story)
        id_hash, content = hash_of_id(story.id), hash_of(plain)
        known = self._content_of(id_hash, story.version)
        if known is not None and known != content:
            raise StoryConflict(
                f"story {story.id} version {story.version}: the index holds other content under this id and version; "
                "give it a new version, or remove the story first"
            )
        if known is None:
            self._enter(story, plain, id_hash, content)
        return known is None

    def _enter(self, story: Story, plain: bytes, id_hash: int, content: int) -> None:
        found = grams(story.text)
        if not len(found.tokens):
            raise StoryError(f"story {story.id} version {story.version}: it has no text; give it one or leave it out")
        ordinal = self._next_ordinal()
        if ordinal >= GONE:
            raise InputError(f"{self._path}: an index holds at most {GONE} stories; begin a second one")
        record = pack_record(plain)
        self._rows.append((self._write(record, self._end), len(record), id_hash, content, story.version))
        self._versions[id_hash, story.version] = content
        # Of a flash every gram is kept: winnowing would leave it fewer than a search asks for.
        is_flash = len(found) < FLASH_GRAMS
        kept = np.arange(len(found), dtype=np.int32) if is_flash else winnow(found.hashes)
        stories = np.full(len(kept), ordinal, np.uint32)
        self._kept.append(Postings(found.hashes[kept] & KEPT_BITS, stories))
        self._live += 1
        self._used += len(record)
        self._pending += len(kept)
        if self._pending >= BATCH_FINGERPRINTS:
            self._flush()

    def _content_of(self, id_hash: int, version: int) -> int | None:
        """Give the hash of the content that stands under an id and version, ``None`` if nothing does."""
        if (id_hash, version) in self._versions:
            return self._versions[id_hash, version]
        for segment in self._segments:
            for ordinal in segment.with_id(id_hash):
                i = ordinal - segment.first
                if segment.columns.versions[i] == version and ordinal not in self._removed:
                    return int(segment.columns.contents[i])
        return None

    def _next_ordinal(self) -> int:
        written = self._places[-1].first + self._places[-1].stories if self._places else 0
        return written + len(self._rows)

    def _flush(self) -> None:
        """Write the batch as a segment, together with earlier ones where there are FAN of a size."""
        if not self._rows:
            return
        records, lengths, ids, contents, versions = zip(*self._rows, strict=True)
        first = self._next_ordinal() - len(self._rows)
        columns = Columns(
            np.array(records, np.uint64),
            np.array(ids, np.uint64),
            np.array(contents, np.uint64),
            np.array(lengths, np.uint32),
            np.array(versions, np.int32),
        )
        parts = zip(*((p.fingerprints, p.stories) for p in self._kept), strict=True)
        postings, common = Postings(*map(np.concatenate, parts)).sorted().without_common(columns.ids, first)
        self._rows, self._kept, self._versions, self._pending = [], [], {}, 0
        self._store(first, columns, [(postings, common)], len(postings))
        tail = _tail_to_merge([segment.rows for segment in self._segments])
        if tail > 1:
            self._merge(tail)

    def _merge(self, count: int) -> None:
        """Put the last ``count`` segments into one; their tables stay behind as dead bytes."""
        self._check(self._places[-count:])
        segments = self._segments[-count:]
        columns = merged_columns(segments)
        renumber = np.arange(segments[0].first, segments[0].first + len(columns), dtype=np.uint32)
        gone = [o - segments[0].first for o in self._removed if o >= segments[0].first]
        renumber[gone] = GONE
        del self._segments[-count:], self._places[-count:]
        pieces = merged_postings(segments, renumber, columns.ids, segments[0].first)
        self._store(segments[0].first, columns, pieces, sum(segment.rows for segment in segments))

    def _check(self, places: Iterable[Place]) -> None:
        """Refuse to carry damage over into tables that would get a good checksum."""
        self._file.flush()
        with mapped(self._file, self._end) as buffer:
            for place in places:
                check_segment(buffer, place, self._path)

    def _store(self, first: int, columns: Columns, pieces: Iterable[tuple[Postings, Common]], room: int) -> None:
        self._file.flush()
        place = write_segment(self._file, aligned(self._end), first, columns, pieces, room)
        self._end = end_of(place)
        self._places.append(place)
        self._segments.append(read_segment(mapped(self._file, self._end), place, self._path))

    def _write(self, data: bytes, at: int) -> int:
        self._file.seek(at)
        self._file.write(data)
        self._end = at + len(data)
        return at

    def _sync(self) -> None:
        self._file.flush()
        os.fsync(self._file.fileno())


def _tail_to_merge(sizes: list[int]) -> int:
    """Say how many segments from the end become one: FAN or more of the last one's size or smaller, and so on up.

    Sizes are of one class where they have the same power of FAN in them (the log-structured merge tree's tiers).
    """
    tail, total = 1, sizes[-1]
    while True:
        size_class = _size_class(total)
        alike = tail
        while alike < len(sizes) and _size_class(sizes[-alike - 1]) <= size_class:
            alike += 1
        if alike - tail + 1 < FAN:
            return tail
        tail, total = alike, sum(sizes[-alike:])


def _size_class(size: int) -> int:
    return size.bit_length() // (FAN.bit_length() - 1)
