"""A job: a piece of work that is done later, again if it fails, and never by two workers at once."""

from __future__ import annotations

from django.db import models
from django.db.models import Q


class Job(models.Model):
    """Work to do at ``run_at`` or later. A worker that takes it holds it until ``leased_until``; one that dies lets it go.

    ``name`` is a key of ``schedule.JOBS``, ``arguments`` are ids, never objects. Two jobs that wait never have one
    ``dedupe`` key: asking twice for the same work gives one job.
    """

    class State(models.TextChoices):
        """What has become of it."""

        WAITING = "waiting"
        DONE = "done"
        FAILED = "failed"  # after its last attempt; ``error`` says why

    name = models.CharField(max_length=80)
    arguments = models.JSONField(default=list)
    dedupe = models.CharField(max_length=200, blank=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    run_at = models.DateTimeField()
    leased_until = models.DateTimeField(null=True)
    attempts = models.PositiveIntegerField(default=0)
    error = models.TextField(blank=True)
    made_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("name", "dedupe"), condition=Q(state="waiting") & ~Q(dedupe=""), name="jobs_one_waiting"
            ),
        )
        indexes = (
            models.Index(fields=("run_at",), condition=Q(state="waiting"), name="jobs_due"),  # what a worker takes next
            models.Index(fields=("ended_at",), condition=~Q(state="waiting"), name="jobs_ended"),  # what is swept away
        )

    def __str__(self) -> str:
        return f"{self.name}({', '.join(map(str, self.arguments))})"
