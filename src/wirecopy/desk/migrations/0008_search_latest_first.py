"""The index of full text, made for finding the latest stories that hold some words, however many hold them.

SQLite: beginnings of two to four letters have entries of their own, as a beginning of many words is slow to put together (100 ms
for two letters at 100,000 stories). PostgreSQL: headlines have an index of their own; what is new goes
into the indexes at once, as a search would read what is not yet in them line by line; and the words of a story stand in its
row, not beside it, without their places, so that a search reads a row as fast as the planner believes.
"""

from importlib import import_module
from typing import Any

from django.db import migrations

SQLITE = (
    "DROP TABLE desk_searchtext_fts",
    """CREATE VIRTUAL TABLE desk_searchtext_fts USING fts5(
        headline, body, content='desk_searchtext', content_rowid='story_id',
        tokenize='unicode61 remove_diacritics 2', prefix='2 3 4')""",
    "INSERT INTO desk_searchtext_fts(desk_searchtext_fts) VALUES ('rebuild')",
)
SQLITE_BEFORE = (
    "DROP TABLE desk_searchtext_fts",
    """CREATE VIRTUAL TABLE desk_searchtext_fts USING fts5(
        headline, body, content='desk_searchtext', content_rowid='story_id',
        tokenize='unicode61 remove_diacritics 2')""",
    "INSERT INTO desk_searchtext_fts(desk_searchtext_fts) VALUES ('rebuild')",
)
POSTGRESQL = (
    "ALTER TABLE desk_searchtext DROP COLUMN document",
    """ALTER TABLE desk_searchtext ADD COLUMN document tsvector
        GENERATED ALWAYS AS (strip(to_tsvector('simple', headline || ' ' || left(body, 300000)))) STORED""",
    "ALTER TABLE desk_searchtext ALTER COLUMN document SET STORAGE MAIN",
    # this writes every row anew, and so puts the documents into the rows
    """ALTER TABLE desk_searchtext ADD COLUMN heading tsvector
        GENERATED ALWAYS AS (strip(to_tsvector('simple', headline))) STORED""",
    "CREATE INDEX desk_searchtext_document ON desk_searchtext USING gin (document) WITH (fastupdate = off)",
    "CREATE INDEX desk_searchtext_heading ON desk_searchtext USING gin (heading) WITH (fastupdate = off)",
    # the latest with a common word in the headline, without reading the stories
    "CREATE INDEX desk_searchtext_latest ON desk_searchtext (story_id) INCLUDE (heading)",
)
POSTGRESQL_BEFORE = (
    "ALTER TABLE desk_searchtext DROP COLUMN heading",
    "ALTER TABLE desk_searchtext DROP COLUMN document",
    *import_module("wirecopy.desk.migrations.0004_search_index").POSTGRESQL,
)


def forwards(apps: Any, schema_editor: Any) -> None:
    """Make the index anew."""
    for statement in SQLITE if schema_editor.connection.vendor == "sqlite" else POSTGRESQL:
        schema_editor.execute(statement, params=None)


def backwards(apps: Any, schema_editor: Any) -> None:
    """Make the one that was there."""
    for statement in SQLITE_BEFORE if schema_editor.connection.vendor == "sqlite" else POSTGRESQL_BEFORE:
        schema_editor.execute(statement, params=None)


class Migration(migrations.Migration):
    """Make the index anew."""

    dependencies = (("desk", "0007_listings"),)
    operations = (migrations.RunPython(forwards, backwards),)
