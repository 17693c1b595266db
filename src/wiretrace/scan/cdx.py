"""The index of a web archive (CDXJ): which file holds the capture of an address, and where in it.

Two forms are read, both by a binary search over sorted lines, so that a few small ranges of a file that lies elsewhere
are enough: one sorted file, and Common Crawl's two levels (ZipNum), whose ``cluster.idx`` names a compressed block of
3,000 lines for each of its own.
"""

from __future__ import annotations

import json
import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import unquote, urlsplit

from wiretrace.errors import InputError
from wiretrace.scan.store import Store
from wiretrace.warc import ByteStream

_BLOCK: Final = 16_384
_MOST_LINES: Final = 20_000
"""Lines of one path (they differ in their queries) that are gone through before a capture counts as not listed."""
_MOST_BLOCK_BYTES: Final = 16 << 20
"""Of a block of lines, compressed and not; Common Crawl's have some 200 KB, and 1.5 MB."""
_DEFAULT_PORTS = {"http": 80, "https": 443}
_WWW = re.compile(r"^www\d*\.")


@dataclass(frozen=True, slots=True)
class Capture:
    """Where a record lies: the file as the index names it, its first byte there, its compressed bytes."""

    filename: str
    offset: int
    length: int


def search_key(url: str) -> str:
    """Give what the index's lines for an address begin with: the host's labels in reverse, and its path.

    The front of a SURT (Sort-friendly URI Reordering Transform, as the Internet Archive's tools write it). The query is
    left out, since tools differ in how they write it: lines are compared by the whole address that they hold. Raises
    ``ValueError`` for what is no address.
    """
    parts = urlsplit(url)
    host = ",".join(reversed(_WWW.sub("", (parts.hostname or "").lower()).split(".")))
    port = "" if parts.port in (None, _DEFAULT_PORTS.get(parts.scheme)) else f":{parts.port}"
    path = unquote(parts.path or "/").lower()
    return f"{host}{port}){path if path == '/' else path.rstrip('/')}"


def find_capture(cdx: str, store: Store, url: str, date: str | None) -> Capture | None:
    """Find the capture of ``url`` taken at ``date`` (as a WARC writes it); ``None``: the index does not list it.

    Without a date the latest one is found. Cost: about 20 ranges of 16 KB, of one block more for ZipNum. Raises
    ``InputError`` if the index is not one, ``StoreError`` as ``Store.open``.
    """
    try:
        key = search_key(url)
    except ValueError:  # a crawl holds such addresses; no index lists them
        return None
    stamp = re.sub(r"\D", "", date or "")[:14]
    best: tuple[str, dict[str, Any]] | None = None
    for line in _lines(cdx, store, key):
        _, line_stamp, fields = _parsed(line, cdx)
        if is_same_address(str(fields.get("url", "")), url) and (not stamp or line_stamp == stamp):
            best = max(best or ("", fields), (line_stamp, fields), key=lambda found: found[0])
    if best is None:
        return None
    try:
        capture = Capture(str(best[1]["filename"]), int(best[1]["offset"]), int(best[1]["length"]))
    except (KeyError, TypeError, ValueError, OverflowError) as error:
        raise InputError(f"{cdx}: the line of {url} names no file, offset and length") from error
    if capture.offset < 0 or capture.length < 1:
        raise InputError(f"{cdx}: the line of {url} leads to no place in a file")
    return capture


def is_same_address(listed: str, url: str) -> bool:
    """Say whether two addresses are one, but for their scheme and a slash at the end."""
    return listed.partition("://")[2].rstrip("/") == url.partition("://")[2].rstrip("/")


def _parsed(line: bytes, cdx: str) -> tuple[str, str, dict[str, Any]]:
    key, _, rest = line.decode("utf-8", "replace").partition(" ")
    stamp, _, body = rest.partition(" ")
    try:
        fields = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise InputError(f"{cdx}: not an index of captures (CDXJ): {line[:80]!r}") from error
    if not isinstance(fields, dict):
        raise InputError(f"{cdx}: not an index of captures (CDXJ): {line[:80]!r}")
    return key, stamp, fields


def _lines(cdx: str, store: Store, key: str) -> Iterator[bytes]:
    """Yield the lines whose key begins with ``key``."""
    wanted = key.encode()
    stream = store.open(cdx)
    try:
        lines = _lines_from(stream, wanted)
        if cdx.endswith("cluster.idx"):
            lines = _in_blocks(cdx, store, _lines_from(stream, wanted, one_before=True), wanted)
        number = 0
        for line in lines:
            if line.startswith(wanted) and number < _MOST_LINES:
                number += 1
                yield line
            elif line > wanted:
                return
    finally:
        stream.close()


def _in_blocks(cdx: str, store: Store, entries: Iterator[bytes], wanted: bytes) -> Iterator[bytes]:
    """Yield the lines of the compressed blocks that a ``cluster.idx`` names, from the one that may hold ``wanted`` on."""
    folder = cdx.rpartition("/")[0]
    for number, entry in enumerate(entries):
        if number and not entry.startswith(wanted):
            return
        try:
            _, part, *span = entry.decode().split("\t")[:4]
            offset, length = map(int, span)
            if offset < 0 or not 0 < length <= _MOST_BLOCK_BYTES:
                raise ValueError("it lies nowhere")
            yield from _block(store, f"{folder}/{part}" if folder else part, offset, length)
        except (ValueError, zlib.error) as error:
            raise InputError(f"{cdx}: leads to no block of lines: {entry[:80]!r} ({error})") from error


def _block(store: Store, address: str, offset: int, length: int) -> list[bytes]:
    stream = store.open(address)
    try:
        stream.seek(offset)
        block = zlib.decompressobj(31)
        lines = block.decompress(stream.read(length), _MOST_BLOCK_BYTES)
    finally:
        stream.close()
    if not block.eof:
        raise ValueError("it is cut, or too large")
    return lines.splitlines()


def _lines_from(stream: ByteStream, wanted: bytes, *, one_before: bool = False) -> Iterator[bytes]:
    """Yield the lines of a sorted file from the first on that is not below ``wanted``; or from the one before that."""
    low, high = 0, stream.seek(0, 2)
    while high - low > _BLOCK:
        middle = (low + high) // 2
        found = _line_behind(stream, middle)
        if found is None or found[1] >= wanted:
            high = middle
        else:
            low = found[0]
    before: bytes | None = None
    begun = False
    for line in _lines_at(stream, low):
        if not begun and line >= wanted:
            begun = True
            if one_before and before is not None:
                yield before
        if begun:
            yield line
        before = line
    if one_before and not begun and before is not None:
        yield before


def _line_behind(stream: ByteStream, at: int) -> tuple[int, bytes] | None:
    """Give the first whole line that begins behind ``at``, and where."""
    stream.seek(at)
    data = b""
    while data.count(b"\n") < 2:
        more = stream.read(_BLOCK)
        if not more:
            break
        data += more
    begin = data.find(b"\n") + 1
    line = data[begin:].partition(b"\n")[0]
    return (at + begin, line) if begin and line else None


def _lines_at(stream: ByteStream, at: int) -> Iterator[bytes]:
    stream.seek(at)
    rest = b""
    while more := stream.read(_BLOCK):
        *whole, rest = (rest + more).split(b"\n")
        yield from whole
    if rest:
        yield rest
