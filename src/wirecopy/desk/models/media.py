"""Pictures, with rights of their own."""

from __future__ import annotations

from datetime import datetime

from django.db import models
from django.db.models import Q
from django.utils import timezone


class Media(models.Model):
    """A picture: its file without what the camera wrote into it, its words, and whether a publisher may use it.

    ``may_republish``: it is the wire's to give away. ``republish_until``: the last moment. ``only_with_story``: never by
    itself. ``sha256`` is of the bytes as they came, and ``original`` the name under which storage keeps them; no address
    serves that. ``taken_down_at``: nobody may have it any more, by any address (``None``: it may be shown). ``c2pa`` is what is known of a manifest in the file as it came: none, present, or unreadable.
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
    original = models.CharField(max_length=200, blank=True)
    sizes = models.JSONField(default=dict)  # width in pixels -> name of the file
    alt = models.TextField()
    caption = models.TextField(blank=True)
    credit = models.CharField(max_length=300)
    may_republish = models.BooleanField(default=False)
    republish_until = models.DateTimeField(null=True, blank=True)
    only_with_story = models.BooleanField(default=True)
    taken_down_at = models.DateTimeField(null=True, blank=True)
    c2pa = models.CharField(max_length=12, choices=C2pa.choices, default=C2pa.NONE)
    made_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name_plural = "media"
        constraints = (
            models.CheckConstraint(condition=~Q(alt=""), name="desk_media_has_alt"),
            models.CheckConstraint(condition=~Q(credit=""), name="desk_media_has_credit"),
        )
        indexes = (
            models.Index(fields=("-made_at", "-id"), name="desk_media_latest"),  # the desk's list of pictures
            models.Index(fields=("taken_down_at",), condition=Q(taken_down_at__isnull=False), name="desk_media_down"),
        )

    def __str__(self) -> str:
        return self.alt

    def is_free(self, *, at: datetime) -> bool:
        """Say whether a publisher may use it now."""
        return (
            self.taken_down_at is None
            and self.may_republish
            and (self.republish_until is None or at < self.republish_until)
        )
