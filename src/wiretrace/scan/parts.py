"""One input file -> its matches, in parts: the pure function that every way of scanning runs."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from wiretrace.errors import WiretraceError
from wiretrace.fingerprint import KERNEL
from wiretrace.model import Match, Page, Terms, Verdict
from wiretrace.pages import ARCHIVES, PageSource, archive_pages, read_pages, refuse_unreadable
from wiretrace.pipeline import Index
from wiretrace.rules import RULESET
from wiretrace.scan.lines import found_line, json_line
from wiretrace.scan.records import RecordFinder
from wiretrace.scan.store import RangedStream, Store, is_remote, size_of
from wiretrace.warc import ByteStream

PAGES_A_PART: Final = 256  # some parts a second, so that the bar moves
BYTES_A_PART: Final = 1 << 20
SECONDS_A_PART: Final = 10.0
"""A part is sent after so long, whatever is in it: who waits for it takes a worker that is silent for stuck."""


@dataclass(frozen=True, slots=True)
class Part:
    """What a stretch of one input file gave: pages read and, of them, parsed; bytes of the file passed; its size, as
    soon as it is known; lines of JSON, one a match; problems.

    The last part of a file is ``done``. A problem says in words what was not read, and why. ``error`` says why the file
    as a whole was not read to its end: it is worth another try.
    """

    path: str
    pages: int = 0
    parsed: int = 0
    read_bytes: int = 0
    size_bytes: int | None = None
    lines: bytes = b""
    problems: tuple[str, ...] = ()
    done: bool = False
    error: str | None = None


@dataclass(frozen=True, slots=True)
class Task:
    """What to do with each file: with ``terms`` each copy is judged; ``records`` finds the page that a text came from."""

    terms: Terms | None = None
    store: Store = Store()  # noqa: RUF009 - frozen
    records: RecordFinder | None = None


def scan_file(address: str, index: Index, task: Task) -> Iterator[Part]:
    """Scan one file and yield its parts; the last is ``done``.

    A page that cannot be read is a problem, and the rest of the file goes on; a file that cannot be read is an ``error``.
    """
    gathered = _Gathered(address, index, task)
    error = None
    try:
        for source in gathered.sources():
            gathered.add(source)
            if gathered.is_full:
                yield gathered.part()
    except (WiretraceError, OSError, ValueError) as problem:  # ValueError: a name that no file can have
        error = str(problem) if address in str(problem) else f"{address}: {problem}"
    yield gathered.part(done=True, error=error)


@dataclass
class _Gathered:
    """What has been found in a file since the last part went out."""

    address: str
    index: Index
    task: Task
    stream: ByteStream | None = None
    pages: int = 0
    parsed: int = 0
    told: int = 0
    passed: int = 0
    size: int | None = None
    lines: list[bytes] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    held_bytes: int = 0
    since: float = field(default_factory=time.monotonic)

    def sources(self) -> Iterator[PageSource]:
        """Yield the pages of the file; those not worth parsing by their names alone."""
        if not is_remote(self.address) and not self.address.endswith(ARCHIVES):
            refuse_unreadable(Path(self.address))
            yield from read_pages([self.address], worth=self._is_worth)
            return
        self.stream = self.task.store.open(self.address)
        try:
            yield from archive_pages(self.stream, self.address, worth=self._is_worth)
        finally:
            self._at()
            self.stream.close()
            self.size, self.stream = self._size(), None

    def add(self, source: PageSource) -> None:
        """Take a page, or what was wrong with it."""
        if source.problem is not None:
            self.problems.append(source.problem)
        if not source.is_page:
            return
        self.pages += 1
        if source.page is None:
            return
        self.parsed += 1
        for line in self._lines(source.page, source):
            self.lines.append(line)
            self.held_bytes += len(line)

    @property
    def is_full(self) -> bool:
        """Say whether it is time to send a part."""
        return (
            self.pages + len(self.problems) >= PAGES_A_PART
            or self.held_bytes >= BYTES_A_PART
            or time.monotonic() - self.since > SECONDS_A_PART
        )

    def part(self, *, done: bool = False, error: str | None = None) -> Part:
        """Give what was gathered, and begin anew."""
        at = self._at()
        part = Part(
            self.address,
            self.pages,
            self.parsed,
            at - self.told,
            self._size(),
            b"".join(self.lines),
            tuple(self.problems),
            done,
            error,
        )
        self.told, self.since = at, time.monotonic()
        self.pages = self.parsed = self.held_bytes = 0
        self.lines, self.problems = [], []
        return part

    def _size(self) -> int | None:
        if not is_remote(self.address):
            return size_of(self.address)
        return self.stream.size if isinstance(self.stream, RangedStream) else self.size

    def _at(self) -> int:
        """Say how far the file is read (bytes): an archive bit by bit, another file as a whole."""
        if self.stream is not None:
            self.passed = self.stream.tell()
        elif not is_remote(self.address) and not self.address.endswith(ARCHIVES):
            return size_of(self.address) or 0
        return self.passed

    def _is_worth(self, data: bytes | bytearray, content_type: str | None, is_html: bool) -> bool:
        self.index.keep_up()
        return self.index.may_carry(data, content_type, is_html)

    def _lines(self, page: Page, source: PageSource) -> Iterator[bytes]:
        records = self.task.records
        if records is not None and source.is_text and self.index.find(page):
            try:
                page = records.page(source.name, source.date)
            except WiretraceError as problem:
                self.problems.append(f"{source.name}: judged by its text alone: {problem}")
        for match, verdict in self._found(page):
            yield json_line(
                found_line(match, verdict, page=source.name, date=source.date, ruleset=RULESET, kernel=KERNEL)
            )

    def _found(self, page: Page) -> list[tuple[Match, Verdict | None]]:
        if self.task.terms is None:
            return [(match, None) for match in self.index.find(page)]
        return self.index.judged(page, self.task.terms)
