"""Prints what pages, feeds, searches and releases take at 1,000 and 100,000 stories, on both databases: ``make bench-service``.

Each database and size is a process of its own; the four make their visits in turn, round by round, so that the noise of the
machine falls on all alike. `README.md` says how it is measured, and holds the figures of the last run.
"""

from __future__ import annotations

import contextlib
import json
import os
import secrets
import shutil
import signal
import statistics
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from importlib import import_module
from pathlib import Path
from typing import Final

import django
import psycopg
from tests.wirecopy.postgres import private_postgres

FOLDER: Final = Path(__file__).resolve().parents[1] / ".bench" / "service"
SIZES: Final = (1_000, 100_000)
ROUNDS: Final = 7
GROWTH: Final = 1.5
MOST_QUERIES: Final = 12
BARS: Final[Mapping[str, float]] = {
    "front page": 30,
    "story page": 30,
    "feed, 304": 5,
    "a topic's or author's feed, 304": 5,
    "search, 95 of 100": 100,
    "publishing to all formats": 150,
}
"""Milliseconds at 100,000 stories."""
GROWS_LITTLE: Final = (*BARS, "search", "front page, half way down", "release of a story")
"""The others hold more where there are more stories: a part of the sitemap up to 5,000, corrections up to 100, the feed of a topic up to 50."""


@dataclass(slots=True)
class Place:
    """A database of a size: its environment, the process that visits it, and what the visits took."""

    vendor: str
    stories: int
    environment: dict[str, str]
    process: subprocess.Popen[str] | None = None
    queries: dict[str, int] = field(default_factory=dict)
    took: dict[str, list[float]] = field(default_factory=dict)

    def start(self) -> None:
        """Start the process; it warms up by itself."""
        command = [sys.executable, "-m", "benchmarks.service", "visit"]
        self.process = subprocess.Popen(
            command, env=self.environment, text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE
        )
        self.queries = json.loads(self._answer())

    def visit(self) -> None:
        """Make a round."""
        assert self.process is not None
        assert self.process.stdin is not None
        self.process.stdin.write("\n")
        self.process.stdin.flush()
        for name, milliseconds in json.loads(self._answer()).items():
            self.took.setdefault(name, []).extend(milliseconds)

    def stop(self) -> None:
        """Let the process end."""
        if self.process and self.process.stdin:
            self.process.stdin.close()
            self.process.wait()

    def medians(self) -> dict[str, float]:
        """The median of each measure in milliseconds; of searches, the 95th percentile too."""
        found = {name: statistics.median(values) for name, values in self.took.items()}
        found["search, 95 of 100"] = statistics.quantiles(self.took["search"], n=20)[-1]
        return found

    def _answer(self) -> str:
        assert self.process is not None
        assert self.process.stdout is not None
        line = self.process.stdout.readline()
        if not line:
            raise RuntimeError(f"the visits of {self.vendor}, {self.stories:,} stories, ended early; see above")
        return line


