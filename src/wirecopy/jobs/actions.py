"""Asking for work, taking it, and saying how it ended."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import IntegrityError, transaction
from django.db.models import F, Q

from wirecopy.jobs.models import Job

LEASE = timedelta(minutes=10)
"""How long a worker may be silent about a job before another one takes it. Longer than any one job lasts."""

MOST_ATTEMPTS = 6
FIRST_PAUSE = timedelta(seconds=30)
"""Before the second attempt; four times as long before each one after that: the last is made some eleven hours later."""


def enqueue(name: str, *arguments: int | str, at: datetime, run_at: datetime | None = None, dedupe: str = "") -> bool:
    """Ask for a job by its name in ``schedule.JOBS``; ``run_at``: not before. At-least-once.

    Says whether it is a new one: while a job of this name and ``dedupe`` key waits, another is not made.
    """
    job = Job(name=name, arguments=list(arguments), dedupe=dedupe, run_at=run_at or at, made_at=at)
    try:
        with transaction.atomic():
            job.save(force_insert=True)
    except IntegrityError:
        if not dedupe:
            raise
        return False
    return True


def take(*, at: datetime) -> Job | None:
    """Take the job that has been due longest, for ``LEASE``; ``None``: none is due.

    The row is claimed by an update that names the state it was seen in, so of two workers one gets it.
    """
    free = Q(leased_until=None) | Q(leased_until__lt=at)
    due = Job.objects.filter(free, state=Job.State.WAITING, run_at__lte=at).order_by("run_at", "id")
    for seen in due[:10]:
        claimed = Job.objects.filter(free, pk=seen.pk, state=Job.State.WAITING, attempts=seen.attempts).update(
            leased_until=at + LEASE, attempts=F("attempts") + 1
        )
        if claimed:
            seen.attempts += 1
            seen.leased_until = at + LEASE
            return seen
    return None


def finish(job: Job, *, at: datetime) -> None:
    """Note that a job is done."""
    Job.objects.filter(pk=job.pk).update(state=Job.State.DONE, ended_at=at, leased_until=None, error="")


def fail(job: Job, *, at: datetime, error: str) -> None:
    """Note that an attempt failed: the next one comes later, and after the last one the job is listed as failed."""
    if job.attempts >= MOST_ATTEMPTS:
        Job.objects.filter(pk=job.pk).update(
            state=Job.State.FAILED, ended_at=at, leased_until=None, error=error[-4000:]
        )
        return
    pause = FIRST_PAUSE * 4 ** (job.attempts - 1)
    Job.objects.filter(pk=job.pk).update(run_at=at + pause, leased_until=None, error=error[-4000:])


def sweep(*, at: datetime, keep: timedelta = timedelta(days=14)) -> int:
    """Delete the jobs that were done so long ago; failed ones stay until somebody has looked. Says how many."""
    return Job.objects.filter(state=Job.State.DONE, ended_at__lt=at - keep).delete()[0]
