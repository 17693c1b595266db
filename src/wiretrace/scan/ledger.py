"""The ledger of a run: an SQLite file with a row for each input file, so that a run that was killed can go on.

One process writes it; anybody may read it while the run goes on (``sqlite3 copies.jsonl.ledger``). A row's counts are
entered together with the place of its lines in the output, in one transaction: a file is done or it is not.
"""

from __future__ import annotations

import fcntl
import json
import os
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Final

from wiretrace.errors import RunBusy, RunError

VERSION: Final = 1
IN_MEMORY: Final = ":memory:"

_SCHEMA = """
CREATE TABLE run (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
CREATE TABLE file (
    number INTEGER PRIMARY KEY,
    address ANY NOT NULL UNIQUE,
    state TEXT NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'running', 'done', 'failed')),
    attempts INTEGER NOT NULL DEFAULT 0,
    run_at REAL NOT NULL DEFAULT 0,
    lease_until REAL,
    pages INTEGER NOT NULL DEFAULT 0,
    parsed INTEGER NOT NULL DEFAULT 0,
    matches INTEGER NOT NULL DEFAULT 0,
    problems INTEGER NOT NULL DEFAULT 0,
    read_bytes INTEGER NOT NULL DEFAULT 0,
    size_bytes INTEGER,
    seconds REAL NOT NULL DEFAULT 0,
    begins INTEGER,
    ends INTEGER,
    error TEXT
) STRICT;
CREATE INDEX file_to_claim ON file (run_at, number) WHERE state = 'waiting';
CREATE INDEX file_running ON file (lease_until) WHERE state = 'running';
CREATE TABLE problem (file INTEGER NOT NULL REFERENCES file, words TEXT NOT NULL) STRICT;
"""


@dataclass(frozen=True, slots=True)
class Job:
    """A file to scan, and how often that was tried before, this time counted."""

    number: int
    address: str
    attempt: int


@dataclass(slots=True)
class Counts:
    """What came of a file, or of several: how many pages, how many of them were parsed, matches, problems; the bytes
    that were read, the bytes that there are (``None``: not known), and the seconds that it took."""

    pages: int = 0
    parsed: int = 0
    matches: int = 0
    problems: int = 0
    read_bytes: int = 0
    seconds: float = 0.0
    size_bytes: int | None = None


@dataclass(frozen=True, slots=True)
class Totals:
    """Where a run stands: files by state, the sums of their counts, and how many files have a size that is known."""

    waiting: int
    running: int
    done: int
    failed: int
    counts: Counts
    sized: int
    """Files whose size is known; ``counts.size_bytes`` adds those sizes up."""

    @property
    def files(self) -> int:
        """All files of the run."""
        return self.waiting + self.running + self.done + self.failed


