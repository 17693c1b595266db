"""Where lines go: whole blocks, in order, cut off where no ledger knows of them, refused where the disk is full."""

import io
import resource
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from wiretrace.errors import RunBusy, RunError
from wiretrace.scan.output import Block, InOrder, Journal, new_block, sorted_path, swap


def block(words: bytes) -> Block:
    made = new_block()
    made.write(words)
    return made


def test_blocks_of_a_stream_wait_for_their_turn() -> None:
    stream = io.BytesIO()
    output = InOrder(stream)
    output.append(3, block(b"three\n"))
    output.append(2, block(b"two\n"))
    assert stream.getvalue() == b""
    output.append(1, block(b"one\n"))
    assert stream.getvalue() == b"one\ntwo\nthree\n"
    output.close()


def test_a_journal_takes_blocks_as_they_come_and_says_where_they_stand(tmp_path: Path) -> None:
    journal = Journal(tmp_path / "out.jsonl")
    assert journal.append(2, block(b"two\n")) == (0, 4)
    assert journal.append(1, block(b"")) == (4, 4)
    assert journal.append(3, block(b"three\n")) == (4, 10)
    assert journal.path.read_bytes() == b"two\nthree\n"
    journal.close()


def test_what_no_ledger_knows_of_is_cut_off(tmp_path: Path) -> None:
    path = tmp_path / "out.jsonl"
    path.write_bytes(b"known\nhalf of a li")
    journal = Journal(path, keep_bytes=6)
    assert journal.append(1, block(b"next\n")) == (6, 11)
    assert path.read_bytes() == b"known\nnext\n"
    journal.close()


def test_lines_that_are_missing_are_noticed(tmp_path: Path) -> None:
    (tmp_path / "out.jsonl").write_bytes(b"short")
    with pytest.raises(RunError, match="missing"):
        Journal(tmp_path / "out.jsonl", keep_bytes=6)


def test_two_scans_do_not_write_to_one_output(tmp_path: Path) -> None:
    journal = Journal(tmp_path / "out.jsonl")
    journal.append(1, block(b"mine\n"))
    with pytest.raises(RunBusy, match=r"out\.jsonl"):
        Journal(tmp_path / "out.jsonl")
    assert journal.path.read_bytes() == b"mine\n"
    journal.close()


def test_blocks_are_put_in_the_order_of_the_files(tmp_path: Path) -> None:
    journal = Journal(tmp_path / "out.jsonl")
    places = [(number, *journal.append(number, block(b"%d\n" % number * number))) for number in (3, 1, 2)]
    journal.close()
    assert journal.put_in_order(sorted(places)) == [(1, 0, 2), (2, 2, 6), (3, 6, 12)]
    assert sorted_path(journal.path).exists()
    swap(journal.path)
    assert journal.path.read_bytes() == b"1\n2\n2\n3\n3\n3\n"
    assert not sorted_path(journal.path).exists()


def test_blocks_that_are_in_order_are_not_written_again(tmp_path: Path) -> None:
    journal = Journal(tmp_path / "out.jsonl")
    places = [(number, *journal.append(number, block(b"x\n"))) for number in (1, 2)]
    journal.close()
    assert journal.put_in_order(places) is None


def test_a_block_that_was_replaced_is_left_out(tmp_path: Path) -> None:
    journal = Journal(tmp_path / "out.jsonl")
    journal.append(1, block(b"failed\n"))
    places = [(1, *journal.append(1, block(b"whole\n")))]
    journal.close()
    journal.put_in_order(places)
    swap(journal.path)
    assert journal.path.read_bytes() == b"whole\n"


@contextmanager
def small_disk() -> Iterator[None]:
    """A disk on which no file may grow beyond 1,000 bytes: not even the one that pytest writes its own words to, after it."""
    before, handler = resource.getrlimit(resource.RLIMIT_FSIZE), signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1000, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
        signal.signal(signal.SIGXFSZ, handler)


def test_a_disk_that_is_full_is_named_and_no_half_block_stays(tmp_path: Path) -> None:
    journal = Journal(tmp_path / "out.jsonl")
    with small_disk():
        journal.append(1, block(b"x" * 600))
        with pytest.raises(RunError, match=r"out\.jsonl: cannot be written .*--resume"):
            journal.append(2, block(b"y" * 600))
    assert journal.path.read_bytes() == b"x" * 600
    journal.close()


def test_an_output_in_a_folder_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(RunError, match="check the folder"):
        Journal(tmp_path / "none" / "out.jsonl")
