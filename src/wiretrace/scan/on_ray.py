"""Scans files on a Ray cluster. Needs Ray: ``pip install "wirecopy[ray]"``, on this machine and on each node.

The cluster is the one that ``RAY_ADDRESS`` names; without it, one is begun on this machine. A node that does not have
the index at its path gets it once, in pieces, as a file of its own that all its workers map.
"""

from __future__ import annotations

import fcntl
import tempfile
from collections.abc import Iterator
from functools import lru_cache
from hashlib import blake2b
from pathlib import Path
from typing import Any, Final

from wiretrace.pipeline import Index, collect_less_often
from wiretrace.scan.engine import ScanFile, parts_of
from wiretrace.scan.extras import library
from wiretrace.scan.ledger import Job
from wiretrace.scan.parts import Part

PIECE_BYTES: Final = 64 << 20
_HEAD_BYTES: Final = 4096
_AHEAD: Final = 8  # parts that a worker may be ahead of who reads them


class RayEngine:
    """Up to ``workers`` tasks of one processor each; ``None``: one for each processor of the cluster.

    ``ship``: whether the index is sent to nodes that lack it; ``None``: if there is more than one node. What is sent is
    the index of this moment. Raises ``MissingExtra`` without Ray, ``OSError`` if the index cannot be read.
    """

    def __init__(self, *, index_path: str, workers: int | None, scan: ScanFile, ship: bool | None = None) -> None:
        self._ray: Any = library("ray", extra="ray")
        self._errors: Any = library("ray.exceptions", extra="ray")
        self._began = not self._ray.is_initialized()
        if self._began:
            self._ray.init(log_to_driver=False, include_dashboard=False, configure_logging=False)
        processors = int(self._ray.cluster_resources().get("CPU", 1))
        self._most = max(1, min(workers or processors, processors))
        self._running: dict[Any, Job] = {}
        is_shipped = len([node for node in self._ray.nodes() if node["Alive"]]) > 1 if ship is None else ship
        pieces = [self._ray.put(piece) for piece in _pieces(Path(index_path))] if is_shipped else []
        # no retries by Ray: the ledger counts attempts, and a task begun anew would give its parts twice
        task = self._ray.remote(num_cpus=1, max_retries=0)(_scan)
        self._task = task.options(num_returns="streaming", _generator_backpressure_num_objects=_AHEAD)
        self._arguments = (index_path, _digest(Path(index_path)), pieces, scan)

    @property
    def has_room(self) -> bool:
        """See ``Engine``."""
        return len(self._running) < self._most

    def submit(self, job: Job) -> None:
        """See ``Engine``."""
        self._running[self._task.remote(job.address, *self._arguments)] = job

    def receive(self, timeout_s: float) -> list[tuple[int, Part]]:
        """See ``Engine``."""
        ready, _ = self._ray.wait(list(self._running), num_returns=1, timeout=timeout_s, fetch_local=False)
        return [self._part_of(stream) for stream in ready]

    def abandon(self, number: int) -> None:
        """See ``Engine``."""
        for stream, job in list(self._running.items()):
            if job.number == number:
                self._ray.cancel(stream, force=True)
                del self._running[stream]

    def close(self) -> None:
        """See ``Engine``. A cluster that was there before stays."""
        for job in list(self._running.values()):
            self.abandon(job.number)
        if self._began:
            self._ray.shutdown()

    def _part_of(self, stream: Any) -> tuple[int, Part]:
        job = self._running[stream]
        try:
            part: Part = self._ray.get(next(stream))
        except (StopIteration, self._errors.RayError) as error:
            why = f"{job.address}: its worker was lost ({str(error).splitlines()[0] if str(error) else 'no reason given'})"
            part = Part(job.address, done=True, error=why)
        if part.done:
            del self._running[stream]
        return job.number, part


def _pieces(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while piece := file.read(PIECE_BYTES):
            yield piece


def _digest(path: Path) -> str:
    """Name the commit that an index file is at: its header and slots, which hold the checksum of all else."""
    with path.open("rb") as file:
        return blake2b(file.read(_HEAD_BYTES), digest_size=12).hexdigest()


def _scan(address: str, index_path: str, digest: str, pieces: list[Any], scan: ScanFile) -> Iterator[Part]:
    yield from parts_of(address, _index(index_path, digest, tuple(pieces)), scan)


@lru_cache(maxsize=1)
def _index(index_path: str, digest: str, pieces: tuple[Any, ...]) -> Index:
    """Open the index, once in each worker: where it lies, or this node's own copy."""
    collect_less_often()
    if not pieces or (Path(index_path).exists() and _digest(Path(index_path)) == digest):
        return Index.open(index_path)
    copy = Path(tempfile.gettempdir()) / f"wiretrace-{digest}.idx"
    with copy.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # one worker of a node writes it, the others wait
        if not copy.exists():
            part = copy.with_suffix(".part")
            with part.open("wb") as file:
                for piece in pieces:
                    file.write(library("ray", extra="ray").get(piece))
            part.replace(copy)
    return Index.open(str(copy))
