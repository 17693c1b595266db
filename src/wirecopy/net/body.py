"""The bytes of an answer: taken piece by piece, decompressed in bounds, and left at the limit."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator
from typing import Final

from wirecopy.net.errors import NetError, TooLarge

_GZIP: Final = 16 + zlib.MAX_WBITS
_ENCODINGS: Final = {"": False, "identity": False, "gzip": True, "x-gzip": True}


def read_body(pieces: Iterable[bytes], *, encoding: str, most_bytes: int, url: str, cut: bool = False) -> bytes:
    """Put the body of an answer together. With ``cut``, what stands behind the limit is left where it is.

    Neither what is sent nor what it becomes may have more than ``most_bytes``; memory stays within twice that. Raises
    ``TooLarge`` at the limit, ``NetError`` for an encoding that was not asked for and for damaged gzip.
    """
    is_gzip = _ENCODINGS.get(encoding.strip().lower())
    if is_gzip is None:
        raise NetError(f"{url}: the answer is encoded as {encoding[:40]!r}, which was not asked for; tell the site")
    body = bytearray()
    sent = _counted(pieces, most_bytes, url, cut)
    for piece in _unpacked(sent, most_bytes + 1, url) if is_gzip else sent:
        body += piece
        if len(body) > most_bytes:
            if not cut:
                raise _too_large(url, most_bytes)
            break
    return bytes(body[:most_bytes])


def _counted(pieces: Iterable[bytes], most_bytes: int, url: str, cut: bool) -> Iterator[bytes]:
    sent = 0
    for piece in pieces:
        sent += len(piece)
        yield piece
        if sent > most_bytes:
            if cut:
                return
            raise _too_large(url, most_bytes)


def _unpacked(pieces: Iterable[bytes], at_once: int, url: str) -> Iterator[bytes]:
    """Decompress gzip, also several members in a row (RFC 1952), never more than ``at_once`` bytes in one go."""
    member = zlib.decompressobj(_GZIP)
    is_begun = False
    try:
        for piece in pieces:
            rest = piece
            while rest:
                is_begun = True
                yield member.decompress(rest, at_once)
                rest = member.unconsumed_tail
                if member.eof:
                    rest = member.unused_data
                    member, is_begun = zlib.decompressobj(_GZIP), False
    except zlib.error as error:
        raise NetError(f"{url}: the answer's gzip is damaged ({error}); try again later") from error
    if is_begun:
        raise NetError(f"{url}: the answer's gzip ends in the middle; try again later")


def _too_large(url: str, most_bytes: int) -> TooLarge:
    return TooLarge(f"{url}: has more than {most_bytes:,} bytes; ask for less of it, or raise the limit")
