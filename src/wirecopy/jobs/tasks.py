"""The jobs of the job table itself."""

from __future__ import annotations

from datetime import datetime

from wirecopy.jobs.actions import sweep


def sweep_jobs(*, at: datetime) -> None:
    """Delete jobs that were done long ago. Safe to run twice."""
    sweep(at=at)
