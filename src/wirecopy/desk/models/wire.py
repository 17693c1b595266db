"""The wire itself: how it is called, where it is, whom to ask."""

from __future__ import annotations

from django.db import models
from django.db.models import Q


class Wire(models.Model):
    """The newswire that this service belongs to: one row.

    ``affiliation`` is how a byline names the wire where a person says nothing else, with ``{name}`` and ``{wire}``. The last
    four switch on what machines are told of terms that forbid to train AI: drafts move, so each is off until somebody wants it.
    """

    name = models.CharField(max_length=200)
    short_name = models.CharField(max_length=40)
    affiliation = models.CharField(max_length=200, default="{name}, {wire}")
    home = models.URLField()
    licensing_email = models.EmailField()
    language = models.CharField(max_length=12, default="en")
    time_zone = models.CharField(max_length=60, default="UTC")
    about = models.TextField(blank=True)
    logo = models.FileField(upload_to="wire/", blank=True)
    says_rsl = models.BooleanField(default=False)
    says_content_usage = models.BooleanField(default=False)
    says_tdmrep = models.BooleanField(default=False)
    refuses_crawlers = models.BooleanField(default=False)

    class Meta:
        constraints = (models.CheckConstraint(condition=Q(pk=1), name="desk_one_wire"),)

    def __str__(self) -> str:
        return self.name
