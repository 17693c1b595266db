"""Web archives -> the pages in them: WARC and WET, plain or gzip, whole or damaged.

A gzip archive is read member by member, so that a broken member costs its own records only: reading goes on at the
next member (RFC 1952; WARC 1.1, annex D: one record a member). Inside a member, and in a plain archive, it goes on at
the next record. The only importer of fastwarc.
"""

from __future__ import annotations

import io
import re
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import BinaryIO

from fastwarc.stream_io import BrotliReader
from fastwarc.warc import ArchiveIterator, WarcRecord, WarcRecordType

MAX_MEMBER_BYTES = 128 * 1024 * 1024
"""Decompressed bytes of one gzip member. Common Crawl truncates records at 1 MB; a member beyond this is a bomb, or
a whole archive in one member, and is named, not read."""

MAX_RECORD_BYTES = 32 * 1024 * 1024
_CHUNK = 1 << 20
_MAGIC = b"\x1f\x8b\x08"
_MEMBER = re.compile(rb"\x1f\x8b\x08[\x00-\x1f]")  # RFC 1952: the upper three flags are reserved and zero
_RECORD = re.compile(rb"(?:(?<=\n)|\A)WARC/1\.[01]\r\n(?:WARC-|Content-)[A-Za-z-]+:", re.I)
_KINDS = (WarcRecordType.response, WarcRecordType.resource, WarcRecordType.conversion)
_TEXTUAL = ("text/html", "application/xhtml", "text/plain")


@dataclass(frozen=True, slots=True)
class Record:
    """One page of an archive: its payload, decoded from transfer and content encoding, and what the headers say.

    ``truncated`` says why the payload is not whole; ``None``: nothing says so. ``date`` is as written.
    """

    url: str
    date: str | None
    content_type: str
    payload: bytes
    truncated: str | None = None
    is_text: bool = False


@dataclass(frozen=True, slots=True)
class Damage:
    """A part of an archive that could not be read: where (byte offset in the file) and why."""

    file: str
    offset: int
    reason: str

    def __str__(self) -> str:
        return f"{self.file}: damaged at byte {self.offset}: {self.reason}; what stands behind it was looked for"


def read_archive(path: Path) -> Iterator[Record | Damage]:
    """Yield the HTML and text records of an archive, in order, and a :class:`Damage` for each part that is broken.

    Raises ``OSError`` if the file cannot be opened. Memory is bounded by one member and one record.
    """
    with path.open("rb") as file:
        if file.read(3) != _MAGIC:
            yield from _records(file, str(path), None)
            return
        for found in _members(file, str(path)):
            if isinstance(found, Damage):
                yield found
            else:
                yield from _records(io.BytesIO(found[1]), str(path), found[0])


def _records(stream: BinaryIO, name: str, member: int | None) -> Iterator[Record | Damage]:
    """The records of an uncompressed stream. ``member`` is where in the file it begins if it was compressed.

    A record is held back until the next one has begun well: bytes in between mean that its length was a lie.
    """
    start: int | None = 0
    while start is not None:
        stream.seek(start)
        at, problem = start, ""
        held: list[Record | Damage] = []
        try:
            for record in ArchiveIterator(stream, parse_http=False, stream_detect=False):
                yield from held
                at = start + record.stream_pos
                held = list(_record(record, name, at if member is None else member))
                if any(isinstance(found, Record) and found.truncated == _SWALLOWED for found in held):
                    problem = _SWALLOWED
                    break
        except (OSError, ValueError, RuntimeError) as error:
            problem = f"no record begins behind this one, its Content-Length is wrong ({error})" if held else str(error)
        for found in held:
            yield found if isinstance(found, Damage) else replace(found, truncated=found.truncated or problem or None)
        if problem:
            yield Damage(name, at if member is None else member, problem)
        start = _search(stream, _RECORD, at + 1) if problem else None


_SWALLOWED = "another record begins inside this one, its Content-Length is wrong"


def _record(record: WarcRecord, name: str, offset: int) -> Iterator[Record | Damage]:
    if record.record_type not in _KINDS:
        return
    url = (record.headers.get("WARC-Target-URI") or "").strip("<>")
    block = record.reader.read(MAX_RECORD_BYTES + 1)
    if len(block) > MAX_RECORD_BYTES:
        yield Damage(name, offset, f"the record of {url} is larger than {MAX_RECORD_BYTES:,} bytes")
        return
    cut = _short(len(block), record.headers.get("Content-Length"))
    truncated = record.headers.get("WARC-Truncated") or cut
    inner = _RECORD.search(block, 1)
    if inner:
        block, truncated = block[: inner.start()].removesuffix(b"\r\n\r\n"), _SWALLOWED
    headers, body = _http(block) if record.record_type == WarcRecordType.response else ({}, block)
    content_type = headers.get("content-type") or record.headers.get("Content-Type") or ""
    if content_type and not content_type.lower().startswith(_TEXTUAL):
        return
    if not truncated and not headers.keys() & {"content-encoding", "transfer-encoding"}:
        truncated = _short(len(body), headers.get("content-length"))
    payload, problem = _decoded(body, headers)
    if len(payload) > MAX_RECORD_BYTES:
        yield Damage(name, offset, f"the body of {url} unpacks to more than {MAX_RECORD_BYTES:,} bytes")
        return
    is_text = record.record_type == WarcRecordType.conversion
    yield Record(url, record.headers.get("WARC-Date"), content_type, payload, truncated or problem, is_text)
    if cut and not inner:
        yield Damage(name, offset, f"the record of {url} is cut: {cut}")


