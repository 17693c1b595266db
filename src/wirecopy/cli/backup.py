"""``wirecopy backup``: database, media and the beacon's journal as one file that ``wirecopy restore`` brings back."""

from __future__ import annotations

import argparse
import json
import sys
import tarfile
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

from django.apps import apps
from django.conf import settings
from django.core import serializers
from django.core.files.storage import default_storage
from django.core.serializers.json import DjangoJSONEncoder
from django.db import connection
from django.db.models import Model

from wirecopy.errors import BackupRefused

FORMAT: Final = 1
EXCLUDED: Final = ("auth", "contenttypes", "sessions", "usersessions")
"""Apps whose rows are made anew, or are nobody's business in a backup."""


def declare(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("file", metavar="FILE", help="where the backup goes: a new .tar.gz file")


def run(args: argparse.Namespace) -> int:
    """Write the backup; the service may run meanwhile. Raises ``BackupRefused`` if the file is there."""
    target = Path(args.file)
    if target.exists():
        raise BackupRefused(f"{target} is there already; name a new file")
    part = target.with_name(f"{target.name}.part")
    with tempfile.TemporaryDirectory(dir=target.parent) as scratch, tarfile.open(part, "w:gz") as archive:
        _add_database(archive, Path(scratch))
        add_media(archive)
        if (settings.DATA / "beacon").is_dir():
            archive.add(settings.DATA / "beacon", arcname="beacon")
    part.replace(target)
    print(f"wirecopy: {target}, {target.stat().st_size:,} bytes", file=sys.stderr)
    return 0


def _add_database(archive: tarfile.TarFile, scratch: Path) -> None:
    """Add the rows as JSON Lines, which either database takes back; on one snapshot, so that they fit together."""
    rows = scratch / "rows.jsonl"
    with connection.cursor() as cursor:
        cursor.execute("BEGIN" if connection.vendor == "sqlite" else "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
        try:
            with rows.open("w", encoding="utf-8") as stream:
                serializers.serialize("jsonl", _all_rows(), stream=stream, cls=ExactEncoder)
        finally:
            cursor.execute("ROLLBACK")
    head = scratch / "head.json"
    head.write_text(
        json.dumps({"format": FORMAT, "made_at": datetime.now(UTC).isoformat(), "migrations": _migrations()})
    )
    archive.add(head, arcname="head.json")
    archive.add(rows, arcname="rows.jsonl")


def add_media(archive: tarfile.TarFile) -> None:
    """Add the files of the storage, wherever it is; what is deleted while it is read is left out."""
    for name in _stored():
        with suppress(FileNotFoundError), default_storage.open(name) as file:
            member = tarfile.TarInfo(f"media/{name}")
            member.size = file.size
            archive.addfile(member, file)


def _stored(folder: str = "") -> Iterator[str]:
    try:
        folders, files = default_storage.listdir(folder)
    except FileNotFoundError:  # no picture was ever stored
        return
    yield from (f"{folder}{name}" for name in sorted(files) if name)
    for name in sorted(folders):
        yield from _stored(f"{folder}{name}/")


class ExactEncoder(DjangoJSONEncoder):
    """Writes moments to the microsecond: Django's own encoder, and so its ``dumpdata``, cuts them to milliseconds."""

    def default(self, o: Any) -> Any:
        """Give what JSON can say."""
        return o.isoformat() if isinstance(o, datetime) else super().default(o)


def _all_rows() -> Iterator[Model]:
    """Every row, in an order in which they can be read back."""
    kept = [(app, None) for app in apps.get_app_configs() if app.label not in EXCLUDED]
    for model in serializers.sort_dependencies(kept, allow_cycles=True):
        if not model._meta.proxy:
            yield from model._default_manager.order_by("pk").iterator()


def _migrations() -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT app, name FROM django_migrations ORDER BY app, name")
        return [f"{app}.{name}" for app, name in cursor.fetchall()]
