"""The journal: what was written is read, once, in order, whatever tears or is killed."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.wirecopy.beacon.room import MONDAY
from wirecopy.beacon.journal import FORM, Hit, Journal, Kind, is_finished, read, record, segments
from wirecopy.errors import WirecopyError


def line(number: int, kind: bytes = b"reader") -> bytes:
    return record(MONDAY + number, kind, b"beacon-%04d" % number, b"https://quaycourier.example/%d" % number)


def hit(number: int, kind: Kind = Kind.READER) -> Hit:
    return Hit(MONDAY + number, kind, f"beacon-{number:04d}", f"https://quaycourier.example/{number}")


def test_what_is_written_can_be_read_at_once_and_after(tmp_path: Path) -> None:
    with Journal(tmp_path, at=MONDAY) as journal:
        journal.write(line(1) + line(2, b"robot") + line(3, b"repeat"), at=MONDAY)
        [segment] = segments(tmp_path)
        assert read(segment).hits == (hit(1), hit(2, Kind.ROBOT), hit(3, Kind.REPEAT))
        assert segment.name.startswith("20260302T090000-")
        assert segment.stat().st_mode & 0o007 == 0
    assert read(segment).hits == (hit(1), hit(2, Kind.ROBOT), hit(3, Kind.REPEAT))


def test_a_hit_without_a_page_is_a_hit(tmp_path: Path) -> None:
    with Journal(tmp_path, at=MONDAY) as journal:
        journal.write(record(MONDAY, b"reader", b"12345678", b""), at=MONDAY)
    assert read(segments(tmp_path)[0]).hits == (Hit(MONDAY, Kind.READER, "12345678", ""),)


def test_it_is_read_on_from_where_the_last_reading_ended_while_it_rotates(tmp_path: Path) -> None:
    places: dict[Path, int] = {}
    found: list[Hit] = []

    def read_on() -> None:
        for segment in segments(tmp_path):
            reading = read(segment, start_bytes=places.get(segment, 0))
            found.extend(reading.hits)
            places[segment] = reading.end_bytes

    with Journal(tmp_path, at=MONDAY, segment_bytes=1_000) as journal:
        for number in range(500):
            journal.write(line(number), at=MONDAY + number)
            if number % 7 == 0:
                read_on()
    read_on()
    assert found == [hit(number) for number in range(500)]
    assert len(segments(tmp_path)) > 20
    assert all(segment.stat().st_size < 1_200 for segment in segments(tmp_path))


def test_a_long_segment_is_read_in_pieces(tmp_path: Path) -> None:
    with Journal(tmp_path, at=MONDAY) as journal:
        journal.write(b"".join(map(line, range(100))), at=MONDAY)
    [segment] = segments(tmp_path)
    found, start = list[Hit](), 0
    while (reading := read(segment, start_bytes=start, most_bytes=300)).end_bytes > start:
        assert len(reading.hits) < 6
        found, start = [*found, *reading.hits], reading.end_bytes
    assert found == [hit(number) for number in range(100)]
    assert start == segment.stat().st_size


def test_a_torn_last_line_is_left_and_the_rest_is_read(tmp_path: Path) -> None:
    with Journal(tmp_path, at=MONDAY) as journal:
        journal.write(line(1) + line(2), at=MONDAY)
    [segment] = segments(tmp_path)
    whole = segment.read_bytes()
    for cut in range(1, len(line(2)) + 1):
        segment.write_bytes(whole[:-cut])
        assert read(segment).hits == (hit(1),)
        assert read(segment).end_bytes == len(FORM + line(1))
        assert read(segment).unreadable == 0


def test_lines_that_are_no_hits_are_counted_and_passed_by(tmp_path: Path) -> None:
    segment = tmp_path / "20260302T090000-0000.hits"
    bad = [
        b"",
        b"nonsense",
        b"1 reader short https://a/",
        b"1 ghost beacon-0001 ",
        b"x reader beacon-0001 ",
        b"\xff\xfe",
    ]
    segment.write_bytes(FORM + line(1) + b"".join(each + b"\n" for each in bad) + line(2))
    reading = read(segment)
    assert reading.hits == (hit(1), hit(2))
    assert reading.unreadable == len(bad)


def test_a_file_of_another_form_is_refused_by_name(tmp_path: Path) -> None:
    segment = tmp_path / "old.hits"
    segment.write_bytes(b"wirecopy beacon journal 2\n" + line(1))
    with pytest.raises(WirecopyError, match=r"old\.hits is no beacon journal"):
        read(segment)


def test_a_write_that_fails_half_way_ends_the_segment_and_the_next_goes_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real, calls = os.write, list[int]()

    def fills_up(file: int, data: bytes) -> int:
        calls.append(len(data))
        if len(calls) > 1:
            raise OSError(28, "No space left on device")
        return real(file, data[: len(line(2)) + 10])

    with Journal(tmp_path, at=MONDAY) as journal:
        journal.write(line(1), at=MONDAY)
        with monkeypatch.context() as patch:
            patch.setattr(os, "write", fills_up)
            with pytest.raises(OSError, match="No space left"):
                journal.write(line(2) + line(3), at=MONDAY)
            with pytest.raises(OSError, match="No space left"):
                journal.write(line(4), at=MONDAY)
        journal.write(line(5), at=MONDAY + 60)
    first, second = segments(tmp_path)
    assert read(first).hits == (hit(1), hit(2))
    assert read(second).hits == (hit(5),)
    assert [path.suffix for path in tmp_path.iterdir()] == [".hits", ".hits"]


def test_a_short_write_is_finished(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = os.write
    with Journal(tmp_path, at=MONDAY) as journal, monkeypatch.context() as patch:
        patch.setattr(os, "write", lambda file, data: real(file, data[:7]))
        journal.write(line(1) + line(2), at=MONDAY)
    assert read(segments(tmp_path)[0]).hits == (hit(1), hit(2))


def test_a_segment_is_finished_when_its_writer_goes_on_or_is_killed(tmp_path: Path) -> None:
    with Journal(tmp_path, at=MONDAY, segment_bytes=1) as journal:
        [first] = segments(tmp_path)
        assert not is_finished(first)
        journal.write(line(1), at=MONDAY + 1)
        _, second = segments(tmp_path)
        assert is_finished(first)
        assert not is_finished(second)
    assert is_finished(second)


def test_kill_9_of_the_writer_lets_its_segment_go(tmp_path: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from wirecopy.beacon.journal import Journal\n"
        "journal = Journal(Path(sys.argv[1]), at=0); journal.write(b'1 reader 12345678 \\n', at=0)\n"
        "print('written', flush=True); sys.stdin.read()"
    )
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
    with subprocess.Popen([sys.executable, "-c", code, str(tmp_path)], **pipes, text=True) as writer:  # type: ignore[call-overload]
        assert writer.stdout.readline() == "written\n"
        [segment] = segments(tmp_path)
        assert not is_finished(segment)
        writer.kill()
        writer.wait()
        assert is_finished(segment)
    assert len(read(segment).hits) == 1


def test_a_folder_that_is_not_there_has_no_segments(tmp_path: Path) -> None:
    assert segments(tmp_path / "nowhere") == []
