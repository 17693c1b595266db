"""Puts what several workers find at once back into the order of the inputs, in bounded memory."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from dataclasses import replace
from tempfile import SpooledTemporaryFile
from typing import Final

from wiretrace.scan.parts import Part

SPOOL_BYTES: Final = 4 << 20
_CHUNK_BYTES: Final = 1 << 20


class InOrder:
    """Holds lines of later files back until it is their turn, past ``SPOOL_BYTES`` a file on disk.

    Counts and problems are not held back: they go out at once, in a part without lines.
    """

    def __init__(self) -> None:
        self._turn = 0
        self._spools: dict[int, SpooledTemporaryFile[bytes]] = {}
        self._last: dict[int, Part] = {}

    def add(self, job: int, part: Part) -> Iterator[Part]:
        """Take a part of file number ``job`` and yield every part whose turn it now is."""
        if job != self._turn:
            yield from self._hold(job, part)
            return
        yield part
        while part.done:
            self._turn += 1
            yield from self._release(self._turn)
            if self._turn not in self._last:
                return
            part = self._last.pop(self._turn)
            yield part

    def close(self) -> None:
        """Throw away what is still held back."""
        for spool in self._spools.values():
            spool.close()

    def _hold(self, job: int, part: Part) -> Iterator[Part]:
        if part.lines:
            if job not in self._spools:
                self._spools[job] = tempfile.SpooledTemporaryFile(max_size=SPOOL_BYTES)  # noqa: SIM115
            self._spools[job].write(part.lines)
        if part.done:
            self._last[job] = Part(part.path, done=True)
        yield replace(part, lines=b"", done=False)

    def _release(self, job: int) -> Iterator[Part]:
        spool = self._spools.pop(job, None)
        if spool is None:
            return
        with spool:
            spool.seek(0)
            while chunk := spool.read(_CHUNK_BYTES):
                yield Part("", lines=chunk)
