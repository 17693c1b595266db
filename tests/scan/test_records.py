"""Texts first, records after: a copy found in a WET is judged by the page that the index of the archive leads to."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest

from tests.cast import CAREFUL, PARAGRAPHS, STRANGER, html, story
from tests.scan.store.server import Fault, Server
from tests.test_warc import record_of, response
from wiretrace.errors import InputError, PageTooDeep, StoreError
from wiretrace.html import parse
from wiretrace.pipeline import Index
from wiretrace.scan.cdx import search_key
from wiretrace.scan.parts import Part, Task, scan_file
from wiretrace.scan.records import RecordFinder
from wiretrace.scan.store import Store, Timing
from wiretrace.terms import DEFAULT

CARRIES = f"{CAREFUL.home}/2026/02/fish-market"
INNOCENT = f"{STRANGER.home}/weather"
DATE = "2026-03-02T09:00:00Z"
STAMP = "20260302090000"
RAIN = tuple(f"It will rain in the town of number {number} until the evening of the day." for number in range(8))
PAGES = {INNOCENT: html(STRANGER, RAIN), CARRIES: html(CAREFUL), f"{INNOCENT}/2": html(STRANGER, RAIN[::-1])}
TEXTS = {INNOCENT: "\n".join(RAIN), CARRIES: "\n".join(PARAGRAPHS), f"{INNOCENT}/2": "\n".join(RAIN[::-1])}
WARC = "crawl-data/segments/1/warc/a.warc.gz"


@dataclass
class Archive:
    """A crawl: its WARC and the index of it on a server, its WET as a file of this machine."""

    server: Server
    wet: Path
    lines: dict[str, dict[str, Any]]

    def write_index(self) -> None:
        """Put the index on the server as ``lines`` say."""
        lines = [f"{search_key(url)} {STAMP} {json.dumps(fields)}" for url, fields in self.lines.items()]
        self.server.files["/a.cdxj"] = "".join(f"{line}\n" for line in sorted(lines)).encode()

    @property
    def finder(self) -> RecordFinder:
        timing = Timing(connect_s=5.0, read_s=5.0, tries=2, pause_s=0.0)
        store = replace(Store.for_inputs([self.server.url()]), timing=timing)
        return RecordFinder(self.server.url("/a.cdxj"), self.server.url(), store)

    @property
    def fetched(self) -> list[tuple[str, str | None]]:
        """What the server was asked for beside the index."""
        return [(asked.path, asked.range) for asked in self.server.asked if not asked.path.endswith(".cdxj")]


@pytest.fixture()
def archive(tmp_path: Path) -> Iterator[Archive]:
    with Server() as server:
        lines, data = {}, gzip.compress(record_of("warcinfo", "", "application/warc-fields", b"software: tests"))
        for url, page in PAGES.items():
            record = response(url, page.encode(), gz=True)
            lines[url] = {"url": url, "filename": WARC, "offset": str(len(data)), "length": str(len(record))}
            data += record
        server.files[f"/{WARC}"] = data
        wet = tmp_path / "a.warc.wet.gz"
        texts = (record_of("conversion", url, "text/plain", text.encode()) for url, text in TEXTS.items())
        wet.write_bytes(b"".join(map(gzip.compress, texts)))
        archive = Archive(server, wet, lines)
        archive.write_index()
        yield archive


@pytest.fixture()
def index(tmp_path: Path) -> Iterator[Index]:
    with Index.build(tmp_path / "wire.idx", [story()]) as index:
        yield index


def scanned(archive: Archive, index: Index, *, fetches: bool = True) -> tuple[Part, list[dict[str, Any]]]:
    task = Task(terms=DEFAULT, records=archive.finder if fetches else None)
    (part,) = scan_file(str(archive.wet), index, task)
    assert (part.done, part.error) == (True, None)
    return part, [json.loads(line) for line in part.lines.splitlines()]


def kinds(line: dict[str, Any]) -> set[str]:
    """The kinds of mentions that a line's findings rest on."""
    return {mention["kind"] for finding in line["findings"] for mention in finding["mentions"]}


def test_a_copy_is_judged_by_its_page_and_that_alone_is_fetched(archive: Archive, index: Index) -> None:
    part, (line,) = scanned(archive, index)
    assert part.problems == ()
    assert part.pages == 3
    assert (line["page"], line["date"], line["story"]) == (CARRIES, DATE, "hlns-cast-1")
    ((_, verdict),) = index.judged(parse(PAGES[CARRIES], url=CARRIES), DEFAULT)
    assert verdict is not None
    assert line["verdict"] == verdict.answer
    assert [finding["answer"] for finding in line["findings"]] == [finding.answer for finding in verdict.findings]
    assert archive.fetched == [(f"/{WARC}", f"bytes={archive.lines[CARRIES]['offset']}-")]


def test_the_page_shows_a_credit_that_its_text_does_not(archive: Archive, index: Index) -> None:
    _, (by_page,) = scanned(archive, index)
    _, (by_text,) = scanned(archive, index, fetches=False)
    assert (by_page["page"], by_page["story"]) == (by_text["page"], by_text["story"])
    assert {"credit_line", "logo"} <= kinds(by_page)
    assert not {"credit_line", "logo"} & kinds(by_text)


