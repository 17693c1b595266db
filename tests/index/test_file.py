"""The index file as its users see it: what goes in is found again, at once, by everybody who has it open."""

import multiprocessing
import os
from collections.abc import Iterator
from dataclasses import replace
from itertools import count, pairwise
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from wiretrace.errors import IndexBusy, IndexFileError, InputError, StoryConflict, StoryError
from wiretrace.fingerprint import grams, winnow
from wiretrace.index import IndexFile, writing
from wiretrace.index.file import LOOKS
from wiretrace.index.layout import COMMON
from wiretrace.index.opening import locked
from wiretrace.model import Story

NOTICE = "This story may be republished free of charge if the logo, the byline and the affiliation of HLNS stay on it."


def prose(seed: int, words: int = 120) -> str:
    """Text of its own for each seed: numbered words, so that two seeds share no six words in a row."""
    return " ".join(f"w{seed}x{i}" for i in range(words))


def story(seed: int, **fields: Any) -> Story:
    return replace(Story(f"hlns-{seed}", prose(seed), headline=f"Light {seed} burns"), **fields)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "wire.idx"


@pytest.fixture
def index(path: Path) -> Iterator[IndexFile]:
    with IndexFile.build(path, (story(i) for i in range(40))) as index:
        yield index


def found_in(index: IndexFile, text: str) -> set[str]:
    return {index.story(o).id for o in set(index.lookup(grams(text).hashes).ordinals.tolist())}


def test_every_kept_gram_of_a_story_leads_to_it(index: IndexFile) -> None:
    wanted = story(7)
    hashes = grams(wanted.text).hashes
    hits = index.lookup(hashes)
    assert hits.grams.tolist() == winnow(hashes).tolist()
    assert {index.story(o) for o in hits.ordinals.tolist()} == {wanted}
    assert set(hits.frequencies.tolist()) == {1}
    assert [a.dtype.name for a in (hits.grams, hits.ordinals, hits.ids, hits.frequencies)] == [
        "int32",
        "uint32",
        "uint64",
        "int32",
    ]


def test_a_page_that_holds_two_stories_finds_both(index: IndexFile) -> None:
    page = f"Menu Home {prose(3)[:400]} and then {prose(9)[-400:]}"
    assert found_in(index, page) == {"hlns-3", "hlns-9"}
    assert found_in(index, prose(1000)) == set()
    assert len(index.lookup(grams("").hashes)) == 0


def test_stories_come_back_whole_and_in_order(index: IndexFile) -> None:
    assert list(index.stories()) == [story(i) for i in range(40)]
    assert len(index) == 40
    assert index.versions("hlns-5") == [story(5)]
    assert index.versions("hlns-999") == []
    for ordinal in (-1, 40):
        with pytest.raises(IndexError, match="no story has the ordinal"):
            index.story(ordinal)


def test_a_reader_that_keeps_up_sees_what_others_add_remove_or_write_anew(index: IndexFile) -> None:
    with IndexFile.open(index.path) as reader:
        assert not reader.keep_up()
        index.append([story(100)])
        assert reader.keep_up()
        assert not reader.keep_up()
        assert len(reader) == len(index)
        index.remove(["hlns-100"])
        assert reader.keep_up()
        assert len(reader) == len(index)
        index.compact()
        assert sum(reader.keep_up() for _ in range(LOOKS)) == 1
        assert reader.versions("hlns-100") == []


def test_a_reader_whose_file_is_gone_keeps_what_it_has(index: IndexFile) -> None:
    with IndexFile.open(index.path) as reader:
        index.path.unlink()
        assert not any(reader.keep_up() for _ in range(LOOKS))
        assert len(list(reader.stories())) == len(reader)


def test_a_new_story_is_findable_at_once_and_by_others_after_a_refresh(index: IndexFile) -> None:
    with IndexFile.open(index.path) as other:
        assert index.append([story(100)]) == 1
        assert found_in(index, prose(100)) == {"hlns-100"}
        assert found_in(other, prose(100)) == set()
        assert other.refresh()
        assert not other.refresh()
        assert found_in(other, prose(100)) == {"hlns-100"}
        assert found_in(other, prose(7)) == {"hlns-7"}


