"""A file that lies elsewhere as a stream of bytes: read from any place, taken up again where a connection broke."""

from __future__ import annotations

import io
import random
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Protocol

from wiretrace.errors import StoreError


class Interrupted(Exception):
    """A store did not answer as it should, and may do so soon: ``wait_s`` says when it asks to be tried again."""

    def __init__(self, why: str, wait_s: float = 0.0) -> None:
        super().__init__(why)
        self.wait_s = wait_s


@dataclass(frozen=True, slots=True)
class Timing:
    """How long to wait for a store (seconds), how often to try, and how long to pause between two tries.

    Pauses double from ``pause_s``, up to ``longest_pause_s``, with jitter, so that workers do not come back all at once.
    """

    connect_s: float = 15.0
    read_s: float = 60.0
    tries: int = 6
    pause_s: float = 1.0
    longest_pause_s: float = 60.0

    def pause(self, failures: int, wanted_s: float) -> float:
        """Say how long to wait after so many failures in a row, and at least as long as the store asks."""
        longest = min(self.longest_pause_s, self.pause_s * 2.0 ** (failures - 1))
        return max(min(wanted_s, self.longest_pause_s), longest * random.uniform(0.5, 1.0))


class Body(Protocol):
    """The bytes of a file from some place on, as a store sends them."""

    size: int | None
    """Bytes of the whole file; ``None``: the store does not say."""
    tag: str | None
    """What changes when the file does (an ETag, a date); ``None``: the store does not say."""

    def read(self, size: int) -> bytes:
        """Give up to ``size`` bytes; none at the end. Raises ``Interrupted``."""

    def close(self) -> None:
        """Let the connection go."""


Source = Callable[[int, bool], Body]
"""Asks a store for a file from byte ``start`` on; says whether the file was there before, so that it may come back.
Raises ``Interrupted`` (try again) or ``StoreError`` (do not)."""


class RangedStream(io.RawIOBase):
    """A file of a store. Seeking costs a request when the next byte is read; reading on costs none.

    A connection that breaks, or ends before the file does, is opened again at the next byte. After ``timing.tries``
    failures in a row, none of them with a new byte in between, ``StoreError`` says what the last one was.
    """

    def __init__(
        self, address: str, source: Source, timing: Timing, sleep: Callable[[float], None] = time.sleep
    ) -> None:
        super().__init__()
        self._address = address
        self._source = source
        self._timing = timing
        self._sleep = sleep
        self._at = 0
        self._body: Body | None = None
        self._tag: str | None = None
        self._was_there = False
        self.size: int | None = None
        """Bytes of the whole file, once something was read; ``None``: the store does not say."""

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def tell(self) -> int:
        return self._at

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        if whence == io.SEEK_END:
            if self.size is None:
                self._again(self._open)
            if self.size is None:
                raise StoreError(
                    f"{self._address}: the store does not say how large it is, so it is read from its front"
                )
            offset += self.size
        elif whence == io.SEEK_CUR:
            offset += self._at
        if offset != self._at:
            self._drop()
            self._at = offset
        return self._at

    def readinto(self, buffer: memoryview | bytearray, /) -> int:  # type: ignore[override]  # the two kinds used here
        view = memoryview(buffer).cast("B")
        filled = 0
        while filled < len(view):
            piece = self._again(partial(self._piece, len(view) - filled))
            if not piece:
                break
            view[filled : filled + len(piece)] = piece
            filled += len(piece)
        return filled

    def close(self) -> None:
        self._drop()
        super().close()

    def _again(self, act: Callable[[], bytes]) -> bytes:
        """Do something that may be interrupted, as often as ``timing`` allows."""
        failures = 0
        while True:
            try:
                return act()
            except Interrupted as error:
                self._drop()
                failures += 1
                if failures >= self._timing.tries:
                    raise StoreError(
                        f"{self._address}: gave up at byte {self._at:,} after {failures} tries: {error}; "
                        "scan it again later"
                    ) from error
                self._sleep(self._timing.pause(failures, error.wait_s))

    def _open(self) -> bytes:
        """Ask for the file from the next byte on."""
        body = self._source(self._at, self._was_there)
        is_other = self._tag is not None and body.tag is not None and body.tag != self._tag
        if is_other or (self.size is not None and body.size is not None and body.size != self.size):
            body.close()
            raise StoreError(f"{self._address}: it was changed while it was read; scan it again")
        self._body, self._tag, self._was_there = body, self._tag or body.tag, True
        self.size = body.size if body.size is not None else self.size
        return b""

    def _piece(self, wanted: int) -> bytes:
        if self.size is not None and self._at >= self.size:
            return b""
        if self._body is None:
            self._open()
            assert self._body is not None
        piece = self._body.read(wanted)
        if not piece and self.size is not None and self._at < self.size:
            raise Interrupted(f"the connection ended at byte {self._at:,} of {self.size:,}")
        self._at += len(piece)
        return piece

    def _drop(self) -> None:
        body, self._body = self._body, None
        if body is not None:
            body.close()