def prepare() -> None:
    """Load Django for a process that fills or visits the database of its environment."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "wirecopy.settings"
    django.setup()


def run(environment: Mapping[str, str], *arguments: str) -> None:
    """Run a command of this module beside a database."""
    subprocess.run([sys.executable, "-m", "benchmarks.service", *arguments], env=environment, check=True)


def settings(data: Path, database: str = "") -> dict[str, str]:
    """The environment of a process of the service."""
    data.mkdir(parents=True, exist_ok=True)
    own = {"WIRECOPY_DATA": str(data), "WIRECOPY_DATABASE": database, "WIRECOPY_SECRET_KEY": secrets.token_urlsafe(48)}
    return {**{name: value for name, value in os.environ.items() if not name.startswith("WIRECOPY_")}, **own}


def sqlite(stories: int) -> Place:
    """A copy of the kept database, brought up to date: each run begins with the same stories."""
    kept, copy = FOLDER / f"kept-{stories}", FOLDER / f"run-{stories}"
    if not (kept / "wirecopy.sqlite3").exists():
        part = FOLDER / f"part-{stories}"
        shutil.rmtree(part, ignore_errors=True)
        run(settings(part), "fill", str(stories))
        part.rename(kept)
    run(settings(kept), "migrate")
    shutil.rmtree(copy, ignore_errors=True)
    shutil.copytree(kept, copy)
    return Place("SQLite", stories, settings(copy))


def postgresql(stories: int, server: str) -> Place:
    """The same on PostgreSQL."""
    base = server.rpartition("/")[0]
    with psycopg.connect(f"{base}/postgres", autocommit=True) as connection:
        if connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", (f"kept_{stories}",)).fetchone() is None:
            connection.execute(f"DROP DATABASE IF EXISTS part_{stories}")
            connection.execute(f"CREATE DATABASE part_{stories}")
            run(settings(FOLDER / "postgres-data", f"{base}/part_{stories}"), "fill", str(stories))
            connection.execute(f"ALTER DATABASE part_{stories} RENAME TO kept_{stories}")
        run(settings(FOLDER / "postgres-data", f"{base}/kept_{stories}"), "migrate")
        connection.execute(f"DROP DATABASE IF EXISTS run_{stories}")
        connection.execute(f"CREATE DATABASE run_{stories} TEMPLATE kept_{stories}")
    return Place("PostgreSQL", stories, settings(FOLDER / "postgres-data", f"{base}/run_{stories}"))


@contextlib.contextmanager
def places() -> Iterator[list[Place]]:
    """All databases, each with a process that visits it."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    with private_postgres(FOLDER / "postgres") as server:
        found = [*(sqlite(size) for size in SIZES), *(postgresql(size, server) for size in SIZES)]
        try:
            for place in found:
                place.start()
                print(f"{place.vendor}, {place.stories:,} stories: warm", file=sys.stderr)
            yield found
        finally:
            for place in found:
                place.stop()


def table(found: list[Place]) -> list[str]:
    """The lines of the table; those that miss a bar say so."""
    lines = [f"{'milliseconds':<36}{'bar':>7}" + "".join(f"{vendor:>38}" for vendor in ("SQLite", "PostgreSQL"))]
    lines.append(" " * 43 + f"{'1,000':>10}{'100,000':>10}{'growth':>9}{'queries':>9}" * 2)
    medians = [place.medians() for place in found]
    for name in sorted(medians[0], key=list(medians[0]).index):
        cells, bar, good = "", BARS.get(name, 0), True
        for few, many in ((0, 1), (2, 3)):
            small, large = medians[few][name], medians[many][name]
            queries = max(found[place].queries.get(name.partition(", 95")[0], 0) for place in (few, many))
            cells += f"{small:>10.1f}{large:>10.1f}{large / small:>9.2f}{queries:>9}"
            good &= not bar or large <= bar
            good &= name not in GROWS_LITTLE or large / small <= GROWTH
            good &= name not in ("front page", "story page") or queries <= MOST_QUERIES
        lines.append(f"{name:<36}{f'<= {bar:g}' if bar else '':>7}{cells}{'' if good else '  MISSED'}")
    return lines


def main(arguments: list[str]) -> int:
    """Print the table; 1 if a bar is missed. With arguments: what a process of the benchmark does."""
    match arguments:
        case ["fill", stories]:
            prepare()
            import_module("benchmarks.newsroom").fill(int(stories), at=datetime.now(UTC))
            return 0
        case ["migrate"]:
            prepare()
            import_module("benchmarks.newsroom").migrate()
            return 0
        case ["visit"]:
            prepare()
            import_module("benchmarks.visits").main()
            return 0
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # so that PostgreSQL stops, too
    with places() as found:
        for number in range(1, ROUNDS + 1):
            for place in found:
                place.visit()
            print(f"round {number} of {ROUNDS}", file=sys.stderr)
    lines = table(found)
    print("\n".join(lines))
    return int(any(line.endswith("MISSED") for line in lines))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
