"""The jobs of the beacon."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings

from wirecopy.beacon.actions import load_journal


def load_views(*, at: datetime) -> None:
    """Bring the beacon's journal into the database. Safe to run twice: a hit counts once."""
    load_journal(settings.DATA / "beacon", at=at)