def test_appending_one_by_one_gives_what_building_at_once_gives(path: Path) -> None:
    stories = [story(i, text=f"{prose(i, 60)} {NOTICE}") for i in range(70)]
    with IndexFile.build(path, []) as grown, IndexFile.build(path.with_suffix(".2"), stories) as built:
        assert len(grown) == 0
        assert found_in(grown, prose(1)) == set()
        for one in stories:
            grown.append([one])
        grown.verify()
        assert list(grown.stories()) == list(built.stories())
        for one in stories[::7]:
            wanted = grams(one.text).hashes
            a, b = grown.lookup(wanted), built.lookup(wanted)
            rare = built.document_frequency(wanted) == 1
            assert rare.any()
            assert np.array_equal(a.ordinals[rare[a.grams]], b.ordinals[rare[b.grams]])
            assert np.array_equal(rare, grown.document_frequency(wanted) == 1)


def test_removed_stories_are_not_found_nor_counted(index: IndexFile) -> None:
    with IndexFile.open(index.path) as other:
        assert index.remove(["hlns-7", "hlns-7", "nobody"]) == 1
        assert index.remove(["hlns-7"]) == 0
        for reader in (index, other):
            reader.refresh()
            assert found_in(reader, f"{prose(7)} {prose(8)}") == {"hlns-8"}
            assert reader.versions("hlns-7") == []
            assert len(reader) == 39
            assert len(list(reader.stories())) == 39
    with pytest.raises(IndexError):
        index.story(7)


def test_a_removed_story_may_come_again_with_other_content(index: IndexFile) -> None:
    index.remove(["hlns-7"])
    again = story(7, text=prose(207))
    assert index.append([again]) == 1
    assert found_in(index, prose(7)) == set()
    assert index.versions("hlns-7") == [again]


def test_compacting_keeps_the_stories_and_sheds_the_bytes(index: IndexFile) -> None:
    for i in range(100, 120):
        index.append([story(i)])
    index.remove([f"hlns-{i}" for i in range(0, 30)])
    before = index.path.stat().st_size
    with IndexFile.open(index.path) as other:
        index.compact()
        assert list(other.stories()) == list(index.stories()) == [story(i) for i in (*range(30, 40), *range(100, 120))]
        assert found_in(other, prose(33)) == {"hlns-33"}
        assert other.refresh()
        assert found_in(other, prose(33)) == found_in(index, prose(33)) == {"hlns-33"}
    assert index.path.stat().st_size < before / 2
    index.verify()
    index.remove([f"hlns-{i}" for i in range(200)])
    index.compact()
    assert len(index) == 0


def test_versions_of_one_story_count_once(path: Path) -> None:
    old, new = story(1), story(1, version=2, text=f"{prose(1)} The harbor master has since corrected the hour.")
    with IndexFile.build(path, [new, story(2)]) as index:
        index.append([old])
        hashes = grams(old.text).hashes
        hits = index.lookup(hashes)
        assert set(hits.ordinals.tolist()) == {0, 2}
        assert len(set(hits.ids.tolist())) == 1
        assert index.document_frequency(hashes).max() == 1
        assert index.versions("hlns-1") == [old, new]
        assert len(index) == 3
        assert index.remove(["hlns-1"]) == 2


def test_document_frequency_counts_stories(path: Path) -> None:
    shared = f"{NOTICE} {prose(77)}"
    notice = grams(shared).hashes
    kept = winnow(notice)
    with IndexFile.build(path, (story(i, text=shared if i < 3 else prose(i)) for i in range(9))) as index:
        expected = [3 if i in kept else 0 for i in range(len(notice))]
        assert index.document_frequency(notice).tolist() == expected
        index.append([story(20, text=shared), story(21, text=shared)])
        assert index.document_frequency(notice).max() == 5
        index.remove(["hlns-0"])
        assert index.document_frequency(notice).max() == 4


