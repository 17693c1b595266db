"""wiretrace index and scan: one line per match, in the order of the inputs, damage reported."""

import io
import json
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.cli.wire import Files
from wiretrace.cli import main

KEYS = [
    "page",
    "story",
    "version",
    "kind",
    "covered_words",
    "longest_run_words",
    "story_coverage",
    "page_coverage",
    "passages",
    "edits",
    "ruleset",
    "kernel",
]


@pytest.fixture()
def index(files: Files) -> str:
    path = str(files.folder / "wire.idx")
    assert main(["index", str(files.stories), "-o", path]) == 0
    return path


def scan(index: str, *inputs: Path | str, workers: int = 2) -> int:
    return main(["scan", *map(str, inputs), "--index", index, "--workers", str(workers)])


def lines(text: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in text.splitlines()]


def test_a_match_is_one_line_with_the_keys_of_the_contract(
    files: Files, index: str, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    assert scan(index, files.kept) == 0
    (line,) = lines(capfdbinary.readouterr().out.decode())
    assert list(line) == KEYS
    assert (line["story"], line["version"], line["kind"]) == ("hlns-ferry", 1, "full")
    assert 0.9 < line["story_coverage"] <= 1


def test_lines_come_in_the_order_of_the_inputs_and_innocent_pages_write_nothing(files: Files, index: str) -> None:
    out = files.folder / "out.jsonl"
    inputs = [str(files.broken), str(files.innocent), str(files.kept)]
    assert main(["scan", *inputs, "--index", index, "-o", str(out), "--workers", "3"]) == 0
    assert [Path(line["page"]).name for line in lines(out.read_text())] == ["broken.html", "kept.html"]


def test_a_list_of_paths_is_read_from_stdin(
    files: Files, index: str, monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO(f"{files.kept}\n{files.broken}\n"))
    assert scan(index, "-") == 0
    assert len(lines(capfdbinary.readouterr().out.decode())) == 2


def test_a_bad_path_in_a_list_is_named_and_the_others_are_scanned(
    files: Files, index: str, monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    (files.folder / "notes.docx").write_bytes(b"x")
    listed = ("gone.html", files.kept, files.folder / "notes.docx", files.broken)
    monkeypatch.setattr(sys, "stdin", io.StringIO("\n".join(map(str, listed))))
    assert scan(index, "-") == 1
    captured = capfdbinary.readouterr()
    assert len(lines(captured.out.decode())) == 2
    assert b"gone.html: no such file" in captured.err
    assert b"notes.docx: unknown kind of input" in captured.err


def test_a_damaged_archive_is_named_and_the_other_inputs_are_scanned(
    files: Files, index: str, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    damaged = files.folder / "damaged.warc.gz"
    damaged.write_bytes(b"\x1f\x8b\x08\x00this is no gzip member")
    assert scan(index, damaged, files.kept) == 1
    captured = capfdbinary.readouterr()
    assert len(lines(captured.out.decode())) == 1
    assert b"damaged.warc.gz" in captured.err


def test_what_is_not_an_index_is_refused_by_name(files: Files, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    assert scan(str(files.terms), files.kept) == 2
    assert b"terms.toml" in capfdbinary.readouterr().err


def test_a_story_added_is_found_and_a_story_removed_is_not(
    files: Files, index: str, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    assert main(["index", "--add-to", index, "--remove", "hlns-ferry"]) == 0
    assert scan(index, files.kept) == 0
    assert capfdbinary.readouterr().out == b""
    assert main(["index", str(files.stories), "--add-to", index]) == 0
    assert scan(index, files.kept) == 0
    assert len(lines(capfdbinary.readouterr().out.decode())) == 1


@pytest.mark.parametrize("arguments", [["index"], ["index", "s.jsonl"], ["index", "-o", "x", "--add-to", "y"]])
def test_index_says_what_it_needs(arguments: list[str], capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    assert main(arguments) == 2
    assert b"-o" in capfdbinary.readouterr().err
