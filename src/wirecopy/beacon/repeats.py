"""Repeats of a view, found without keeping who viewed: keyed hashes in memory whose key lives for a day."""

from __future__ import annotations

import secrets
from collections import deque
from collections.abc import Callable
from hashlib import blake2b

WINDOW_S = 30 * 60
"""Another view of one beacon by the same reader counts again after this time."""

MOST = 500_000
"""Views that are remembered, about 70 MB: 270 new readers a second for half an hour. Beyond, the oldest is forgotten early."""

_DAY_S = 86_400


class Repeats:
    """Remembers views of the last half hour, as hashes of address, user agent and beacon.

    The key is drawn anew each day (UTC) and is never written anywhere: nobody can ask afterwards whether an address was here.
    It and the hashes end with the process, so a repeat right after a restart or midnight counts as a reader.
    """

    def __init__(
        self, *, window_s: int = WINDOW_S, most: int = MOST, draw: Callable[[int], bytes] = secrets.token_bytes
    ) -> None:
        self._window_s, self._most, self._draw = window_s, most, draw
        self._now = self._day = -1
        self._keyed = blake2b()
        self._first: dict[bytes, int] = {}
        self._order: deque[bytes] = deque()  # a dict alone takes ever longer to give its oldest key

    def __len__(self) -> int:
        return len(self._first)

    def is_repeat(self, beacon: bytes, *, address: bytes, agent: bytes, at: int) -> bool:
        """Say whether this reader's view of the beacon was counted in the last half hour; if not, remember it.

        ``at``: seconds since 1970. Costs two or three microseconds.
        """
        if at != self._now:
            self._go_on(at)
        hashed = self._keyed.copy()
        hashed.update(b"\0".join((beacon, address, agent)))
        key = hashed.digest()
        if key in self._first:
            return True
        if len(self._order) >= self._most:
            del self._first[self._order.popleft()]
        self._first[key] = at
        self._order.append(key)
        return False

    def forget(self) -> None:
        """Forget all views, as if the process had begun anew."""
        self._first.clear()
        self._order.clear()

    def _go_on(self, at: int) -> None:
        self._now = at
        if at // _DAY_S != self._day:
            self.forget()
            self._day = at // _DAY_S
            self._keyed = blake2b(key=self._draw(32), digest_size=8)
        while self._order and self._first[self._order[0]] <= at - self._window_s:
            del self._first[self._order.popleft()]
