"""Prints how fast a scan is, each figure a ratio to a peer or floor that ran beside it: ``make bench``.

Commands run in turn, three rounds of all, and the least time of each counts: noise only ever adds. `README.md` says how each
figure is measured, and holds those of the last run.
"""

from __future__ import annotations

import json
import os
import shutil
import sys
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

from benchmarks import material
from benchmarks.measuring import ROUNDS, Took, run
from wiretrace.fingerprint import KERNEL
from wiretrace.index import IndexFile

SIZES = (1_000, 100_000, 1_000_000)
PEER_PAGES = 1_500
CORE = [max(os.sched_getaffinity(0))]


def scan(*inputs: Path, stories: int, workers: int = 1, pinned: bool = True) -> Took:
    """Scan archives through the command, on one core or on all."""
    with tempfile.TemporaryDirectory() as folder:
        arguments = [*map(str, inputs), "--index", str(material.index(stories)), "--workers", str(workers)]
        out = Path(folder) / "out.jsonl"
        command = ("-m", "wiretrace", "scan", *arguments, "-o", str(out))
        return run(*command, watch_memory=True, cores=CORE if pinned else None)


def peer(name: str, *archives: Path, most: int = 0) -> Took:
    """Run a peer on one core."""
    return run("-m", "benchmarks.peers", name, str(most), *map(str, archives), cores=CORE)


def together(*archives: Path, at_once: bool) -> Took:
    """Decompress archives, each in a process of its own, all at once or one after another; unpinned."""
    started = time.perf_counter()
    with ThreadPoolExecutor(len(archives) if at_once else 1) as pool:
        each = list(pool.map(lambda archive: run("-m", "benchmarks.peers", "libdeflate", "0", str(archive)), archives))
    return replace(each[0], seconds=time.perf_counter() - started)


def own_seconds(runs: list[Took]) -> float:
    """The least seconds that a peer says its work took, without the start of Python."""
    return min(float(each.words.split()[2]) for each in runs)


def rounds() -> dict[str, list[Took]]:
    """Run everything in turn, and keep what each run took."""
    one, two = material.archives()
    text = material.texts()
    commands: dict[str, Callable[[], Took]] = {
        "zlib": lambda: peer("zlib", one, two),
        "libdeflate": lambda: peer("libdeflate", one, two),
        **{f"scan {size}": lambda size=size: scan(one, two, stories=size) for size in SIZES},  # type: ignore[misc]
        "wet": lambda: scan(text, stories=100_000),
        "one worker": lambda: scan(one, two, stories=100_000, pinned=False),
        "two workers": lambda: scan(one, two, stories=100_000, workers=2, pinned=False),
        "one libdeflate": lambda: together(one, two, at_once=False),
        "two libdeflate": lambda: together(one, two, at_once=True),
        "rensa": lambda: peer("rensa", one, most=PEER_PAGES),
    }
    took: dict[str, list[Took]] = {name: [] for name in commands}
    for round_number in range(1, ROUNDS + 1):
        for name, command in commands.items():
            took[name].append(command())
            print(f"round {round_number}: {name}: {took[name][-1].seconds:.2f} s", file=sys.stderr)
    return took


