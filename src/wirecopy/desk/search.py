"""Full text of stories: one way to ask, on SQLite (FTS5) and on PostgreSQL (tsvector)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from django.db import connection

from wirecopy.desk.markup import text_of
from wirecopy.desk.models import SearchText, Story, Version

MOST_FOUND: Final = 100
MOST_WORDS: Final = 12
LEAST_BEGINNING: Final = 2
"""Letters: one alone is the beginning of a sixth of all words, and is taken for a word."""

_SHORT: Final = 5
"""Letters: on PostgreSQL a shorter beginning beside words is looked for in the stories that hold those, because putting the
index's entries for all words that begin so together took 150 ms for two letters at 100,000 stories, and 5 for five."""

_WORD: Final = re.compile(r"\w+")
_SQLITE: Final = """
SELECT rowid FROM desk_searchtext_fts WHERE desk_searchtext_fts MATCH %s ORDER BY rowid DESC LIMIT %s
"""
_POSTGRESQL: Final = """
SELECT story_id FROM desk_searchtext WHERE {column} @@ to_tsquery('simple', %s) ORDER BY story_id DESC LIMIT %s
"""
# a function, not the operator, so that no index is asked
_POSTGRESQL_BESIDE: Final = """
SELECT story_id FROM desk_searchtext WHERE {column} @@ to_tsquery('simple', %s)
AND ts_match_vq({column}, to_tsquery('simple', %s)) ORDER BY story_id DESC LIMIT %s
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
    """Give the keys of live stories that hold all the words, the last one as a beginning.

    First those that hold them in the headline, then the others; the latest begun first, and of more than ``most`` the
    latest. So a search costs no more for words that all stories hold: ranking them by how often they hold them means to
    look at each. Who may see them is for the caller to say. An empty list for words that are none.
    """
    words = _WORD.findall(asked)[:MOST_WORDS]
    if not words:
        return []
    holding = _sqlite if connection.vendor == "sqlite" else _postgresql
    found = dict.fromkeys(holding(words, True, most))
    if len(found) < most:
        found.update(dict.fromkeys(holding(words, False, most)))
    return list(found)[:most]


def _sqlite(words: Sequence[str], in_headline: bool, most: int) -> list[int]:
    query = " ".join(f'"{word}"' for word in words) + ("*" if len(words[-1]) >= LEAST_BEGINNING else "")
    return _keys(_SQLITE, f"headline : ({query})" if in_headline else query, most)


def _postgresql(words: Sequence[str], in_headline: bool, most: int) -> list[int]:
    column = "heading" if in_headline else "document"
    *whole, last = (f"'{word}'" for word in words)
    if len(words[-1]) >= LEAST_BEGINNING:
        last += ":*"
    if whole and len(words[-1]) < _SHORT:
        return _keys(_POSTGRESQL_BESIDE.format(column=column), " & ".join(whole), last, most)
    return _keys(_POSTGRESQL.format(column=column), " & ".join([*whole, last]), most)


def _keys(statement: str, *parameters: str | int) -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)
        return [row[0] for row in cursor.fetchall()]
