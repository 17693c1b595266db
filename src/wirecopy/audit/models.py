"""One line of the log: an action that somebody did to something, with the reason given."""

from __future__ import annotations

from typing import Any, NoReturn

from django.db import models


class EntryIsFinal(Exception):
    """Somebody tried to change or delete a line of the log."""


class Entry(models.Model):
    """What was done to what, by whom, when and why. Never changed, never deleted: the database refuses it too.

    ``actor`` is a user's key or the name of a job; ``subject`` is the kind and the key of what it was done to. There are
    no foreign keys, so that the log outlives what it tells of.
    """

    at = models.DateTimeField()
    action = models.CharField(max_length=60)
    actor = models.CharField(max_length=60)
    actor_name = models.CharField(max_length=200)
    subject_kind = models.CharField(max_length=40)
    subject = models.CharField(max_length=80)
    reason = models.TextField(blank=True)
    data = models.JSONField(default=dict)

    class Meta:
        verbose_name_plural = "entries"
        ordering = ("id",)
        indexes = (
            models.Index(fields=("subject_kind", "subject", "id"), name="audit_of_subject"),  # a story's history
            models.Index(fields=("action", "id"), name="audit_by_action"),  # events that a job above reads
        )

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.actor_name}: {self.action} {self.subject_kind} {self.subject}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Write a new line. Raises ``EntryIsFinal`` for one that is there already."""
        if self.pk is not None:
            raise EntryIsFinal(f"line {self.pk} of the audit log cannot be changed; write another one")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        """Raise ``EntryIsFinal``."""
        raise EntryIsFinal(f"line {self.pk} of the audit log cannot be deleted")
