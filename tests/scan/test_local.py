"""Scanning with processes: the order of the inputs, a worker that dies, an end at any moment."""

import multiprocessing
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cli.wire import STORY
from wiretrace.model import Story
from wiretrace.pipeline import Index
from wiretrace.scan.local import scan_files
from wiretrace.scan.parts import Part


def echo(path: str, index: Index) -> Iterator[Part]:
    """Stands for the scan of a file: dies where the path says so, else writes two parts."""
    if path == "deadly":
        os._exit(9)
    yield Part(path, pages=1, lines=f"{path} 1 of {len(index)}\n".encode())
    yield Part(path, pages=1, lines=f"{path} 2\n".encode(), done=True)


@pytest.fixture()
def index_path(tmp_path: Path) -> str:
    path = tmp_path / "wire.idx"
    with Index.build(path, [Story(id="hlns-ferry", text=str(STORY["text"]))]):
        return str(path)


@pytest.mark.parametrize("workers", [1, 3])
def test_lines_come_in_the_order_of_the_inputs(index_path: str, workers: int) -> None:
    names = [f"file-{number}" for number in range(12)]
    parts = list(scan_files(names, index_path=index_path, workers=workers, scan=echo))
    expected = "".join(f"{name} 1 of 1\n{name} 2\n" for name in names)
    assert b"".join(part.lines for part in parts).decode() == expected
    assert sum(part.pages for part in parts) == 24
    assert [part.path for part in parts if part.done] == names


def test_a_worker_that_dies_is_reported_by_its_file_and_the_others_go_on(index_path: str) -> None:
    names = ["one", "deadly", "two", "deadly", "three"]
    parts = list(scan_files(names, index_path=index_path, workers=2, scan=echo))
    problems = [problem for part in parts for problem in part.problems]
    assert len(problems) == 2
    assert all(problem.startswith("deadly: ") and "exit code 9" in problem for problem in problems)
    lines = b"".join(part.lines for part in parts).decode().split("\n")
    assert [line.split()[0] for line in lines if line] == ["one", "one", "two", "two", "three", "three"]


def test_closing_the_iterator_ends_the_workers(index_path: str) -> None:
    parts = scan_files([str(number) for number in range(50)], index_path=index_path, workers=2, scan=echo)
    next(parts)
    assert multiprocessing.active_children()
    parts.close()  # type: ignore[attr-defined]  # it is a generator
    assert not multiprocessing.active_children()


def test_no_files_give_no_parts(index_path: str) -> None:
    assert list(scan_files([], index_path=index_path, workers=2, scan=echo)) == []
