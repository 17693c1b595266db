"""Matches as a Parquet file. Needs pyarrow: ``pip install "wirecopy[parquet]"``."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any, Final

from wiretrace.errors import RunError
from wiretrace.scan.extras import library
from wiretrace.scan.output import sync_folder

_ROWS: Final = 10_000  # of a row group; a line of a scan takes about 1 KB


def schema() -> Any:
    """Give the columns: those of a line of a scan, in its order. Raises ``MissingExtra`` without pyarrow.

    What a line has only now and then is null elsewhere; findings are JSON, as their parts depend on the rule.
    """
    pa = library("pyarrow", extra="parquet")
    span = pa.list_(pa.int32(), 2)
    passage = pa.struct([("story", span), ("page", span), ("words", pa.int32())])
    return pa.schema(
        [
            ("page", pa.string()),
            ("story", pa.string()),
            ("version", pa.int32()),
            ("kind", pa.string()),
            ("covered_words", pa.int32()),
            ("longest_run_words", pa.int32()),
            ("story_coverage", pa.float64()),
            ("page_coverage", pa.float64()),
            ("passages", pa.list_(passage)),
            ("edits", pa.map_(pa.string(), pa.int32())),
            ("ruleset", pa.string()),
            ("kernel", pa.string()),
            ("versions", pa.list_(pa.int32())),
            ("rivals", pa.list_(pa.string())),
            ("date", pa.string()),
            ("verdict", pa.string()),
            ("findings", pa.string()),
        ]
    )


def write_parquet(lines: Path, target: Path) -> None:
    """Write the lines of a scan to ``target``, whole or not at all; memory holds one row group.

    Raises ``RunError`` if it cannot be written, ``MissingExtra`` without pyarrow.
    """
    pa, parquet = library("pyarrow", extra="parquet"), library("pyarrow.parquet", extra="parquet")
    columns = schema()
    part = target.with_name(f".{target.name}.part")
    try:
        with parquet.ParquetWriter(part, columns, compression="zstd") as writer, lines.open("rb") as file:
            for rows in _batches(map(_row, file)):
                writer.write_table(pa.Table.from_pylist(rows, schema=columns))
        with part.open("rb") as written:
            os.fsync(written.fileno())
        part.replace(target)
        sync_folder(target)
    except OSError as error:
        raise RunError(f"{target}: cannot be written ({error}); see to the disk, then go on with --resume") from error
    except ValueError as error:
        raise RunError(f"{lines}: holds what is no line of a scan ({error}); begin the scan anew") from error
    finally:
        part.unlink(missing_ok=True)


def _batches(rows: Iterator[dict[str, Any]]) -> Iterator[list[dict[str, Any]]]:
    while batch := list(islice(rows, _ROWS)):
        yield batch


def _row(line: bytes) -> dict[str, Any]:
    row: dict[str, Any] = json.loads(line, object_pairs_hook=_without_surrogates)
    row["edits"] = list(row["edits"].items())
    if "findings" in row:
        row["findings"] = json.dumps(row["findings"], ensure_ascii=False)
    return row


def _without_surrogates(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Write half a surrogate pair, which JSON can hold and Parquet cannot, as its escape."""
    return {
        key: value.encode("utf-8", "backslashreplace").decode() if isinstance(value, str) else value
        for key, value in pairs
    }
