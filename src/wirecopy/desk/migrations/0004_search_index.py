"""The index of full text: FTS5 in SQLite, a generated tsvector in PostgreSQL."""

from typing import Any

from django.db import migrations

SQLITE = (
    """CREATE VIRTUAL TABLE desk_searchtext_fts USING fts5(
        headline, body, content='desk_searchtext', content_rowid='story_id', tokenize='unicode61 remove_diacritics 2')""",
    """CREATE TRIGGER desk_searchtext_added AFTER INSERT ON desk_searchtext BEGIN
        INSERT INTO desk_searchtext_fts(rowid, headline, body) VALUES (new.story_id, new.headline, new.body); END""",
    """CREATE TRIGGER desk_searchtext_removed AFTER DELETE ON desk_searchtext BEGIN
        INSERT INTO desk_searchtext_fts(desk_searchtext_fts, rowid, headline, body)
        VALUES ('delete', old.story_id, old.headline, old.body); END""",
    """CREATE TRIGGER desk_searchtext_changed AFTER UPDATE ON desk_searchtext BEGIN
        INSERT INTO desk_searchtext_fts(desk_searchtext_fts, rowid, headline, body)
        VALUES ('delete', old.story_id, old.headline, old.body);
        INSERT INTO desk_searchtext_fts(rowid, headline, body) VALUES (new.story_id, new.headline, new.body); END""",
)
# a tsvector holds a megabyte: of a body that is longer the beginning is searched
POSTGRESQL = (
    """ALTER TABLE desk_searchtext ADD COLUMN document tsvector GENERATED ALWAYS AS (
        setweight(to_tsvector('simple', headline), 'A') || setweight(to_tsvector('simple', left(body, 300000)), 'B')
       ) STORED""",
    "CREATE INDEX desk_searchtext_document ON desk_searchtext USING gin (document)",
)


def forwards(apps: Any, schema_editor: Any) -> None:
    """Make the index."""
    for statement in SQLITE if schema_editor.connection.vendor == "sqlite" else POSTGRESQL:
        schema_editor.execute(statement, params=None)


def backwards(apps: Any, schema_editor: Any) -> None:
    """Drop it."""
    if schema_editor.connection.vendor == "sqlite":
        for name in ("added", "removed", "changed"):
            schema_editor.execute(f"DROP TRIGGER desk_searchtext_{name}", params=None)
        schema_editor.execute("DROP TABLE desk_searchtext_fts", params=None)
    else:
        schema_editor.execute("ALTER TABLE desk_searchtext DROP COLUMN document", params=None)


class Migration(migrations.Migration):
    """Make the index of full text."""

    dependencies = (("desk", "0003_searchtext"),)
    operations = (migrations.RunPython(forwards, backwards),)
