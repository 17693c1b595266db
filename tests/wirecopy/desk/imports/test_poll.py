"""A source that is polled: what is new comes, what is the same does not come twice, what is wrong is kept to be read."""

import argparse
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from PIL import Image

from tests.wirecopy.wire import harbor_light
from wirecopy.accounts.models import User
from wirecopy.cli import imports
from wirecopy.desk.models import Media, Source, Story
from wirecopy.desk.tasks import poll_sources

HOUR = timedelta(hours=1)
STORY = """---
id: herring
headline: Herring returns to the banks
authors: [Marta Lindqvist]
pictures:
  - url: quay.png
    alt: Boats at the quay
    credit: Ada Quill
---
PORT ELLERY — The herring came back on Monday.
"""


@pytest.fixture()
def folder(tmp_path: Path, editor: User, now: datetime) -> Path:
    harbor_light(now)
    (tmp_path / "herring.md").write_text(STORY, encoding="utf-8")
    Image.new("RGB", (64, 48), "navy").save(tmp_path / "quay.png")
    return tmp_path


def test_a_source_is_polled_when_its_time_has_come(folder: Path, editor: User, now: datetime) -> None:
    source = Source.objects.create(
        kind="folder", where=str(folder), every=HOUR, taken_by=editor, next_at=now, release=True
    )
    poll_sources(at=now - timedelta(seconds=1))
    assert not Story.objects.exists()
    poll_sources(at=now)
    story = Story.objects.get()
    assert (story.state, story.standing.headline) == ("live", "Herring returns to the banks")
    source.refresh_from_db()
    assert (source.next_at, source.seen_until) == (now + HOUR, now)
    poll_sources(at=now + HOUR)
    assert story.versions.count() == 1


def test_a_source_that_went_away_is_noted_and_tried_again(folder: Path, editor: User, now: datetime) -> None:
    source = Source.objects.create(kind="folder", where=str(folder / "gone"), every=HOUR, taken_by=editor, next_at=now)
    poll_sources(at=now)
    source.refresh_from_db()
    assert "gone" in source.problem
    assert (source.next_at, source.seen_until) == (now + HOUR, None)


def test_the_command_imports_once_and_again(folder: Path, editor: User, capsys: pytest.CaptureFixture[str]) -> None:
    parser_arguments = {"kind": "folder", "where": str(folder), "email": editor.email, "release": False, "every": 30}
    code = imports.run(argparse.Namespace(**parser_arguments))
    told = capsys.readouterr().out
    assert code == 0, told
    assert told.startswith("new\therring-returns-to-the-banks\t")
    assert Source.objects.get().every == timedelta(minutes=30)
    assert Story.objects.get().state == "draft"
    assert [(media.alt, media.may_republish) for media in Media.objects.all()] == [("Boats at the quay", False)]
