"""Where publishers say that their copies stand."""

from __future__ import annotations

from django.db.models import QuerySet

from wirecopy.desk.models import Story
from wirecopy.renditions.models import ReportedCopy


def reported_copies(story: Story) -> QuerySet[ReportedCopy]:
    """Where publishers say that their copies stand, the latest first."""
    return ReportedCopy.objects.filter(story=story).order_by("-reported_at", "-pk")
