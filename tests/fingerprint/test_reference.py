"""The specification of fingerprints does what it says."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wiretrace.fingerprint.reference import GRAM_BASE, MASK, grams, mix, token_hash, tokens, winnow

U64 = st.integers(0, MASK)
FEW = st.integers(0, 3)  # ties in every window


def test_the_hashes_do_not_change_unnoticed() -> None:
    """Numbers worked out once: if one of them differs, VERSION must be raised."""
    assert mix(1) == 0x5692161D100B05E5
    assert token_hash("harbor") == 0xDE124D78D9188880
    words = ["the", "light", "over", "the", "harbor", "burned"]
    assert list(grams([token_hash(word) for word in words], 6)) == [0x2950D1F20631CE44]


def test_tokens_are_the_words_of_the_split() -> None:
    hashes, starts, ends, halves = tokens("The Harbor’s 港")
    assert list(hashes) == [token_hash("the"), token_hash("harbors"), token_hash("港")]
    assert (list(starts), list(ends), list(halves)) == ([0, 4, 13], [3, 12, 14], [2, 2, 1])


def test_a_gram_is_the_polynomial_of_its_tokens() -> None:
    assert list(grams([5, 7, 11], 2)) == [mix(5 * GRAM_BASE + 7 & MASK), mix(7 * GRAM_BASE + 11 & MASK)]
    assert list(grams([5, 7], 3)) == []
    assert list(grams([5, 7, 11], 3)) != list(grams([7, 5, 11], 3))


@pytest.mark.parametrize("n", [0, -1])
def test_a_gram_or_window_without_length_is_refused(n: int) -> None:
    with pytest.raises(ValueError, match="at least one token"):
        grams([1, 2], n)
    with pytest.raises(ValueError, match="at least one gram"):
        winnow([1, 2], n)


def test_winnowing_gives_the_example_of_the_paper() -> None:
    """Figure 2 of Schleimer, Wilkerson, Aiken 2003; their window is 4."""
    values = [77, 74, 42, 17, 98, 50, 17, 98, 8, 88, 67, 39, 77, 74, 42, 17, 98]
    assert [(values[p], p) for p in winnow(values, 4)] == [(17, 3), (17, 6), (8, 8), (39, 11), (17, 15)]


def test_ties_keep_the_one_already_chosen() -> None:
    assert list(winnow([1] * 10, 4)) == [3, 7]


@given(st.lists(U64 | FEW, max_size=60), st.integers(1, 12))
def test_every_window_keeps_one_of_its_smallest(values: list[int], window: int) -> None:
    kept = list(winnow(values, window))
    assert kept == sorted(set(kept))
    for left in range(max(1, len(values) - window + 1) if values else 0):
        view = values[left : left + window]
        assert min(view) in [values[p] for p in kept if left <= p < left + window]


@given(st.lists(U64, max_size=40), st.lists(U64, min_size=8, max_size=30), st.lists(U64, max_size=40))
def test_texts_that_share_a_window_share_a_fingerprint(before: list[int], shared: list[int], after: list[int]) -> None:
    def kept(values: list[int]) -> set[int]:
        return {values[p] for p in winnow(values, 8)}

    assert kept(before + shared) & kept(shared + after) & set(shared)


@given(st.lists(U64, min_size=200, max_size=300, unique=True))
def test_about_two_of_nine_grams_are_kept(values: list[int]) -> None:
    kept = list(winnow([mix(v) for v in values], 8))
    assert all(b - a <= 8 for a, b in pairwise(kept))
