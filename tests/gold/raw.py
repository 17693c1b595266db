"""Measures what the scan sees of pages that it does not parse. Run ``python -m tests.gold.raw``.

Two questions: how many of the parsed text's fingerprints stand in the text that is read straight from the bytes, and of
the matches that parsing every page finds, how many are left when only the pages that ``may_carry`` lets pass are parsed.
Exit code 1 if a floor of ``floors_raw.toml`` is missed.
"""

from __future__ import annotations

import gzip
import json
import sys
import tempfile
import tomllib
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

import numpy as np

from tests.gold import meets, shared_data
from tests.gold.reuse import rows
from wiretrace import html
from wiretrace.errors import PageError
from wiretrace.fingerprint import grams, raw_text, winnow
from wiretrace.html.charset import as_utf8
from wiretrace.index import IndexFile
from wiretrace.model import Story
from wiretrace.pipeline import Index
from wiretrace.search import may_carry
from wiretrace.warc import Record, read_archive

HERE = Path(__file__).parent
LEAST_FINGERPRINTS = 10
"""A page of fewer is left out: one phrase more or less would be a tenth of it."""
SCRIPTS = {"latin": "A", "cyrillic": "А", "greek": "Α", "arabic": "ا", "hebrew": "א", "devanagari": "अ", "han": "一", "kana": "あ", "hangul": "가", "thai": "ก"}  # fmt: skip
_BLOCK = {name: ord(first) >> 8 for name, first in SCRIPTS.items()}


def pages() -> Iterator[tuple[str, bytes, str | None]]:
    """Every real page: (name, bytes, Content-Type)."""
    if folder := shared_data("html_warc"):
        for record in read_archive(folder / "pages.warc.gz"):
            if isinstance(record, Record):
                yield record.url, bytes(record.payload), record.content_type
    if folder := shared_data("credit_pages"):
        for file in sorted((folder / "html").glob("*.gz")):
            yield file.name, gzip.decompress(file.read_bytes()), None


def seen_share(data: bytes, content_type: str | None) -> tuple[float, str] | None:
    """The share of the parsed text's fingerprints that the raw text has, and the page's script; ``None``: too short."""
    text = html.parse(data, content_type=content_type).text
    parsed = grams(text).hashes
    kept = parsed[winnow(parsed)]
    if len(kept) < LEAST_FINGERPRINTS:
        return None
    plain, high = as_utf8(data, content_type)
    raw = grams(raw_text(plain, high=high).text).hashes
    return float(np.isin(kept, raw).mean()), _script(text)


def _script(text: str) -> str:
    """The script that most letters of a text beyond Latin are of, if they are a fifth of all."""
    letters = [c for c in text if c.isalpha()]
    counts = {name: sum(ord(c) >> 8 in _near(block) for c in letters) for name, block in _BLOCK.items()}
    other = max((name for name in counts if name != "latin"), key=counts.__getitem__)
    return other if counts[other] > 0.2 * len(letters) else "latin"


def _near(block: int) -> range:
    return range(0x4E, 0xA0) if block == 0x4E else range(0xAC, 0xD8) if block == 0xAC else range(block, block + 1)


def wire_of(folder: Path) -> list[Story]:
    """The story of every case of the credit pages, each under the case's own id."""
    cases = rows(folder / "cases.jsonl.gz")
    texts = {json.dumps(case["story"].get("text", "")): case for case in cases if case["story"].get("text")}
    return [Story(str(number), json.loads(text)) for number, text in enumerate(texts)]


def kept_matches(index: Path, items: Iterable[tuple[bytes, str | None, bool]]) -> tuple[int, int, int, int]:
    """(matches by parsing all, of those found by the scan, pages, pages that the scan parsed) of (bytes, type, markup)."""
    wanted = found = total = parsed = 0
    with IndexFile.open(index) as file, Index.open(index) as opened:
        for data, content_type, markup in items:
            try:
                page = html.parse(data, content_type=content_type) if markup else html.page_from_text(data)
            except PageError:
                continue
            matches = len(opened.find(page))
            passed = may_carry(file, data, content_type=content_type, markup=markup)
            wanted, found = wanted + matches, found + matches * passed
            total, parsed = total + 1, parsed + passed
    return wanted, found, total, parsed


def measures(scratch: Path) -> dict[str, float]:
    """All figures of the table by name."""
    shares = defaultdict(list)
    for _, data, content_type in pages():
        if share := seen_share(data, content_type):
            shares["all"].append(share[0])
            shares[share[1]].append(share[0])
    table: dict[str, float] = {}
    for script, values in sorted(shares.items()):
        table[f"seen.{script}.pages"] = len(values)
        table[f"seen.{script}.median"] = float(np.median(values))
        table[f"seen.{script}.fifth_percentile"] = float(np.percentile(values, 5))
    if folder := shared_data("credit_pages"):
        Index.build(scratch / "credit.idx", wire_of(folder)).close()
        _enter(table, "credit", kept_matches(scratch / "credit.idx", ((d, t, True) for _, d, t in pages())))
    if folder := shared_data("reuse"):
        made = folder / "synthetic_copies"
        Index.build(
            scratch / "made.idx", (Story(row["id"], row["text"]) for row in rows(made / "wire.jsonl.gz"))
        ).close()
        texts = ((row["text"].encode(), None, False) for row in rows(made / "tests.jsonl.gz"))
        _enter(table, "synthetic", kept_matches(scratch / "made.idx", texts))
    return table


def _enter(table: dict[str, float], name: str, found: tuple[int, int, int, int]) -> None:
    wanted, kept, total, parsed = found
    table[f"kept.{name}.matches"] = wanted
    table[f"kept.{name}.share"] = kept / wanted if wanted else 1.0
    table[f"kept.{name}.parsed_share"] = parsed / total if total else 0.0


def main() -> int:
    """Print the table; 1 if a floor is missed."""
    floors = tomllib.loads((HERE / "floors_raw.toml").read_text())
    missed = 0
    print(f"{'measure':<36}{'bar':>8}{'reached':>12}")
    with tempfile.TemporaryDirectory() as scratch:
        for name, reached in measures(Path(scratch)).items():
            floor = floors.get(name, {})
            bar = floor.get("bar")
            good = bar is None or meets(reached, bar, floor)
            missed += not good
            print(f"{name:<36}{'' if bar is None else bar:>8}{reached:>12.5g}{'' if good else '  below the bar'}")
    return int(missed > 0)


if __name__ == "__main__":
    sys.exit(main())
