"""The progress bar of a scan, where stderr is a terminal: files, pages and bytes a second, matches, the time left."""

from __future__ import annotations

import time
from collections.abc import Callable
from types import TracebackType
from typing import Final, Self

from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeRemainingColumn

from wiretrace.cli.output import console
from wiretrace.scan.ledger import Totals

_EVERY_S: Final = 0.5  # the totals of a run are a sum over all its files


class ScanProgress:
    """Shows, on a terminal, how far a scan is.

    The share that is done is measured in bytes. The sizes of files that lie elsewhere are known only when they are
    opened; until then each is taken to have the mean size of the others.
    """

    def __init__(self, before: Totals, clock: Callable[[], float] = time.monotonic) -> None:
        screen = console()
        self._before = before
        self._clock = clock
        self._started = clock()
        self._shown = 0.0
        self._progress = Progress(
            TextColumn("{task.fields[files]} files"),
            BarColumn(bar_width=20),
            TaskProgressColumn(),
            TextColumn("{task.fields[pages]:,.0f} pages/s {task.fields[megabytes]:,.1f} MB/s"),
            TextColumn("{task.fields[matches]:,} matches, left"),
            TimeRemainingColumn(),
            console=screen,
            transient=True,
            auto_refresh=False,  # which would be a thread, and workers begin a second sooner where none runs
            disable=not screen.is_terminal,
        )
        self._task = self._progress.add_task("scan", total=None, files="0", pages=0.0, megabytes=0.0, matches=0)

    def __enter__(self) -> Self:
        self._progress.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._progress.stop()

    def show(self, totals_now: Callable[[], Totals]) -> None:
        """Move the bar, twice a second at most."""
        now = self._clock()
        if self._progress.disable or now - self._shown < _EVERY_S:
            return
        self._shown = now
        totals, seconds = totals_now(), max(now - self._started, 1e-3)
        self._progress.update(
            self._task,
            completed=totals.counts.read_bytes,
            total=expected_bytes(totals),
            files=f"{totals.done + totals.failed:,}/{totals.files:,}",
            pages=(totals.counts.pages - self._before.counts.pages) / seconds,
            megabytes=(totals.counts.read_bytes - self._before.counts.read_bytes) / 1e6 / seconds,
            matches=totals.counts.matches,
            refresh=True,
        )


def expected_bytes(totals: Totals) -> float | None:
    """Say how many bytes all files have, those of unknown size taken at the mean; ``None``: no size is known."""
    if not totals.sized or totals.counts.size_bytes is None:
        return None
    return totals.counts.size_bytes / totals.sized * totals.files
