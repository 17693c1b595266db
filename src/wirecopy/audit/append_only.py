"""Rows that stay as they were written: the database itself refuses to change or delete them."""

from __future__ import annotations

from typing import Any

from django.db.migrations import RunPython

_SQLITE = """
CREATE TRIGGER {table}_no_{verb} BEFORE {verb} ON {table}
BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END
"""
_POSTGRESQL_FUNCTION = """
CREATE OR REPLACE FUNCTION wirecopy_append_only() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'integrity_constraint_violation'; END $$
"""
_POSTGRESQL = """
CREATE TRIGGER {table}_no_{verb} BEFORE {verb} ON {table}
FOR EACH ROW EXECUTE FUNCTION wirecopy_append_only()
"""


def append_only(table: str) -> RunPython:
    """Give a migration that makes a table append-only, on SQLite and PostgreSQL."""

    def forwards(apps: Any, schema_editor: Any) -> None:
        is_sqlite = schema_editor.connection.vendor == "sqlite"
        if not is_sqlite:
            schema_editor.execute(_POSTGRESQL_FUNCTION, params=None)
        for verb in ("UPDATE", "DELETE"):
            schema_editor.execute((_SQLITE if is_sqlite else _POSTGRESQL).format(table=table, verb=verb), params=None)

    def backwards(apps: Any, schema_editor: Any) -> None:
        on = "" if schema_editor.connection.vendor == "sqlite" else f" ON {table}"
        for verb in ("UPDATE", "DELETE"):
            schema_editor.execute(f"DROP TRIGGER {table}_no_{verb}{on}", params=None)

    return RunPython(forwards, backwards)
