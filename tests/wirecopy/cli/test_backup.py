"""A backup brings everything back, into an empty database; what cannot be done is said, and nothing is overwritten."""

import os
import sqlite3
import subprocess
import sys
import tarfile
from pathlib import Path

import pytest

TABLES = (
    "desk_story",
    "desk_version",
    "desk_draft",
    "audit_entry",
    "desk_person",
    "desk_termsversion",
    "accounts_user",
    "desk_searchtext_fts",
)


def wirecopy(data: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run the command on a data folder of its own, on SQLite."""
    environment = {**os.environ, "WIRECOPY_DATA": str(data), "WIRECOPY_DATABASE": "", "WIRECOPY_SECRET_KEY": ""}
    del environment["DJANGO_SETTINGS_MODULE"]
    return subprocess.run(
        [sys.executable, "-m", "wirecopy", *arguments], env=environment, capture_output=True, text=True, check=False
    )


def rows(data: Path) -> dict[str, list[tuple[object, ...]]]:
    with sqlite3.connect(data / "wirecopy.sqlite3") as database:
        return {table: database.execute(f"SELECT * FROM {table} ORDER BY 1, 2").fetchall() for table in TABLES}


@pytest.fixture(scope="module")
def wire(tmp_path_factory: pytest.TempPathFactory) -> Path:
    data = tmp_path_factory.mktemp("wire")
    assert wirecopy(data, "demo", "--enter-only").returncode == 0
    return data


def test_everything_comes_back(wire: Path, tmp_path: Path) -> None:
    file, new = tmp_path / "wire.tar.gz", tmp_path / "new"
    made = wirecopy(wire, "backup", str(file))
    assert made.returncode == 0, made.stderr
    back = wirecopy(new, "restore", str(file))
    assert back.returncode == 0, back.stderr
    assert "4 of the staff" in back.stderr
    assert rows(new) == rows(wire)
    assert all(rows(new).values())
    media = {path.relative_to(wire): path.read_bytes() for path in (wire / "media").rglob("*") if path.is_file()}
    assert media
    assert {path: (new / path).read_bytes() for path in media} == media


def test_what_is_there_is_not_written_over(wire: Path, tmp_path: Path) -> None:
    file = tmp_path / "wire.tar.gz"
    assert wirecopy(wire, "backup", str(file)).returncode == 0
    again = wirecopy(wire, "backup", str(file))
    assert again.returncode == 2
    assert "is there already; name a new file" in again.stderr
    over = wirecopy(wire, "restore", str(file))
    assert over.returncode == 2
    assert "is not empty; restore into a new" in over.stderr


@pytest.mark.parametrize("kind", ["missing", "text", "other"])
def test_a_file_that_is_no_backup_is_named(tmp_path: Path, kind: str) -> None:
    file = tmp_path / "file.tar.gz"
    if kind == "text":
        file.write_text("no archive")
    if kind == "other":
        with tarfile.open(file, "w:gz") as archive:
            archive.add(__file__, arcname="something.py")
    answer = wirecopy(tmp_path / "new", "restore", str(file))
    assert answer.returncode == 2
    assert str(file) in answer.stderr
    assert "Traceback" not in answer.stderr


def test_a_setting_that_is_wrong_is_named_and_nothing_starts(tmp_path: Path) -> None:
    environment = {
        **os.environ,
        "WIRECOPY_DATA": str(tmp_path),
        "WIRECOPY_DATABASE": "mysql://harbor",
        "WIRECOPY_SECRET_KEY": "",
    }
    del environment["DJANGO_SETTINGS_MODULE"]
    answer = subprocess.run(
        [sys.executable, "-m", "wirecopy", "serve"], env=environment, capture_output=True, text=True, check=False
    )
    assert answer.returncode == 2
    assert answer.stderr.startswith("wirecopy: WIRECOPY_DATABASE is not understood; write postgresql://")
    assert oct((tmp_path / "secret-key").stat().st_mode)[-3:] == "600"