def test_texts_without_a_copy_cost_no_request(archive: Archive, index: Index) -> None:
    texts = (record_of("conversion", url, "text/plain", TEXTS[url].encode()) for url in TEXTS if url != CARRIES)
    archive.wet.write_bytes(b"".join(map(gzip.compress, texts)))
    part, lines = scanned(archive, index)
    assert (part.pages, lines, archive.server.asked) == (2, [], [])


def test_a_text_with_a_few_words_of_a_story_costs_no_request(archive: Archive, index: Index) -> None:
    words = " ".join(PARAGRAPHS[1].split()[4:24])
    text = f"{RAIN[0]}\n{words}\n{RAIN[1]}".encode()
    assert index.may_carry(text, "text/plain", is_html=False)
    archive.wet.write_bytes(gzip.compress(record_of("conversion", INNOCENT, "text/plain", text)))
    part, lines = scanned(archive, index)
    assert (part.pages, part.parsed, lines, archive.server.asked) == (1, 1, [], [])


def test_a_copy_in_a_warc_is_not_fetched_again(archive: Archive, index: Index) -> None:
    archive.wet = archive.wet.with_name("a.warc.gz")
    archive.wet.write_bytes(archive.server.files[f"/{WARC}"])
    _, (line,) = scanned(archive, index)
    assert line["page"] == CARRIES
    assert archive.server.asked == []


def without_record(archive: Archive) -> str:
    del archive.lines[CARRIES]
    return f"lists no capture of it at {DATE}"


def without_warc(archive: Archive) -> str:
    del archive.server.files[f"/{WARC}"]
    return rf"{WARC}: .*the server answered 404"


def without_end(archive: Archive) -> str:
    data = archive.server.files[f"/{WARC}"]
    archive.server.files[f"/{WARC}"] = data[: int(archive.lines[CARRIES]["offset"]) + 100]
    return f"{WARC}: ends before the record of {CARRIES} does"


def without_page(archive: Archive) -> str:
    archive.lines[CARRIES] |= {"offset": "0", "length": archive.lines[INNOCENT]["offset"]}
    return rf"{WARC}: the page does not lie at byte 0, where .*a\.cdxj says"


def with_another_offset(archive: Archive) -> str:
    archive.lines[CARRIES]["offset"] = str(int(archive.lines[CARRIES]["offset"]) + 7)
    return f"{WARC}: the page does not lie at byte"


def with_an_endless_record(archive: Archive) -> str:
    archive.lines[CARRIES]["length"] = str(10**12)
    return "a record of 1,000,000,000,000 bytes is not read"


def with_an_empty_record(archive: Archive) -> str:
    archive.lines[CARRIES]["length"] = "0"
    return "leads to no place in a file"


@pytest.mark.parametrize(
    "harm",
    [
        without_record,
        without_warc,
        without_end,
        without_page,
        with_another_offset,
        with_an_endless_record,
        with_an_empty_record,
    ],
)
def test_a_record_that_cannot_be_had_is_a_problem_and_the_copy_is_judged_by_its_text(
    archive: Archive, index: Index, harm: Any
) -> None:
    _, expected = scanned(archive, index, fetches=False)
    why = harm(archive)
    archive.write_index()
    part, lines = scanned(archive, index)
    assert lines == expected
    (problem,) = part.problems
    assert problem.startswith(f"{CARRIES}: judged by its text alone: ")
    with pytest.raises((InputError, StoreError), match=why):
        archive.finder.page(CARRIES, DATE)


def test_a_store_in_trouble_for_a_moment_costs_no_problem(archive: Archive, index: Index) -> None:
    archive.server.faults.extend([Fault(sends=100), Fault(503)])
    archive.finder.page(CARRIES, DATE)
    archive.server.faults.append(Fault(503))
    part, (line,) = scanned(archive, index)
    assert part.problems == ()
    assert "logo" in kinds(line)


def test_the_page_is_that_of_the_record(archive: Archive) -> None:
    page = archive.finder.page(INNOCENT, DATE)
    assert page.url == INNOCENT
    assert RAIN[0] in page.text
    assert page.truncated is None


def test_files_that_the_index_names_lie_below_the_base_or_where_they_say(archive: Archive, tmp_path: Path) -> None:
    (tmp_path / WARC).parent.mkdir(parents=True)
    (tmp_path / WARC).write_bytes(archive.server.files[f"/{WARC}"])
    local = replace(archive.finder, base=f"{tmp_path}/")
    assert local.page(CARRIES, DATE).url == CARRIES
    assert archive.fetched == []
    archive.lines[CARRIES]["filename"] = archive.server.url(f"/{WARC}")
    archive.write_index()
    assert local.page(CARRIES, DATE).url == CARRIES
    assert [path for path, _ in archive.fetched] == [f"/{WARC}"]


def test_a_page_that_cannot_be_parsed_is_an_error_of_the_page(archive: Archive) -> None:
    record = response(CARRIES, b"<div>" * 100_000, gz=True)
    archive.server.files["/deep.warc.gz"] = record
    archive.lines[CARRIES] |= {"filename": "deep.warc.gz", "offset": "0", "length": str(len(record))}
    archive.write_index()
    with pytest.raises(PageTooDeep):
        archive.finder.page(CARRIES, DATE)
