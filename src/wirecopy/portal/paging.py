"""Pages of a long list by the place of their last line: as fast for the thousandth page as for the first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from django.db.models import Q, QuerySet

from wirecopy.desk.models import Story

LENGTH = 20


@dataclass(frozen=True, slots=True)
class Page:
    """Some stories, and the queries (empty: none) that lead to what is later and what is earlier."""

    stories: Sequence[Story]
    before: str = ""
    after: str = ""


def page_of(stories: QuerySet[Story], place: str) -> Page:
    """Give the page of stories, latest first, that begins behind a place; one that is no place is the front."""
    edge = _edge(place)
    if edge is not None:
        moment, key = edge
        stories = stories.filter(Q(released_at__lt=moment) | Q(released_at=moment, pk__lt=key))
    found = list(stories[: LENGTH + 1])
    shown = found[:LENGTH]
    after = f"after={_place(shown[-1])}" if len(found) > LENGTH else ""
    return Page(shown, "after=" if edge else "", after)


def _place(story: Story) -> str:
    assert story.released_at is not None
    return f"{int(story.released_at.timestamp() * 1e6)}-{story.pk}"


def _edge(place: str) -> tuple[datetime, int] | None:
    moment, _, key = place.partition("-")
    if not (moment.isdecimal() and key.isdecimal() and len(moment) < 18 and len(key) < 18):
        return None
    seconds, micros = divmod(int(moment), 1_000_000)
    return datetime.fromtimestamp(seconds, UTC).replace(microsecond=micros), int(key)