class Ledger:
    """A ledger that is open. Make one with ``create`` or ``open``; close it, or use it in a ``with`` block.

    Every method that changes something is one transaction. Raises ``RunError`` where the disk is full or the file
    damaged; then nothing was changed.
    """

    def __init__(self, path: str) -> None:
        self._path = path
        self._lock = _locked(path)
        try:
            self._db = _connect(path)
        except RunError:
            self._unlock()
            raise

    @classmethod
    def create(cls, path: str, settings: Mapping[str, Any], files: Iterable[tuple[str, int | None]]) -> Ledger:
        """Begin a ledger at ``path``, where there is none. ``files`` are addresses and sizes (bytes; ``None``: not known yet).

        An address that comes twice is one file.
        """
        ledger = cls(path)
        with ledger._changing("see to the disk, then begin the scan again") as db:
            for statement in filter(str.strip, _SCHEMA.split(";")):
                db.execute(statement)
            entries = {"version": VERSION, "finished": False, **settings}
            db.executemany(
                "INSERT INTO run VALUES (?, ?)", ((key, json.dumps(value)) for key, value in entries.items())
            )
            rows = ((_stored(address), size) for address, size in files)
            db.executemany("INSERT OR IGNORE INTO file (address, size_bytes) VALUES (?, ?)", rows)
        return ledger

    @classmethod
    def open(cls, path: str) -> Ledger:
        """Open a ledger that is there.

        Raises ``RunBusy`` if a process is at work on it, ``RunError`` if it is none, or of another version.
        """
        ledger = cls(path)
        try:
            version = ledger.settings().get("version")
        except (RunError, ValueError) as error:
            ledger.close()
            raise RunError(f"{path}: not the ledger of a scan; remove it, or name another output") from error
        if version != VERSION:
            ledger.close()
            raise RunError(
                f"{path}: a ledger of version {version}, this wiretrace reads {VERSION}; begin the scan anew"
            )
        return ledger

    def is_empty(self) -> bool:
        """Say whether nothing was begun in it: its maker was killed before the first commit."""
        return bool(self._read("SELECT count(*) FROM sqlite_schema")[0][0] == 0)

    def settings(self) -> dict[str, Any]:
        """Give what the run was begun with, and whether it is ``finished``."""
        return {name: json.loads(value) for name, value in self._read("SELECT name, value FROM run")}

    def go_on(self) -> None:
        """Let what was being worked on when the run was killed be claimed again, and what failed get new attempts."""
        with self._changing() as db:
            db.execute("UPDATE run SET value = 'false' WHERE name = 'finished'")
            db.execute("UPDATE file SET state = 'waiting', lease_until = NULL, run_at = 0 WHERE state = 'running'")
            db.execute("UPDATE file SET state = 'waiting', attempts = 0, run_at = 0 WHERE state = 'failed'")

    def claim(self, *, at: float, lease_s: float) -> Job | None:
        """Take the next file whose time has come; ``None``: there is none. ``at`` is in seconds since 1970."""
        with self._changing() as db:
            row = db.execute(
                "SELECT number, address, attempts FROM file WHERE state = 'waiting' AND run_at <= ?"
                " ORDER BY run_at, number LIMIT 1",
                (at,),
            ).fetchone()
            if row is None:
                return None
            number, address, attempts = row
            db.execute(
                "UPDATE file SET state = 'running', attempts = attempts + 1, lease_until = ? WHERE number = ?",
                (at + lease_s, number),
            )
        return Job(number, _given(address), attempts + 1)

    def renew(self, number: int, *, until: float) -> None:
        """Note that a file is still being worked on."""
        with self._changing() as db:
            db.execute("UPDATE file SET lease_until = ? WHERE number = ? AND state = 'running'", (until, number))

    def expired(self, *, at: float) -> list[int]:
        """Name the files of whose workers nothing was heard for the time of their lease."""
        rows = self._read("SELECT number FROM file WHERE state = 'running' AND lease_until < ?", (at,))
        return [number for (number,) in rows]

    def next_at(self) -> float | None:
        """Say when the next waiting file may be claimed (seconds since 1970); ``None``: no file waits."""
        found: float | None = self._read("SELECT min(run_at) FROM file WHERE state = 'waiting'")[0][0]
        return found

    def put_off(self, number: int, error: str, *, until: float) -> None:
        """Let a file that failed be tried again later; what its attempt counted is forgotten."""
        with self._changing() as db:
            db.execute(
                "UPDATE file SET state = 'waiting', lease_until = NULL, run_at = ?, error = ? WHERE number = ?",
                (until, _plain(error), number),
            )

    def end(
        self, number: int, counts: Counts, problems: Iterable[str], place: tuple[int, int], error: str | None = None
    ) -> None:
        """Note that a file was read to its end, or has failed for good (``error``), and where its lines stand."""
        with self._changing() as db:
            db.execute(
                "UPDATE file SET state = ?, lease_until = NULL, pages = ?, parsed = ?, matches = ?, problems = ?,"
                " read_bytes = ?, size_bytes = coalesce(?, size_bytes), seconds = ?, begins = ?, ends = ?, error = ? WHERE number = ?",
                (
                    "failed" if error else "done",
                    counts.pages,
                    counts.parsed,
                    counts.matches,
                    counts.problems,
                    counts.read_bytes,
                    counts.size_bytes,
                    counts.seconds,
                    *place,
                    error and _plain(error),
                    number,
                ),
            )
            db.execute("DELETE FROM problem WHERE file = ?", (number,))
            db.executemany("INSERT INTO problem VALUES (?, ?)", ((number, _plain(words)) for words in problems))

    def finish(self, places: Iterable[tuple[int, int, int]]) -> None:
        """Note that the run is over, and where the lines of each file (number, begins, ends) stand now.

        It is on disk before this returns: what follows moves the file that these places are in.
        """
        self._read("PRAGMA synchronous=FULL")
        with self._changing() as db:
            db.executemany("UPDATE file SET begins = ?2, ends = ?3 WHERE number = ?1", places)
            db.execute("UPDATE run SET value = 'true' WHERE name = 'finished'")

    def places(self) -> list[tuple[int, int, int]]:
        """Say where the lines of each ended file stand in the output: number, begins, ends; by number."""
        rows = self._read("SELECT number, begins, ends FROM file WHERE ends IS NOT NULL ORDER BY number")
        return [(number, begins, ends) for number, begins, ends in rows]

    def failures(self) -> Iterator[tuple[str, str]]:
        """Name the files that failed for good, and why."""
        for address, error in self._read("SELECT address, error FROM file WHERE state = 'failed' ORDER BY number"):
            yield _given(address), error

    def totals(self) -> Totals:
        """Count the files by state, and add up what came of those that ended."""
        states = dict(self._read("SELECT state, count(*) FROM file GROUP BY state"))
        (row,) = self._read(
            "SELECT coalesce(sum(pages), 0), coalesce(sum(parsed), 0), coalesce(sum(matches), 0),"
            " coalesce(sum(problems), 0), coalesce(sum(read_bytes), 0), coalesce(sum(seconds), 0.0),"
            " coalesce(sum(size_bytes), 0), count(size_bytes) FROM file"
        )
        waiting, running, done, failed = (states.get(state, 0) for state in ("waiting", "running", "done", "failed"))
        return Totals(waiting, running, done, failed, Counts(*row[:-1]), row[-1])

    def close(self) -> None:
        """Let the file go. Closing twice does no harm."""
        self._db.close()
        self._unlock()

    def __enter__(self) -> Ledger:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _unlock(self) -> None:
        lock, self._lock = self._lock, None
        if lock is not None:
            os.close(lock)

    def _read(self, question: str, values: tuple[object, ...] = ()) -> list[Any]:
        try:
            return self._db.execute(question, values).fetchall()
        except sqlite3.Error as error:
            raise RunError(f"{self._path}: the ledger cannot be read ({error}); begin the scan anew") from error

    @contextmanager
    def _changing(self, next_step: str = "see to the disk, then go on with --resume") -> Iterator[sqlite3.Connection]:
        try:
            self._db.execute("BEGIN IMMEDIATE")
            yield self._db
            self._db.execute("COMMIT")
        except sqlite3.Error as error:
            if self._db.in_transaction:
                self._db.execute("ROLLBACK")
            raise RunError(f"{self._path}: the ledger cannot be written ({error}); {next_step}") from error


