"""How an index file comes into being, is locked by its one writer, and is replaced as a whole."""

from __future__ import annotations

import fcntl
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from wiretrace.errors import IndexBusy, InputError
from wiretrace.index.layout import pack_header
from wiretrace.index.view import View, empty_view, read_view
from wiretrace.index.writing import Writer


def open_view(path: Path) -> View:
    """Map the commit in force. Raises ``InputError``, ``NotAnIndex``, ``IndexVersionMismatch``, ``DamagedIndex``."""
    with _opened(path, "rb") as file:
        return read_view(file, path)


@contextmanager
def locked(path: Path) -> Iterator[Writer]:
    """Open an index to change it. Raises ``IndexBusy`` if somebody else does so at this moment."""
    with _opened(path, "r+b") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise IndexBusy(f"{path}: another process is writing to it; try again when it is done") from error
        try:
            if os.fstat(file.fileno()).st_ino != path.stat().st_ino:
                raise IndexBusy(f"{path}: it was replaced at this moment; try again")
            yield Writer(file, read_view(file, path))
        finally:
            fcntl.flock(file, fcntl.LOCK_UN)  # closing is not enough: every mapping keeps a copy of the handle


@contextmanager
def scratch(path: Path) -> Iterator[Writer]:
    """Open a new, empty index beside ``path``; the file is gone when the block ends, unless ``put`` moved it."""
    part = path.with_name(f".{path.name}.{secrets.token_hex(4)}.part")
    try:
        with _opened(part, "x+b") as file:
            file.write(pack_header())
            file.flush()
            yield Writer(file, empty_view(file, part))
    finally:
        part.unlink(missing_ok=True)


@contextmanager
def replacing(path: Path) -> Iterator[Writer]:
    """Write a new index that takes the place of ``path`` when the block ends well; else nothing changes."""
    with scratch(path) as writer:
        yield writer
        put(writer, path)


def put(writer: Writer, path: Path) -> None:
    """Commit a new index and move it to ``path``. Readers of a file there keep what they have until they refresh."""
    writer.commit()
    writer.path.replace(path)
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


@contextmanager
def _opened(path: Path, mode: str) -> Iterator[BinaryIO]:
    try:
        file = open(path, mode)  # noqa: SIM115 - the errors of the block below are not those of opening
    except OSError as error:
        raise InputError(f"{path}: cannot open the index ({error.strerror}); see that the path is right") from error
    with file:
        yield file  # type: ignore[misc]  # every mode here is a binary one
