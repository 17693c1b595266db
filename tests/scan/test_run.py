"""A run: attempts, leases, pauses and counts, with an engine that follows a script and a clock that is set by hand."""

import io
from dataclasses import dataclass

from tests.scan.engines import Scripted
from wiretrace.scan.ledger import IN_MEMORY, Ledger
from wiretrace.scan.output import InOrder
from wiretrace.scan.parts import Part
from wiretrace.scan.run import Run


@dataclass
class Clock:
    now: float = 1000.0

    def __call__(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.now += max(seconds, 0.01)


def run_of(script: dict[str, list[list[Part]]], room: int = 1) -> tuple[Run, Scripted, io.BytesIO, Clock]:
    engine, stream, clock = Scripted(script, room), io.BytesIO(), Clock()
    ledger = Ledger.create(IN_MEMORY, {}, ((address, None) for address in script))
    return Run(ledger, engine, InOrder(stream), clock=clock, sleep=clock.sleep), engine, stream, clock


def part(lines: bytes = b"", *, done: bool = False, error: str | None = None, problems: tuple[str, ...] = ()) -> Part:
    return Part("a", pages=2, parsed=1, read_bytes=5, lines=lines, problems=problems, done=done, error=error)


def work(run: Run) -> list[str]:
    return [words for problems in run.work() for words in problems]


def test_files_are_scanned_and_written_in_their_order_whichever_ends_first() -> None:
    script = {name: [[part(f"{name} 1\n".encode()), part(f"{name} 2\n".encode(), done=True)]] for name in "abc"}
    run, engine, stream, _ = run_of(script, room=3)
    assert work(run) == []
    assert stream.getvalue() == b"a 1\na 2\nb 1\nb 2\nc 1\nc 2\n"
    totals = run.ledger.totals()
    assert (totals.done, totals.counts.pages, totals.counts.parsed, totals.counts.matches) == (3, 12, 6, 6)
    assert totals.counts.read_bytes == 30
    assert engine.closed


def test_a_file_that_breaks_is_tried_again_and_counts_once() -> None:
    broken = [part(b"half\n"), part(done=True, error="a: it broke")]
    run, engine, stream, _ = run_of({"a": [broken, [part(b"whole\n", done=True)]]})
    assert work(run) == []
    assert stream.getvalue() == b"whole\n"
    assert [job.attempt for job in engine.submitted] == [1, 2]
    totals = run.ledger.totals()
    assert (totals.done, totals.counts.pages, totals.counts.matches, totals.counts.problems) == (1, 2, 1, 0)


def test_a_file_that_stays_broken_is_listed_with_what_was_found_in_it() -> None:
    broken = [part(b"found\n"), part(done=True, error="a: it broke")]
    run, engine, stream, _ = run_of({"a": [broken] * 3, "b": [[part(b"b\n", done=True)]]})
    assert work(run) == ["a: it broke"]
    assert len(engine.submitted) == 4
    assert stream.getvalue() == b"found\nb\n"
    assert list(run.ledger.failures()) == [("a", "a: it broke")]
    assert run.ledger.totals().counts.problems == 1


def test_a_file_of_a_store_is_tried_again_after_a_pause_that_grows() -> None:
    address = "https://store.example/a.warc.gz"
    broken = [part(done=True, error=f"{address}: 503")]
    run, engine, _, clock = run_of({address: [broken, broken, [part(done=True)]]})
    assert work(run) == []
    assert 1044 < clock.now < 1047  # 15 and 30 seconds
    assert len(engine.submitted) == 3


def test_problems_inside_a_file_are_told_and_do_not_make_it_fail() -> None:
    run, _, _, _ = run_of({"a": [[part(problems=("a: damaged at byte 7",)), part(done=True)]]})
    assert work(run) == ["a: damaged at byte 7"]
    totals = run.ledger.totals()
    assert (totals.done, totals.failed, totals.counts.problems) == (1, 0, 1)


def test_a_worker_of_which_nothing_is_heard_is_abandoned_and_its_file_tried_again() -> None:
    run, engine, stream, clock = run_of({"a": [[part(b"half\n")], [part(b"whole\n", done=True)]]})
    steps = run.work()
    next(steps)
    clock.now += run.lease_s + 1
    assert [words for problems in steps for words in problems] == []
    assert engine.abandoned == [1]
    assert stream.getvalue() == b"whole\n"


def test_parts_renew_the_lease() -> None:
    run, engine, stream, clock = run_of({"a": [[part(b"1\n"), part(b"2\n"), part(b"3\n"), part(done=True)]]})
    for _ in run.work():
        clock.now += run.lease_s * 0.9
    assert engine.abandoned == []
    assert stream.getvalue() == b"1\n2\n3\n"


def test_totals_count_what_is_being_scanned() -> None:
    run, _, _, _ = run_of({"a": [[part(b"1\n"), part(b"2\n", done=True)]]})
    steps = run.work()
    next(steps)
    totals = run.totals()
    assert (totals.running, totals.counts.pages, totals.counts.matches, totals.counts.read_bytes) == (1, 2, 1, 5)
    steps.close()  # type: ignore[attr-defined]  # it is a generator


def test_stopping_a_run_stops_its_engine_and_leaves_the_file_to_the_next_run() -> None:
    run, engine, stream, _ = run_of({"a": [[part(b"1\n"), part(done=True)]]})
    steps = run.work()
    next(steps)
    steps.close()  # type: ignore[attr-defined]  # it is a generator
    assert engine.closed
    assert stream.getvalue() == b""
    assert run.ledger.totals().running == 1
