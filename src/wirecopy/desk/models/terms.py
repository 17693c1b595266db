"""The wire's terms, version by version."""

from __future__ import annotations

from django.conf import settings
from django.db import models


class TermsVersion(models.Model):
    """The terms as they were in force from ``since`` on, until the next version. Never changed.

    ``source`` is the TOML that ``wiretrace.terms`` reads and writes: the one source of notice, machine forms, renditions and
    checks.
    """

    number = models.PositiveIntegerField(unique=True)
    source = models.TextField()
    since = models.DateTimeField()
    note = models.TextField(blank=True)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ("number",)
        indexes = (models.Index(fields=("-since",), name="desk_terms_in_force"),)

    def __str__(self) -> str:
        return f"terms {self.number}"
