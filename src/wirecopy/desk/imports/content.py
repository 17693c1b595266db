"""What an imported item says, as the words of a draft: its byline, topics and pictures as the desk knows them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final

from django.db.models import Q

from wirecopy.accounts.models import User
from wirecopy.desk.actions import Words
from wirecopy.desk.imports.item import Imported, Picture
from wirecopy.desk.imports.people import byline_of
from wirecopy.desk.markup import clean
from wirecopy.desk.models import Topic
from wirecopy.desk.queries import the_wire
from wirecopy.errors import StoryIncomplete, WirecopyError

LONGEST_HEADLINE: Final = 300

StorePicture = Callable[[Picture], int | None]
"""Fetches and stores a picture, and gives the key of its ``Media``; ``None``: it could not. Called outside of transactions."""


@dataclass(slots=True)
class Stored:
    """Pictures that were stored, as the rows of a story, and those that were not."""

    rows: list[dict[str, Any]] = field(default_factory=list)
    left: list[Picture] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)

    @property
    def addresses_left(self) -> tuple[str, ...]:
        """The addresses of those that were not stored."""
        return tuple(picture.url for picture in self.left)


def stored_pictures(imported: Imported, store: StorePicture | None) -> Stored:
    """Have the pictures fetched: before the transaction, which must not wait for somebody else's server."""
    stored = Stored()
    for picture in imported.pictures:
        try:
            key = store(picture) if store else None
        except WirecopyError as error:
            key = None
            stored.remarks.append(f"the picture {picture.url} was left out: {error}")
        if key is None:
            stored.left.append(picture)
        else:
            row = {"media": key, "caption": picture.caption, "credit": picture.credit, "alt": picture.alt}
            stored.rows.append(row)
    return stored


def words_of(
    imported: Imported, stored: Stored, by: User, at: datetime, *, has_pictures: bool
) -> tuple[Words, list[str]]:
    """Give the words of a draft, and remarks; authors who are not known are added. Without ``has_pictures`` none is touched."""
    codes, remarks = _topics(imported.topics)
    wire = the_wire()
    fields: dict[str, Any] = {
        "headline": imported.headline,
        "summary": imported.summary,
        "dateline": imported.dateline,
        "body": imported.body,
        "editors_note": imported.editors_note,
        "language": imported.language or (wire.language if wire else "en"),
        "byline": byline_of(imported.bylines, by=by, at=at),
        "topics": codes,
    }
    return Words({**fields, "media": stored.rows} if has_pictures else fields), remarks


def as_kept(words: Words) -> dict[str, Any]:
    """Give words as a draft keeps them."""
    return {**words.fields, "body": clean(words.fields["body"])}


def _topics(given: Iterable[str]) -> tuple[list[str], list[str]]:
    """Give the codes of topics that the desk knows, by code or name, and remarks on the others."""
    codes: list[str] = []
    unknown: list[str] = []
    for topic in given:
        found = Topic.objects.filter(Q(code=topic) | Q(name__iexact=topic)).order_by("pk").first()
        if found is None:
            unknown.append(topic)
        elif found.code not in codes:
            codes.append(found.code)
    return codes, [f"the desk has no topic {', '.join(unknown)}"] if unknown else []


def demand_whole(imported: Imported) -> None:
    """Raise ``StoryIncomplete`` for an item of which no story can be made."""
    if not imported.headline.strip() or not clean(imported.body).strip():
        missing = "headline" if not imported.headline.strip() else "text"
        raise StoryIncomplete(f"{imported.source} has no {missing}; complete it at its source")
    if len(imported.headline) > LONGEST_HEADLINE:
        raise StoryIncomplete(
            f"the headline of {imported.source} has {len(imported.headline)} characters, of which at most "
            f"{LONGEST_HEADLINE} are taken; shorten it at its source"
        )
