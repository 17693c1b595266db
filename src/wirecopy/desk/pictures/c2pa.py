"""Whether a file carries content credentials (C2PA): looked for, never verified.

Where a manifest store stands in each kind of file: C2PA Technical Specification 2.2, Appendix A ("Embedding manifests").
A manifest that is only linked to, from XMP, is elsewhere and does not count.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterator, Mapping
from typing import Final

from wirecopy.desk.models import Media
from wirecopy.desk.pictures.jpeg import APP11, segments_of
from wirecopy.desk.pictures.kinds import Kind

_STORE: Final = bytes.fromhex("6332706100110010800000aa00389b71")
"""The type of a C2PA manifest store in a JUMBF description box; it begins with the letters c2pa."""

_UUID: Final = bytes.fromhex("d8fec3d61b0e483c92975828877ec481")
"""The user type of the box that holds a manifest store in files made of boxes (AVIF)."""

_GIF_APPLICATION: Final = b"\x0bC2PA_GIF\x01\x00\x00"
_BROKEN: Final = b""


def state_of(data: bytes, kind: Kind) -> Media.C2pa:
    """Say whether a picture of this kind has a manifest store, and whether its outermost boxes can be read."""
    stores = list(_STORES[kind](data))
    if not stores:
        return Media.C2pa.NONE
    return Media.C2pa.PRESENT if any(map(_is_store, stores)) else Media.C2pa.UNREADABLE


def _is_store(box: bytes) -> bool:
    """Say whether these bytes are one whole JUMBF superbox described as a manifest store (ISO/IEC 19566-5, Annex A)."""
    whole = int.from_bytes(box[:4])
    described = int.from_bytes(box[8:12])
    is_described = box[4:8] == b"jumb" and box[12:16] == b"jumd" and 25 <= described <= whole - 8
    return is_described and whole <= len(box) and box[16:32] == _STORE  # padding may follow


def _in_jpeg(data: bytes) -> Iterator[bytes]:
    """Boxes of APP11 segments, put together: JP, the box's number, the part's number, then length and type each time."""
    parts: dict[bytes, list[tuple[int, bytes]]] = {}
    for segment in segments_of(data):
        body = data[segment.start : segment.end]
        if segment.marker == APP11 and body[:2] == b"JP" and body[12:16] == b"jumb":
            parts.setdefault(body[2:4], []).append((int.from_bytes(body[4:8]), body[8:]))
    for numbered in parts.values():
        (_, first), *others = sorted(numbered)
        box = first + b"".join(part[8:] for _, part in others)
        if b"c2pa" in box[8:64]:  # other JUMBF boxes, such as those of 360 degree pictures, are not ours to judge
            yield box


def _in_png(data: bytes) -> Iterator[bytes]:
    at = 8
    while at + 8 <= len(data):
        length, name = int.from_bytes(data[at : at + 4]), data[at + 4 : at + 8]
        if name == b"caBX":
            box, sum_ = data[at + 8 : at + 8 + length], data[at + 8 + length : at + 12 + length]
            yield box if zlib.crc32(name + box) == int.from_bytes(sum_) else _BROKEN
        if name == b"IEND":
            return
        at += 12 + length


def _in_webp(data: bytes) -> Iterator[bytes]:
    at = 12
    while at + 8 <= len(data):
        length = int.from_bytes(data[at + 4 : at + 8], "little")
        if data[at : at + 4] == b"C2PA":
            yield data[at + 8 : at + 8 + length]
        at += 8 + length + length % 2


def _in_gif(data: bytes) -> Iterator[bytes]:
    """Application extensions in front of the first picture."""
    flags = data[10] if len(data) > 10 else 0
    at = 13 + (3 << (flags % 8 + 1) if flags & 0x80 else 0)
    while data[at : at + 1] == b"\x21":
        is_ours = data[at + 1 : at + 2] == b"\xff" and data[at + 2 : at + 14] == _GIF_APPLICATION
        blocks, at = _blocks(data, at + 2)
        if is_ours:
            yield b"".join(blocks[1:])


def _blocks(data: bytes, at: int) -> tuple[list[bytes], int]:
    """Sub-blocks of a GIF, each behind its length, and where the next block begins."""
    blocks: list[bytes] = []
    while at < len(data) and data[at]:
        blocks.append(data[at + 1 : at + 1 + data[at]])
        at += 1 + data[at]
    return blocks, at + 1


def _in_avif(data: bytes) -> Iterator[bytes]:
    """Top boxes of the C2PA user type: type, version and flags, a purpose that ends with zero, an offset, the store."""
    at = 0
    while at + 8 <= len(data):
        length, head = int.from_bytes(data[at : at + 4]), 8
        if length == 1:
            length, head = int.from_bytes(data[at + 8 : at + 16]), 16
        end = at + length if length else len(data)
        if data[at + 4 : at + 8] == b"uuid" and data[at + head : at + head + 16] == _UUID:
            purpose, _, rest = data[at + head + 20 : end].partition(b"\0")
            if purpose in (b"manifest", b"original"):  # others hold parts of a store, or hashes of a film
                yield rest[8:]
        if end <= at:
            return
        at = end


_STORES: Final[Mapping[Kind, Callable[[bytes], Iterator[bytes]]]] = {
    "JPEG": _in_jpeg,
    "PNG": _in_png,
    "WEBP": _in_webp,
    "GIF": _in_gif,
    "AVIF": _in_avif,
}
