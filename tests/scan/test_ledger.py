"""The ledger of a run: who may claim what, what is counted, what survives."""

import os
import sqlite3
from pathlib import Path

import pytest

from wiretrace.errors import RunBusy, RunError
from wiretrace.scan.ledger import IN_MEMORY, Counts, Job, Ledger

FILES = [("a.warc.gz", 10), ("b.warc.gz", 30), ("c.warc.gz", None)]


@pytest.fixture()
def ledger() -> Ledger:
    return Ledger.create(IN_MEMORY, {"index": "wire.idx"}, FILES)


def claim(ledger: Ledger, at: float = 100.0) -> Job | None:
    return ledger.claim(at=at, lease_s=60)


def test_files_are_claimed_once_each_in_order(ledger: Ledger) -> None:
    assert [claim(ledger) for _ in range(4)] == [Job(n, f[0], 1) for n, f in enumerate(FILES, 1)] + [None]


def test_an_address_that_comes_twice_is_one_file_and_numbers_have_no_gap() -> None:
    ledger = Ledger.create(IN_MEMORY, {}, [("a", None), ("a", None), ("b", None)])
    assert [job.number for job in (claim(ledger), claim(ledger)) if job] == [1, 2]
    assert claim(ledger) is None


def test_a_file_that_is_put_off_comes_again_behind_those_that_wait_and_not_before_its_time(ledger: Ledger) -> None:
    claim(ledger)
    ledger.put_off(1, "it broke", until=150)
    assert [claim(ledger), claim(ledger)] == [Job(2, "b.warc.gz", 1), Job(3, "c.warc.gz", 1)]
    assert claim(ledger) is None
    assert ledger.next_at() == 150
    assert claim(ledger, at=150) == Job(1, "a.warc.gz", 2)


def test_a_lease_expires_unless_it_is_renewed(ledger: Ledger) -> None:
    claim(ledger)
    claim(ledger)
    ledger.renew(2, until=500)
    assert ledger.expired(at=161) == [1]
    assert ledger.expired(at=160) == []


def test_what_was_being_scanned_when_the_run_was_killed_can_be_claimed_again(ledger: Ledger) -> None:
    claim(ledger)
    ledger.end(1, Counts(pages=5), (), (0, 10))
    claim(ledger)
    ledger.go_on()
    assert claim(ledger) == Job(2, "b.warc.gz", 2)


def test_an_ended_file_is_counted_with_its_place_and_problems(ledger: Ledger) -> None:
    claim(ledger)
    claim(ledger)
    ledger.end(1, Counts(pages=5, parsed=2, matches=1, read_bytes=10, seconds=2.0), ("a member is broken",), (0, 70))
    ledger.end(2, Counts(pages=7, matches=2, problems=1, size_bytes=31), ("gone",), (70, 90), "gone")
    totals = ledger.totals()
    assert (totals.waiting, totals.running, totals.done, totals.failed, totals.files) == (1, 0, 1, 1, 3)
    counts = totals.counts
    assert (counts.pages, counts.parsed, counts.matches, counts.read_bytes, counts.seconds) == (12, 2, 3, 10, 2.0)
    assert (counts.size_bytes, totals.sized) == (41, 2)
    assert ledger.places() == [(1, 0, 70), (2, 70, 90)]
    assert list(ledger.failures()) == [("b.warc.gz", "gone")]


def test_failed_files_get_another_three_attempts(ledger: Ledger) -> None:
    claim(ledger)
    ledger.end(1, Counts(), ("gone",), (0, 0), "gone")
    ledger.go_on()
    assert claim(ledger) == Job(1, "a.warc.gz", 1)


def test_a_ledger_is_read_back_with_what_it_was_begun_with(tmp_path: Path) -> None:
    path = str(tmp_path / "run.ledger")
    with Ledger.create(path, {"index": "wire.idx", "trusted": ["http://a.example"]}, FILES) as ledger:
        claim(ledger)
        ledger.end(1, Counts(pages=5), (), (0, 10))
    with Ledger.open(path) as ledger:
        settings = ledger.settings()
        assert (settings["index"], settings["trusted"], settings["finished"]) == (
            "wire.idx",
            ["http://a.example"],
            False,
        )
        assert ledger.totals().done == 1
        ledger.finish([(1, 3, 13)])
        assert ledger.settings()["finished"] is True
        assert ledger.places() == [(1, 3, 13)]


def test_others_may_read_it_while_it_is_written(tmp_path: Path) -> None:
    path = str(tmp_path / "run.ledger")
    with Ledger.create(path, {}, FILES) as ledger:
        claim(ledger)
        reader = sqlite3.connect(path)
        try:
            assert reader.execute("SELECT state FROM file").fetchall() == [("running",), ("waiting",), ("waiting",)]
        finally:
            reader.close()


@pytest.mark.parametrize("content", [b"", b"no database at all" * 100], ids=["empty", "something else"])
def test_what_is_no_ledger_is_refused_by_name(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "run.ledger"
    path.write_bytes(content)
    with pytest.raises(RunError, match=r"run\.ledger"):
        Ledger.open(str(path))


def test_a_ledger_of_another_version_is_refused(tmp_path: Path) -> None:
    path = str(tmp_path / "run.ledger")
    Ledger.create(path, {}, FILES).close()
    with sqlite3.connect(path) as db:
        db.execute("UPDATE run SET value = '99' WHERE name = 'version'")
    db.close()
    with pytest.raises(RunError, match="version 99"):
        Ledger.open(path)


def test_names_that_are_not_utf8_come_back_as_they_were(tmp_path: Path) -> None:
    name = os.fsdecode(b"caf\xe9.html")
    with Ledger.create(str(tmp_path / "run.ledger"), {}, [(name, 5), ("plain.html", 7)]) as ledger:
        assert claim(ledger) == Job(1, name, 1)
        ledger.end(1, Counts(), (f"{name}: broken",), (0, 0), f"{name}: broken")
        assert list(ledger.failures()) == [(name, "caf\\udce9.html: broken")]


def test_a_second_process_is_refused_while_a_ledger_is_open(tmp_path: Path) -> None:
    path = str(tmp_path / "run.ledger")
    with Ledger.create(path, {}, FILES), pytest.raises(RunBusy, match=r"run\.ledger"):
        Ledger.open(path)
    Ledger.open(path).close()


def test_a_damaged_ledger_is_an_error_of_its_own_kind(tmp_path: Path) -> None:
    path = tmp_path / "run.ledger"
    Ledger.create(str(path), {}, ((f"{n}.warc.gz", None) for n in range(3_000))).close()
    data = bytearray(path.read_bytes())
    data[8192:] = b"\xff" * (len(data) - 8192)
    path.write_bytes(data)
    with pytest.raises(RunError, match=r"run\.ledger"), Ledger.open(str(path)) as ledger:
        ledger.totals()


def test_a_change_that_fails_leaves_the_ledger_as_it_was(ledger: Ledger) -> None:
    claim(ledger)
    with pytest.raises(RunError, match="--resume"):
        ledger.end(1, Counts(pages="many"), (), (0, 10))  # type: ignore[arg-type]  # stands for a disk that is full
    assert ledger.places() == []
    assert ledger.totals().running == 1
