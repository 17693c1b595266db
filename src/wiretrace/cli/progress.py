"""The progress bar of a scan: pages a second and the time left, where stderr is a terminal."""

from __future__ import annotations

import os
from collections.abc import Sequence
from types import TracebackType
from typing import Self

from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeRemainingColumn

from wiretrace.cli.output import console
from wiretrace.scan.parts import Part


class ScanProgress:
    """Counts pages and matches of a scan and, on a terminal, shows how far it is.

    The share that is done is measured in bytes of the input files, the one thing known before they are read.
    """

    def __init__(self, files: Sequence[str]) -> None:
        screen = console()
        self.pages = 0
        self.matches = 0
        self._progress = Progress(
            TextColumn("{task.fields[pages]:,} pages"),
            BarColumn(),
            TaskProgressColumn(),
            TextColumn("{task.fields[rate]:,.0f} pages/s, left"),
            TimeRemainingColumn(),
            console=screen,
            transient=True,
            disable=not screen.is_terminal,
        )
        total = sum(os.path.getsize(file) for file in files if os.path.exists(file))
        self._task = self._progress.add_task("scan", total=total, pages=0, rate=0.0)

    def __enter__(self) -> Self:
        self._progress.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._progress.stop()

    def add(self, part: Part) -> None:
        """Count a part of the scan and move the bar."""
        self.pages += part.pages
        self.matches += part.lines.count(b"\n")
        elapsed = self._progress.tasks[0].elapsed or 0.0
        rate = self.pages / elapsed if elapsed > 0 else 0.0
        self._progress.update(self._task, advance=part.read_bytes, pages=self.pages, rate=rate)
