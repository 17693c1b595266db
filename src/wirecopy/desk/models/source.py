"""Where stories are imported from, again and again."""

from __future__ import annotations

from django.conf import settings
from django.db import models


class Source(models.Model):
    """A place that the desk imports stories from: ``kind`` is a key of ``imports.SOURCES``, ``where`` an address or a folder.

    ``seen_until`` is the moment of the last import that went to its end; the next one asks for what changed since.
    """

    kind = models.CharField(max_length=20)
    where = models.CharField(max_length=500)
    every = models.DurationField()
    release = models.BooleanField(default=False)
    taken_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    next_at = models.DateTimeField()
    seen_until = models.DateTimeField(null=True)
    problem = models.TextField(blank=True)  # of the last import; empty: it went well

    class Meta:
        constraints = (models.UniqueConstraint(fields=("kind", "where"), name="desk_one_source"),)

    def __str__(self) -> str:
        return f"{self.kind} {self.where}"
