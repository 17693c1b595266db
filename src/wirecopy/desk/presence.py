"""Who else is writing a story: told before anything has to be put together."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from wirecopy.accounts.models import User
from wirecopy.accounts.roles import May
from wirecopy.desk.models import Draft, Story

RECENT: Final = timedelta(minutes=15)


@dataclass(frozen=True, slots=True)
class Other:
    """Somebody else who has the story open, or has saved it, and when."""

    user: User
    at: datetime
    has_saved: bool

    def __str__(self) -> str:
        done = "saved" if self.has_saved else "opened"
        return f"{self.user} {done} this story at {self.at:%H:%M} UTC and may be writing"


def open_draft(story: Story, *, by: User, at: datetime) -> Other | None:
    """Note that somebody opens a story to write it, and say who else did in the last quarter of an hour."""
    other = other_on(story, than=by, at=at)
    if by.may(May.WRITE):
        Draft.objects.filter(story=story).update(opened_at=at, opened_by=by)
    return other


def other_on(story: Story, *, than: User, at: datetime) -> Other | None:
    """Say who else is on a story: who saved it last, or else opened it last. Costs a query."""
    draft = Draft.objects.select_related("saved_by", "opened_by").get(story=story)
    if draft.saved_by != than and at - draft.saved_at < RECENT:
        return Other(draft.saved_by, draft.saved_at, has_saved=True)
    if draft.opened_by and draft.opened_at and draft.opened_by != than and at - draft.opened_at < RECENT:
        return Other(draft.opened_by, draft.opened_at, has_saved=False)
    return None
