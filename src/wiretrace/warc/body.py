"""The body of an HTTP response in a record: headers apart, transfer and content encodings undone."""

from __future__ import annotations

import io
import re
import zlib
from collections.abc import Mapping
from typing import Final

from fastwarc.stream_io import BrotliReader

MAX_RECORD_BYTES: Final = 32 * 1024 * 1024


_USUAL_HEAD: Final = 4_096  # an end of the header is looked for here first: a body may hold one by chance


def cut_http(block: bytearray) -> dict[str, str]:
    """Take the header off an HTTP response, in place; give its fields (lower-case names, the first of each)."""
    for within in (_USUAL_HEAD, len(block)):
        for blank in (b"\r\n\r\n", b"\n\n"):
            end = block.find(blank, 0, within)
            if end >= 0:
                fields = fields_of(block[:end])
                del block[: end + len(blank)]  # a bytearray only notes where it now begins
                return fields
    fields = fields_of(block)
    del block[:]
    return fields


def fields_of(head: bytearray) -> dict[str, str]:
    """The fields of a header (lower-case names, the first of each); its first line is none of them."""
    lines = [line.partition(":") for line in head.decode("latin-1").split("\n")]
    return {name.strip().lower(): value.strip() for name, _, value in lines[:0:-1]}


def decoded(body: bytearray, headers: Mapping[str, str]) -> tuple[bytes | bytearray, str | None]:
    """The body without its transfer and content encodings, and what went wrong. At most ``MAX_RECORD_BYTES`` + 1.

    Crawlers often store a body decoded and keep its headers, so an encoding that is not there is no problem.
    """
    encoding = headers.get("content-encoding", "").lower().strip()
    is_chunked = "chunked" in headers.get("transfer-encoding", "").lower()
    return _decoded(bytes(body), is_chunked, encoding) if encoding or is_chunked else (body, None)


def _decoded(body: bytes, is_chunked: bool, encoding: str) -> tuple[bytes, str | None]:
    problem = None
    if is_chunked:
        body, problem = _unchunked(body)
    if encoding in ("gzip", "x-gzip", "deflate"):
        body, undone = _inflated(body, encoding)
        problem = problem or undone
    elif encoding == "br":
        try:
            body = BrotliReader(io.BytesIO(body)).read(MAX_RECORD_BYTES + 1)
        except (OSError, ValueError, RuntimeError) as error:
            if b"<" not in body[:64]:  # not stored decoded either
                return b"", f"the body's br encoding is broken ({error})"
    elif encoding not in ("", "identity") and b"<" not in body[:64]:
        return b"", f"the body's encoding, {encoding[:40]}, is not known"
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
