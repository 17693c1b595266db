"""How long work takes, told by other work of the same run: seconds would say more of the machine than of the code."""

from __future__ import annotations

import time
from collections.abc import Callable

ROUNDS = 3


def times_as_long(work: Callable[[], object], than: Callable[[], object]) -> float:
    """The processor time of ``work`` divided by that of ``than``, for each the least of three rounds in turn."""
    rounds = [(_seconds(work), _seconds(than)) for _ in range(ROUNDS)]
    return min(first for first, _ in rounds) / min(second for _, second in rounds)


def _seconds(work: Callable[[], object]) -> float:
    began = time.process_time()
    work()
    return time.process_time() - began
