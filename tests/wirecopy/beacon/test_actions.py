"""Loading the journal: exact, once, whatever is killed or runs beside it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as standing
from django.db import IntegrityError, connection, transaction

from tests.wirecopy.beacon.room import KEY, MONDAY, PAGE, READER, Room, ask
from wirecopy.beacon import actions, journal
from wirecopy.beacon.actions import load_journal
from wirecopy.beacon.journal import Journal, record
from wirecopy.beacon.models import LoadedSegment, Views
from wirecopy.beacon.queries import Count, views_of
from wirecopy.beacon.tasks import load_views

pytestmark = pytest.mark.django_db
DAY = 86_400


class Killed(BaseException):
    """The process ends here."""


class _Dying:
    """The database's connection in a process that is killed when the rows are written and nothing is committed."""

    ops = connection.ops

    @contextmanager
    def cursor(self) -> Iterator[Any]:
        with connection.cursor() as cursor:
            yield cursor
        assert Views.objects.exists()
        raise Killed


def lines(count: int, kind: bytes = b"reader", *, key: str = KEY, page: str = PAGE, at: int = MONDAY) -> bytes:
    return record(at, kind, key.encode(), page.encode()) * count


def rows() -> set[tuple[str, str, str, int, int]]:
    found = Views.objects.values_list("beacon", "day", "page", "raw", "reader")
    return {(beacon, day.isoformat(), page, raw, reader) for beacon, day, page, raw, reader in found}


def test_hits_are_summed_by_beacon_day_and_page(tmp_path: Path, now: datetime) -> None:
    other = "https://inlandledger.example/wire"
    with Journal(tmp_path, at=MONDAY) as written:
        written.write(lines(5) + lines(2, b"repeat") + lines(3, b"robot") + lines(4, page=other), at=MONDAY)
        written.write(lines(1, at=MONDAY + DAY) + lines(6, key="other-beacon", page=""), at=MONDAY)
    assert load_journal(tmp_path, at=now) == 21
    assert rows() == {
        (KEY, "2026-03-02", PAGE, 10, 5),
        (KEY, "2026-03-02", other, 4, 4),
        (KEY, "2026-03-03", PAGE, 1, 1),
        ("other-beacon", "2026-03-02", "", 6, 6),
    }


def test_loading_again_adds_only_what_is_new(tmp_path: Path, now: datetime) -> None:
    with Journal(tmp_path, at=MONDAY) as written:
        for total in (3, 6, 9):
            written.write(lines(3), at=MONDAY)
            assert load_journal(tmp_path, at=now) == 3
            assert load_journal(tmp_path, at=now) == 0
            assert views_of(KEY) == Count(total, total)


def test_it_is_exact_while_segments_rotate_and_go(tmp_path: Path, now: datetime) -> None:
    loaded = 0
    with Journal(tmp_path, at=MONDAY, segment_bytes=2_000) as written:
        for number in range(200):
            written.write(lines(1) + lines(1, b"robot"), at=MONDAY + number)
            if number % 30 == 0:
                loaded += load_journal(tmp_path, at=now)
                assert len(journal.segments(tmp_path)) == 1, "a finished segment is deleted, the open one stays"
    loaded += load_journal(tmp_path, at=now)
    assert loaded == 400
    assert views_of(KEY) == Count(400, 200)
    assert journal.segments(tmp_path) == []
    assert not LoadedSegment.objects.exists()


