"""Full text of stories: one way to ask, on SQLite (FTS5) and on PostgreSQL (tsvector)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from django.db import connection

from wirecopy.desk.markup import text_of
from wirecopy.desk.models import SearchText, Story, Version

MOST_FOUND: Final = 500
_WORD = re.compile(r"\w+")
_SQLITE: Final = """
SELECT rowid FROM desk_searchtext_fts WHERE desk_searchtext_fts MATCH %s ORDER BY bm25(desk_searchtext_fts, 8.0, 1.0) LIMIT %s
"""
_POSTGRESQL: Final = """
SELECT story_id FROM desk_searchtext, to_tsquery('simple', %s) asked
WHERE document @@ asked ORDER BY ts_rank(document, asked) DESC, story_id DESC LIMIT %s
"""


def index_story(story: Story) -> None:
    """Enter what a story says now, or take it out of the index: only stories that are live are in it."""
    if story.state != Story.State.LIVE:
        SearchText.objects.filter(story=story).delete()
        return
    SearchText.objects.update_or_create(story=story, defaults=text_to_search(story.standing))


def text_to_search(version: Version) -> dict[str, str]:
    """Give what of a version is searched: the fields of a ``SearchText``."""
    names = " ".join(row["name"] for row in version.byline)
    body = "\n".join((version.summary, version.dateline, names, text_of(version.body)))
    return {"headline": version.headline, "body": body}


def find_stories(asked: str, *, most: int = MOST_FOUND) -> Sequence[int]:
    """Give the keys of live stories that hold all the words, the last one as a beginning, best first.

    Who may see them is for the caller to say. An empty list for words that are none. Costs some milliseconds.
    """
    words = _WORD.findall(asked)[:12]
    if not words:
        return []
    if connection.vendor == "sqlite":
        statement, query = _SQLITE, " ".join(f'"{word}"' for word in words) + "*"
    else:
        statement, query = _POSTGRESQL, " & ".join(f"'{word}'" for word in words) + ":*"
    with connection.cursor() as cursor:
        cursor.execute(statement, [query, most])
        return [row[0] for row in cursor.fetchall()]