def _short(there: int, told: str | None) -> str | None:
    """Say that fewer bytes are there than a Content-Length tells."""
    if told and told.strip().isdigit() and int(told) > there:
        return f"{there:,} of {int(told):,} bytes are there"
    return None


def _http(block: bytes) -> tuple[dict[str, str], bytes]:
    """An HTTP response as its headers (lower-case names, the first of each) and its body."""
    head, blank, body = block.partition(b"\r\n\r\n")
    if not blank:
        head, _, body = block.partition(b"\n\n")
    headers: dict[str, str] = {}
    for line in head.decode("latin-1").splitlines()[1:]:
        key, _, value = line.partition(":")
        headers.setdefault(key.strip().lower(), value.strip())
    return headers, body


def _decoded(body: bytes, headers: Mapping[str, str]) -> tuple[bytes, str | None]:
    """The body without its transfer and content encodings, and what went wrong. At most ``MAX_RECORD_BYTES`` + 1.

    Crawlers often store a body decoded and keep its headers, so an encoding that is not there is no problem.
    """
    problem = None
    if "chunked" in headers.get("transfer-encoding", "").lower():
        body, problem = _unchunked(body)
    encoding = headers.get("content-encoding", "").lower().strip()
    if encoding in ("gzip", "x-gzip", "deflate"):
        body, undone = _inflated(body, encoding)
        problem = problem or undone
    elif encoding == "br":
        try:
            body = BrotliReader(io.BytesIO(body)).read(MAX_RECORD_BYTES + 1)
        except (OSError, ValueError, RuntimeError) as error:
            if b"<" not in body[:64]:  # not stored decoded either
                return b"", f"the body's br encoding is broken ({error})"
    return body, problem


_CHUNK_HEAD = re.compile(rb"\s*([0-9a-fA-F]{1,8})[^\r\n]{0,256}\r?\n")


def _unchunked(body: bytes) -> tuple[bytes, str | None]:
    """Undo chunked transfer encoding (RFC 9112, 7.1); a body that is not chunked is given as it is."""
    parts: list[bytes] = []
    at = 0
    while head := _CHUNK_HEAD.match(body, at):
        size = int(head[1], 16)
        if not size:
            return b"".join(parts), None
        parts.append(body[head.end() : head.end() + size])
        at = head.end() + size
    return (b"".join(parts), "the body ends inside its chunks") if parts else (body, None)


def _inflated(body: bytes, encoding: str) -> tuple[bytes, str | None]:
    if encoding != "deflate" and not body.startswith(b"\x1f\x8b"):
        return body, None
    for bits in (47, -15) if encoding == "deflate" else (47,):  # "deflate" is sent with and without its zlib frame
        engine = zlib.decompressobj(bits)
        try:
            data = engine.decompress(body, MAX_RECORD_BYTES + 1)
        except zlib.error:
            continue
        return data, None if engine.eof or len(data) > MAX_RECORD_BYTES else f"the body's {encoding} encoding is cut"
    if b"<" in body[:64]:
        return body, None
    return b"", f"the body's {encoding} encoding is broken"


def _members(file: BinaryIO, name: str) -> Iterator[tuple[int, bytes] | Damage]:
    """Yield (offset, decompressed bytes) of each gzip member; after a broken one go on at the next that begins well.

    Of a member that the end of the file cuts, what is there is given too: the record in it knows that it is short.
    """
    offset: int | None = 0
    while offset is not None:
        file.seek(offset)
        window = b""
        while True:
            window = window or file.read(_CHUNK)
            if not window.strip(b"\0"):  # the end, or the padding of a tape or a block device
                return
            data, used, window, problem = _inflate(window, file)
            if problem:
                break
            yield offset, data
            offset += used
        if data:
            yield offset, data
        yield Damage(name, offset, problem)
        offset = _search(file, _MEMBER, offset + 1)


def _inflate(window: bytes, file: BinaryIO) -> tuple[bytes, int, bytes, str]:
    """One member from the front of ``window``: its data, its compressed size, what is left, and why it is broken."""
    while len(window) < 3 and (more := file.read(_CHUNK)):
        window += more
    if not window.startswith(_MAGIC):
        return b"", 0, b"", "no gzip member begins here"
    engine = zlib.decompressobj(31)
    data = bytearray()
    used, chunk = 0, window
    try:
        while True:
            data += engine.decompress(chunk, MAX_MEMBER_BYTES + 1 - len(data))
            if len(data) > MAX_MEMBER_BYTES:
                return b"", 0, b"", f"a gzip member holds more than {MAX_MEMBER_BYTES:,} bytes"
            if engine.eof:
                return bytes(data), used + len(chunk) - len(engine.unused_data), engine.unused_data, ""
            used += len(chunk) - len(engine.unconsumed_tail)
            chunk = engine.unconsumed_tail or file.read(_CHUNK)
            if not chunk:
                return bytes(data), 0, b"", "the file ends inside a gzip member"
    except zlib.error as error:
        return b"", 0, b"", f"broken gzip member ({error})"


def _search(stream: BinaryIO, pattern: re.Pattern[bytes], start: int) -> int | None:
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
