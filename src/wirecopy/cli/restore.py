"""``wirecopy restore``: brings back what ``wirecopy backup`` wrote, into an empty database of either kind."""

from __future__ import annotations

import argparse
import json
import sys
import tarfile
import tempfile
from pathlib import Path

from django.conf import settings
from django.core.files import File
from django.core.files.storage import default_storage
from django.core.management import call_command
from django.db import connection

from wirecopy.accounts.models import User
from wirecopy.cli.backup import FORMAT
from wirecopy.desk.models import Topic
from wirecopy.errors import BackupRefused


def declare(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("file", metavar="FILE", help="what `wirecopy backup` wrote")


def run(args: argparse.Namespace) -> int:
    """Bring a backup back. Raises ``BackupRefused`` where something is there already, or for a file that is none."""
    call_command("migrate", verbosity=0)
    if User.objects.exists() or Topic.objects.exists():
        raise BackupRefused(
            f"the database of {settings.DATA} is not empty; restore into a new WIRECOPY_DATA or database"
        )
    with tempfile.TemporaryDirectory() as scratch:
        _unpack(Path(args.file), Path(scratch))
        _check(Path(scratch) / "head.json", args.file)
        call_command("loaddata", str(Path(scratch) / "rows.jsonl"), verbosity=0)
        bring_media_back(Path(scratch) / "media")
        if (Path(scratch) / "beacon").is_dir():
            _move(Path(scratch) / "beacon", settings.DATA / "beacon")
    print(f"wirecopy: {args.file} is back, {User.objects.count()} of the staff among it", file=sys.stderr)
    return 0


def _unpack(file: Path, folder: Path) -> None:
    try:
        with tarfile.open(file, "r:gz") as archive:
            archive.extractall(folder, filter="data")  # no links, no devices, nothing outside the folder
    except (OSError, tarfile.TarError, EOFError) as error:
        raise BackupRefused(
            f"{file} cannot be read as a backup ({error}); is it what `wirecopy backup` wrote?"
        ) from error


def _check(head: Path, file: str) -> None:
    if not head.is_file():
        raise BackupRefused(f"{file} holds no backup: its head is missing")
    told = json.loads(head.read_text())
    if told.get("format") != FORMAT:
        raise BackupRefused(
            f"{file} has the format {told.get('format')}, this wirecopy reads {FORMAT}; use its version"
        )
    with connection.cursor() as cursor:
        cursor.execute("SELECT app, name FROM django_migrations")
        known = {f"{app}.{name}" for app, name in cursor.fetchall()}
    later = sorted(set(told["migrations"]) - known)
    if later:
        raise BackupRefused(f"{file} was written by a later wirecopy ({later[-1]}); install that version first")


def _move(source: Path, target: Path) -> None:
    for file in source.rglob("*"):
        if file.is_file():
            place = target / file.relative_to(source)
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(file.read_bytes())


def bring_media_back(source: Path) -> None:
    """Put the files into the storage under the names that they had; a file that is there already is the same one."""
    for file in sorted(each for each in source.rglob("*") if each.is_file()):
        name = file.relative_to(source).as_posix()
        if not default_storage.exists(name):
            with file.open("rb") as data:
                default_storage.save(name, File(data))
