"""What the desk check looks at: one draft with all that will travel with it, as plain values."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple


class Byline(NamedTuple):
    """One name of the byline; ``affiliation`` is how it names the wire, empty where it says nothing."""

    name: str
    affiliation: str


class Picture(NamedTuple):
    """A picture of the story: its words, its credit, and whether a publisher may use it."""

    alt: str
    credit: str
    may_republish: bool


class Link(NamedTuple):
    """A link in the text: where it goes, and the half-open range of ``Subject.text`` that it stands on."""

    href: str
    start: int
    end: int


class Comment(NamedTuple):
    """Somebody whom the desk asked for comment; ``answer`` is empty where none came."""

    who: str
    answer: str


@dataclass(frozen=True, slots=True)
class Subject:
    """A draft as the check reads it.

    ``text`` is plain, a line for each paragraph (``desk.markup.text_of``). ``language`` is a BCP 47 tag; empty: not
    known. ``related`` holds addresses or headlines of the stories that go along. ``has_dateline_date``: the dateline
    says a day ("PORT ELLERY, Feb. 9"). ``released`` is when version 1 came out. ``story_id`` is the story's own id in
    an index, which is no finding.
    """

    headline: str = ""
    text: str = ""
    dateline: str = ""
    language: str = ""
    byline: tuple[Byline, ...] = ()
    pictures: tuple[Picture, ...] = ()
    links: tuple[Link, ...] = ()
    comment: tuple[Comment, ...] = ()
    related: tuple[str, ...] = ()
    has_dateline_date: bool = False
    released: datetime | None = None
    story_id: str = ""
