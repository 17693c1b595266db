"""A beacon without a network: connections whose bytes a test gives and takes, a clock that it sets, a real journal."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path
from typing import Any, cast

from wirecopy.beacon import journal
from wirecopy.beacon.connection import Connection
from wirecopy.beacon.journal import Hit, Journal
from wirecopy.beacon.repeats import Repeats
from wirecopy.beacon.tally import Tally
from wirecopy.beacon.turns import Turns

MONDAY = 1_772_442_000
"""2 March 2026, nine o'clock in the morning, in seconds since 1970."""

BROWSER = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"
PAGE = "https://quaycourier.example/2026/02/fish-market"
KEY = "fishmarket-html-0001"
READER = "203.0.113.77"


def ask(
    path: str = f"/b/{KEY}.gif", *, method: str = "GET", agent: str = BROWSER, page: str = PAGE, **more: str
) -> bytes:
    """A request as a browser writes it; ``more`` are headers, with _ for -."""
    headers = {"Host": "beacon.example", "User-Agent": agent, "Accept": "image/*", "Referer": page}
    headers |= {name.replace("_", "-"): value for name, value in more.items()}
    lines = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
    return f"{method} {path} HTTP/1.1\r\n{lines}\r\n".encode()


def statuses(answers: bytes) -> list[int]:
    """The status of each answer."""
    return [int(part[:3]) for part in answers.split(b"HTTP/1.1 ")[1:]]


class Wire:
    """The transport of one connection: keeps what is written."""

    def __init__(self, address: str) -> None:
        self.sent = b""
        self.is_closed = self.is_dropped = self.is_half_closed = self.is_paused = False
        self._address = address

    def get_extra_info(self, name: str) -> tuple[str, int]:
        return (self._address, 40_000)

    def write(self, data: bytes) -> None:
        self.sent += data

    def write_eof(self) -> None:
        self.is_half_closed = True

    def close(self) -> None:
        self.is_closed = True

    def abort(self) -> None:
        self.is_closed = self.is_dropped = True

    def pause_reading(self) -> None:
        self.is_paused = True

    def resume_reading(self) -> None:
        self.is_paused = False


class Room:
    """Turns, tally and journal, with a loop whose turns end when the test says so."""

    def __init__(self, folder: Path, *, proxies: int = 0, most: int = 100) -> None:
        self.seconds = float(MONDAY)
        self.folder = folder
        self.soon: list[Callable[[], None]] = []
        self.journal = Journal(folder, at=MONDAY)
        self.tally = Tally(self.journal, repeats=Repeats(), proxies=proxies, clock=self.time)
        self.turns = Turns(self.tally, loop=cast(asyncio.AbstractEventLoop, self), at=MONDAY, most=most)

    def time(self) -> float:
        return self.seconds

    def call_soon(self, function: Callable[[], None]) -> None:
        self.soon.append(function)

    def connect(self, address: str = READER) -> tuple[Connection, Wire]:
        """A new client."""
        connection, wire = Connection(self.turns), Wire(address)
        connection.connection_made(cast(Any, wire))
        return connection, wire

    def end_turn(self) -> None:
        """Do what was to be done soon."""
        soon, self.soon = self.soon, []
        for function in soon:
            function()

    def exchange(self, *parts: bytes, address: str = READER) -> Wire:
        """Send parts over a new connection in one turn, and give the connection back after it."""
        connection, wire = self.connect(address)
        for part in parts:
            connection.data_received(part)
        self.end_turn()
        return wire

    @property
    def hits(self) -> list[Hit]:
        """All hits in the journal."""
        return [hit for segment in journal.segments(self.folder) for hit in journal.read(segment).hits]
