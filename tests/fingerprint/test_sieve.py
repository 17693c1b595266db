"""Tables of fingerprints: what is entered is found, by the kernel as by the reference, and damage leads nowhere."""

import resource
from array import array
from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from wiretrace.fingerprint import (
    KERNEL,
    NGRAM,
    Sieve,
    bucket_table,
    enter,
    filter_blocks,
    gram_hashes,
    grams,
    reference,
    tokens,
)
from wiretrace.fingerprint.reference import Table

try:
    from wiretrace.fingerprint import _kernel
except ModuleNotFoundError:
    _kernel = None  # type: ignore[assignment]  # the tests below say so

needs_kernel = pytest.mark.skipif(_kernel is None, reason="the kernel is not built")
U64 = st.integers(0, reference.MASK)
GRAMS = st.lists(U64 | st.integers(0, 3).map(lambda n: n << 16), max_size=60)
STORY = "The harbor light burned all night and nobody on the quay could say who had lit it or why"


def table_of(values: Sequence[int], stories: Sequence[int] | None = None, *, first: int = 0) -> Table:
    rows = sorted(zip((value >> 16 << 16 for value in values), stories or [first] * len(values), strict=True))
    fingerprints = np.array([value for value, _ in rows], np.uint64)
    upper = (fingerprints >> np.uint64(32)).astype(np.uint32)
    lower = (fingerprints >> np.uint64(16)).astype(np.uint16)
    buckets, shift = bucket_table(upper)
    bits = np.zeros(8 * filter_blocks(len(rows)), np.uint64)
    enter(bits, fingerprints)
    owners = np.array([story for _, story in rows], np.uint32)
    ids = np.arange(first, max([first, *owners.tolist()]) + 1, dtype=np.uint64) * np.uint64(7919)
    return Table(upper, lower, owners, ids, first, buckets, shift, bits)


def table_of_texts(*texts: str) -> Table:
    found = [(int(gram), i) for i, text in enumerate(texts) for gram in grams(text).hashes]
    return table_of([gram for gram, _ in found], [story for _, story in found])


@given(GRAMS, st.integers(1, 6))
def test_the_filter_holds_all_that_was_entered(values: list[int], blocks: int) -> None:
    bits = array("Q", bytes(64 * blocks))
    reference.enter(bits, values)
    assert all(reference.may_hold(bits, values))
    assert reference.may_hold(array("Q"), values) == [False] * len(values)


@needs_kernel
@given(GRAMS, GRAMS, st.integers(0, 6))
def test_filters_are_equal(values: list[int], others: list[int], blocks: int) -> None:
    ours, theirs = array("Q", bytes(64 * blocks)), array("Q", bytes(64 * blocks))
    _kernel.enter(theirs, array("Q", values))
    if blocks:
        reference.enter(ours, values)
    assert ours == theirs
    keys = array("Q", values + others)
    assert _kernel.may_hold(theirs, keys) == reference.may_hold(ours, keys)


def test_the_filter_lets_few_others_pass() -> None:
    """Of 20,000 kept grams, 0.4 % were measured; a fault in how blocks or bits are chosen shows as a multiple."""
    draw = np.random.default_rng(11)
    kept = draw.integers(0, 2**64, (20_000, 8), np.uint64).min(axis=1)
    bits = np.zeros(8 * filter_blocks(len(kept)), np.uint64)
    enter(bits, kept)
    others = draw.integers(0, 2**64, 4_000, np.uint64)
    passed = sum(reference.may_hold(bits.tolist(), others.tolist()))
    assert passed < 0.01 * len(others)


@given(GRAMS, GRAMS)
def test_a_probe_finds_every_row_of_every_gram(values: list[int], others: list[int]) -> None:
    table, keys = table_of(values), values[::2] + others
    which, where = reference.Sieve([table]).probe(keys, 0)
    rows = sorted(value >> 16 for value in values)
    expected = [(i, row) for i, key in enumerate(keys) for row, value in enumerate(rows) if value == key >> 16]
    assert list(zip(which, where, strict=True)) == expected


