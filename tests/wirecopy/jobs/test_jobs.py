"""Jobs: taken by one worker, tried again when they fail, never lost with the worker that had them."""

from datetime import datetime, timedelta

import pytest
from django.db import IntegrityError, transaction

from wirecopy.jobs import schedule
from wirecopy.jobs.actions import FIRST_PAUSE, LEASE, MOST_ATTEMPTS, enqueue, sweep, take
from wirecopy.jobs.models import Job
from wirecopy.jobs.queries import failed_jobs, lag
from wirecopy.jobs.schedule import JOBS, Task
from wirecopy.jobs.worker import ask_for_regular_work, do_one

DONE: list[tuple[object, ...]] = []


def note(*arguments: object, at: datetime) -> None:
    DONE.append(arguments)


def fail(*, at: datetime) -> None:
    raise OSError("the disk is full")


@pytest.fixture(autouse=True)
def _jobs(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    DONE.clear()
    table = {
        "note": Task(f"{__name__}.note"),
        "fail": Task(f"{__name__}.fail"),
        "tick": Task(f"{__name__}.note", timedelta(minutes=1)),
    }
    monkeypatch.setattr(schedule, "JOBS", table)
    monkeypatch.setattr("wirecopy.jobs.worker.JOBS", table)


def test_a_job_is_done_once_and_in_the_order_in_which_it_is_due(now: datetime) -> None:
    enqueue("note", "later", at=now, run_at=now + timedelta(minutes=1))
    enqueue("note", "now", at=now)
    assert do_one(at=now, clock=lambda: now)
    assert not do_one(at=now, clock=lambda: now)
    assert do_one(at=now + timedelta(minutes=1), clock=lambda: now)
    assert DONE == [("now",), ("later",)]


def test_two_workers_never_have_the_same_job(now: datetime) -> None:
    enqueue("note", at=now)
    assert take(at=now) is not None
    assert take(at=now) is None


def test_a_job_whose_worker_died_is_taken_again_when_its_lease_is_over(now: datetime) -> None:
    enqueue("note", at=now)
    first = take(at=now)
    assert take(at=now + LEASE) is None
    again = take(at=now + LEASE + timedelta(seconds=1))
    assert first is not None
    assert again is not None
    assert (again.pk, again.attempts) == (first.pk, 2)


def test_a_job_that_fails_is_tried_later_and_listed_after_the_last_time(now: datetime) -> None:
    enqueue("fail", at=now)
    moment = now
    for attempt in range(MOST_ATTEMPTS):
        assert do_one(at=moment, clock=lambda moment=moment: moment)  # type: ignore[misc]
        assert not do_one(at=moment, clock=lambda: now)
        moment += FIRST_PAUSE * 4**attempt
    (job,) = failed_jobs()
    assert job.attempts == MOST_ATTEMPTS
    assert "the disk is full" in job.error
    assert not do_one(at=moment + timedelta(days=9), clock=lambda: now)


def test_a_job_of_a_name_that_nobody_knows_is_not_lost(now: datetime) -> None:
    enqueue("gone", at=now)
    assert do_one(at=now, clock=lambda: now)
    assert "KeyError" in Job.objects.get().error
    assert Job.objects.get().state == "waiting"


def test_the_same_work_is_asked_for_once_while_it_waits(now: datetime) -> None:
    assert enqueue("note", at=now, dedupe="story:1")
    assert not enqueue("note", at=now, dedupe="story:1")
    assert enqueue("note", at=now, dedupe="story:2")
    assert enqueue("note", at=now)
    assert enqueue("note", at=now)
    with pytest.raises(IntegrityError), transaction.atomic():
        Job.objects.create(name="note", dedupe="story:1", run_at=now, made_at=now)
    while do_one(at=now, clock=lambda: now):
        pass
    assert enqueue("note", at=now, dedupe="story:1")  # what is done may be asked for again


def test_regular_work_is_asked_for_once_a_period(now: datetime) -> None:
    for second in (0, 1, 59):
        ask_for_regular_work(at=now + timedelta(seconds=second))
        while do_one(at=now + timedelta(seconds=second), clock=lambda: now):
            pass
    assert DONE == [()]
    ask_for_regular_work(at=now + timedelta(seconds=60))
    assert Job.objects.filter(name="tick").count() == 2


def test_how_late_work_is(now: datetime) -> None:
    assert lag(at=now) == timedelta(0)
    enqueue("note", at=now)
    assert lag(at=now + timedelta(seconds=90)) == timedelta(seconds=90)


def test_done_jobs_are_swept_and_failed_ones_stay(now: datetime) -> None:
    enqueue("note", at=now)
    do_one(at=now, clock=lambda: now)
    Job.objects.create(name="fail", state="failed", run_at=now, made_at=now, ended_at=now)
    assert sweep(at=now + timedelta(days=13)) == 0
    assert sweep(at=now + timedelta(days=15)) == 1
    assert Job.objects.get().state == "failed"


def test_every_job_of_the_real_table_has_its_function() -> None:
    for task in JOBS.values():
        assert callable(task.load())
