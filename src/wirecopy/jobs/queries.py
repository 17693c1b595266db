"""How the work stands."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db.models import QuerySet

from wirecopy.jobs.models import Job


def failed_jobs() -> QuerySet[Job]:
    """Jobs that failed for good, latest first."""
    return Job.objects.filter(state=Job.State.FAILED).order_by("-ended_at")


def lag(*, at: datetime) -> timedelta:
    """How long the job that has been due longest has waited; zero where none is due."""
    first = Job.objects.filter(state=Job.State.WAITING, run_at__lte=at).order_by("run_at").first()
    return at - first.run_at if first else timedelta(0)
