"""The table of all jobs: what each is called, the function that does it, and how often it comes by itself."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from django.utils.module_loading import import_string


@dataclass(frozen=True, slots=True)
class Task:
    """A kind of job: the dotted path of its function (apps above this one cannot be imported here), and its period.

    The function takes the job's arguments and ``at``. ``every`` is ``None`` for work that is only done on request.
    """

    function: str
    every: timedelta | None = None

    def load(self) -> Callable[..., None]:
        """Give the function."""
        function: Callable[..., None] = import_string(self.function)
        return function


JOBS: Final[Mapping[str, Task]] = {
    "follow_the_clock": Task("wirecopy.desk.tasks.follow_the_clock", timedelta(minutes=1)),
    "poll_sources": Task("wirecopy.desk.tasks.poll_sources", timedelta(minutes=1)),
    "load_views": Task("wirecopy.beacon.tasks.load_views", timedelta(minutes=1)),
    "sweep_jobs": Task("wirecopy.jobs.tasks.sweep_jobs", timedelta(hours=6)),
}
