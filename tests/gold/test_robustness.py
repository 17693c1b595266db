"""Every real page of the shared data is read without a crash, none many times slower than the others; none is refused."""

import gzip
import time
from pathlib import Path

import pytest

from tests.gold import shared_data
from wiretrace import html
from wiretrace.pages import read_pages

pytestmark = pytest.mark.gold

LARGEST_SHARE = 0.1
"""Of the time that all pages take, for one page. What is bounded here is a hang, not speed."""


def folder_of(name: str) -> Path:
    folder = shared_data(name)
    if folder is None:
        pytest.skip(f"no shared data {name}; set WIRECOPY_SHARED")
    return folder


def no_hang(times: dict[str, float]) -> None:
    slowest = max(times, key=times.__getitem__)
    assert times[slowest] < LARGEST_SHARE * sum(times.values()), slowest


def test_all_labelled_and_unlabelled_pages_are_read() -> None:
    files = sorted((folder_of("credit_pages") / "html").glob("*.gz"))
    assert len(files) == 671
    times = {}
    for path in files:
        data = gzip.decompress(path.read_bytes())
        began = time.process_time()
        page = html.parse(data)
        times[path.name] = time.process_time() - began
        assert page.elements, path.name
        assert all(page.text[block.start : block.end].strip() for block in page.blocks), path.name
    no_hang(times)


def test_all_pages_of_the_real_archive_are_read() -> None:
    times = {}
    began = time.process_time()
    for source in read_pages([str(folder_of("html_warc") / "pages.warc.gz")]):
        assert source.problem is None
        times[source.name] = time.process_time() - began
        began = time.process_time()
    assert len(times) == 1_460
    no_hang(times)
