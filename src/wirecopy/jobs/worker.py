"""The worker: takes the jobs that are due, one after another, until it is told to stop."""

from __future__ import annotations

import logging
import threading
import traceback
from collections.abc import Callable
from datetime import datetime

from django.db import close_old_connections
from django.utils import timezone

from wirecopy.jobs.actions import enqueue, fail, finish, take
from wirecopy.jobs.models import Job
from wirecopy.jobs.schedule import JOBS

log = logging.getLogger(__name__)
IDLE_S = 1.0
"""How long it rests when nothing is due."""


def work(stop: threading.Event, *, clock: Callable[[], datetime] = timezone.now) -> None:
    """Do what is due until ``stop`` is set. Several workers may run, in one process or in many."""
    while not stop.is_set():
        ask_for_regular_work(at=clock())
        if not do_one(at=clock(), clock=clock):
            stop.wait(IDLE_S)
        close_old_connections()


def do_one(*, at: datetime, clock: Callable[[], datetime] = timezone.now) -> bool:
    """Do the job that has been due longest; says whether there was one."""
    job = take(at=at)
    if job is None:
        return False
    try:
        run(job, at=at)
    except Exception as error:
        log.exception("job failed", extra={"job": str(job), "attempt": job.attempts})
        fail(job, at=clock(), error=f"{error!r}\n{traceback.format_exc()}")
    else:
        finish(job, at=clock())
    return True


def run(job: Job, *, at: datetime) -> None:
    """Call the function of a job. Raises ``KeyError`` for a name that is not in the table, and whatever it raises."""
    JOBS[job.name].load()(*job.arguments, at=at)


def ask_for_regular_work(*, at: datetime) -> None:
    """See that each job that comes by itself waits in the table, for the next full period: at most one each."""
    for name, task in JOBS.items():
        if task.every is None:
            continue
        period_s = task.every.total_seconds()
        number = int(at.timestamp() // period_s)
        if not Job.objects.filter(name=name, dedupe=f"{name}:{number}").exists():
            enqueue(name, at=at, dedupe=f"{name}:{number}")
