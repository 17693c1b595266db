"""What an engine is: whoever scans the files of a run, several at a time, on this machine or on many."""

from __future__ import annotations

import traceback
from collections.abc import Callable, Iterator
from typing import Protocol

from wiretrace.pipeline import Index
from wiretrace.scan.ledger import Job
from wiretrace.scan.parts import Part

ScanFile = Callable[[str, Index], Iterator[Part]]
"""Scans the file at an address; a function of a module, or a partial of one, since workers import it anew."""


class Engine(Protocol):
    """Scans files, several at a time, wherever it does so."""

    @property
    def has_room(self) -> bool:
        """Say whether it would begin one more file at once."""

    def submit(self, job: Job) -> None:
        """Begin to scan a file."""

    def receive(self, timeout_s: float) -> list[tuple[int, Part]]:
        """Wait for parts of files (by number); none where nothing came in time.

        A worker that dies ends its file with a part that is ``done`` and names the reason as its ``error``.
        """

    def abandon(self, number: int) -> None:
        """Stop scanning a file; no part of it will come any more."""

    def close(self) -> None:
        """Stop all work at once."""


def parts_of(address: str, index: Index, scan: ScanFile) -> Iterator[Part]:
    """Scan a file in a worker: a fault of this program costs that file, not the worker, and is named."""
    try:
        yield from scan(address, index)
    except Exception as error:  # noqa: BLE001 - the last border before the worker would be gone
        traceback.print_exc()
        why = f"{address}: {type(error).__name__}: {error}; this is a fault of wiretrace, please report it"
        yield Part(address, done=True, error=why)
