"""What a rendition says in its own voice: where the story is from, what was wrong with it, that it is gone."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import Final

from wirecopy.renditions.release import Correction, Picture, Release

_MONTHS: Final = (
    "January February March April May June July August September October November December"
).split()  # strftime would ask the machine for its language


# A wire in parentheses and a day may stand between the place and the dash; nothing that goes on with the sentence.
_BEHIND_PLACE: Final = (
    r"(?!\w)(?:\s*\([^()<>]{1,40}\))?(?:,\s*(?:on\s+)?[^\W\d_]{3,12}\.?\s+\d{1,2}(?:,\s*\d{4})?)?\s*(?:[—–]|-(?=\s))"
)


def moment(at: datetime) -> str:
    """Write a moment in words, in UTC: ``9 February 2026, 18:30 UTC``."""
    at = at.astimezone(UTC)
    return f"{at.day} {_MONTHS[at.month - 1]} {at.year}, {at:%H:%M} UTC"


def dateline(release: Release) -> str:
    """The dateline as it opens the first paragraph, with its dash; empty where there is none."""
    place = release.dateline.strip()
    return place if not place or place[-1] in "—–-:" else f"{place} —"


def own_dateline(text: str, release: Release) -> str:
    """The words, up to their dash, with which a text itself opens at the dateline's place; empty: it does not.

    ``PORT ELLERY (HLNS) —`` in the text says what ``PORT ELLERY, March 2`` in the dateline says.
    """
    place = re.split(r"[(,]", release.dateline)[0].strip(" —–-:")
    found = re.match(rf"\s*{re.escape(place)}{_BEHIND_PLACE}", text, re.I) if place else None
    return found[0] if found else ""


def corrections(release: Release) -> tuple[str, ...]:
    """What was wrong, since when, and what is right: a text for each correction, oldest first."""
    return tuple(_correction(item) for item in release.corrections)


def _correction(item: Correction) -> str:
    since = f" (since {moment(item.wrong_since)})" if item.wrong_since else ""
    return f"Correction, {moment(item.corrected_at)}. What was wrong{since}: {item.wrong} What is right: {item.right}"


def tombstone(release: Release) -> tuple[str, ...]:
    """That the story is gone, why, and which copies must go; for releases whose ``is_gone`` is true."""
    gone = "killed" if release.signal == "kill" else "withdrawn"
    lines = [
        f"{release.wire.name} {gone} this story on {moment(release.changed)}. It may no longer be published.",
        f"Why: {release.reason}" if release.reason else "",
        f"Which copies must go: {release.takedown or 'all of them.'}",
    ]
    return tuple(line for line in lines if line)


def gone_label(release: Release) -> str:
    """``STORY KILLED`` or ``STORY WITHDRAWN``: what stands above a tombstone."""
    return "STORY KILLED" if release.signal == "kill" else "STORY WITHDRAWN"


def logo_alt(release: Release) -> str:
    """What the wire's logo says to those who do not see it."""
    return f"Logo of {release.wire.name}"


def beacon_alt(release: Release) -> str:
    """What the counting picture says to those who hear it: what it is there for."""
    return f"{release.wire.name} counts the readers of this story"


def pictures(release: Release) -> tuple[Picture, ...]:
    """The pictures that go along: those that the wire gives away."""
    return tuple(picture for picture in release.pictures if picture.is_free)


def caption(picture: Picture) -> str:
    """Caption and credit in one line."""
    return " ".join(part.strip() for part in (picture.caption, picture.credit) if part.strip())
