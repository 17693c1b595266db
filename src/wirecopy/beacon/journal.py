"""The journal of hits: files that only grow, written before a hit is answered and read from where the last reading ended.

A segment is one file, ``<time>-<random>.hits``: a line that names its form, then a line a hit::

    1772445600 reader Ab3dEf9hIjK1 https://quaycourier.example/2026/02/fish-market

What was written when ``write`` returns is in the kernel's hands: it outlives the process, however that ends, but not a loss
of power. Its writer holds a lock (flock) on the segment, which the kernel lets go when the process ends.
"""

from __future__ import annotations

import fcntl
import os
import re
import secrets
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from time import gmtime, strftime
from types import TracebackType
from typing import Self

from wirecopy.beacon.referrers import MOST_PAGE
from wirecopy.errors import WirecopyError

SEGMENT_BYTES = 16 << 20
"""A segment that has reached this size is followed by another: some 200,000 hits."""

READ_BYTES = 8 << 20
FORM = b"wirecopy beacon journal 1\n"
BEACON_KEY = rb"[A-Za-z0-9_-]{8,64}"
_LINE = re.compile(rb"([0-9]{1,11}) (reader|repeat|robot) (" + BEACON_KEY + rb") ([!-~]{0,%d})" % MOST_PAGE)


class Kind(StrEnum):
    """Who a hit is of. All count raw, readers alone count as readers."""

    READER = "reader"
    REPEAT = "repeat"  # the same reader again within half an hour
    ROBOT = "robot"


@dataclass(frozen=True, slots=True)
class Hit:
    """One hit: when (seconds since 1970), of whom, which rendition's beacon, on which page (empty: the browser did not say)."""

    at: int
    kind: Kind
    beacon: str
    page: str


@dataclass(frozen=True, slots=True)
class Reading:
    """Hits in the order they were written, the offset to go on from, and how many lines were none."""

    hits: tuple[Hit, ...]
    end_bytes: int
    unreadable: int


def record(at: int, kind: bytes, beacon: bytes, page: bytes) -> bytes:
    """Give the line of one hit; ``kind`` is a value of ``Kind``, ``page`` what ``page_of`` gives."""
    return b"%d %b %b %b\n" % (at, kind, beacon, page)


class Journal:
    """Writes hits into segments of ``folder``, which is made if it is not there. Raises ``OSError``."""

    def __init__(self, folder: Path, *, at: float, segment_bytes: int = SEGMENT_BYTES) -> None:
        self._folder, self._segment_bytes = folder, segment_bytes
        self._file = -1
        self._size_bytes = 0
        folder.mkdir(parents=True, exist_ok=True)
        self._begin(at)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def write(self, records: bytes, *, at: float) -> None:
        """Append whole records; they are in the file when this returns. ``at`` names a new segment, if one begins.

        Raises ``OSError`` when not all could be written. What part of them was written stays, perhaps with half a line at
        its end; the next write begins a new segment, so that half lines only ever stand at the end of one.
        """
        if self._file < 0 or self._size_bytes >= self._segment_bytes:
            self.close()
            self._begin(at)
        try:
            _write_all(self._file, records)
        except OSError:
            self.close()
            raise
        self._size_bytes += len(records)

    def close(self) -> None:
        """End the segment; a later write begins another."""
        if self._file >= 0:
            os.close(self._file)
            self._file = -1

    def _begin(self, at: float) -> None:
        name = f"{strftime('%Y%m%dT%H%M%S', gmtime(at))}-{secrets.token_hex(8)}"
        unborn, path = self._folder / f"{name}.new", self._folder / f"{name}.hits"
        file = os.open(unborn, os.O_WRONLY | os.O_APPEND | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o640)
        try:
            fcntl.flock(file, fcntl.LOCK_EX)
            _write_all(file, FORM)
            unborn.rename(path)  # readers see it with its lock and its first line, or not at all
        except OSError:
            os.close(file)
            unborn.unlink(missing_ok=True)
            raise
        self._file, self._size_bytes = file, len(FORM)


def segments(folder: Path) -> list[Path]:
    """Give the journal's files, oldest first; none where there is no folder yet."""
    return sorted(folder.glob("*.hits"))


def is_finished(segment: Path) -> bool:
    """Say whether nobody writes to a segment any more: its writer went on to another, or has ended."""
    with segment.open("rb") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
    return True


def read(segment: Path, *, start_bytes: int = 0, most_bytes: int = READ_BYTES) -> Reading:
    """Read the whole lines of a segment from an offset on, some 100,000 at most; none: its end is reached for now.

    A last line without its end is left for the next reading: it is being written, or was torn and never answered. Raises
    ``WirecopyError`` for a file of another form, and ``FileNotFoundError``.
    """
    with segment.open("rb") as file:
        file.seek(start_bytes)
        data = file.read(most_bytes)
    size = data.rfind(b"\n") + 1
    lines = data[:size].split(b"\n")[:-1]
    if start_bytes == 0:
        if not data.startswith(FORM):
            raise WirecopyError(f"{segment} is no beacon journal that this version can read: move it out of the folder")
        del lines[0]
    found = [_LINE.fullmatch(line) for line in lines]
    hits = tuple(
        Hit(int(each[1]), Kind(each[2].decode()), each[3].decode(), each[4].decode()) for each in found if each
    )
    return Reading(hits, start_bytes + size, len(found) - len(hits))


def _write_all(file: int, data: bytes) -> None:
    written = os.write(file, data)
    while written < len(data):
        written += os.write(file, data[written:])
