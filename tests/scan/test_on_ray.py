"""Scanning on Ray: a cluster of two workers on this machine, really run; a worker that dies, an index that is shipped."""

import warnings
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
import ray

from tests.scan.archives import inputs, make_crawl
from tests.scan.engines import echo_once_dead
from wiretrace.cli import main
from wiretrace.errors import MissingExtra
from wiretrace.scan import extras
from wiretrace.scan.ledger import IN_MEMORY, Ledger
from wiretrace.scan.on_ray import RayEngine
from wiretrace.scan.output import Journal
from wiretrace.scan.parts import Task, scan_file
from wiretrace.scan.run import Run

FILES, PAGES, EVERY = 4, 60, 6


@pytest.fixture(scope="module")
def crawl(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_crawl(tmp_path_factory.mktemp("crawl"), FILES, PAGES, EVERY)


@pytest.fixture(scope="module")
def cluster() -> Iterator[None]:
    """A cluster of two processors on this machine."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # what Ray says of its own future
        start_cluster()
        yield
        ray.shutdown()


def start_cluster(tries: int = 3) -> None:
    """Start Ray, again where it did not within the 30 seconds that it gives itself: a busy machine may need more."""
    try:
        ray.init(num_cpus=2, include_dashboard=False, log_to_driver=False, configure_logging=False)
    except Exception as error:
        ray.shutdown()
        if tries == 1 or "timed out during startup" not in str(error):
            raise
        start_cluster(tries - 1)


def scanned(engine: RayEngine, addresses: list[str], out: Path) -> tuple[bytes, Ledger, list[str]]:
    ledger = Ledger.create(IN_MEMORY, {}, ((address, None) for address in addresses))
    journal = Journal(out)
    words = [words for problems in Run(ledger, engine, journal).work() for words in problems]
    journal.close()
    data = out.read_bytes()
    return b"".join(data[begins:ends] for _, begins, ends in ledger.places()), ledger, words


def test_a_scan_on_two_workers_of_ray_gives_what_processes_give(cluster: None, crawl: Path, tmp_path: Path) -> None:
    engine = RayEngine(index_path=str(crawl / "wire.idx"), workers=2, scan=partial(scan_file, task=Task()))
    found, ledger, words = scanned(engine, inputs(crawl), tmp_path / "out.jsonl")
    assert (found, words) == ((crawl / "whole.jsonl").read_bytes(), [])
    assert ledger.totals().counts.pages == FILES * PAGES


def test_a_node_without_the_index_gets_it_once(cluster: None, crawl: Path, tmp_path: Path) -> None:
    own = tmp_path / "wire.idx"
    own.write_bytes((crawl / "wire.idx").read_bytes())
    engine = RayEngine(index_path=str(own), workers=2, scan=partial(scan_file, task=Task()), ship=True)
    own.unlink()
    found, _, words = scanned(engine, inputs(crawl), tmp_path / "out.jsonl")
    assert (found, words) == ((crawl / "whole.jsonl").read_bytes(), [])


def test_a_worker_that_is_lost_costs_nothing(cluster: None, crawl: Path, tmp_path: Path) -> None:
    addresses = [str(tmp_path / name) for name in ("one", "two", "three")]
    engine = RayEngine(index_path=str(crawl / "wire.idx"), workers=2, scan=echo_once_dead)
    found, ledger, words = scanned(engine, addresses, tmp_path / "out.jsonl")
    assert words == []
    assert found.decode() == "".join(f"{name} 1 of {FILES * PAGES}\n{name} 2\n" for name in addresses)
    assert all(Path(f"{address}.seen").exists() for address in addresses)
    assert ledger.totals().done == 3


def test_the_command_scans_on_ray(cluster: None, crawl: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.jsonl"
    arguments = ["--index", str(crawl / "wire.idx"), "-o", str(out), "--engine", "ray", "--workers", "2"]
    assert main(["scan", *inputs(crawl), *arguments]) == 0
    assert out.read_bytes() == (crawl / "whole.jsonl").read_bytes()


def test_without_ray_the_error_says_how_to_install_it(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(name: str) -> None:
        raise ModuleNotFoundError(name)

    monkeypatch.setattr(extras, "import_module", missing)
    with pytest.raises(MissingExtra, match=r'pip install "wirecopy\[ray\]"'):
        RayEngine(index_path="wire.idx", workers=1, scan=echo_once_dead)
