"""A turn of the event loop: all hits that came in it are written down at once, and only then answered."""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from typing import Protocol

from wirecopy.beacon.answers import Answers, answers
from wirecopy.beacon.tally import Tally

IDLE_S = 15
"""A connection that has not completed a request for so long is dropped, whether it says nothing, little, or does not read."""


class Client(Protocol):
    """A connection that waits for its answers."""

    def answer(self, table: Answers) -> None:
        """Send what is owed, from this table."""

    def close(self) -> None:
        """End once all has been sent."""

    def drop(self) -> None:
        """End at once."""


class Turns:
    """What all connections share: the tally, the answers of this second, and who has been silent longest.

    ``most``: connections that may be open. Beyond, the one that has been silent longest is dropped, which a reader does not
    notice: his was answered.
    """

    def __init__(self, tally: Tally, *, loop: asyncio.AbstractEventLoop, at: float, most: int) -> None:
        self.tally = tally
        self._loop, self._most = loop, most
        self._waiting: list[Client] = []
        self._open: OrderedDict[Client, float] = OrderedDict()
        self._answers, self._failed = answers(at), answers(at, is_written=False)

    def __len__(self) -> int:
        return len(self._open)

    def admit(self, client: Client) -> None:
        """Take a new connection in."""
        self._open[client] = self._loop.time()
        if len(self._open) > self._most:
            self._drop_oldest()

    def leave(self, client: Client) -> None:
        """Forget a connection that has ended."""
        self._open.pop(client, None)

    def wait(self, client: Client) -> None:
        """Let a connection wait for the end of this turn, when it gets its answers. Once a turn and connection."""
        if not self._waiting:
            self._loop.call_soon(self.end)
        self._waiting.append(client)

    def end(self) -> None:
        """Write down the hits of this turn, then answer those who wait."""
        waiting, self._waiting = self._waiting, []
        table = self._answers if self.tally.write() else self._failed
        now = self._loop.time()
        for client in waiting:
            if client in self._open:
                self._open[client] = now
                self._open.move_to_end(client)
                client.answer(table)

    def tick(self, at: float) -> None:
        """Drop who has been silent too long, and date the answers; to be called once a second."""
        self._answers, self._failed = answers(at), answers(at, is_written=False)
        end = self._loop.time() - IDLE_S
        while self._open and next(iter(self._open.values())) <= end:
            self._drop_oldest()

    def close(self) -> None:
        """Answer what was asked, and end all connections."""
        self.end()
        for client in list(self._open):
            client.close()

    def _drop_oldest(self) -> None:
        client, _ = self._open.popitem(last=False)
        client.drop()
