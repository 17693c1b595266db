"""Measures the finding of copies on the shared data. Run ``python -m tests.gold.reuse``.

Exit code 1 if a floor of ``floors_reuse.toml`` is missed.
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
import sys
import tempfile
import tomllib
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from itertools import islice
from pathlib import Path
from typing import Any

from tests.gold import meets, shared_data
from wiretrace import html
from wiretrace.model import Story
from wiretrace.pipeline import Index

HERE = Path(__file__).parent
COPIES = ("verbatim", "light", "heavy", "ex200", "ex100", "ex50")
WORKERS = 2
DAYS_APART = 3
_WORD = re.compile(r"\w+(?:'\w+)?")


def rows(path: Path) -> Iterator[dict[str, Any]]:
    """The objects of a .jsonl.gz file."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def found_on(index: Path, texts: Sequence[str]) -> list[list[tuple[str, str]]]:
    """For each text, the (story, kind) of every match; runs in a worker."""
    with Index.open(index) as opened:
        return [[(m.story, m.kind) for m in opened.find(html.page_from_text(text))] for text in texts]


def searched(index: Path, texts: Sequence[str]) -> list[list[tuple[str, str]]]:
    """``found_on`` in parallel, in order."""
    parts = [texts[i : i + 200] for i in range(0, len(texts), 200)]
    with ProcessPoolExecutor(WORKERS) as pool:
        return [found for part in pool.map(partial(found_on, index), parts) for found in part]


@dataclass
class Synthetic:
    """What was found of the synthetic copies."""

    right: Counter[str] = field(default_factory=Counter)
    total: Counter[str] = field(default_factory=Counter)
    wrong_pairs: int = 0
    flagged_notice: int = 0


def synthetic(folder: Path, scratch: Path, *, every: int) -> Synthetic:
    """Index the 1,000 stories with the wire's notice at their foot and search every page."""
    notice = (folder / "notice.txt").read_text()
    index = scratch / "synthetic.idx"
    stories = (Story(row["id"], f"{row['text']}\n\n{notice}") for row in rows(folder / "wire.jsonl.gz"))
    Index.build(index, stories).close()
    grey = {frozenset(map(str, row.values() if isinstance(row, dict) else row)) for row in _grey(folder)}
    pages = list(islice(rows(folder / "tests.jsonl.gz"), 0, None, every))
    result = Synthetic()
    for page, found in zip(pages, searched(index, [page["text"] for page in pages]), strict=True):
        kind, ids = page["kind"], {story for story, how in found if how not in ("quote", "template")}
        result.total[kind] += 1
        result.right[kind] += page["story"] in {story for story, _ in found}
        sources = {str(page.get("source")), str(page["story"])}
        wrong = {s for s in ids if s != page["story"] and not any(frozenset((s, o)) in grey for o in sources)}
        result.wrong_pairs += len(wrong) if kind != "negterms" else 0
        result.flagged_notice += kind == "negterms" and bool(wrong)
    return result


def _grey(folder: Path) -> Iterator[Any]:
    for row in rows(folder / "grey_pairs.jsonl.gz"):
        yield [value for value in (row.values() if isinstance(row, dict) else row) if isinstance(value, str)]


@dataclass
class Press:
    """What was found of the German press pairs."""

    found: int = 0
    pairs: int = 0
    reported: int = 0
    right: int = 0
    unlisted: int = 0
    unlisted_right: int = 0


def figures(left: str, right: str) -> tuple[int, int]:
    """(covered words, longest run) of the shorter text, as the data's README defines them."""
    words = sorted((_WORD.findall(left.lower()), _WORD.findall(right.lower())), key=len)
    there = set(zip(*(words[1][i:] for i in range(5)), strict=False))
    covered = bytearray(len(words[0]))
    for at, gram in enumerate(zip(*(words[0][i:] for i in range(5)), strict=False)):
        if gram in there:
            covered[at : at + 5] = b"\1" * 5
    return sum(covered), max(map(len, bytes(covered).split(b"\0")), default=0)


