"""What stands where in an index file: header, two commit slots, manifest; and how they are checked.

    0     header: magic, format version, parameters, checksum
    512   commit slot 0 \\ the valid one with the higher sequence number says how far the file is committed and
    1024  commit slot 1 / where its manifest stands; a commit writes the other one, after all else is on disk
    4096  records (one compressed story each), tables of segments, manifests, in the order they were appended

All numbers are little-endian. A process that dies before its slot is written leaves the earlier commit in force; what
it had appended is written over by the next one. The scheme of two slots is LMDB's.
"""

from __future__ import annotations

import json
import struct
import sys
import zlib
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from wiretrace.errors import DamagedIndex, IndexVersionMismatch, NotAnIndex
from wiretrace.fingerprint import NGRAM, VERSION, WINDOW
from wiretrace.text import FOLD_VERSION

MAGIC = b"\x89wiretrace\r\n\x1a\n\x00"  # as PNG's: a transfer that changes line ends breaks it
FORMAT = 3
COMMON = 64
"""Of a fingerprint that stands in more stories of a segment, only the first so many are kept, and the others counted:
enough to find what a wire recycles (docs/decisions/0004-index-file.md), too few to make a look-up long."""

SLOTS = (512, 1024)
SLOTS_END = 1088
DATA = 4096
_HEADER = struct.Struct("<15sx6I")
_SLOT = struct.Struct("<4Q2I")
_CHECK = struct.Struct("<I")
_REBUILD = "build it again with `wiretrace index`"

if sys.byteorder != "little":
    raise ImportError("index files are little-endian and read in place: this machine is not")


@dataclass(frozen=True, slots=True)
class Parameters:
    """What an index was built with; fingerprints compare only where all of it is the same."""

    format: int = FORMAT
    ngram: int = NGRAM
    window: int = WINDOW
    fold: int = FOLD_VERSION
    hashes: int = VERSION
    common: int = COMMON


@dataclass(frozen=True, slots=True)
class Place:
    """Where the tables of one segment stand, for how many stories and fingerprints, and their checksum.

    ``first`` is the ordinal of the first story, ``room`` how many fingerprints the tables have place for, ``common``
    how many of them stand in more than ``COMMON`` stories.
    """

    at: int
    first: int
    stories: int
    fingerprints: int
    room: int
    bits: int
    common: int
    crc: int


@dataclass(frozen=True, slots=True)
class State:
    """A commit: what the file holds. ``removed`` is (place, count, checksum) of the list of removed ordinals.

    ``live`` counts the stories (versions) that are not removed, ``used`` the bytes that are still needed.
    """

    sequence: int = 0
    end: int = DATA
    live: int = 0
    used: int = 0
    segments: tuple[Place, ...] = ()
    removed: tuple[int, int, int] = (0, 0, 0)
    manifest: tuple[int, int] = field(default=(0, 0), compare=False)

    @property
    def next_ordinal(self) -> int:
        """The ordinal that the next story gets; as many records were ever appended."""
        return self.segments[-1].first + self.segments[-1].stories if self.segments else 0


def pack_header() -> bytes:
    """Give the first ``DATA`` bytes of a new file: the header and two slots that hold nothing yet."""
    header = _HEADER.pack(MAGIC, *asdict(Parameters()).values())
    return (header + _CHECK.pack(zlib.crc32(header))).ljust(DATA, b"\0")


def pack_manifest(state: State) -> bytes:
    """Write down what a commit holds, but for what its slot says."""
    body = {"live": state.live, "used": state.used, "removed": state.removed}
    return json.dumps({**body, "segments": [list(asdict(place).values()) for place in state.segments]}).encode()


def pack_slot(state: State, manifest_at: int, manifest: bytes) -> bytes:
    """Give the slot that puts a commit in force; it belongs at ``slot_place(state.sequence)``."""
    slot = _SLOT.pack(state.sequence, state.end, manifest_at, len(manifest), zlib.crc32(manifest), 0)
    return slot + _CHECK.pack(zlib.crc32(slot))


def slot_place(sequence: int) -> int:
    """Say where the slot of a commit is written: never over the one that is in force."""
    return SLOTS[sequence % 2]


def read_parameters(head: bytes, path: Path) -> Parameters:
    """Check the header of a file. Raises ``NotAnIndex``, ``DamagedIndex`` or ``IndexVersionMismatch``."""
    if head[: len(MAGIC)] != MAGIC:
        raise NotAnIndex(f"{path}: not an index of wiretrace (it begins otherwise); {_REBUILD}")
    size = _HEADER.size
    if len(head) < DATA or _CHECK.unpack_from(head, size)[0] != zlib.crc32(head[:size]):
        raise DamagedIndex(f"{path}: the header is damaged or cut; {_REBUILD}")
    found = Parameters(*_HEADER.unpack_from(head)[1:])
    if found != Parameters():
        raise IndexVersionMismatch(f"{path}: built with {found}, this wiretrace reads {Parameters()}; {_REBUILD}")
    return found


def read_slot(head: bytes, size_bytes: int, path: Path) -> tuple[State, int]:
    """Find the commit in force: (its state without the manifest, the manifest's checksum).

    Raises ``DamagedIndex`` if there is none, or if the file ends before its commit does.
    """
    best: tuple[int, ...] | None = None
    for place in SLOTS:
        slot = head[place : place + _SLOT.size]
        fields = _SLOT.unpack(slot)
        if fields[0] and _CHECK.unpack_from(head, place + _SLOT.size)[0] == zlib.crc32(slot):
            best = max(best or fields, fields)
    if best is None:
        raise DamagedIndex(f"{path}: no complete commit is in it; {_REBUILD}")
    sequence, end, manifest_at, manifest_length, crc, _ = best
    if not DATA <= manifest_at <= manifest_at + manifest_length <= end:
        raise DamagedIndex(f"{path}: its commit points outside of the file; {_REBUILD}")
    if end > size_bytes:
        raise DamagedIndex(f"{path}: the file is cut: {size_bytes} bytes of {end}; copy it again or {_REBUILD}")
    return State(sequence, end, manifest=(manifest_at, manifest_length)), crc


def check_slots(head: bytes, path: Path) -> None:
    """Raise ``DamagedIndex`` if a commit slot was written and does not hold.

    Opening passes over such a slot, as it may be torn; then the commit before is in force, until the next one.
    """
    for place in SLOTS:
        slot = head[place : place + _SLOT.size]
        if any(slot) and _CHECK.unpack_from(head, place + _SLOT.size)[0] != zlib.crc32(slot):
            raise DamagedIndex(
                f"{path}: the slot of a commit is torn, an earlier one is in force; add its changes again"
            )


def read_manifest(slot: State, crc: int, manifest: bytes, path: Path) -> State:
    """Read what a commit holds. Raises ``DamagedIndex``."""
    if zlib.crc32(manifest) != crc:
        raise DamagedIndex(f"{path}: the manifest's checksum does not hold; {_REBUILD}")
    body: Mapping[str, Any] = json.loads(manifest)
    places = tuple(Place(*values) for values in body["segments"])
    at, count, removed_crc = body["removed"]
    return State(slot.sequence, slot.end, body["live"], body["used"], places, (at, count, removed_crc), slot.manifest)


def damaged(path: Path, what: str) -> DamagedIndex:
    """Make the error for a part of the file that does not hold."""
    return DamagedIndex(f"{path}: {what}; {_REBUILD}")