def test_a_long_segment_is_loaded_in_pieces(tmp_path: Path, now: datetime, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = journal.read
    monkeypatch.setattr(
        journal, "read", lambda segment, *, start_bytes: whole(segment, start_bytes=start_bytes, most_bytes=500)
    )
    with Journal(tmp_path, at=MONDAY) as written:
        written.write(lines(100), at=MONDAY)
    assert load_journal(tmp_path, at=now) == 100
    assert views_of(KEY) == Count(100, 100)


def test_a_load_that_dies_in_its_transaction_leaves_nothing_and_the_next_does_all(
    tmp_path: Path, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Journal(tmp_path, at=MONDAY) as written:
        written.write(lines(7), at=MONDAY)
    with monkeypatch.context() as patch:
        patch.setattr(actions, "connection", _Dying())
        with pytest.raises(Killed):
            load_journal(tmp_path, at=now)
    assert rows() == set()
    assert load_journal(tmp_path, at=now) == 7
    assert views_of(KEY) == Count(7, 7)


@pytest.mark.parametrize("dies_in", ["unlink", "delete"])
def test_a_load_that_dies_after_its_transaction_counts_nothing_twice(
    tmp_path: Path, now: datetime, monkeypatch: pytest.MonkeyPatch, dies_in: str
) -> None:
    def dies(*args: Any, **kwargs: Any) -> None:
        raise Killed

    with Journal(tmp_path, at=MONDAY) as written:
        written.write(lines(7), at=MONDAY)
    with monkeypatch.context() as patch:
        patch.setattr(*{"unlink": (Path, "unlink"), "delete": (LoadedSegment, "delete")}[dies_in], dies)
        with pytest.raises(Killed):
            load_journal(tmp_path, at=now)
    assert views_of(KEY) == Count(7, 7)
    assert load_journal(tmp_path, at=now) == 0
    assert load_journal(tmp_path, at=now + timedelta(days=2)) == 0
    assert views_of(KEY) == Count(7, 7)
    assert journal.segments(tmp_path) == []
    assert not LoadedSegment.objects.exists()


@pytest.mark.parametrize("after", ["reading", "asking"])
def test_two_loads_at_once_count_once(
    tmp_path: Path, now: datetime, monkeypatch: pytest.MonkeyPatch, after: str
) -> None:
    with Journal(tmp_path, at=MONDAY) as written:
        written.write(lines(7), at=MONDAY)
    name = {"reading": "read", "asking": "is_finished"}[after]
    real: Callable[..., Any] = getattr(journal, name)
    others = iter([True])

    def other_comes_first(*args: Any, **kwargs: Any) -> Any:
        found = real(*args, **kwargs)
        if next(others, False):
            load_journal(tmp_path, at=now)
        return found

    monkeypatch.setattr(journal, name, other_comes_first)
    assert load_journal(tmp_path, at=now) == 0
    assert views_of(KEY) == Count(7, 7)
    assert load_journal(tmp_path, at=now) == 0
    assert not LoadedSegment.objects.exists()


def test_a_torn_last_line_of_a_killed_beacon_is_no_hit(tmp_path: Path, now: datetime) -> None:
    with Journal(tmp_path, at=MONDAY) as written:
        written.write(lines(2), at=MONDAY)
    [segment] = journal.segments(tmp_path)
    segment.write_bytes(segment.read_bytes()[:-5])
    assert load_journal(tmp_path, at=now) == 1
    assert journal.segments(tmp_path) == []


def test_damaged_lines_are_told_of(tmp_path: Path, now: datetime, caplog: pytest.LogCaptureFixture) -> None:
    with Journal(tmp_path, at=MONDAY) as written:
        written.write(lines(2) + b"\xff\xff\n" + lines(1), at=MONDAY)
    assert load_journal(tmp_path, at=now) == 3
    assert "1 lines before byte" in caplog.text


def test_nothing_in_the_database_says_who_it_was(room: Room, now: datetime) -> None:
    room.exchange(ask(X_Forwarded_For="198.51.100.9", Cookie="session=marta"))
    assert load_journal(room.folder, at=now) == 1
    with connection.cursor() as cursor:
        for table in (Views._meta.db_table, LoadedSegment._meta.db_table):
            cursor.execute(f"SELECT * FROM {table}")
            found = str(cursor.fetchall())
            assert [word for word in (READER, "198.51.100.9", "marta", "Firefox") if word in found] == []


def test_the_job_reads_the_folder_of_the_settings(tmp_path: Path, now: datetime, settings: Any) -> None:
    settings.DATA = tmp_path
    load_views(at=now)
    with Journal(tmp_path / "beacon", at=MONDAY) as written:
        written.write(lines(4), at=MONDAY)
    load_views(at=now)
    load_views(at=now)
    assert views_of(KEY) == Count(4, 4)


def test_the_database_refuses_more_readers_than_hits(now: datetime) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Views.objects.create(beacon=KEY, day=now.date(), page="", raw=1, reader=2)


def test_the_app_is_installed() -> None:
    assert "wirecopy.beacon" in standing.INSTALLED_APPS
