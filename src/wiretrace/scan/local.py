"""Scans files with processes of this machine.

Each worker opens the index itself; the file is memory-mapped, so all workers share one copy. A worker has one file
at a time and sends what it finds in parts through a pipe, which holds it up when nobody reads.
"""

from __future__ import annotations

import multiprocessing
import signal
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from multiprocessing.context import SpawnProcess

from wiretrace.pipeline import Index
from wiretrace.scan.order import InOrder
from wiretrace.scan.parts import Part, scan_file

ScanFile = Callable[[str, Index], Iterator[Part]]


def scan_files(paths: Sequence[str], *, index_path: str, workers: int, scan: ScanFile = scan_file) -> Iterator[Part]:
    """Scan ``paths`` with up to ``workers`` processes and yield parts as they come.

    Lines come in the order of ``paths`` and, within a file, of its pages; each file ends with a part that is
    ``done``. Counts and problems of a later file may come early, in parts without lines. A worker that dies ends its
    file with a problem that names the file and the exit code; the other files go on. Closing the iterator ends the
    workers. ``scan`` reads one file; it is a function of a module, since each worker imports it anew. Cost: about half a second to start a worker, then that of ``scan_file``.
    """
    fleet = _Fleet(paths, index_path, scan)
    order = InOrder()
    try:
        for _ in range(min(workers, len(paths))):
            fleet.start_worker()
        while fleet.workers:
            for job, part in fleet.receive():
                yield from order.add(job, part)
    finally:
        fleet.stop()
        order.close()


@dataclass(slots=True)
class _Worker:
    process: SpawnProcess
    pipe: Connection
    job: int


class _Fleet:
    """The workers and the files that no one has begun."""

    def __init__(self, paths: Sequence[str], index_path: str, scan: ScanFile) -> None:
        self.workers: list[_Worker] = []
        self._paths = paths
        self._index_path = index_path
        self._scan = scan
        self._jobs = deque(range(len(paths)))

    def start_worker(self) -> None:
        """Start one more worker on the next file."""
        # spawn, not fork: a forked child would hold the parent's locks and buffers as they were at that moment
        context = multiprocessing.get_context("spawn")
        ours, theirs = context.Pipe()
        process = context.Process(target=_work, args=(theirs, self._index_path, self._scan), daemon=True)
        process.start()
        theirs.close()
        worker = _Worker(process, ours, self._jobs.popleft())
        self.workers.append(worker)
        self._send_job(worker)

    def receive(self) -> Iterator[tuple[int, Part]]:
        """Wait until workers have something to say, or have died; yield the number of the file and the part."""
        ready = wait([worker.pipe for worker in self.workers])
        for worker in [worker for worker in self.workers if worker.pipe in ready]:
            job = worker.job
            try:
                part: Part = worker.pipe.recv()
            except (EOFError, ConnectionResetError):
                part = self._bury(worker)
            else:
                if part.done:
                    self._give_next_job(worker)
            yield job, part

    def stop(self) -> None:
        """End all workers, whatever they are doing."""
        for worker in self.workers:
            worker.process.terminate()
        for worker in self.workers:
            worker.process.join()
            worker.pipe.close()
        self.workers.clear()

    def _send_job(self, worker: _Worker) -> None:
        try:
            worker.pipe.send(self._paths[worker.job])
        except BrokenPipeError:
            return  # it died before it had read its job: the next receive() finds the end of the pipe and buries it

    def _give_next_job(self, worker: _Worker) -> None:
        if self._jobs:
            worker.job = self._jobs.popleft()
            self._send_job(worker)
        else:
            worker.pipe.close()
            worker.process.join()
            self.workers.remove(worker)

    def _bury(self, worker: _Worker) -> Part:
        worker.process.join()
        worker.pipe.close()
        self.workers.remove(worker)
        if self._jobs:
            self.start_worker()
        path = self._paths[worker.job]
        problem = (
            f"{path}: the worker died (exit code {worker.process.exitcode}); this file was not read to its end; "
            "scan it alone, or with fewer workers if memory ran out"
        )
        return Part(path, problems=(problem,), done=True)


def _work(pipe: Connection, index_path: str, scan: ScanFile) -> None:
    """Scan one file after another until the parent closes the pipe."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches the whole group; the parent ends its workers
    index = Index.open(index_path)
    while True:
        try:
            path = pipe.recv()
        except EOFError:
            return
        for part in scan(path, index):
            pipe.send(part)