def press(folder: Path, scratch: Path, *, every: int) -> Press:
    """Look for every article in every other of another house, at most three days apart."""
    articles = {row["id"]: row for row in rows(folder / "articles.jsonl.gz") if row["text"].strip() and row["date"]}
    index = scratch / "press.idx"
    Index.build(index, (Story(row["id"], row["text"]) for row in articles.values())).close()
    order = list(islice(articles, 0, None, every))
    reported: set[frozenset[str]] = set()
    for mine, found in zip(order, searched(index, [articles[id_]["text"] for id_ in order]), strict=True):
        close = {other for other, _ in found if _comparable(articles[mine], articles[other])}
        reported |= {frozenset((mine, other)) for other in close}
    asked = set(islice(articles, 0, None, every))
    return _score(articles, reported, asked, folder)


def _comparable(left: dict[str, Any], right: dict[str, Any]) -> bool:
    apart = abs((date.fromisoformat(left["date"][:10]) - date.fromisoformat(right["date"][:10])).days)
    return left["publication"] != right["publication"] and apart <= DAYS_APART


def _score(articles: dict[str, dict[str, Any]], reported: set[frozenset[str]], asked: set[str], folder: Path) -> Press:
    result = Press(reported=len(reported))
    listed: dict[frozenset[str], tuple[int, int]] = {}
    for row in rows(folder / "pairs.jsonl.gz"):
        ids = [value for value in row.values() if isinstance(value, str) and value in articles]
        pair = frozenset(ids[:2])
        listed[pair] = (row["covered_words"], row["longest_run"])
        if row["covered_words"] >= 50 and len(pair) == 2 and pair & asked:
            result.pairs += 1
            result.found += pair in reported
    for pair in reported:
        known = listed.get(pair)
        covered, run = known or figures(*(articles[id_]["text"] for id_ in pair))
        good = covered >= 25 and run >= 12
        result.right += good
        result.unlisted += known is None
        result.unlisted_right += known is None and good
    return result


def measures(made: Synthetic, pressed: Press) -> dict[str, float]:
    """All figures of the table by name."""
    table = {f"recall.{kind}": made.right[kind] / made.total[kind] for kind in COPIES if made.total[kind]}
    table["wrong_pairs"] = made.wrong_pairs
    table["notice_flagged"] = made.flagged_notice
    table["press.recall"] = pressed.found / pressed.pairs if pressed.pairs else 1.0
    table["press.precision"] = pressed.right / pressed.reported if pressed.reported else 1.0
    return table


def main() -> int:
    """Print the table; 1 if a floor is missed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--every", type=int, default=1, help="search every n-th page only")
    arguments, _ = parser.parse_known_args()
    folder = shared_data("reuse")
    if folder is None:
        return 0
    floors = defaultdict(dict, tomllib.loads((HERE / "floors_reuse.toml").read_text()))
    with tempfile.TemporaryDirectory() as scratch:
        made = synthetic(folder / "synthetic_copies", Path(scratch), every=arguments.every)
        pressed = press(folder / "german_press", Path(scratch), every=arguments.every)
    missed = 0
    print(f"{'measure':<20}{'MinHash 0.7':>12}{'prototype':>11}{'bar':>8}{'reached':>10}")
    for name, reached in measures(made, pressed).items():
        floor = floors[name]
        good = meets(reached, floor["bar"], floor)
        missed += not meets(reached, floor.get("floor", floor["bar"]), floor)
        peers = f"{floor.get('minhash', '-'):>12}{floor.get('prototype', '-'):>11}"
        print(f"{name:<20}{peers}{floor['bar']:>8}{reached:>10.4g}{'' if good else '  below the bar'}")
    print(
        f"{sum(made.total.values()):,} synthetic pages; press: {pressed.reported:,} pairs reported, of them"
        f" {pressed.unlisted:,} not in the list, {pressed.unlisted_right:,} of those right by the same figures"
    )
    return int(missed > 0)


if __name__ == "__main__":
    sys.exit(main())
