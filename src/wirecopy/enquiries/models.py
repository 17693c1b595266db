"""A question to the licensing desk, and what was written about it."""

from __future__ import annotations

from django.conf import settings
from django.db import models


class Enquiry(models.Model):
    """A thread that somebody began. Who began it comes back by ``secret_hash``: the link in every letter."""

    class State(models.TextChoices):
        """Whose turn it is."""

        OPEN = "open"  # the desk's
        ANSWERED = "answered"
        CLOSED = "closed"

    name = models.CharField(max_length=200)
    email = models.EmailField()
    outlet = models.CharField(max_length=200, blank=True)
    about = models.CharField(max_length=300)
    state = models.CharField(max_length=10, choices=State.choices, default=State.OPEN)
    secret_hash = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()
    changed_at = models.DateTimeField()

    class Meta:
        verbose_name_plural = "enquiries"
        ordering = ("-changed_at", "-id")
        indexes = (models.Index(fields=("state", "-changed_at"), name="enquiries_by_state"),)  # the desk's list

    def __str__(self) -> str:
        return f"{self.name}: {self.about}"


class Message(models.Model):
    """One letter of a thread; ``by`` is null where the one who asks wrote it."""

    enquiry = models.ForeignKey(Enquiry, on_delete=models.CASCADE, related_name="messages")
    text = models.TextField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ("id",)

    def __str__(self) -> str:
        return self.text[:60]
