"""A damaged, foreign or half-written file is refused by name, or its last whole commit is read."""

import os
import shutil
import signal
import subprocess
import sys
import zlib
from pathlib import Path

import numpy as np
import pytest

from wiretrace.errors import DamagedIndex, IndexFileError, IndexVersionMismatch, NotAnIndex
from wiretrace.fingerprint import grams
from wiretrace.index import IndexFile, layout
from wiretrace.index.layout import DATA, SLOTS, Parameters
from wiretrace.index.opening import locked
from wiretrace.model import Story


def story(seed: int) -> Story:
    return Story(f"hlns-{seed}", " ".join(f"w{seed}x{i}" for i in range(60)))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "wire.idx"
    with IndexFile.build(path, [story(i) for i in range(8)]) as index:
        index.append([story(8)])
        index.remove(["hlns-0"])
    return path


def append_one_by_one(index: IndexFile, seeds: range) -> None:
    for seed in seeds:
        index.append([story(seed)])


def flip(path: Path, at: int) -> None:
    data = bytearray(path.read_bytes())
    data[at] ^= 0x40
    path.write_bytes(data)


@pytest.mark.parametrize("content", [b"", b"\x00" * 9_000, b"<html>not an index</html>", b"\x89wiretrace\n\x1a\n"])
def test_a_foreign_file_is_refused_by_name(tmp_path: Path, content: bytes) -> None:
    other = tmp_path / "other.bin"
    other.write_bytes(content)
    with pytest.raises(NotAnIndex, match=r"other\.bin.*build it again"):
        IndexFile.open(other)


@pytest.mark.parametrize("field", ["FORMAT", "NGRAM", "WINDOW", "FOLD_VERSION", "VERSION", "COMMON"])
def test_an_index_of_another_making_is_refused_with_both_parameters(
    path: Path, monkeypatch: pytest.MonkeyPatch, field: str
) -> None:
    own = Parameters()
    values = [own.format, own.ngram, own.window, own.fold, own.hashes, own.common]
    values[["FORMAT", "NGRAM", "WINDOW", "FOLD_VERSION", "VERSION", "COMMON"].index(field)] += 1
    header = layout._HEADER.pack(layout.MAGIC, *values)
    data = bytearray(path.read_bytes())
    data[: len(header) + 4] = header + layout._CHECK.pack(zlib.crc32(header))
    path.write_bytes(data)
    with pytest.raises(IndexVersionMismatch, match=r"wire\.idx: built with Parameters\(.*this wiretrace reads"):
        IndexFile.open(path)


def test_a_damaged_header_is_refused(path: Path) -> None:
    flip(path, 20)
    with pytest.raises(DamagedIndex, match="header"):
        IndexFile.open(path)


@pytest.mark.parametrize("keep", [100, DATA - 1])
def test_a_file_cut_in_its_header_is_refused(path: Path, keep: int) -> None:
    os.truncate(path, keep)
    with pytest.raises(DamagedIndex, match="header is damaged or cut"):
        IndexFile.open(path)


@pytest.mark.parametrize("missing", [1, 500, 3_000])
def test_a_cut_file_is_refused(path: Path, missing: int) -> None:
    os.truncate(path, path.stat().st_size - missing)
    with pytest.raises(DamagedIndex, match="the file is cut"):
        IndexFile.open(path)


def test_a_file_without_a_whole_commit_is_refused(path: Path) -> None:
    for slot in SLOTS:
        flip(path, slot)
    with pytest.raises(DamagedIndex, match="no complete commit"):
        IndexFile.open(path)


def test_a_torn_commit_leaves_the_one_before_in_force(path: Path) -> None:
    with IndexFile.open(path) as index:
        sequence = index._view.state.sequence
    flip(path, SLOTS[sequence % 2] + 8)
    with IndexFile.open(path) as index:
        assert len(index) == 9
        assert index.versions("hlns-0") == [story(0)]
        with pytest.raises(DamagedIndex, match="torn, an earlier one is in force"):
            index.verify()
        index.remove(["hlns-0"])
        index.verify()


def test_a_damaged_manifest_is_refused(path: Path) -> None:
    with IndexFile.open(path) as index:
        at = index._view.state.manifest[0]
    flip(path, at + 3)
    with pytest.raises(DamagedIndex, match="manifest"):
        IndexFile.open(path)


