"""The jobs of the desk."""

from __future__ import annotations

import logging
from datetime import datetime

from wirecopy.desk.actions import expire_story, lift_embargo
from wirecopy.desk.imports.poll import give_up, poll
from wirecopy.desk.models import Source, Story

log = logging.getLogger(__name__)


def follow_the_clock(*, at: datetime) -> None:
    """Let stories out whose embargo is over, and withdraw those whose time is over. Safe to run twice."""
    for story in Story.objects.filter(state=Story.State.EMBARGOED, embargo_until__lte=at):
        lift_embargo(story, at=at)
    for story in Story.objects.filter(state=Story.State.LIVE, expires_at__lte=at):
        expire_story(story, at=at)


def poll_sources(*, at: datetime) -> None:
    """Import from every source whose time has come. Safe to run twice: what was taken is not taken again.

    A source that fails in a way that nobody thought of says so on its screen, and the others are asked.
    """
    for source in Source.objects.filter(next_at__lte=at).order_by("next_at"):
        try:
            poll(source, at=at)
        except Exception as error:
            log.exception("%s could not be asked", source)
            give_up(source, f"{type(error).__name__}: {error}", at=at)
