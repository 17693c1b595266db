"""What every format is made from: one version of a story with all that must travel with it, as plain values.

Nothing here knows a database. The same ``Release`` gives the same bytes in each format.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from wiretrace.model import Terms

Signal = Literal["release", "update", "correction", "refile", "withdrawal", "kill"]


@dataclass(frozen=True, slots=True)
class Giver:
    """The wire as a rendition names it. Addresses are absolute; ``logo_url`` is empty where it has none."""

    name: str
    short_name: str
    home: str
    logo_url: str
    licensing_email: str
    language: str = "en"
    logo_width: int = 0
    logo_height: int = 0


@dataclass(frozen=True, slots=True)
class Credit:
    """One name of the byline: the name as printed, the whole as it must be printed (``line``), the author's page."""

    name: str
    line: str
    affiliation: str
    url: str = ""


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture that goes along. ``url`` is absolute; sizes are pixels."""

    url: str
    media_type: str
    width: int
    height: int
    alt: str
    caption: str
    credit: str
    is_free: bool
    only_with_story: bool = True


@dataclass(frozen=True, slots=True)
class Subject:
    """A subject of the IPTC Media Topics: ``code`` is ``medtop:04000000``."""

    code: str
    name: str


@dataclass(frozen=True, slots=True)
class Related:
    """A story that belongs to this one."""

    headline: str
    url: str


@dataclass(frozen=True, slots=True)
class Correction:
    """What was wrong, since when, what is right, how grave, and since when it is right."""

    wrong: str
    right: str
    gravity: str
    corrected_at: datetime
    wrong_since: datetime | None = None


@dataclass(frozen=True, slots=True)
class Release:
    """One version of a story, for one recipient.

    ``body`` is cleaned HTML, a block a line, as ``desk.markup.clean`` gives it; empty where the story was killed or
    withdrawn. ``url`` is the story's own page, ``beacon_url`` the address of the counting picture (empty: none).
    ``released`` is when version 1 came out, ``changed`` when this one did. ``corrections`` are all there were, oldest first.
    ``notice_html`` and ``notice_text`` are the wire's notice; ``terms_url`` the page "How to republish".
    ``pictures`` holds only those that may go along. Times are aware.
    """

    wire: Giver
    terms: Terms
    urn: str
    slug: str
    version: int
    signal: Signal
    url: str
    headline: str
    summary: str
    dateline: str
    body: str
    byline: tuple[Credit, ...]
    language: str
    released: datetime
    changed: datetime
    notice_html: str
    notice_text: str
    terms_url: str
    beacon_url: str = ""
    editors_note: str = ""
    priority: int = 5
    subjects: tuple[Subject, ...] = ()
    places: tuple[str, ...] = ()
    related: tuple[Related, ...] = ()
    pictures: tuple[Picture, ...] = ()
    corrections: tuple[Correction, ...] = ()
    reason: str = ""
    takedown: str = ""
    embargo_until: datetime | None = None
    expires: datetime | None = None

    @property
    def is_gone(self) -> bool:
        """Say whether it was killed or withdrawn: only a tombstone travels."""
        return self.signal in ("kill", "withdrawal")

    @property
    def byline_text(self) -> str:
        """The byline as one line: ``By A, The Wire, and B, The Wire``; empty where the story names nobody."""
        lines = [credit.line for credit in self.byline]
        if not lines:
            return ""
        return "By " + (" and ".join(lines) if len(lines) < 3 else f"{', '.join(lines[:-1])} and {lines[-1]}")


@dataclass(frozen=True, slots=True)
class Feed:
    """Some stories under one heading. ``url`` is the page that it belongs to, ``self_url`` its own address.

    ``changed`` is when the newest of them changed. Releases stand latest first; those that are gone are among them, so
    that readers who have them hear of it.
    """

    title: str
    description: str
    url: str
    self_url: str
    wire: Giver
    changed: datetime
    releases: tuple[Release, ...] = ()