def _locked(path: str) -> int | None:
    """Lock a ledger for as long as it is open, which SQLite does only while it writes. Raises ``RunBusy``.

    Closed after the database is: closing any handle of a file lets SQLite's own locks on it go.
    """
    if path == IN_MEMORY:
        return None
    try:
        handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o666)
    except OSError as error:
        raise RunError(f"{path}: cannot be written ({error.strerror}); check the folder") from error
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as error:
        os.close(handle)
        raise RunBusy(f"{path}: another scan is at work on this run; wait for it, or name another output") from error
    return handle


def _stored(address: str) -> str | bytes:
    """An address as SQLite takes it: the name of a file that is not UTF-8 as its bytes."""
    return address if address.isprintable() or _plain(address) == address else os.fsencode(address)


def _given(address: str | bytes) -> str:
    return os.fsdecode(address) if isinstance(address, bytes) else address


def _plain(words: str) -> str:
    return words.encode("utf-8", "backslashreplace").decode()


def _connect(path: str) -> sqlite3.Connection:
    try:
        # A page cache that survives kill -9 is enough: after a loss of power the last files are scanned once more.
        db = sqlite3.connect(path, isolation_level=None, timeout=20)
        run: Callable[[str], object] = db.execute
        for pragma in ("journal_mode=WAL", "synchronous=NORMAL", "foreign_keys=ON"):
            run(f"PRAGMA {pragma}")
    except sqlite3.Error as error:
        raise RunError(
            f"{path}: the ledger cannot be opened ({error}); see that the folder can be written and the file is a ledger"
        ) from error
    return db
