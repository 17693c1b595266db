"""One client's connection: bytes into requests (HTTP/1.1, kept alive, pipelined), and answers back in their order."""

from __future__ import annotations

import asyncio
import re
from typing import Final, cast

import httptools

from wirecopy.beacon.answers import Answers
from wirecopy.beacon.journal import BEACON_KEY
from wirecopy.beacon.plain import read_plain
from wirecopy.beacon.robots import is_fetched_ahead
from wirecopy.beacon.turns import Turns

MOST_HEAD_BYTES = 8192
"""A request that is longer and still not complete is refused (431)."""

STEP_BYTES = 4096
"""Bytes that are parsed at once, so that one long read cannot pass by the limit above."""

MOST_IGNORED_BYTES = 65_536
"""Read and thrown away after a refusal, so that the client can read it; who sends more is dropped."""

_PATH: Final = re.compile(rb"(?:https?://[^/?#]*)?/b/(" + BEACON_KEY + rb")\.gif(?:\?.*)?")
_SAID: Final = (b"user-agent", b"referer", b"x-forwarded-for")
_HEALTH: Final = re.compile(rb"(?:https?://[^/?#]*)?/healthz(?:\?.*)?")


class Connection(asyncio.Protocol):
    """A connection. ``httptools`` (the parser of Node) calls ``on_...`` as it reads; nothing is answered before the turn ends."""

    __slots__ = (
        "_asked", "_headers", "_ignored", "_is_inside", "_is_last", "_is_refused", "_parser", "_peer", "_transport", "_turns",
        "_unfinished", "_url",
    )  # fmt: skip

    def __init__(self, turns: Turns) -> None:
        self._turns = turns
        self._transport: asyncio.Transport | None = None
        self._peer = b""
        self._url = b""
        self._headers: list[tuple[bytes, bytes | None]] = []
        self._asked: list[str] = []  # names of answers that are owed
        self._unfinished = 0  # bytes of a request that is not complete
        self._ignored = 0
        self._is_inside = self._is_last = self._is_refused = False  # inside a request; no further one is read; refused
        self._parser = httptools.HttpRequestParser(self)

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Note where the client comes from; this is used for the hash of a repeat and nothing else."""
        self._transport = cast(asyncio.Transport, transport)  # uvloop's is one in all but name
        peer = transport.get_extra_info("peername")
        self._peer = peer[0].encode() if isinstance(peer, tuple) else b""
        self._turns.admit(self)

    def connection_lost(self, exc: Exception | None) -> None:
        """Forget the connection."""
        self._transport = None
        self._turns.leave(self)
        del self._parser  # it holds this object, and this object it

    def data_received(self, data: bytes) -> None:
        """Read requests, and wait for the end of the turn if one was complete."""
        if self._is_last:
            self._ignore(len(data))
            return
        waits = bool(self._asked)
        plain = read_plain(data) if not self._is_inside and len(data) <= STEP_BYTES else None
        if plain:
            self._turns.tally.count(*plain, self._peer)
            self._asked.append("picture")
        else:
            self._read(data)
        if self._asked and not waits:
            self._turns.wait(self)

    def eof_received(self) -> bool:
        """The client has said all; stay open for what is still owed to it."""
        self._is_last, self._is_refused = True, False  # nothing more comes that a close could cut off
        return bool(self._asked)

    def pause_writing(self) -> None:
        """Stop reading from a client that does not read; if it goes on, its silence ends the connection."""
        if self._transport:
            self._transport.pause_reading()

    def resume_writing(self) -> None:
        """Read on."""
        if self._transport:
            self._transport.resume_reading()

    def answer(self, table: Answers) -> None:
        """Send what is owed, in the order it was asked for."""
        asked = self._asked
        answered = table[asked[0]] if len(asked) == 1 else b"".join([table[name] for name in asked])
        asked.clear()
        if self._transport is None:
            return
        self._transport.write(answered)
        if self._is_refused:
            self._transport.write_eof()  # closing now would take the answer back where the client is still sending
        elif self._is_last:
            self._transport.close()

    def close(self) -> None:
        """End once all has been sent."""
        if self._transport:
            self._transport.close()

    def drop(self) -> None:
        """End at once."""
        if self._transport:
            self._transport.abort()

    def on_message_begin(self) -> None:
        """Note that a request has begun."""
        self._is_inside = True

    def on_url(self, part: bytes) -> None:
        """Take a part of the address."""
        self._url += part

    def on_header(self, *pair: bytes) -> None:
        """Take a header."""
        self._headers.append(pair)  # type: ignore[arg-type]

    def on_headers_complete(self) -> None:
        """Answer a request; it has no body, or is refused."""
        url, pairs = self._url, self._headers
        self._url, self._headers, self._is_inside, self._unfinished = b"", [], False, 0
        if self._is_last:
            return
        headers: dict[bytes, bytes] = {}
        for name, value in pairs:
            key = name.lower()
            headers[key] = (headers[key] + b"," if key in headers else b"") + (value or b"")
        method = self._parser.get_method()
        if method != b"GET" and method != b"HEAD":
            self._refuse("method")
        elif not self._has_host(headers) or _has_body(headers):
            self._refuse("bad")
        else:
            self._is_last = not self._parser.should_keep_alive() or self._parser.get_http_version() != "1.1"
            self._ask(method, url, headers)

    def _ask(self, method: bytes, url: bytes, headers: dict[bytes, bytes]) -> None:
        found = _PATH.fullmatch(url)
        name = "picture" if found else "well" if _HEALTH.fullmatch(url) else "unknown"
        if method == b"HEAD":  # nobody sees the picture: no hit
            name = f"head:{name}"
        elif found:
            agent, referrer, forwarded = [headers.get(each, b"") for each in _SAID]
            ahead = is_fetched_ahead(headers)
            self._turns.tally.count(found[1], agent, referrer, forwarded, self._peer, is_ahead=ahead)
        self._asked.append(name)

    def _has_host(self, headers: dict[bytes, bytes]) -> bool:
        """RFC 9112, 3.2: a request of HTTP/1.1 without a Host, or with two, is refused."""
        host = headers.get(b"host")
        return b"," not in host if host is not None else self._parser.get_http_version() == "1.0"

    def _read(self, data: bytes) -> None:
        for start in range(0, len(data), STEP_BYTES):
            if self._is_last:
                return
            step = data[start : start + STEP_BYTES]
            self._parse(step)
            self._unfinished = self._unfinished + len(step) if self._is_inside else 0
            if self._unfinished > MOST_HEAD_BYTES:
                self._refuse("long")

    def _parse(self, data: bytes) -> None:
        try:
            self._parser.feed_data(data)
        except httptools.HttpParserUpgrade:  # answered as if it had not been asked for (RFC 9110, 7.8), and closed
            self._is_last = True
        except httptools.HttpParserError:
            self._refuse("bad")

    def _refuse(self, name: str) -> None:
        if not self._is_last:
            self._asked.append(name)
            self._is_last = self._is_refused = True

    def _ignore(self, size_bytes: int) -> None:
        self._ignored += size_bytes
        if self._ignored > MOST_IGNORED_BYTES:
            self.drop()


def _has_body(headers: dict[bytes, bytes]) -> bool:
    return b"transfer-encoding" in headers or headers.get(b"content-length", b"0").strip() != b"0"
