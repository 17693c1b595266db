"""Engines and scans that stand in for real ones: scripted, at once, or deadly."""

import os
from collections.abc import Iterator
from dataclasses import dataclass, field

from wiretrace.pipeline import Index
from wiretrace.scan.ledger import Job
from wiretrace.scan.parts import Part


def echo(address: str, index: Index) -> Iterator[Part]:
    """Stands for the scan of a file: dies where the address says so, else gives two parts of a line each."""
    if address.startswith("deadly"):
        os._exit(9)
    if address.startswith("faulty"):
        raise ZeroDivisionError("one by none")
    if address.startswith("large"):
        yield Part(address, lines=b"x" * (8 << 20))
    yield Part(address, pages=1, lines=f"{address} 1 of {len(index)}\n".encode())
    yield Part(address, pages=1, lines=f"{address} 2\n".encode(), done=True)


def echo_once_dead(address: str, index: Index) -> Iterator[Part]:
    """As ``echo``, but dies in the middle the first time that it sees a file: a mark beside it says that it did."""
    mark = f"{address}.seen"
    parts = echo(address, index)
    yield next(parts)
    if not os.path.exists(mark):
        with open(mark, "w"):
            os._exit(9)
    yield from parts


@dataclass
class Scripted:
    """An engine that answers each attempt at an address with the parts that a script holds for it."""

    script: dict[str, list[list[Part]]]
    room: int = 1
    open: dict[int, list[Part]] = field(default_factory=dict)
    submitted: list[Job] = field(default_factory=list)
    abandoned: list[int] = field(default_factory=list)
    closed: bool = False

    @property
    def has_room(self) -> bool:
        return len(self.open) < self.room

    def submit(self, job: Job) -> None:
        self.submitted.append(job)
        self.open[job.number] = list(self.script[job.address][job.attempt - 1])

    def receive(self, timeout_s: float) -> list[tuple[int, Part]]:
        for number, parts in list(self.open.items())[::-1]:  # the last one that was begun answers first
            if parts:
                part = parts.pop(0)
                if part.done:
                    del self.open[number]
                return [(number, part)]
        return []

    def abandon(self, number: int) -> None:
        self.abandoned.append(number)
        del self.open[number]

    def close(self) -> None:
        self.closed = True
