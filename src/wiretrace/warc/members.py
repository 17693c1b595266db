"""The members of a gzip file, each decompressed; a broken one costs itself only.

A member is taken to end where the next magic number stands, and if its last bytes give its size, decompressed by libdeflate,
which is nearly three times as fast as zlib but wants all of it at once and checks its CRC. What it does not take is read by
zlib, piece by piece: a broken member, a very large one, the last one of a cut file. The only importer of deflate.
"""

from __future__ import annotations

import re
import struct
import zlib
from collections.abc import Generator, Iterator
from typing import Final

from deflate import DeflateError, crc32, deflate_decompress, gzip_decompress

from wiretrace.warc.model import ByteStream, Damage

MAX_MEMBER_BYTES: Final = 128 * 1024 * 1024
"""Decompressed bytes of one gzip member. Common Crawl truncates records at 1 MB; a member beyond this is a bomb, or
a whole archive in one member, and is named, not read."""

MAGIC: Final = b"\x1f\x8b\x08"
_TRAILER: Final = struct.Struct("<2I")
_MAX_QUICK_BYTES: Final = 16 << 20  # decompressed; it is all set aside at once, on the member's own word
_MAX_WINDOW: Final = 8 << 20
_LEAST_MEMBER: Final = 20  # a header of ten bytes, two for nothing at all, a trailer of eight
_SIGNS: Final = (10, 4, 3)
"""Bytes of a member's header by which the next one is found: a long sign is found twice as fast as a short one, and most
archives have one header throughout; in others the time of writing differs, or the flags before it."""
_TRIES: Final = 4  # a sign may stand in compressed data by chance: of three bytes in one member of 500
_CHUNK: Final = 1 << 20
_MEMBER: Final = re.compile(rb"\x1f\x8b\x08[\x00-\x1f]")  # RFC 1952: the upper three flags are reserved and zero

Member = tuple[int, bytearray]
"""Where a member begins in the file, and what is in it."""


def read_members(file: ByteStream, name: str) -> Iterator[Member | Damage]:
    """Yield (offset, decompressed bytes) of each gzip member; after a broken one go on at the next that begins well.

    Of a member that the end of the file cuts, what is there is given too: the record in it knows that it is short.
    Let a member go before you ask for the next one: its memory, still in the processor's cache, is then used again,
    which saves a fifth of the time.
    """
    window = _Window(file)
    while True:
        offset, data = window.offset, window.take()
        if data:
            yield offset, data
            del data
        elif window.fill():
            continue
        elif not window.has_more():  # the end, or the padding of a tape or a block device
            return
        else:
            following = yield from _carefully(file, name, offset)
            if following is None:
                return
            window.go_to(following)


