"""Scanning with processes: a worker that dies, one that is abandoned, an end at any moment."""

import multiprocessing
import os
import sys
import threading
from collections.abc import Iterator
from multiprocessing.connection import wait
from pathlib import Path

import pytest

from tests.cli.wire import STORY
from tests.scan.engines import echo
from wiretrace.model import Story
from wiretrace.pipeline import Index
from wiretrace.scan.ledger import Job
from wiretrace.scan.local import LocalEngine, may_fork
from wiretrace.scan.parts import Part


@pytest.fixture()
def engine(tmp_path: Path) -> Iterator[LocalEngine]:
    path = tmp_path / "wire.idx"
    with Index.build(path, [Story(id="hlns-ferry", text=str(STORY["text"]))]):
        pass
    engine = LocalEngine(index_path=str(path), workers=2, scan=echo)
    yield engine
    engine.close()
    assert not multiprocessing.active_children()


def parts_of(engine: LocalEngine, count: int) -> list[tuple[int, Part]]:
    """Receive until so many files have ended."""
    found: list[tuple[int, Part]] = []
    while sum(part.done for _, part in found) < count:
        found += engine.receive(20)
    return found


def test_each_file_gives_its_parts_in_order(engine: LocalEngine) -> None:
    engine.submit(Job(1, "one", 1))
    engine.submit(Job(2, "two", 1))
    assert not engine.has_room
    found = parts_of(engine, 2)
    for number, name in ((1, "one"), (2, "two")):
        assert [p.lines for n, p in found if n == number] == [f"{name} 1 of 1\n".encode(), f"{name} 2\n".encode()]
    assert engine.has_room


def test_a_worker_serves_one_file_after_another(engine: LocalEngine) -> None:
    engine.submit(Job(1, "one", 1))
    parts_of(engine, 1)
    (before,) = multiprocessing.active_children()
    engine.submit(Job(2, "two", 1))
    parts_of(engine, 1)
    assert multiprocessing.active_children() == [before]


def test_a_worker_that_dies_ends_its_file_with_an_error_and_another_takes_its_place(engine: LocalEngine) -> None:
    engine.submit(Job(1, "deadly", 1))
    ((number, part),) = parts_of(engine, 1)
    assert (number, part.done) == (1, True)
    assert part.error is not None
    assert part.error.startswith("deadly: ")
    assert "exit code 9" in part.error
    engine.submit(Job(2, "two", 1))
    assert [p.error for _, p in parts_of(engine, 1)] == [None, None]


def test_a_worker_that_is_killed_in_the_middle_of_a_part_ends_its_file(engine: LocalEngine) -> None:
    engine.submit(Job(1, "large", 1))
    (child,) = multiprocessing.active_children()
    wait([engine._workers[0].pipe], 20)  # it has begun to send, and waits for the rest to be taken
    child.kill()
    child.join()
    ((number, part),) = parts_of(engine, 1)
    assert (number, part.done, part.lines) == (1, True, b"")
    assert part.error is not None


def test_a_fault_of_the_program_costs_its_file_and_is_named(engine: LocalEngine) -> None:
    engine.submit(Job(1, "faulty", 1))
    ((_, part),) = parts_of(engine, 1)
    assert part.error == "faulty: ZeroDivisionError: one by none; this is a fault of wiretrace, please report it"


def test_an_abandoned_file_gives_no_more_parts_and_leaves_room(engine: LocalEngine) -> None:
    engine.submit(Job(1, "one", 1))
    engine.submit(Job(2, "two", 1))
    engine.abandon(1)
    assert engine.has_room
    assert {number for number, _ in parts_of(engine, 1)} == {2}


def test_a_worker_starts_anew_where_a_thread_runs(engine: LocalEngine) -> None:
    ended = threading.Event()
    thread = threading.Thread(target=ended.wait)
    thread.start()
    try:
        assert not may_fork()
        engine.submit(Job(1, "one", 1))
        assert [part.error for _, part in parts_of(engine, 1)] == [None, None]
    finally:
        ended.set()
        thread.join()


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere workers are started anew")
def test_a_worker_holds_nothing_that_its_parent_has_open(engine: LocalEngine, tmp_path: Path) -> None:
    assert may_fork()
    with (tmp_path / "ledger").open("wb") as ledger:
        engine.submit(Job(1, "one", 1))
        parts_of(engine, 1)
        engine.submit(Job(2, "large", 1))
        engine.submit(Job(3, "two", 1))
        for worker in engine._workers:
            assert wait([worker.pipe], 20)  # it has begun, so it has let go of what it was born with
        for child in multiprocessing.active_children():
            held = {os.readlink(link) for link in Path(f"/proc/{child.pid}/fd").iterdir()}
            assert ledger.name not in held
            assert len([name for name in held if name.startswith("socket:")]) == 1


def test_more_than_there_is_room_for_is_refused(engine: LocalEngine) -> None:
    engine.submit(Job(1, "one", 1))
    engine.submit(Job(2, "two", 1))
    with pytest.raises(RuntimeError, match="receive"):
        engine.submit(Job(3, "three", 1))
