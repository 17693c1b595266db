"""Runs a command as a process of its own and says what it took: seconds, processor seconds, memory of its workers."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

ROUNDS = 3


@dataclass(frozen=True, slots=True)
class Took:
    """What a command took: seconds on the wall, seconds of processors, the most memory of its own and of one worker beside
    the index (bytes, 0: not looked at), and what it printed."""

    seconds: float
    cpu_seconds: float
    own_bytes: int
    worker_bytes: int
    words: str


def run(*command: str, watch_memory: bool = False, cores: Sequence[int] | None = None) -> Took:
    """Run a command of this project's Python; ``cores`` pins it. Raises ``RuntimeError`` if it fails."""
    before, started = os.times(), time.perf_counter()
    process = subprocess.Popen(
        [sys.executable, *command],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    if cores:
        os.sched_setaffinity(process.pid, cores)  # its children follow
    memory = _Memory(process.pid)
    if watch_memory:
        memory.start()
    words, errors = process.communicate()
    seconds, after = time.perf_counter() - started, os.times()
    memory.ended.set()
    if process.returncode:
        raise RuntimeError(f"{' '.join(command)} ended with {process.returncode}: {errors[-2000:]}")
    cpu = after.children_user + after.children_system - before.children_user - before.children_system
    return Took(seconds, cpu, memory.own_bytes, memory.most_bytes, words + errors)


class _Memory(threading.Thread):
    """Looks at the private memory of a process and its children five times a second; the index, which is shared, is none."""

    def __init__(self, pid: int) -> None:
        super().__init__(daemon=True)
        self.own_bytes = self.most_bytes = 0
        self.ended = threading.Event()
        self._pid = pid

    def run(self) -> None:
        while not self.ended.wait(0.2):
            self.own_bytes = max(self.own_bytes, _private_bytes(self._pid))
            self.most_bytes = max([self.most_bytes, *map(_private_bytes, _children(self._pid))])


def _children(pid: int) -> list[int]:
    try:
        return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    except OSError:  # it has ended
        return []


def _private_bytes(pid: int) -> int:
    """Anonymous memory and private pages of files that were written to; the mapped index is neither."""
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:  # it has ended
        return 0
    sizes = {line.split(":")[0]: int(line.split()[1]) for line in lines[1:]}
    return 1024 * (sizes["Private_Dirty"])
