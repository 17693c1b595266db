"""Web archives -> the pages in them: WARC and WET, plain or gzip, whole or damaged.

A gzip archive is read member by member, so that a broken member costs its own records only: reading goes on at the
next member (RFC 1952; WARC 1.1, annex D: one record a member). The only importer of fastwarc.
"""

from __future__ import annotations

import io
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from fastwarc.warc import ArchiveIterator, WarcRecord, WarcRecordType

MAX_MEMBER_BYTES = 256 * 1024 * 1024
"""Decompressed bytes of one gzip member. Common Crawl truncates records at 1 MB; a member beyond this is a bomb, or
a whole archive in one member, and is named, not read."""

MAX_RECORD_BYTES = 32 * 1024 * 1024
_CHUNK = 1 << 20
_MAGIC = b"\x1f\x8b\x08"
_KINDS = WarcRecordType.response | WarcRecordType.resource | WarcRecordType.conversion
_TEXTUAL = ("text/html", "application/xhtml", "text/plain")


@dataclass(frozen=True, slots=True)
class Record:
    """One page of an archive: its payload, decoded from transfer and content encoding, and what the headers say."""

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
        return f"{self.file}: damaged at byte {self.offset}: {self.reason}; the rest was read"


def read_archive(path: Path) -> Iterator[Record | Damage]:
    """Yield the HTML and text records of an archive, in order, and a :class:`Damage` for each part that is broken.

    Raises ``OSError`` if the file cannot be opened. Memory is bounded by one member.
    """
    with path.open("rb") as file:
        head = file.read(3)
        file.seek(0)
        if head == _MAGIC:
            for found in _members(file, str(path)):
                if isinstance(found, Damage):
                    yield found
                else:
                    yield from _records(io.BytesIO(found[1]), str(path), found[0])
        else:
            yield from _records(file, str(path), 0)


def _records(stream: BinaryIO, name: str, offset: int) -> Iterator[Record | Damage]:
    """The records of an uncompressed stream; what breaks the reader is a damage, not an exception."""
    seen = False
    try:
        for record in ArchiveIterator(stream, record_types=_KINDS, auto_decode="all", stream_detect=False):
            seen = True
            yield from _record(record, name, offset)
    except (OSError, ValueError, RuntimeError) as error:
        yield Damage(name, offset, f"{error}" if seen else f"no WARC record ({error})")


def _record(record: WarcRecord, name: str, offset: int) -> Iterator[Record | Damage]:
    is_text = record.record_type == WarcRecordType.conversion
    content_type = (record.http_headers.get("Content-Type") if record.is_http and record.http_headers else None) or (
        record.headers.get("Content-Type") or ""
    )
    if not content_type.lower().startswith(_TEXTUAL) and content_type:
        return
    url = (record.headers.get("WARC-Target-URI") or "").strip("<>")
    payload = record.reader.read(MAX_RECORD_BYTES + 1)
    if len(payload) > MAX_RECORD_BYTES:
        yield Damage(name, offset, f"the record of {url} is larger than {MAX_RECORD_BYTES:,} bytes")
        return
    truncated = record.headers.get("WARC-Truncated")
    if truncated is None:
        truncated = _short(record, payload)
    yield Record(url, record.headers.get("WARC-Date"), content_type, payload, truncated, is_text)


def _short(record: WarcRecord, payload: bytes) -> str | None:
    """Say that an HTTP body is shorter than its own header says (of bodies that no encoding changes)."""
    headers = record.http_headers if record.is_http else None
    if not headers or headers.get("Content-Encoding") or headers.get("Transfer-Encoding"):
        return None
    told = headers.get("Content-Length") or ""
    if told.isdigit() and int(told) > len(payload):
        return f"{len(payload):,} of {int(told):,} bytes of the body are there"
    return None


def _members(file: BinaryIO, name: str) -> Iterator[tuple[int, bytes] | Damage]:
    """Yield (offset, decompressed bytes) of each gzip member; after a broken one go on at the next that begins well."""
    window, base, ended = b"", 0, False
    while True:
        while len(window) < _CHUNK and not ended:
            more = file.read(_CHUNK)
            ended = not more
            window += more
        if not window:
            return
        result = _inflate(window, file)
        if isinstance(result, str):
            yield Damage(name, base, result)
            skip, window = _next_member(window, file)
            base += skip
            continue
        data, used, window = result
        yield base, data
        base += used


def _inflate(window: bytes, file: BinaryIO) -> tuple[bytes, int, bytes] | str:
    """One member from the front of ``window``: its data, its compressed size, what is left; or why it is broken."""
    if not window.startswith(_MAGIC):
        return "no gzip member begins here"
    engine = zlib.decompressobj(31)
    parts: list[bytes] = []
    size = used = 0
    chunk = window
    try:
        while True:
            data = engine.decompress(chunk, MAX_MEMBER_BYTES + 1 - size)
            parts.append(data)
            size += len(data)
            if size > MAX_MEMBER_BYTES:
                return f"a gzip member holds more than {MAX_MEMBER_BYTES:,} bytes"
            if engine.eof:
                return b"".join(parts), used + len(chunk) - len(engine.unused_data), engine.unused_data
            used += len(chunk)
            chunk = engine.unconsumed_tail or file.read(_CHUNK)
            if not chunk:
                return "the file ends inside a gzip member"
    except zlib.error as error:
        return f"broken gzip member ({error})"


def _next_member(window: bytes, file: BinaryIO) -> tuple[int, bytes]:
    """Skip to the next gzip magic behind the first byte of ``window``: (bytes skipped, new window)."""
    skipped = 0
    start = 1
    while True:
        at = window.find(_MAGIC, start)
        if at >= 0:
            return skipped + at, window[at:]
        keep = window[-2:] if len(window) > 2 else window
        more = file.read(_CHUNK)
        if not more:
            return skipped + len(window), b""
        skipped += len(window) - len(keep)
        window, start = keep + more, 0
