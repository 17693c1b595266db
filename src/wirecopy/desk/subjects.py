"""A draft as the desk check reads it."""

from __future__ import annotations

import re
from typing import Final

from wirecopy.desk.check import Byline, Comment, Link, Picture, Subject
from wirecopy.desk.markup import links_of, text_of
from wirecopy.desk.models import Draft, Media

_DAY: Final = re.compile(r"\b(?:[A-Z][a-z]{2,8}\.? \d{1,2}|\d{1,2}\.? [A-Z][a-z]+)\b")


def subject_of(draft: Draft) -> Subject:
    """Give a draft with all that will travel with it. Costs two queries."""
    media = {row.pk: row for row in Media.objects.filter(pk__in=[row.get("media") for row in draft.media])}
    return Subject(
        headline=draft.headline,
        text=text_of(draft.body),
        dateline=draft.dateline,
        language=draft.language,
        byline=tuple(Byline(row["name"], row.get("affiliation") or "{wire}") for row in draft.byline),
        pictures=tuple(
            Picture(
                row.get("alt") or media[row["media"]].alt, media[row["media"]].credit, media[row["media"]].may_republish
            )
            for row in draft.media
            if row.get("media") in media
        ),
        links=tuple(Link(*link) for link in links_of(draft.body)),
        comment=tuple(Comment(row["who"], row["answer"]) for row in draft.comment),
        related=tuple(draft.related),
        has_dateline_date=bool(_DAY.search(draft.dateline)),
        released=draft.story.released_at,
        story_id=draft.story.urn,
    )
