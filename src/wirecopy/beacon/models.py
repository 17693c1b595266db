"""Views of a rendition's beacon, by day and page, and how far each segment of the journal has been loaded."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q


class Views(models.Model):
    """How often a beacon was asked for on one day (UTC) and one page: ``raw`` by all, ``reader`` by readers.

    Robots and what a browser fetches ahead count raw alone, and so does the same reader again within half an hour.
    ``page`` is origin and path; empty where browsers did not say it. ``beacon`` is that of a ``Rendition``, or any other that
    somebody asked for: the beacon does not know which there are.
    """

    beacon = models.CharField(max_length=64)
    day = models.DateField()
    page = models.CharField(max_length=500, blank=True)
    raw = models.PositiveBigIntegerField()
    reader = models.PositiveBigIntegerField()

    class Meta:
        verbose_name_plural = "views"
        constraints = (
            models.UniqueConstraint(
                fields=("beacon", "day", "page"), name="beacon_one_count"
            ),  # views_of, and the loader
            models.CheckConstraint(condition=Q(reader__lte=F("raw")), name="beacon_readers_are_hits"),
        )
        indexes = (models.Index(fields=("day",), name="beacon_by_day"),)  # total_views

    def __str__(self) -> str:
        return f"{self.beacon} on {self.day}, {self.page or 'page unknown'}: {self.reader} readers, {self.raw} hits"


class LoadedSegment(models.Model):
    """How many bytes of a segment are in ``Views``. Changed in the transaction that counts them, so that none counts twice."""

    name = models.CharField(max_length=80, unique=True)
    read_bytes = models.PositiveBigIntegerField(default=0)
    is_finished = models.BooleanField(default=False)  # all is loaded and nothing will come: the file may go
    loaded_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.name}: {self.read_bytes} bytes loaded"