def test_what_every_story_carries_stays_short(path: Path) -> None:
    stories = [story(i, text=f"{prose(i, 40)} {NOTICE}") for i in range(COMMON + 20)]
    with IndexFile.build(path, stories) as index:
        hits = index.lookup(grams(NOTICE).hashes)
        assert np.bincount(hits.grams).max() == COMMON
        assert all(found_in(index, prose(i, 40)) == {f"hlns-{i}"} for i in range(0, COMMON + 20, 9))


def test_stories_beyond_those_that_are_kept_are_counted_through_every_merge(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("wiretrace.index.segments.COMMON", 5)
    monkeypatch.setattr(writing, "BATCH_FINGERPRINTS", 100)
    monkeypatch.setattr("wiretrace.index.segments.MERGE_ROWS", 16)
    notice, stories = grams(NOTICE).hashes, [story(i, text=f"{prose(i, 40)} {NOTICE}") for i in range(60)]
    with IndexFile.build(path, stories[:50]) as index:
        assert index.document_frequency(notice).max() == 50
        for one in stories[50:]:
            index.append([one])
        assert index.document_frequency(notice).max() == 60
        index.compact()
        index.verify()
        assert index.document_frequency(notice).max() == 60
        assert index.document_frequency(grams(prose(7, 40)).hashes).max() == 1


def test_many_versions_of_one_story_are_not_common(path: Path) -> None:
    stories = [story(1, version=v, headline=f"Update {v}") for v in range(COMMON + 10)]
    with IndexFile.build(path, [*stories, story(2)]) as index:
        hits = index.lookup(grams(prose(1)).hashes)
        assert set(hits.ordinals.tolist()) == set(range(COMMON + 10))
        assert set(hits.frequencies.tolist()) == {1}


def test_the_same_content_twice_is_one_story(index: IndexFile) -> None:
    before = index.path.stat().st_size
    assert index.append([story(3), story(3)]) == 0
    assert index.path.stat().st_size == before
    assert index.append([story(50), story(50), story(3)]) == 1


@pytest.mark.parametrize("appending", [True, False])
def test_other_content_under_one_id_and_version_is_refused(index: IndexFile, appending: bool) -> None:
    other = story(3, headline="Another headline")
    if appending:
        with pytest.raises(StoryConflict, match="hlns-3 version 1"):
            index.append([story(60), other])
    else:
        with pytest.raises(StoryConflict, match="hlns-3 version 1"):
            IndexFile.build(index.path, [story(3), other])
    assert found_in(index, prose(60)) == set()
    assert index.versions("hlns-3") == [story(3)]
    assert os.listdir(index.path.parent) == [index.path.name]


@pytest.mark.parametrize("text", ["", "  \n", "… — !"])
def test_a_story_without_text_is_refused_by_name(path: Path, text: str) -> None:
    with pytest.raises(StoryError, match="story hlns-1 version 1: it has no text"):
        IndexFile.build(path, [story(1, text=text)])
    assert not path.exists()


def test_a_version_beyond_32_bits_is_refused(path: Path) -> None:
    with pytest.raises(StoryError, match="does not fit"):
        IndexFile.build(path, [story(1, version=1 << 31)])


def test_short_and_very_long_stories_work(path: Path) -> None:
    short, tiny, long = story(1, text=prose(1, 20)), story(2, text="two words"), story(3, text=prose(3, 500_000))
    with IndexFile.build(path, [short, tiny, long]) as index:
        assert found_in(index, short.text) == {"hlns-1"}
        assert found_in(index, prose(3, 400_000)[-2_000:]) == {"hlns-3"}
        assert index.story(2) == long
        assert index.versions("hlns-2") == [tiny]
        index.verify()


def test_a_phrase_that_a_story_repeats_is_kept_once(path: Path) -> None:
    with IndexFile.build(path, [story(1, text="la " * 5_000)]) as index:
        assert len(index.lookup(grams("la " * 6).hashes)) == 1


def test_building_in_batches_gives_the_same_index(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    stories = [story(i, text=f"{prose(i, 50)} {NOTICE}") for i in range(90)]
    IndexFile.build(path, stories).close()
    monkeypatch.setattr(writing, "BATCH_FINGERPRINTS", 100)
    monkeypatch.setattr("wiretrace.index.segments.MERGE_ROWS", 64)
    with IndexFile.build(path.with_suffix(".2"), iter(stories)) as batched, IndexFile.open(path) as whole:
        batched.verify()
        for text in (NOTICE, prose(5), prose(88)):
            a, b = whole.lookup(grams(text).hashes), batched.lookup(grams(text).hashes)
            assert np.array_equal(a.ordinals, b.ordinals)
            assert np.array_equal(a.frequencies, b.frequencies)
        assert list(whole.stories()) == list(batched.stories())


def test_a_conflict_between_batches_is_seen(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(writing, "BATCH_FINGERPRINTS", 10)
    with pytest.raises(StoryConflict):
        IndexFile.build(path, [story(1), story(2), story(1, headline="Other")])


def test_a_file_that_grew_mostly_dead_is_made_compact_by_itself(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("wiretrace.index.file.SPARE_BYTES", 0)
    with IndexFile.build(path, []) as index:
        sizes = []
        for i in range(60):
            index.append([story(i, text=prose(i, 40))])
            sizes.append(path.stat().st_size)
        index.verify()
        assert len(index) == 60
        assert any(b < a for a, b in pairwise(sizes))


def test_a_second_writer_is_refused(index: IndexFile) -> None:
    with locked(index.path):
        for change in (lambda: index.append([story(70)]), lambda: index.remove(["hlns-1"]), index.compact):
            with pytest.raises(IndexBusy, match="another process is writing"):
                change()
        assert found_in(index, prose(1)) == {"hlns-1"}
    assert index.append([story(70)]) == 1


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"nowhere\.idx"):
        IndexFile.open(tmp_path / "nowhere.idx")
    with pytest.raises(InputError, match="no-folder"):
        IndexFile.build(tmp_path / "no-folder" / "wire.idx", [])


def test_a_closed_index_says_so(index: IndexFile) -> None:
    index.close()
    index.close()
    with pytest.raises(IndexFileError, match="was closed"):
        index.lookup(grams(prose(1)).hashes)


def test_processes_share_one_file(index: IndexFile) -> None:
    with multiprocessing.get_context("spawn").Pool(2) as pool:
        assert pool.map(_ids_in_another_process, [(index.path, i) for i in (3, 11)]) == [{"hlns-3"}, {"hlns-11"}]


def _ids_in_another_process(task: tuple[Path, int]) -> set[str]:
    path, seed = task
    with IndexFile.open(path) as index:
        return found_in(index, prose(seed))


numbers = st.integers(0, 12)
steps: st.SearchStrategy[tuple[str, list[int]]] = st.one_of(
    st.tuples(st.just("append"), st.lists(numbers, max_size=4)),
    st.tuples(st.just("remove"), st.lists(numbers, max_size=3)),
    st.tuples(st.just("compact"), st.just([])),
)
names = count()


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(steps, max_size=14))
def test_any_history_of_changes_ends_in_the_stories_that_are_left(
    tmp_path: Path, history: list[tuple[str, list[int]]]
) -> None:
    expected: dict[str, Story] = {}
    with IndexFile.build(tmp_path / f"{next(names)}.idx", []) as index:
        for verb, seeds in history:
            stories = [story(seed, text=prose(seed, 30)) for seed in seeds]
            if verb == "append":
                assert index.append(stories) == len({s.id for s in stories} - expected.keys())
                expected |= {s.id: s for s in stories if s.id not in expected}
            elif verb == "remove":
                assert index.remove(s.id for s in stories) == len({s.id for s in stories} & expected.keys())
                expected = {k: s for k, s in expected.items() if k not in {s.id for s in stories}}
            else:
                index.compact()
        index.verify()
        assert list(index.stories()) == list(expected.values())
        assert len(index) == len(expected)
        for seed in range(13):
            assert found_in(index, prose(seed, 30)) == {f"hlns-{seed}"} & expected.keys()
