"""Measures the judging of credit on the labelled pages, and prints the table of docs/reference/gold-credit.md.

Run ``python -m tests.gold.credit``. Exit code 1 if a floor of ``floors_credit.toml`` is missed.
"""

from __future__ import annotations

import argparse
import gzip
import json
import statistics
import sys
import time
import tomllib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

import trafilatura

from tests.gold import dropped, meets, shared_data
from wiretrace import html, pipeline
from wiretrace.align import attribute
from wiretrace.model import Story, Verdict, Wire
from wiretrace.pipeline import collect_less_often

HERE = Path(__file__).parent
WIRE_RELATIONS = {"wire_copy", "republished", "mixed", "origin"}
LABEL_OF = {
    "affiliation": "affiliation_visible_in_credit",
    "logo": "wire_logo_image",
    "notice": "notice_present",
}


@dataclass
class Tally:
    """Right and wrong answers of one element, with the pages that were wrong."""

    right: int = 0
    total: int = 0
    wrong: list[str] = field(default_factory=list)

    def add(self, good: bool, page: str) -> None:
        self.total += 1
        self.right += good
        if not good:
            self.wrong.append(page)

    @property
    def share(self) -> float:
        return self.right / self.total if self.total else 1.0


def load(folder: Path) -> tuple[list[dict[str, Any]], dict[str, dict[str, Any]]]:
    """The labels in order, and the cases by id."""
    labels = [json.loads(line) for line in (folder / "labels.jsonl").read_text().splitlines()]
    with gzip.open(folder / "cases.jsonl.gz", "rt") as lines:
        cases = {case["id"]: case for case in map(json.loads, lines)}
    return labels, cases


def story_of(case: dict[str, Any]) -> Story:
    """The case's story, with its wire."""
    wire = Wire(case["wire"]["name"], tuple(case["wire"]["aliases"]))
    given = case["story"]
    return Story(given["id"], given["text"], headline=given["headline"], byline=tuple(given["byline"]), wire=wire)


def judged(data: bytes, case: dict[str, Any]) -> Verdict:
    """Everything that the command does with a page: parse, align, find mentions, judge."""
    page = html.parse(data, url=case["url"])
    story = story_of(case)
    return pipeline.judge(page, [story], attribute([story], page))


def kept(verdict: Verdict) -> set[str]:
    """The names of the rules that the verdict answers with kept."""
    return {finding.rule for finding in verdict.findings if finding.answer == "kept"}


@dataclass
class Run:
    """All tallies of one run."""

    byline: Tally = field(default_factory=Tally)
    dropped: Tally = field(default_factory=Tally)
    precision: dict[str, Tally] = field(default_factory=lambda: {name: Tally() for name in LABEL_OF})
    recall: dict[str, Tally] = field(default_factory=lambda: {name: Tally() for name in LABEL_OF})
    negative: Tally = field(default_factory=Tally)
    swap: Tally = field(default_factory=Tally)
    ours_ms: list[float] = field(default_factory=list)
    peer_ms: list[float] = field(default_factory=list)


def timed(action: Callable[[], Any]) -> tuple[Any, float]:
    """An action's result and its milliseconds."""
    start = time.perf_counter()
    result = action()
    return result, 1000 * (time.perf_counter() - start)


