"""Where the lines of a scan go: a block for each input file, written when the file has ended, never half."""

from __future__ import annotations

import fcntl
import os
import shutil
import tempfile
from collections.abc import Iterable
from pathlib import Path
from tempfile import SpooledTemporaryFile
from typing import IO, Final, Protocol

from wiretrace.errors import RunBusy, RunError

SPOOL_BYTES: Final = 4 << 20
_COPIED_BYTES: Final = 1 << 20

Place = tuple[int, int]
"""Where a block begins and ends in the output (bytes)."""
Block = SpooledTemporaryFile[bytes]


def new_block() -> Block:
    """Begin to gather the lines of a file: in memory, past ``SPOOL_BYTES`` on disk."""
    return SpooledTemporaryFile(max_size=SPOOL_BYTES)


def add_lines(block: Block, lines: bytes) -> None:
    """Gather some more. Raises ``RunError`` if the disk is full."""
    try:
        block.write(lines)
    except OSError as error:
        raise RunError(
            f"{tempfile.gettempdir()}: no room for the lines of a file ({error.strerror}); see to the disk or set TMPDIR, "
            "then go on with --resume"
        ) from error


class Output(Protocol):
    """Takes the block of each file that has ended."""

    def append(self, number: int, block: Block) -> Place:
        """Write the block of file ``number``. Raises ``RunError`` if it cannot be written; then none of it was."""

    def close(self) -> None:
        """Let it go."""


class InOrder:
    """Writes blocks to a stream in the order of the files, which are numbered from 1; later ones wait for their turn."""

    def __init__(self, stream: IO[bytes]) -> None:
        self._stream = stream
        self._turn = 1
        self._waiting: dict[int, Block] = {}
        self._end = 0

    def append(self, number: int, block: Block) -> Place:
        """See ``Output``."""
        self._waiting[number] = block
        size = block.seek(0, os.SEEK_END)
        self._end += size
        try:
            while self._turn in self._waiting:
                with self._waiting.pop(self._turn) as next_block:
                    next_block.seek(0)
                    shutil.copyfileobj(next_block, self._stream, _COPIED_BYTES)
                self._turn += 1
            self._stream.flush()
        except BrokenPipeError:
            raise  # whoever read has enough
        except OSError as error:
            raise RunError(f"stdout: cannot be written ({error.strerror}); see to the disk, then scan again") from error
        return self._end - size, self._end

    def close(self) -> None:
        """Throw away what still waits."""
        for block in self._waiting.values():
            block.close()


class Journal:
    """A file to which blocks are appended as files end, one run at a time; ``put_in_order`` sorts them."""

    def __init__(self, path: Path, *, keep_bytes: int = 0) -> None:
        """Open the file, and cut off what stands behind ``keep_bytes``: a block that no ledger knows.

        Raises ``RunBusy`` if another process writes to it, ``RunError`` if it cannot be written or is too short.
        """
        self.path = path
        if keep_bytes and not path.exists():
            raise RunError(f"{path}: lines that the ledger knows of are missing; begin the scan anew")
        try:
            self._file = path.open("ab", buffering=0)
        except OSError as error:
            raise RunError(f"{path}: cannot be written ({error.strerror}); check the folder") from error
        try:
            fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            self._file.close()
            raise RunBusy(f"{path}: another scan is writing to it; wait for it, or name another output") from error
        if self._file.tell() < keep_bytes:
            self._file.close()
            raise RunError(f"{path}: lines that the ledger knows of are missing; begin the scan anew")
        self._end = keep_bytes
        self._file.truncate(keep_bytes)

    def append(self, number: int, block: Block) -> Place:
        """See ``Output``. What was written is on disk before this returns."""
        begins = self._end
        try:
            block.seek(0)
            while piece := block.read(_COPIED_BYTES):
                while piece:  # a disk that is nearly full takes a part of it
                    piece = piece[self._file.write(piece) :]
            ends = self._file.tell()
            if ends > begins:
                os.fsync(self._file.fileno())
        except OSError as error:
            self._give_up(begins)
            raise RunError(
                f"{self.path}: cannot be written ({error.strerror}); see to the disk, then go on with --resume"
            ) from error
        finally:
            block.close()
        self._end = ends
        return begins, ends

    def put_in_order(self, places: Iterable[tuple[int, int, int]]) -> list[tuple[int, int, int]] | None:
        """Write the blocks (number, begins, ends), in the order that they are given, to a file beside this one.

        ``swap`` then puts it in place. Returns where they stand in it; ``None``: they were in order.
        """
        places = list(places)
        sorted_path(self.path).unlink(missing_ok=True)
        if all(begins == before for (_, begins, _), before in zip(places, [0, *(p[2] for p in places)], strict=False)):
            return None
        moved, at = [], 0
        try:
            with self.path.open("rb") as source, sorted_path(self.path).open("wb") as target:
                for number, begins, ends in places:
                    source.seek(begins)
                    _copy(source, target, ends - begins)
                    moved.append((number, at, at + ends - begins))
                    at += ends - begins
                target.flush()
                os.fsync(target.fileno())
        except OSError as error:
            sorted_path(self.path).unlink(missing_ok=True)
            raise RunError(
                f"{self.path}: cannot be put in order ({error.strerror}); see to the disk, then go on with --resume"
            ) from error
        return moved

    def close(self) -> None:
        """Let the file go."""
        self._file.close()

    def _give_up(self, begins: int) -> None:
        try:
            self._file.truncate(begins)
        except OSError:  # the next run cuts it off: no ledger knows of it
            return


def sorted_path(path: Path) -> Path:
    """Where the blocks are put in order."""
    return path.with_name(f".{path.name}.sorted")


def swap(path: Path) -> None:
    """Put the file with the blocks in order in place, if it is there."""
    if sorted_path(path).exists():
        sorted_path(path).replace(path)
        sync_folder(path)


def sync_folder(path: Path) -> None:
    """Have the disk know under which name a file now lies."""
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def _copy(source: IO[bytes], target: IO[bytes], size: int) -> None:
    while size:
        piece = source.read(min(size, _COPIED_BYTES))
        if not piece:
            raise RunError("the output became shorter while it was read; begin the scan anew")
        target.write(piece)
        size -= len(piece)
