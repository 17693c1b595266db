"""One file -> its matches: what a line holds, when a new story is found, how damage is told."""

import gzip
import json
import zlib
from pathlib import Path
from typing import Any

import pytest

from tests.scan.archives import page, story_text, url, write_archive, write_stories, write_texts
from tests.test_warc import HTML, response
from wiretrace.model import Story
from wiretrace.pipeline import Index
from wiretrace.scan.parts import PAGES_A_PART, Part, Task, scan_file
from wiretrace.stories import read_stories
from wiretrace.terms import DEFAULT


@pytest.fixture()
def index(tmp_path: Path) -> Index:
    stories = write_stories(tmp_path / "stories.jsonl", range(20))
    return Index.build(tmp_path / "wire.idx", read_stories([str(stories)]))


def lines(parts: list[Part]) -> list[dict[str, Any]]:
    return [json.loads(line) for part in parts for line in part.lines.splitlines()]


def test_a_line_names_page_story_and_the_date_of_the_capture(index: Index, tmp_path: Path) -> None:
    archive = write_archive(tmp_path / "a.warc.gz", 0, 20, 5)
    parts = list(scan_file(str(archive), index, Task()))
    found = lines(parts)
    assert [(line["page"], line["story"]) for line in found] == [(url(n), f"hlns-{n}") for n in (0, 5, 10, 15)]
    assert {line["date"] for line in found} == {"2026-03-02T09:00:00Z"}
    assert "verdict" not in found[0]
    (part,) = parts
    assert (part.pages, part.parsed, part.done, part.error, part.problems) == (20, 4, True, None, ())
    assert part.read_bytes == part.size_bytes == archive.stat().st_size


def test_with_terms_each_copy_is_judged(index: Index, tmp_path: Path) -> None:
    archive = write_archive(tmp_path / "a.warc.gz", 0, 6, 5)
    found = lines(list(scan_file(str(archive), index, Task(terms=DEFAULT))))
    assert [line["verdict"] for line in found] == ["broken"] * 2  # no logo
    rules = {finding["rule"]: finding["answer"] for finding in found[0]["findings"]}
    assert rules["affiliation"] == "kept"
    assert rules["logo"] == "broken"


def test_the_text_of_a_wet_file_is_found(index: Index, tmp_path: Path) -> None:
    texts = write_texts(tmp_path / "a.wet.gz", 0, 20, 5)
    found = lines(list(scan_file(str(texts), index, Task())))
    assert [line["story"] for line in found] == [f"hlns-{n}" for n in (0, 5, 10, 15)]


def test_a_large_file_comes_in_parts_that_say_how_far_it_is_read(index: Index, tmp_path: Path) -> None:
    archive = write_archive(tmp_path / "a.warc.gz", 0, 2 * PAGES_A_PART + 1, 5)
    parts = list(scan_file(str(archive), index, Task()))
    assert [part.pages for part in parts] == [PAGES_A_PART, PAGES_A_PART, 1]
    assert [part.done for part in parts] == [False, False, True]
    assert sum(part.read_bytes for part in parts) == archive.stat().st_size


def test_a_story_that_is_added_while_a_file_is_scanned_is_found_on_the_next_page(index: Index, tmp_path: Path) -> None:
    archive = write_archive(tmp_path / "a.warc.gz", 100, 2 * PAGES_A_PART, 50)
    parts = scan_file(str(archive), index, Task())
    assert lines([next(parts)]) == []
    with Index.open(tmp_path / "wire.idx") as writer:
        writer.add([Story(id="new", text=story_text(400)), Story(id="too late", text=story_text(150))])
    assert [line["story"] for line in lines(list(parts))] == ["new"]


@pytest.mark.parametrize("name", ["gone.warc.gz", "gone.html", "notes.docx", "a\0b.warc.gz"])
def test_what_cannot_be_opened_is_an_error_that_is_worth_another_try(index: Index, tmp_path: Path, name: str) -> None:
    (part,) = scan_file(str(tmp_path / name), index, Task())
    assert (part.done, part.problems) == (True, ())
    assert part.error is not None
    assert part.error.startswith(str(tmp_path / name))


