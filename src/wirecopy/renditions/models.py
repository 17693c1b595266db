"""A rendition: what was given to whom, in which format, under which terms."""

from __future__ import annotations

from django.db import models

from wirecopy.desk.models import Story, TermsVersion, Version


class Rendition(models.Model):
    """One version of a story for one recipient in one format, under one version of the terms.

    ``recipient`` is ``public``, or who it was made for. ``sha256`` is of its bytes, ``text_sha256`` of the story's text in it.
    ``beacon`` is the key of its counting picture. Where the bytes change though the version does not (a picture's rights
    ended, the wire has another logo), there is a line for each, and ``made_at`` says since when.
    """

    PUBLIC = "public"

    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="renditions")
    terms = models.ForeignKey(TermsVersion, on_delete=models.PROTECT, related_name="+")
    recipient = models.CharField(max_length=80, default=PUBLIC)
    format = models.CharField(max_length=20)
    beacon = models.CharField(max_length=40, db_index=True)
    sha256 = models.CharField(max_length=64)
    text_sha256 = models.CharField(max_length=64)
    made_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("version", "terms", "recipient", "format", "sha256"), name="renditions_one_each"
            ),
        )

    def __str__(self) -> str:
        return f"{self.version} as {self.format} for {self.recipient}"


class ReportedCopy(models.Model):
    """A copy that a publisher told us of: where it stands, and of which story."""

    story = models.ForeignKey(Story, on_delete=models.PROTECT, related_name="reported_copies")
    url = models.URLField(max_length=1000)
    reported_at = models.DateTimeField()

    class Meta:
        verbose_name_plural = "reported copies"
        constraints = (models.UniqueConstraint(fields=("story", "url"), name="renditions_reported_once"),)

    def __str__(self) -> str:
        return self.url
