"""Matches as Parquet: every line a row, whole or not at all."""

from __future__ import annotations

import json
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

from tests.cast import CAREFUL, STRANGER, html, story
from wiretrace.errors import MissingExtra, RunError
from wiretrace.html import parse
from wiretrace.pipeline import Index
from wiretrace.scan import extras, parquet
from wiretrace.scan.lines import found_line, json_line
from wiretrace.scan.parquet import schema, write_parquet
from wiretrace.terms import DEFAULT

LINE: dict[str, Any] = {
    "page": "https://quaycourier.example/a",
    "story": "hlns-1",
    "version": 2,
    "kind": "full",
    "covered_words": 180,
    "longest_run_words": 90,
    "story_coverage": 0.9876,
    "page_coverage": 0.5,
    "passages": [
        {"story": [0, 400], "page": [70, 470], "words": 90},
        {"story": [420, 800], "page": [1, 2], "words": 3},
    ],
    "edits": {"insert": 2, "replace": 1},
    "ruleset": "7",
    "kernel": "3",
}
MORE: dict[str, Any] = {
    "versions": [1, 2],
    "rivals": ["hlns-9", "hlns-é“"],
    "date": "2026-03-02T09:00:00Z",
    "verdict": "broken",
    "findings": [{"rule": "BYLINE", "answer": "no", "why": "“dropped”", "mentions": []}],
}


def written(folder: Path, lines: list[dict[str, Any]]) -> Path:
    path = folder / "out.jsonl"
    path.write_bytes(b"".join(map(json_line, lines)))
    return path


def rows(path: Path) -> list[dict[str, Any]]:
    """The rows of a Parquet file as lines: nulls left out, findings and edits as they were."""
    found: list[dict[str, Any]] = import_module("pyarrow.parquet").read_table(path).to_pylist()
    for row in found:
        row["edits"] = dict(row["edits"])
        row["findings"] = row["findings"] and json.loads(row["findings"])
    return [{name: value for name, value in row.items() if value is not None} for row in found]


def test_every_line_is_a_row_with_all_that_it_says(tmp_path: Path) -> None:
    lines = [LINE, LINE | MORE, LINE | {"edits": {}, "passages": []}, LINE | {"findings": []}]
    target = tmp_path / "out.parquet"
    write_parquet(written(tmp_path, lines), target)
    assert rows(target) == lines
    assert sorted(path.name for path in tmp_path.iterdir()) == ["out.jsonl", "out.parquet"]


def test_lines_as_a_scan_writes_them_become_rows(tmp_path: Path) -> None:
    lines = []
    with Index.build(tmp_path / "wire.idx", [story()]) as index:
        for by in (CAREFUL, STRANGER):
            for match, verdict in index.judged(parse(html(by), url=by.home), DEFAULT):
                lines.append(found_line(match, verdict, page=by.home, date=None, ruleset="r", kernel="k"))
    assert len(lines) == 2
    write_parquet(written(tmp_path, lines), tmp_path / "out.parquet")
    assert rows(tmp_path / "out.parquet") == json.loads(json.dumps(lines))


def test_columns_are_the_keys_of_a_line_in_its_order(tmp_path: Path) -> None:
    assert schema().names == [*LINE, *MORE]
    write_parquet(written(tmp_path, [LINE]), tmp_path / "out.parquet")
    assert import_module("pyarrow.parquet").read_schema(tmp_path / "out.parquet").equals(schema())


def test_no_lines_give_an_empty_table_with_the_columns(tmp_path: Path) -> None:
    write_parquet(written(tmp_path, []), tmp_path / "out.parquet")
    table = import_module("pyarrow.parquet").read_table(tmp_path / "out.parquet")
    assert (table.num_rows, table.schema.names) == (0, schema().names)


def test_many_lines_are_written_a_row_group_at_a_time_in_their_order(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(parquet, "_ROWS", 10)
    lines = [LINE | {"covered_words": number} for number in range(25)]
    write_parquet(written(tmp_path, lines), tmp_path / "out.parquet")
    assert rows(tmp_path / "out.parquet") == lines
    groups = import_module("pyarrow.parquet").read_metadata(tmp_path / "out.parquet")
    assert (groups.num_row_groups, groups.row_group(0).column(0).compression) == (3, "ZSTD")


def test_an_older_file_is_replaced(tmp_path: Path) -> None:
    target = tmp_path / "out.parquet"
    target.write_bytes(b"old")
    write_parquet(written(tmp_path, [LINE]), target)
    assert rows(target) == [LINE]


@pytest.mark.parametrize("method", ["write_table", "close"])
def test_a_full_disk_leaves_the_older_file_and_nothing_half_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, method: str
) -> None:
    target = tmp_path / "out.parquet"
    target.write_bytes(b"old")
    writer = import_module("pyarrow.parquet").ParquetWriter
    inner = getattr(writer, method)

    def fails(self: Any, *args: Any) -> None:
        inner(self, *args)
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(writer, method, fails)
    with pytest.raises(RunError, match=r"out\.parquet: cannot be written \(.*No space left.*--resume"):
        write_parquet(written(tmp_path, [LINE]), target)
    assert target.read_bytes() == b"old"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["out.jsonl", "out.parquet"]


def test_a_device_without_room_is_named(tmp_path: Path) -> None:
    (tmp_path / ".out.parquet.part").symlink_to("/dev/full")
    with pytest.raises(RunError, match=r"out\.parquet: cannot be written"):
        write_parquet(written(tmp_path, [LINE]), tmp_path / "out.parquet")
    assert [path.name for path in tmp_path.iterdir()] == ["out.jsonl"]


@pytest.mark.parametrize("where", ["gone/out.parquet", "folder"])
def test_a_place_that_cannot_be_written_is_named(tmp_path: Path, where: str) -> None:
    (tmp_path / "folder").mkdir()
    with pytest.raises(RunError, match=rf"{where}: cannot be written"):
        write_parquet(written(tmp_path, [LINE]), tmp_path / where)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["folder", "out.jsonl"]


def test_without_pyarrow_the_error_says_how_to_install_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(name: str) -> Any:
        raise ModuleNotFoundError(f"No module named {name!r}")

    lines = written(tmp_path, [LINE])
    monkeypatch.setattr(extras, "import_module", missing)
    for act in (schema, lambda: write_parquet(lines, tmp_path / "out.parquet")):
        with pytest.raises(MissingExtra, match=r'pyarrow: pip install "wirecopy\[parquet\]"'):
            act()
    assert [path.name for path in tmp_path.iterdir()] == ["out.jsonl"]
