"""The jobs of the desk."""

from __future__ import annotations

from datetime import datetime

from wirecopy.desk.actions import expire_story, lift_embargo
from wirecopy.desk.imports.poll import poll
from wirecopy.desk.models import Source, Story


def follow_the_clock(*, at: datetime) -> None:
    """Let stories out whose embargo is over, and withdraw those whose time is over. Safe to run twice."""
    for story in Story.objects.filter(state=Story.State.EMBARGOED, embargo_until__lte=at):
        lift_embargo(story, at=at)
    for story in Story.objects.filter(state=Story.State.LIVE, expires_at__lte=at):
        expire_story(story, at=at)


def poll_sources(*, at: datetime) -> None:
    """Import from every source whose time has come. Safe to run twice: what was taken is not taken again."""
    for source in Source.objects.filter(next_at__lte=at).order_by("next_at"):
        poll(source, at=at)
