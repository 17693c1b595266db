"""The records of a web archive -> pages. The only importer of fastwarc."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace

from fastwarc.warc import ArchiveIterator, WarcRecord

from wiretrace.warc.body import MAX_RECORD_BYTES, cut_http, decoded, fields_of
from wiretrace.warc.members import search
from wiretrace.warc.model import ByteStream, Damage, Record

_RECORD = re.compile(rb"(?:(?<=\n)|\A)WARC/1\.[01]\r\n(?:WARC-|Content-)[A-Za-z-]+:", re.I)
_KINDS = ("response", "resource", "conversion")
_TEXTUAL = ("text/html", "application/xhtml", "text/plain")
_HEAD_BYTES = 65_536
_SWALLOWED = "another record begins inside this one, its Content-Length is wrong"


def member_records(data: bytearray, name: str, member: int) -> Iterator[Record | Damage]:
    """The records of a gzip member that begins at byte ``member`` of the file: one, in an archive as it should be.

    ``data`` is what the member holds; it becomes the record's payload, so it is not copied.
    """
    end = data.find(b"\r\n\r\n") + 4
    fields = fields_of(data[: end - 4]) if data.startswith((b"WARC/1.0\r\n", b"WARC/1.1\r\n")) and end > 4 else {}
    length = fields.get("content-length", "")
    is_one = length.isdecimal() and end + int(length) + 4 == len(data) and data.endswith(b"\r\n\r\n")
    if not is_one or int(length) > MAX_RECORD_BYTES:
        yield from stream_records(io.BytesIO(data), name, member)
    elif fields.get("warc-type") in _KINDS:
        del data[-4:], data[:end]
        yield from _page(fields, data, name, member)


def stream_records(stream: ByteStream, name: str, member: int | None) -> Iterator[Record | Damage]:
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
        start = search(stream, _RECORD, at + 1) if problem else None


def _record(record: WarcRecord, name: str, offset: int) -> Iterator[Record | Damage]:
    fields = {key.lower(): value for key, value in reversed(list(record.headers.items()))}
    if fields.get("warc-type") not in _KINDS:
        return
    block = record.reader.read(MAX_RECORD_BYTES + 1)
    if len(block) > MAX_RECORD_BYTES:
        if _is_textual(_content_type(fields, cut_http(bytearray(block[:_HEAD_BYTES])))):
            yield Damage(name, offset, f"the record of {_url(fields)} is larger than {MAX_RECORD_BYTES:,} bytes")
        return
    cut = _short(len(block), fields.get("content-length"))
    inner = _RECORD.search(block, 1)
    if inner:
        block = block[: inner.start()].removesuffix(b"\r\n\r\n")
    yield from _page(fields, bytearray(block), name, offset, _SWALLOWED if inner else cut)
    if cut and not inner:
        yield Damage(name, offset, f"the record of {_url(fields)} is cut: {cut}")


def _page(
    fields: Mapping[str, str], block: bytearray, name: str, offset: int, cut: str | None = None
) -> Iterator[Record | Damage]:
    """The page that a record's block holds, if it is one."""
    headers = cut_http(block) if fields["warc-type"] == "response" else {}
    content_type = _content_type(fields, headers)
    if not _is_textual(content_type):
        return
    truncated = cut if cut == _SWALLOWED else fields.get("warc-truncated") or cut
    if not truncated and not headers.keys() & {"content-encoding", "transfer-encoding"}:
        truncated = _short(len(block), headers.get("content-length"))
    payload, problem = decoded(block, headers)
    url = _url(fields)
    if len(payload) > MAX_RECORD_BYTES:
        yield Damage(name, offset, f"the body of {url} unpacks to more than {MAX_RECORD_BYTES:,} bytes")
        return
    if problem and not payload:
        yield Damage(name, offset, f"the page of {url} cannot be read: {problem}")
        return
    is_text = fields["warc-type"] == "conversion"
    yield Record(url, fields.get("warc-date"), content_type, payload, truncated or problem, is_text)


def _content_type(fields: Mapping[str, str], headers: Mapping[str, str]) -> str:
    """What a record says that its page is; of a response its own field says only that it is one."""
    return (headers if fields["warc-type"] == "response" else fields).get("content-type", "")


def _is_textual(content_type: str) -> bool:
    return not content_type or content_type.lower().startswith(_TEXTUAL)


def _url(fields: Mapping[str, str]) -> str:
    return fields.get("warc-target-uri", "").strip("<>")


def _short(there: int, told: str | None) -> str | None:
    """Say that fewer bytes are there than a Content-Length tells."""
    if told and told.strip().isdigit() and int(told) > there:
        return f"{there:,} of {int(told):,} bytes are there"
    return None