def measure(folder: Path, *, peer: bool) -> Run:
    """Judge every labelled page, and every swap: what a swap is asked about is nowhere on it, so it needs no label.

    Labels known to be wrong are left out of their own element.
    """
    labels, cases = load(folder)
    wrong = tomllib.loads((HERE / "labels_wrong.toml").read_text())
    run = Run()
    collect_less_often()  # as the command does; the peer is timed in the same process
    for label in (label for label in labels if label["relation"] != "swap"):
        case = cases[label["id"]]
        data = gzip.decompress((folder / case["page"]).read_bytes())
        verdict, ms = timed(partial(judged, data, case))
        skip = {entry["element"] for entry in wrong.get("label", []) if entry["id"] == label["id"]}
        score(run, label, case, verdict, skip)
        run.ours_ms.append(ms)
        if peer:
            text = data.decode("utf-8", "replace")
            run.peer_ms.append(timed(partial(trafilatura.bare_extraction, text, with_metadata=True))[1])
        if label["relation"] in WIRE_RELATIONS and label["reporter_byline_visible"]:
            for name, mutated in dropped.variants(data, case):
                run.dropped.add("byline" not in kept(judged(mutated, case)), f"{label['id'][:4]}:{name}")
    for case in (case for name, case in cases.items() if name.endswith("~swap")):
        data = gzip.decompress((folder / case["page"]).read_bytes())
        found = kept(judged(data, case))
        run.swap.add(not found, f"{case['id'][:4]}:{','.join(sorted(found))}")
    return run


def score(run: Run, label: dict[str, Any], case: dict[str, Any], verdict: Verdict, skip: set[str]) -> None:
    """Add one page's answers to the tallies."""
    found, page, relation = kept(verdict), label["id"][:4], label["relation"]
    if relation == "none" and "negative" not in skip:
        run.negative.add(not found, f"{page}:{','.join(sorted(found))}")
    elif relation in WIRE_RELATIONS and label["reporter_byline_visible"] and "byline" not in skip:
        run.byline.add("byline" in found, page)
    for name, key in LABEL_OF.items():
        if name in skip:
            continue
        if name in found:
            run.precision[name].add(bool(label[key]), page)
        if label[key]:
            run.recall[name].add(name in found, page)


def rows(run: Run) -> Iterator[tuple[str, float, int]]:
    """Yield (measure, reached, number of pages) in the order of the table."""
    yield "byline.kept", run.byline.share, run.byline.total
    yield "byline.dropped", run.dropped.share, run.dropped.total
    for name in LABEL_OF:
        yield f"{name}.precision", run.precision[name].share, run.precision[name].total
        yield f"{name}.recall", run.recall[name].share, run.recall[name].total
    yield "negative.any_kept", 1 - run.negative.share, run.negative.total
    yield "swap.any_kept", 1 - run.swap.share, run.swap.total
    if run.peer_ms:
        yield "time.ratio", statistics.median(run.ours_ms) / statistics.median(run.peer_ms), len(run.ours_ms)


def main() -> int:
    """Print the table; 1 if a floor is missed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--no-peer", action="store_true", help="do not time the peer")
    parser.add_argument("--wrong", action="store_true", help="list the ids of the pages judged wrong")
    arguments, _ = parser.parse_known_args()
    folder = shared_data("credit_pages")
    if folder is None:
        return 0
    run = measure(folder, peer=not arguments.no_peer)
    floors = tomllib.loads((HERE / "floors_credit.toml").read_text())
    missed = 0
    print(f"{'measure':<24}{'bar':>8}{'reached':>10}{'pages':>8}")
    for name, reached, pages in rows(run):
        bar = floors[name]["bar"]
        good = meets(reached, bar, floors[name])
        missed += not meets(reached, floors[name].get("floor", bar), floors[name])
        print(f"{name:<24}{bar:>8.3f}{reached:>10.3f}{pages:>8}{'' if good else '  below the bar'}")
    if run.peer_ms:
        print(
            f"median ms a page: {statistics.median(run.ours_ms):.1f}, trafilatura {statistics.median(run.peer_ms):.1f}"
        )
    if arguments.wrong:
        tallies = {"byline": run.byline, "dropped": run.dropped, "negative": run.negative, "swap": run.swap}
        tallies |= {f"{k}.precision": v for k, v in run.precision.items()}
        tallies |= {f"{k}.recall": v for k, v in run.recall.items()}
        for name, tally in tallies.items():
            print(name, tally.wrong)
    return int(missed > 0)


if __name__ == "__main__":
    sys.exit(main())
