"""Servers that a test starts: waited for until they answer, stopped with all their children, their log kept to be shown."""

from __future__ import annotations

import os
import signal
import subprocess
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

START_S = 60.0
STOP_S = 20.0


@contextmanager
def running(
    command: Sequence[str], *, log: Path, cwd: Path | None = None, environment: Mapping[str, str] | None = None
) -> Iterator[subprocess.Popen[bytes]]:
    """Run ``command`` while the block runs. It gets a process group of its own, so that its children end with it."""
    with log.open("wb") as out:
        process = subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=out,
            cwd=cwd,
            env={**os.environ, **(environment or {})},
            start_new_session=True,
        )
        try:
            yield process
        finally:
            _stop(process)


def until(ready: Callable[[], bool], process: subprocess.Popen[bytes], log: Path) -> None:
    """Wait until ``ready`` says so; an AssertionError with the log where the process ends first or takes too long."""
    give_up = time.monotonic() + START_S
    while not ready():
        assert process.poll() is None, f"{process.args!r} ended:\n{log.read_text(errors='replace')}"
        assert time.monotonic() < give_up, f"{process.args!r} does not answer:\n{log.read_text(errors='replace')}"
        time.sleep(0.02)


def _stop(process: subprocess.Popen[bytes]) -> None:
    for number in (signal.SIGTERM, signal.SIGKILL):
        try:
            os.killpg(process.pid, number)
            process.wait(STOP_S)
        except ProcessLookupError:
            return
        except subprocess.TimeoutExpired:
            continue