def figures(took: dict[str, list[Took]]) -> list[tuple[str, float, str, float, str]]:
    """The table: measure, figure, bar with its sign, bar, unit."""
    least = {name: min(each.seconds for each in runs) for name, runs in took.items()}
    pages = pages_of(took["scan 100000"][0])
    wet_pages = pages_of(took["wet"][0])
    peer_pace = PEER_PAGES / own_seconds(took["rensa"])
    memory = max(each.worker_bytes for name, runs in took.items() if name.startswith("scan") for each in runs)
    zlib = own_seconds(took["zlib"])
    return [
        ("100,000 stories: time against zlib alone", least["scan 100000"] / zlib, "<=", 0.80, ""),
        ("1,000,000 stories: time against zlib alone", least["scan 1000000"] / zlib, "<=", 0.85, ""),
        ("libdeflate alone: time against zlib alone", own_seconds(took["libdeflate"]) / zlib, "", 0, ""),
        (
            "pages/s against FastWARC + Resiliparse + rensa",
            pages / least["scan 100000"] / peer_pace,
            ">=",
            8,
            "",
        ),
        ("WET pages/s against WARC pages/s", wet_pages / least["wet"] / (pages / least["scan 100000"]), ">=", 4, ""),
        ("two workers against one", least["one worker"] / least["two workers"], ">=", 1.9, ""),
        (
            "  libdeflate alone, two processes against one",
            least["one libdeflate"] / least["two libdeflate"],
            "",
            0,
            "",
        ),
        ("memory of a worker beside the index", memory / 1e6, "<=", 250, "MB"),
        ("1,000 -> 1,000,000 stories: time", least["scan 1000000"] / least["scan 1000"], "<=", 1.3, ""),
    ]


def pages_of(took: Took) -> int:
    """How many pages a scan says that it read."""
    return int(took.words.split(" page")[0].split()[-1].replace(",", ""))


def index_figures() -> list[tuple[str, float, str, float, str]]:
    """Size and opening of the largest index, and what adding a story to it costs."""
    path = material.index(SIZES[-1])
    opened, added = [], []
    for _ in range(5):
        started = time.perf_counter()
        with IndexFile.open(path) as file:
            opened.append(time.perf_counter() - started)
            tables = sum(segment.rows for segment in file._view.segments)
    state = file_state(path)
    built = run("-m", "benchmarks.material", str(SIZES[1]), watch_memory=True)
    with tempfile.TemporaryDirectory(dir=material.FOLDER) as folder:
        copy = Path(folder) / "copy.idx"
        shutil.copyfile(path, copy)
        for number, story in enumerate(material.stories(3)):
            with IndexFile.open(copy) as file:
                started = time.perf_counter()
                file.append([type(story)(id=f"new-{number}", text=f"{number} {story.text}")])
                added.append(time.perf_counter() - started)
    return [
        ("index of 1,000,000: tables, filter and columns", state["tables"] / 1e9, "<=", 1.3, "GB"),
        ("  the same with the stories themselves, compressed", path.stat().st_size / 1e9, "", 0, "GB"),
        ("  fingerprints", tables / 1e6, "", 0, "million"),
        ("  built, stories/s (of 100,000)", SIZES[1] / built.seconds, "", 0, ""),
        ("  memory while it is built", built.own_bytes / 1e6, "", 0, "MB"),
        ("  opened in", min(opened) * 1e3, "<=", 50, "ms"),
        ("  a story added in", min(added) * 1e3, "", 0, "ms"),
    ]


def file_state(path: Path) -> dict[str, int]:
    """How many bytes of an index are tables, and how many are the stories' records."""
    with IndexFile.open(path) as file:
        records = sum(int(segment.columns.lengths.sum()) for segment in file._view.segments)
    return {"records": records, "tables": path.stat().st_size - records}


def main() -> int:
    """Print the table; 1 if a bar is missed."""
    took = rounds()
    table = [*figures(took), *index_figures()]
    print(
        f"kernel {KERNEL}; archive {material.archives()[0].stat().st_size / 1e6:,.0f} MB, {pages_of(took['scan 1000'][0]):,} pages"
    )
    print(f"{'measure':<54}{'bar':>9}{'reached':>10}")
    missed = 0
    for name, reached, sign, bar, unit in table:
        good = not sign or (reached <= bar if sign == "<=" else reached >= bar)
        missed += not good
        print(f"{name:<54}{f'{sign} {bar:g}' if sign else '':>9}{reached:>10.3g} {unit}{'' if good else '  MISSED'}")
    (material.FOLDER / "last.json").write_text(
        json.dumps({name: [each.seconds for each in runs] for name, runs in took.items()}, indent=1)
    )
    return int(missed > 0)


if __name__ == "__main__":
    sys.exit(main())