@needs_kernel
@given(GRAMS, GRAMS)
def test_probes_are_equal(values: list[int], others: list[int]) -> None:
    table, keys = table_of(values), array("Q", values[::2] + others)
    assert _kernel.Sieve([table]).probe(keys, 0) == reference.Sieve([table]).probe(keys, 0)


@needs_kernel
@given(GRAMS, st.lists(st.integers(0, 2**32 - 1), min_size=1, max_size=20), st.integers(32, 63), GRAMS)
def test_a_damaged_table_never_leads_outside(values: list[int], wrong: list[int], shift: int, keys: list[int]) -> None:
    good = table_of(values)
    wild = np.array(wrong * (1 + len(values)), np.uint32)
    bad = Table(good.upper, good.lower, wild[: len(values)], good.ids, good.first, wild, shift, good.filter)
    which, where = _kernel.Sieve([bad]).probe(array("Q", keys + values), 0)
    assert all((keys + values)[i] >> 32 == good.upper[row] for i, row in zip(which, where, strict=True))
    _kernel.Sieve([bad]).sift(STORY.encode(), None, False, 2, 3)


@needs_kernel
def test_tables_whose_parts_do_not_fit_are_refused() -> None:
    good = table_of([1 << 20, 1 << 30])
    with pytest.raises(ValueError, match="do not fit"):
        _kernel.Sieve(
            [Table(good.upper, array("H", [1]), good.stories, good.ids, 0, good.buckets, good.shift, good.filter)]
        )
    with pytest.raises(ValueError, match="shift"):
        _kernel.Sieve([Table(good.upper, good.lower, good.stories, good.ids, 0, good.buckets, 64, good.filter)])
    with pytest.raises(IndexError, match="no table 1"):
        _kernel.Sieve([good]).probe(array("Q", [1]), 1)


def test_a_page_that_holds_a_story_comes_back_as_words() -> None:
    sieve = Sieve([table_of_texts(STORY, "Another story altogether that has nothing to do with the first one at all")])
    page = f"<p>Menu</p><p>{STORY}</p>".encode()
    words = sieve.sift(page, rare=3).words
    assert words is not None
    assert words.tolist() == tokens(f"Menu {STORY}").hashes.tolist()
    assert sieve.sift(b"<p>The harbor light burned all day</p>", rare=3).words is None


def test_one_gram_that_comes_twice_is_one() -> None:
    six = " ".join(STORY.split()[:NGRAM])
    sieve = Sieve([table_of_texts(STORY)])
    assert sieve.sift(f"{six}, but {six}".encode(), markup=False, rare=3).words is None
    assert sieve.sift(" ".join(STORY.split()[: NGRAM + 1]).encode(), markup=False, rare=3).words is not None


@pytest.mark.skipif(
    KERNEL.startswith("python"), reason="the reference counts with sets, a page of this size takes it minutes"
)
def test_a_page_that_repeats_one_gram_a_million_times_takes_no_more_memory_than_its_words() -> None:
    sieve = Sieve([table_of_texts(*(f"ha ha ha ha ha ha {i}" for i in range(60)))])
    page = b"ha " * 1_000_000
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    assert sieve.sift(page, markup=False, rare=64).words is None
    assert (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) * 1024 < 30 * len(page)


def test_grams_of_many_stories_do_not_count() -> None:
    notice = "This story may be republished for free as long as its credit stays on"
    sieve = Sieve([table_of_texts(*(f"{notice} {i}" for i in range(5)))])
    assert sieve.sift(notice.encode(), markup=False, rare=4).words is None
    assert sieve.sift(notice.encode(), markup=False, rare=5).words is not None


