"""One input file -> its matches, in parts: the pure function that every way of scanning runs."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from wiretrace.errors import WiretraceError
from wiretrace.fingerprint import KERNEL
from wiretrace.pages import PageSource, read_pages
from wiretrace.pipeline import Index
from wiretrace.rules import RULESET
from wiretrace.scan.lines import json_line, match_line

PAGES_A_PART: Final = 64  # a few parts a second at the slowest measured pace, so that the bar moves
BYTES_A_PART: Final = 1 << 20


@dataclass(frozen=True, slots=True)
class Part:
    """What a stretch of one input file gave: pages read, bytes of the file passed, lines of JSON, problems.

    The last part of a file is ``done``. A problem says in words what was not read, and why.
    """

    path: str
    pages: int = 0
    read_bytes: int = 0
    lines: bytes = b""
    problems: tuple[str, ...] = ()
    done: bool = False


@dataclass
class _Gathered:
    """What has been found since the last part went out."""

    pages: int = 0
    lines: list[bytes] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    held_bytes: int = 0

    def add(self, source: PageSource, index: Index) -> None:
        if source.page is None:
            self.problems.append(source.problem or f"{source.name}: cannot be read")
            return
        self.pages += 1
        for match in index.find(source.page):
            line = json_line(match_line(match, page=source.name, ruleset=RULESET, kernel=KERNEL))
            self.lines.append(line)
            self.held_bytes += len(line)

    @property
    def is_full(self) -> bool:
        return self.pages + len(self.problems) >= PAGES_A_PART or self.held_bytes >= BYTES_A_PART

    def part(self, path: str, *, read_bytes: int = 0, done: bool = False) -> Part:
        return Part(path, self.pages, read_bytes, b"".join(self.lines), tuple(self.problems), done)


def scan_file(path: str, index: Index) -> Iterator[Part]:
    """Scan one file and yield its parts; the last is ``done`` and counts the file's bytes.

    A page that cannot be read is a problem, never an exception: the rest of the file goes on.
    """
    gathered = _Gathered()
    try:
        for source in read_pages([path]):
            gathered.add(source, index)
            if gathered.is_full:
                yield gathered.part(path)
                gathered = _Gathered()
    except WiretraceError as error:
        gathered.problems.append(f"{path}: {error}")
    yield gathered.part(path, read_bytes=os.path.getsize(path) if os.path.exists(path) else 0, done=True)
