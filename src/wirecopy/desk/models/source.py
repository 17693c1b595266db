"""Where stories are imported from, again and again."""

from __future__ import annotations

from django.conf import settings
from django.db import models


class Source(models.Model):
    """A place that the desk imports stories from: ``kind`` is a key of ``imports.SOURCES``, ``where`` an address or a folder.

    It is asked every so often (``every``; ``None``: never, it pushes), with the rights of ``taken_by``. ``seen_until`` is the
    moment of the last import that went to its end; the next one asks for what changed since. ``all_asked_at`` is when it was
    last asked after everything that was ever taken from it. ``may_be_inside``: its host may be one of the own network, which
    only the command line says. ``secret_hash`` is of the key with which it pushes (empty: it may not).
    """

    kind = models.CharField(max_length=20)
    where = models.CharField(max_length=500)
    every = models.DurationField(null=True)
    release = models.BooleanField(default=False)
    taken_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    next_at = models.DateTimeField(null=True)
    seen_until = models.DateTimeField(null=True)
    all_asked_at = models.DateTimeField(null=True)
    pushed_at = models.DateTimeField(null=True)
    may_be_inside = models.BooleanField(default=True)
    secret_hash = models.CharField(max_length=64, blank=True)
    problem = models.TextField(blank=True)  # of the last import; empty: it went well

    class Meta:
        constraints = (models.UniqueConstraint(fields=("kind", "where"), name="desk_one_source"),)

    @property
    def every_minutes(self) -> int:
        """How often it is asked; 0: never."""
        return int(self.every.total_seconds() // 60) if self.every else 0

    def __str__(self) -> str:
        return f"{self.kind} {self.where}"
