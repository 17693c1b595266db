"""How fast one host is asked: never again before a gap has passed, however many threads want to."""

from __future__ import annotations

import threading
from collections.abc import Callable

MOST_HOSTS = 10_000
"""Before those are forgotten whose gap has passed anyway."""


class Pace:
    """Gives each host's requests their turns. Safe for threads."""

    def __init__(self, *, clock: Callable[[], float], sleep: Callable[[float], None]) -> None:
        """``clock`` gives seconds that never go back, ``sleep`` waits for some."""
        self._clock = clock
        self._sleep = sleep
        self._next: dict[str, float] = {}
        self._lock = threading.Lock()

    def wait(self, host: str, *, gap_s: float) -> None:
        """Wait for the host's next turn, and take it; the one after comes ``gap_s`` seconds later."""
        with self._lock:
            now = self._clock()
            if len(self._next) > MOST_HOSTS:
                self._next = {name: turn for name, turn in self._next.items() if turn > now}
            turn = max(now, self._next.get(host, now))
            self._next[host] = turn + gap_s
        if turn > now:
            self._sleep(turn - now)