class _Window:
    """A piece of the file in one buffer, kept from piece to piece, from which members are taken."""

    def __init__(self, file: ByteStream) -> None:
        self._file = file
        self._buffer = bytearray(2 * _CHUNK)
        self._at = self._end = 0
        self._file_at = 0  # where in the file the buffer begins
        self._is_last = False
        self._sign_bytes = _SIGNS[0]

    @property
    def offset(self) -> int:
        """Where in the file the next member begins."""
        return self._file_at + self._at

    def take(self) -> bytearray | None:
        """Decompress the next member and pass it; ``None``: it is not whole yet, or not so easily read."""
        if not self._buffer.startswith(MAGIC, self._at, self._end):
            return None
        for sign_bytes in _SIGNS[_SIGNS.index(self._sign_bytes) :]:
            sign = bytes(self._buffer[self._at : self._at + sign_bytes])
            end = self._at
            for _ in range(_TRIES):
                end = self._buffer.find(sign, end + _LEAST_MEMBER, self._end)
                is_found = end >= 0
                if not is_found and not self._is_last:
                    break
                data = self._up_to(end if is_found else self._end)
                if data is not None:
                    self._sign_bytes = sign_bytes
                    return data
                if not is_found:
                    break
        return None

    def fill(self) -> bool:
        """Read on, if that helps: the file goes on, and the member is not too large for the buffer."""
        if self._is_last or self._end - self._at >= _MAX_WINDOW:
            return False
        rest = self._buffer[self._at : self._end]
        self._file_at += self._at
        self._at, self._end = 0, len(rest)
        if len(self._buffer) < len(rest) + _CHUNK:
            self._buffer = bytearray(2 * len(self._buffer))
        self._buffer[: len(rest)] = rest
        with memoryview(self._buffer) as view:
            read = self._file.readinto(view[self._end : self._end + _CHUNK]) or 0
        self._end += read
        self._is_last = not read
        return True

    def has_more(self) -> bool:
        """Say whether there is more than padding: the file goes on, or what is left of it is not only zeros."""
        return not self._is_last or bool(self._buffer[self._at : self._end].strip(b"\0"))

    def go_to(self, offset: int) -> None:
        """Go on at another place of the file."""
        self._file.seek(offset)
        self._file_at, self._at, self._end, self._is_last = offset, 0, 0, False

    def _up_to(self, end: int) -> bytearray | None:
        """Decompress the member, if it ends at ``end``: with the checksum and the size of what is in it."""
        if end - self._at < _LEAST_MEMBER:
            return None
        crc, size = _TRAILER.unpack_from(self._buffer, end - _TRAILER.size)
        if not 0 < size <= _MAX_QUICK_BYTES:
            return None
        is_bare = self._buffer[self._at + 3] == 0  # no name, no extra fields: its header has ten bytes
        try:
            if is_bare:
                data: bytearray = deflate_decompress(self._buffer[self._at + 10 : end - _TRAILER.size], size)
            else:
                data = gzip_decompress(self._buffer[self._at : end], size)
        except DeflateError:
            return None
        if len(data) != size or crc32(data) != crc:  # libdeflate does not mind what stands behind a member
            return None
        self._at = end
        return data


def _carefully(file: ByteStream, name: str, offset: int) -> Generator[Member | Damage, None, int | None]:
    """Yield the member at ``offset``, or what is wrong with it; returns where to go on, ``None``: nowhere."""
    file.seek(offset)
    data, used, problem = _inflate(file)
    if data or not problem:
        yield offset, data
    if not problem:
        return offset + used
    yield Damage(name, offset, problem)
    return search(file, _MEMBER, offset + 1)


def _inflate(file: ByteStream) -> tuple[bytearray, int, str]:
    """One member from where the file stands: its data, its compressed size, and why it is broken."""
    chunk = file.read(_CHUNK)
    if not chunk.startswith(MAGIC):
        return bytearray(), 0, "no gzip member begins here"
    engine = zlib.decompressobj(31)
    data = bytearray()
    used = 0
    try:
        while True:
            data += engine.decompress(chunk, MAX_MEMBER_BYTES + 1 - len(data))
            if len(data) > MAX_MEMBER_BYTES:
                return bytearray(), 0, f"a gzip member holds more than {MAX_MEMBER_BYTES:,} bytes"
            if engine.eof:
                return data, used + len(chunk) - len(engine.unused_data), ""
            used += len(chunk) - len(engine.unconsumed_tail)
            chunk = engine.unconsumed_tail or file.read(_CHUNK)
            if not chunk:
                return data, 0, "the file ends inside a gzip member"
    except zlib.error as error:
        return bytearray(), 0, f"broken gzip member ({error})"


def search(stream: ByteStream, pattern: re.Pattern[bytes], start: int) -> int | None:
    """Where ``pattern`` (at most 64 bytes long) is found at or behind ``start``, reading a piece at a time."""
    at = max(0, start - 1)  # a look behind may need the byte before
    stream.seek(at)
    window = stream.read(_CHUNK)
    while window:
        hit = pattern.search(window, start - at if start > at else 0)
        if hit:
            return at + hit.start()
        keep = window[-64:]
        more = stream.read(_CHUNK)
        if not more:
            return None
        at += len(window) - len(keep)
        window = keep + more
    return None