def test_two_tables_are_searched_as_one() -> None:
    looked_for = reference.sampled(grams(STORY).hashes.tolist())
    first, second = table_of(looked_for[:1]), table_of(looked_for[-1:])
    assert Sieve([first, second]).sift(STORY.encode(), markup=False, rare=3).words is not None  # the same id
    assert Sieve([first]).sift(STORY.encode(), markup=False, rare=3).words is None
    assert Sieve([]).sift(STORY.encode(), markup=False, rare=3).words is None


@needs_kernel
@given(
    st.lists(st.lists(st.integers(0, 5), min_size=1, max_size=12), max_size=5),
    st.lists(st.integers(0, 5), max_size=25),
    st.integers(0, 4),
)
def test_sifting_is_equal(stories: list[list[int]], page: list[int], rare: int) -> None:
    def hashed(words: list[int]) -> list[int]:
        found: list[int] = gram_hashes(tokens(" ".join(f"w{word}" for word in words)).hashes, 2).tolist()
        return found

    rows = [(gram, number) for number, story in enumerate(stories) for gram in hashed(story)]
    tables = [table_of([g for g, _ in part], [s for _, s in part]) for part in (rows[::2], rows[1::2])]
    data = " ".join(f"w{word}" for word in page).encode()
    expected = reference.Sieve(tables).sift(data, None, False, 2, rare)
    for using in _kernel.READERS:
        assert _kernel.Sieve(tables, using).sift(data, None, False, 2, rare) == expected


@needs_kernel
@pytest.mark.parametrize("length", [2, 3, 4, 5, 127, 128, 129, 130, 131, 256, 259])
def test_the_kernel_looks_for_the_grams_that_the_reference_chooses(length: int) -> None:
    """A page passes if the first of its words, which is always looked for, and one more stand in a story."""
    page = " ".join(f"word{number}" for number in range(length))
    words = reference.grams(reference.tokens(page)[0], 1)
    chosen = reference.sampled(words)
    assert chosen[0] == words[0]
    assert chosen[-1] == words[-1]
    for using in _kernel.READERS:
        for word in words[1:]:
            sieve = _kernel.Sieve([table_of([words[0], word])], using)
            assert (sieve.sift(page.encode(), None, False, 1, 3)[0] is not None) == (word in chosen)


@given(st.lists(U64, min_size=6, max_size=6, unique_by=lambda value: value >> 32), st.lists(U64), st.lists(U64))
def test_of_six_grams_in_a_row_two_are_looked_for(flash: list[int], before: list[int], behind: list[int]) -> None:
    chosen = set(reference.sampled(before + flash + behind))
    assert len(chosen & set(flash)) >= 2


def test_half_of_the_grams_are_looked_for() -> None:
    values = np.random.default_rng(1).integers(0, 2**64, 20_000, np.uint64).tolist()
    assert 0.48 < len(reference.sampled(values)) / len(values) < 0.52


ODD = ["word", "Harbor", "x" * 15, "x" * 16, "x" * 17, "x" * 70, "it's", "l’été", "'", "`", "``", "é", "e\u0301", "Да", "かな", "\u00bd",
       "\U0001d400", "\u00ad", " ", " ", " ", "\n", "-", "_", "\x00", "漢" * 30, "ÀÉ" * 20, "a" * 2047, " " * 2040, "é" * 1100,
       "\ufdfa", "\ufdfa " * 600, "ß", "\u023a" * 20, "é" * 32, "''", "’", "\u0301", "“Да”", "\u00a0"]  # fmt: skip


@needs_kernel
@given(st.lists(st.sampled_from(ODD), max_size=40).map("".join) | st.text(), st.integers(0, 64))
def test_the_words_of_a_page_are_the_words_of_its_text(text: str, shift: int) -> None:
    """A page meets a table of its own words, so that they come back; runs lie across the edges of blocks and chunks."""
    page = " " * shift + text.encode("utf-8", "replace").decode() + " one two"
    words = reference.tokens(page)[0]
    table = table_of(reference.grams(words, 1))
    for using in _kernel.READERS:
        assert _kernel.Sieve([table], using).sift(page.encode(), None, False, 1, 3)[0] == words
