"""A source that is polled: what is new comes, what is the same does not come twice, what is wrong is kept to be read."""

import argparse
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from tests.wirecopy.wire import harbor_light
from wirecopy.accounts.models import User
from wirecopy.cli import imports
from wirecopy.desk.imports import SOURCES, poll
from wirecopy.desk.imports.sources import waiting
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


def test_what_is_gone_from_a_source_asks_a_person_once(folder: Path, editor: User, now: datetime) -> None:
    Source.objects.create(kind="folder", where=str(folder), every=HOUR, taken_by=editor, next_at=now, release=True)
    poll_sources(at=now)
    (folder / "herring.md").unlink()
    (folder / "cod.md").write_text(STORY.replace("herring", "cod"), encoding="utf-8")
    for hours in (1, 2):
        poll_sources(at=now + hours * HOUR)
    assert [(story.slug, entry.action) for story, entry in waiting()] == [
        ("herring-returns-to-the-banks", "import_deletion")
    ]


def test_all_is_asked_after_once_a_day_and_the_latest_each_time(
    folder: Path, editor: User, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = Source.objects.create(kind="folder", where=str(folder), every=HOUR, taken_by=editor, next_at=now)
    for number in range(3):
        (folder / f"s{number}.md").write_text(STORY.replace("herring", f"fish-{number}"), encoding="utf-8")
    asked: list[int] = []
    reader = SOURCES["folder"]

    def reads(where: str, **how: Any) -> Any:
        asked.append(len(how["known"]))
        return reader(where, **how)

    monkeypatch.setattr(poll, "SOURCES", {"folder": reads})
    monkeypatch.setattr(poll, "LATEST", 2)
    for hours in (0, 1, 23, 24, 25):
        poll_sources(at=now + hours * HOUR)
        source.refresh_from_db()
        assert source.problem == ""
    assert asked == [0, 2, 2, 4, 2]


@pytest.mark.parametrize(
    ("where", "trusted"),
    [("http://10.0.0.7/feed", "10.0.0.7:80"), ("https://intranet:8443/", "intranet:8443"), ("/srv/stories", "")],
)
def test_the_command_line_may_name_a_host_of_the_own_network(where: str, trusted: str) -> None:
    assert poll.gate_of(where, may_be_inside=True).trusted == frozenset({trusted} if trusted else ())
    assert poll.gate_of(where, may_be_inside=False).trusted == frozenset()


def test_a_source_that_breaks_is_noted_and_the_others_are_asked(
    folder: Path, editor: User, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    given = {"every": HOUR, "taken_by": editor}
    broken = Source.objects.create(kind="feed", where="https://x.example", next_at=now - HOUR, **given)
    Source.objects.create(kind="folder", where=str(folder), next_at=now, **given)

    def breaks(where: str, **how: Any) -> Any:
        raise ZeroDivisionError("a fault of ours")

    monkeypatch.setattr(poll, "SOURCES", {**SOURCES, "feed": breaks})
    poll_sources(at=now)
    broken.refresh_from_db()
    assert "please report it: ZeroDivisionError: a fault of ours" in broken.problem
    assert broken.next_at == now + HOUR
    assert Story.objects.count() == 1


def test_a_source_that_is_removed_or_changed_while_it_is_asked_stays_so(
    folder: Path, editor: User, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = Source.objects.create(kind="folder", where=str(folder), every=HOUR, taken_by=editor, next_at=now)
    reader = SOURCES["folder"]

    def changes(where: str, **how: Any) -> Any:
        Source.objects.filter(pk=source.pk).update(every=2 * HOUR)
        return reader(where, **how)

    monkeypatch.setattr(poll, "SOURCES", {"folder": changes})
    poll_sources(at=now)
    source.refresh_from_db()
    assert (source.every, source.next_at) == (2 * HOUR, now + 2 * HOUR)

    def removes(where: str, **how: Any) -> Any:
        Source.objects.all().delete()
        return reader(where, **how)

    monkeypatch.setattr(poll, "SOURCES", {"folder": removes})
    poll_sources(at=now + 3 * HOUR)
    assert not Source.objects.exists()