def test_a_bad_address_is_an_error(index: Index) -> None:
    (part,) = scan_file("http://a..b/x.warc.gz", index, Task())
    assert part.error is not None
    assert part.error.startswith("http://a..b/x.warc.gz: ")


def test_damage_is_a_problem_and_the_rest_is_scanned(index: Index, tmp_path: Path) -> None:
    whole = [response(url(n), page(n, n), HTML, gz=True) for n in range(3)]
    (tmp_path / "a.warc.gz").write_bytes(whole[0] + whole[1][:200] + whole[2])
    (part,) = scan_file(str(tmp_path / "a.warc.gz"), index, Task())
    assert [line["story"] for line in lines([part])] == ["hlns-0", "hlns-2"]
    assert part.error is None
    assert any("damaged at byte" in problem for problem in part.problems)


def test_a_member_that_unpacks_to_ten_gigabytes_is_named_and_passed_over(index: Index, tmp_path: Path) -> None:
    engine = zlib.compressobj(9, zlib.DEFLATED, 31)
    begin = engine.compress(b"WARC/1.0\r\n") + engine.flush(zlib.Z_FULL_FLUSH)
    megabyte = engine.compress(bytes(1 << 20)) + engine.flush(zlib.Z_FULL_FLUSH)  # depends on nothing before it
    good = response(url(1), page(1, 1), HTML, gz=True)
    lying = megabyte[:-4] + (1000).to_bytes(4, "little")
    (tmp_path / "a.warc.gz").write_bytes(begin + megabyte * 10_240 + good + begin + megabyte * 200 + lying + good)
    (part,) = scan_file(str(tmp_path / "a.warc.gz"), index, Task())
    assert [line["story"] for line in lines([part])] == ["hlns-1"] * 2
    assert ["holds more than" in problem for problem in part.problems] == [True, True]


def test_a_charset_that_does_not_exist_and_what_is_no_html_cost_nothing(index: Index, tmp_path: Path) -> None:
    odd = ("Content-Type", "text/html; charset=klingon-8")
    image = ("Content-Type", "image/png")
    unnamed = ("X-Nothing", "here")
    (tmp_path / "a.warc.gz").write_bytes(
        response(url(1), page(1, 1), odd, gz=True)
        + response(url(2), b"\x89PNG" + bytes(1000), image, gz=True)
        + response(url(3), bytes(range(256)) * 50, unnamed, gz=True)
    )
    (part,) = scan_file(str(tmp_path / "a.warc.gz"), index, Task())
    assert [line["story"] for line in lines([part])] == ["hlns-1"]
    assert (part.pages, part.problems, part.error) == (2, (), None)


@pytest.mark.parametrize("header", [{"time": 1}, {"name": "a.warc"}], ids=["a time", "a name"])
def test_members_whose_headers_differ_are_all_read(index: Index, tmp_path: Path, header: dict[str, Any]) -> None:
    archive = b""
    for n in range(12):
        plain = gzip.decompress(response(url(n), page(n, n if n % 4 == 0 else None), HTML, gz=True))
        time = n * header.get("time", 0)
        name = header.get("name", "")
        flags = b"\x08" if name and n % 3 == 0 else b"\x00"
        body = zlib.compressobj(6, zlib.DEFLATED, -15)
        archive += b"\x1f\x8b\x08" + flags + time.to_bytes(4, "little") + b"\x00\xff"
        archive += (name.encode() + b"\0") if flags != b"\x00" else b""
        archive += body.compress(plain) + body.flush()
        archive += zlib.crc32(plain).to_bytes(4, "little") + len(plain).to_bytes(4, "little")
    (tmp_path / "a.warc.gz").write_bytes(archive)
    (part,) = scan_file(str(tmp_path / "a.warc.gz"), index, Task())
    assert (part.pages, part.problems) == (12, ())
    assert [line["story"] for line in lines([part])] == ["hlns-0", "hlns-4", "hlns-8"]


def test_other_files_are_read_as_before(index: Index, tmp_path: Path) -> None:
    file = tmp_path / "page.html"
    file.write_bytes(page(3, 3))
    (part,) = scan_file(str(file), index, Task())
    assert [(line["page"], line["story"]) for line in lines([part])] == [(str(file), "hlns-3")]
    assert part.read_bytes == file.stat().st_size
