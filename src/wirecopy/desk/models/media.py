"""Pictures, with rights of their own."""

from __future__ import annotations

from datetime import datetime

from django.db import models
from django.db.models import Q


class Media(models.Model):
    """A picture: its file without what the camera wrote into it, its words, and whether a publisher may use it.

    ``may_republish``: it is the wire's to give away. ``republish_until``: the last moment. ``only_with_story``: never by
    itself. ``c2pa`` is what is known of a manifest in the file as it came: none, present, or unreadable.
    """

    class C2pa(models.TextChoices):
        """Whether the file carried content credentials."""

        NONE = "none"
        PRESENT = "present"
        UNREADABLE = "unreadable"

    file = models.FileField(upload_to="media/%Y/%m/")
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()
    media_type = models.CharField(max_length=40)
    sha256 = models.CharField(max_length=64, unique=True)
    sizes = models.JSONField(default=dict)  # width in pixels -> name of the file
    alt = models.TextField()
    caption = models.TextField(blank=True)
    credit = models.CharField(max_length=300)
    may_republish = models.BooleanField(default=False)
    republish_until = models.DateTimeField(null=True, blank=True)
    only_with_story = models.BooleanField(default=True)
    c2pa = models.CharField(max_length=12, choices=C2pa.choices, default=C2pa.NONE)
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name_plural = "media"
        constraints = (models.CheckConstraint(condition=~Q(alt=""), name="desk_media_has_alt"),)

    def __str__(self) -> str:
        return self.alt

    def is_free(self, *, at: datetime) -> bool:
        """Say whether a publisher may use it now."""
        return self.may_republish and (self.republish_until is None or at < self.republish_until)
