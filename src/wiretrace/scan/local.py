"""Scans files with processes of this machine.

Each worker opens the index itself; the file is memory-mapped, so all workers share one copy. A worker has one file
at a time and sends what it finds in parts through a pipe, which holds it up when nobody reads.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
import threading
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from multiprocessing.resource_tracker import ensure_running

from wiretrace.pipeline import Index, collect_less_often
from wiretrace.scan.engine import ScanFile, parts_of
from wiretrace.scan.ledger import Job
from wiretrace.scan.parts import Part


@dataclass(slots=True)
class _Worker:
    process: BaseProcess
    pipe: Connection
    job: Job | None = None


class LocalEngine:
    """Up to ``workers`` processes (``None``: one for each processor), started as they are needed: 20 ms each on Linux, a
    second elsewhere and where threads run.

    ``scan`` reads one file. It is a function of a module (or a partial of one), since a worker may import it anew.
    """

    def __init__(self, *, index_path: str, workers: int | None, scan: ScanFile) -> None:
        self._index_path = index_path
        self._most = workers or os.cpu_count() or 1
        self._scan = scan
        self._workers: list[_Worker] = []

    @property
    def has_room(self) -> bool:
        """See ``Engine``."""
        return len(self._workers) < self._most or any(worker.job is None for worker in self._workers)

    def submit(self, job: Job) -> None:
        """See ``Engine``. Raises ``RuntimeError`` if there is no room."""
        worker = next((worker for worker in self._workers if worker.job is None), None) or self._start()
        worker.job = job
        try:
            worker.pipe.send(job.address)
        except BrokenPipeError:
            return  # it died while it waited: the next receive() finds the end of the pipe and buries it

    def receive(self, timeout_s: float) -> list[tuple[int, Part]]:
        """See ``Engine``."""
        ready = wait([worker.pipe for worker in self._workers], timeout_s)
        found = [self._part_of(worker) for worker in list(self._workers) if worker.pipe in ready]
        return [part for part in found if part is not None]

    def abandon(self, number: int) -> None:
        """See ``Engine``."""
        for worker in list(self._workers):
            if worker.job and worker.job.number == number:
                worker.process.kill()
                self._bury(worker)

    def close(self) -> None:
        """See ``Engine``."""
        for worker in self._workers:
            worker.process.terminate()
        for worker in list(self._workers):
            self._bury(worker)

    def _start(self) -> _Worker:
        if len(self._workers) >= self._most:
            raise RuntimeError("all workers have a file; call receive() first")
        ours, theirs = multiprocessing.Pipe()
        process = self._process(theirs)
        # Ctrl-C reaches the whole group, and the parent ends its workers: they do not hear it, nor while they begin
        before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
        try:
            process.start()
        finally:
            signal.pthread_sigmask(signal.SIG_SETMASK, before)
        theirs.close()
        worker = _Worker(process, ours)
        self._workers.append(worker)
        return worker

    def _process(self, pipe: Connection) -> BaseProcess:
        arguments = (pipe, self._index_path, self._scan)
        if may_fork():
            return multiprocessing.get_context("fork").Process(target=_work_alone, args=arguments, daemon=True)
        ensure_running()  # which would let Ctrl-C through again, if it came up when the process starts
        return multiprocessing.get_context("spawn").Process(target=_work, args=arguments, daemon=True)

    def _part_of(self, worker: _Worker) -> tuple[int, Part] | None:
        job = worker.job
        try:
            part: Part = worker.pipe.recv()
        except (EOFError, OSError):  # it ended, or was killed in the middle of a part
            self._bury(worker)
            if job is None:
                return None  # it died while it waited
            why = (
                f"{job.address}: the worker died (exit code {worker.process.exitcode}) before it had read the file to "
                "its end; scan it alone, or with fewer workers if memory ran out"
            )
            return job.number, Part(job.address, done=True, error=why)
        if job is None:
            raise RuntimeError(f"a worker without a file sent a part of {part.path}")
        if part.done:
            worker.job = None
        return job.number, part

    def _bury(self, worker: _Worker) -> None:
        worker.process.join()
        worker.pipe.close()
        self._workers.remove(worker)


def may_fork() -> bool:
    """Say whether a worker may begin as a copy of this process, with all that is imported: a thread's lock would stay held
    in the copy for ever, and what other systems than Linux keep for a process does not bear it."""
    return sys.platform == "linux" and threading.active_count() == 1


def _work_alone(pipe: Connection, index_path: str, scan: ScanFile) -> None:
    """Do the same in a copy of the parent, which first lets go of what the parent had open: the ledger and its lock, the
    output, the pipes of other workers, which would not hear that the parent is gone."""
    sys.stderr = os.fdopen(2, "w", buffering=1, closefd=False)  # whatever it was in the parent
    os.closerange(3, pipe.fileno())
    os.closerange(pipe.fileno() + 1, os.sysconf("SC_OPEN_MAX"))
    _work(pipe, index_path, scan)


def _work(pipe: Connection, index_path: str, scan: ScanFile) -> None:
    """Scan one file after another until the parent closes the pipe."""
    index = Index.open(index_path)
    collect_less_often()
    while True:
        try:
            address = pipe.recv()
            for part in parts_of(address, index, scan):
                pipe.send(part)
        except (EOFError, ConnectionError):
            return  # whoever asked is gone
