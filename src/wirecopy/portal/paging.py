"""Pages of a long list by the place of their last line: as fast for the thousandth page as for the first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

from django.db.models import Q, QuerySet

from wirecopy.desk.models import Story

LENGTH = 20
SHOWN: Final = (
    *("slug", "released_at", "corrected_at"),
    *("current__headline", "current__summary", "current__byline", "current__language"),
)
"""What a line of a list shows, and all that is read for it: a story is long. Of a lead without a summary the body is read alone."""


@dataclass(frozen=True, slots=True)
class Page:
    """Some stories, and the queries (empty: none) that lead to what is later and what is earlier."""

    stories: Sequence[Story]
    before: str = ""
    after: str = ""


def page_of(stories: QuerySet[Story], place: str) -> Page:
    """Give the page of a list of ``desk.queries`` that begins behind a place; one that is no place is the front."""
    edge = _edge(place)
    if edge is not None:
        moment, key = edge
        # the second says where in the index to begin
        stories = stories.filter(
            Q(("listed_at__lt", moment)) | Q(("listed_key__lt", key)), Q(("listed_at__lte", moment))
        )
    found = list(stories.only(*SHOWN)[: LENGTH + 1])
    shown = found[:LENGTH]
    after = f"after={place_of(shown[-1])}" if len(found) > LENGTH else ""
    return Page(shown, "after=" if edge else "", after)


def place_of(story: Story) -> str:
    """Give the place of a story that was released, as an address has it."""
    assert story.released_at is not None
    return f"{round(story.released_at.timestamp() * 1e6)}-{story.pk}"  # a float is exact to a quarter of a microsecond


def _edge(place: str) -> tuple[datetime, int] | None:
    moment, _, key = place.partition("-")
    if not (moment.isdecimal() and key.isdecimal() and len(moment) < 18 and len(key) < 18):
        return None
    seconds, micros = divmod(int(moment), 1_000_000)
    return datetime.fromtimestamp(seconds, UTC).replace(microsecond=micros), int(key)
