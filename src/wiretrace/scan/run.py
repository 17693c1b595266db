"""A run: its files, one after the other or several at a time, until each is done or has failed for good.

The ledger says what is left; an engine does the work; the output takes the lines of each file when it has ended. So a
run that is killed at any moment, workers or all of it, goes on where it was: no file is left out, none counts twice.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Final

from wiretrace.scan.engine import Engine
from wiretrace.scan.ledger import Counts, Job, Ledger, Totals
from wiretrace.scan.output import Block, Output, add_lines, new_block
from wiretrace.scan.parts import Part
from wiretrace.scan.store import is_remote

ATTEMPTS: Final = 3
LEASE_S: Final = 900.0
"""Seconds without a part from a worker after which it counts as stuck. A part comes every ten seconds, and the
slowest store may be asked for 60 s, six times, before its stream gives up."""
PAUSE_S: Final = 15.0
"""Seconds before a file of a store is tried again, times the attempts so far. One of this machine is tried at once."""
_WAIT_S: Final = 1.0


@dataclass(slots=True)
class _Open:
    """A file that is being scanned."""

    job: Job
    since: float
    renewed: float
    block: Block = field(default_factory=new_block)
    counts: Counts = field(default_factory=Counts)
    problems: list[str] = field(default_factory=list)

    def add(self, part: Part) -> None:
        add_lines(self.block, part.lines)
        self.counts.pages += part.pages
        self.counts.parsed += part.parsed
        self.counts.matches += part.lines.count(b"\n")
        self.counts.problems += len(part.problems)
        self.counts.read_bytes += part.read_bytes
        self.counts.size_bytes = part.size_bytes if part.size_bytes is not None else self.counts.size_bytes
        self.problems += part.problems


@dataclass(slots=True)
class Run:
    """A ledger, an engine and an output, at work. ``clock`` gives seconds since 1970."""

    ledger: Ledger
    engine: Engine
    output: Output
    attempts: int = ATTEMPTS
    lease_s: float = LEASE_S
    pause_s: float = PAUSE_S
    clock: Callable[[], float] = time.time
    sleep: Callable[[float], None] = time.sleep
    _open: dict[int, _Open] = field(default_factory=dict)

    def work(self) -> Iterator[tuple[str, ...]]:
        """Do all that is left; after each stretch of work yield what went wrong in it, in words (often nothing).

        Raises ``RunError`` where ledger or output cannot be written. Closing the iterator stops the work; what was
        being scanned then is scanned anew by the next run.
        """
        try:
            while self._claim():
                if not self._open:
                    self._rest()
                yield from self._hear(_WAIT_S)
                if self.ledger.expired(at=self.clock()):
                    yield from self._hear(0.0)  # what came while nobody listened: the reader of stdout paused, say
                for number in self.ledger.expired(at=self.clock()):
                    self.engine.abandon(number)
                    words = (
                        f"{self._open[number].job.address}: nothing was heard of its worker for {self.lease_s:,.0f} s"
                    )
                    yield from self._end(self._open.pop(number), words)
                yield ()
        finally:
            self.engine.close()
            for item in self._open.values():
                item.block.close()

    def totals(self) -> Totals:
        """Say where the run stands, with what is being scanned at this moment."""
        totals = self.ledger.totals()
        for item in self._open.values():
            totals.counts.pages += item.counts.pages
            totals.counts.parsed += item.counts.parsed
            totals.counts.matches += item.counts.matches
            totals.counts.problems += item.counts.problems
            totals.counts.read_bytes += item.counts.read_bytes
        return totals

    def _claim(self) -> bool:
        """Give the engine all that it has room for; says whether anything is left to do."""
        while self.engine.has_room:
            now = self.clock()
            job = self.ledger.claim(at=now, lease_s=self.lease_s)
            if job is None:
                break
            self._open[job.number] = _Open(job, now, now)
            self.engine.submit(job)
        return bool(self._open) or self.ledger.next_at() is not None

    def _hear(self, wait_s: float) -> Iterator[tuple[str, ...]]:
        for number, part in self.engine.receive(wait_s) if self._open else ():
            yield from self._take(number, part)

    def _rest(self) -> None:
        """Wait until the next file may be tried again."""
        until = self.ledger.next_at()
        if until is not None:
            self.sleep(max(0.0, min(_WAIT_S, until - self.clock())))

    def _take(self, number: int, part: Part) -> Iterator[tuple[str, ...]]:
        item = self._open[number]
        item.add(part)
        if part.done:
            yield from self._end(self._open.pop(number), part.error)
            return
        now = self.clock()
        if now - item.renewed > self.lease_s / 4:
            self.ledger.renew(number, until=now + self.lease_s)
            item.renewed = now

    def _end(self, item: _Open, error: str | None) -> Iterator[tuple[str, ...]]:
        """Enter what came of a file; or, where it failed and may yet be read, put it off."""
        job, now = item.job, self.clock()
        if error and job.attempt < self.attempts:
            item.block.close()
            until = now + self.pause_s * job.attempt if is_remote(job.address) else 0.0
            self.ledger.put_off(job.number, error, until=until)
            return
        problems = (*item.problems, error) if error else tuple(item.problems)
        item.counts.problems = len(problems)
        item.counts.seconds = now - item.since
        place = self.output.append(job.number, item.block)
        self.ledger.end(job.number, item.counts, problems, place, error)
        yield problems