def test_a_damaged_list_of_removed_stories_is_refused(path: Path) -> None:
    with IndexFile.open(path) as index:
        at = index._view.state.removed[0]
    flip(path, at)
    with pytest.raises(DamagedIndex, match="removed"):
        IndexFile.open(path)


def test_every_damaged_byte_that_is_in_use_is_noticed(path: Path) -> None:
    """Whatever byte is hit: opening, looking up and verifying find it, or it is one that nobody reads any more."""
    with IndexFile.open(path) as index:
        index.compact()
        whole = path.read_bytes()
        expected = list(index.stories())
        columns = index._view.segments[0].columns
        # The last byte of a deflate stream, before the checksum of what it holds, is filled up with any bits.
        padding = set((columns.records + columns.lengths - np.uint64(5)).tolist())
    silent, unnamed = [], 0
    for at in [*range(0, 64), *range(512, 570), *range(1024, 1080), *range(DATA, len(whole), 7)]:
        data = bytearray(whole)
        data[at] ^= 0x40
        path.write_bytes(data)
        try:
            with IndexFile.open(path) as index:
                for one in expected:
                    for ordinal in index.lookup(grams(one.text).hashes).ordinals.tolist():
                        index.story(ordinal)
                index.verify()
                assert list(index.stories()) == expected
                silent.append(at)
        except IndexFileError as error:
            unnamed += "wire.idx" not in str(error)
    written = [at for at in silent if whole[at] and at not in padding]
    assert written == [], "damage in written bytes went unnoticed"
    assert unnamed == 0


def test_damage_is_not_carried_into_a_merged_or_compact_file(path: Path) -> None:
    with IndexFile.open(path) as index:
        flip(path, index._view.state.segments[0].at + 16)
        with pytest.raises(DamagedIndex, match="checksum of the tables"):
            index.compact()
        with pytest.raises(DamagedIndex, match="checksum of the tables"):
            append_one_by_one(index, range(20, 40))


def test_a_damaged_record_is_named_when_it_is_read(path: Path) -> None:
    with IndexFile.open(path) as index:
        at = int(index._view.segments[0].columns.records[3])
    flip(path, at + 10)
    with IndexFile.open(path) as index:
        assert index.story(4) == story(4)
        with pytest.raises(DamagedIndex, match="story number 3"):
            index.story(3)
        with pytest.raises(DamagedIndex, match="story number 3"):
            index.verify()


def test_what_was_never_committed_is_not_there(path: Path) -> None:
    with IndexFile.open(path) as index:
        with locked(path) as writer:
            writer.add([story(50)])
        assert not index.refresh()
        assert index.versions("hlns-50") == []
        assert index.append([story(51)]) == 1
        index.verify()
        assert index.versions("hlns-51") == [story(51)]


KILLED = """
import os, signal, sys
from wiretrace.index import IndexFile, writing
from wiretrace.model import Story
syncs = 0
real = os.fsync
def fsync(handle):
    global syncs
    syncs += 1
    if syncs == int(sys.argv[2]):
        os.kill(os.getpid(), signal.SIGKILL)
    real(handle)
os.fsync = fsync
with IndexFile.open(sys.argv[1]) as index:
    index.append([Story("hlns-99", " ".join(f"w99x{i}" for i in range(60)))])
"""


@pytest.mark.parametrize(("dies_at", "is_there"), [(1, False), (2, True)])
def test_a_writer_that_is_killed_leaves_a_whole_file(path: Path, dies_at: int, is_there: bool) -> None:
    """Killed before the slot is written nothing is new; killed after, everything is."""
    killed = subprocess.run([sys.executable, "-c", KILLED, str(path), str(dies_at)], check=False)
    assert killed.returncode == -signal.SIGKILL
    with IndexFile.open(path) as index:
        index.verify()
        assert bool(index.versions("hlns-99")) is is_there
        assert len(index) == 8 + is_there
        index.append([story(99)])
        assert len(index) == 9


def test_a_copy_of_the_file_is_an_index_too(path: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy.idx"
    shutil.copy(path, copy)
    with IndexFile.open(copy) as index:
        index.append([story(9)])
        assert len(index) == 9
    with IndexFile.open(path) as index:
        assert len(index) == 8
