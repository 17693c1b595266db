"""Exact runs: every stretch of four words and more that both texts share, as far as it goes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wiretrace.align.runs import LOOK_BACK, PLACES, SEED, Run, find_runs, seed_table

TEXTS = st.lists(st.sampled_from("a b c d e".split()), max_size=60)


def runs(story: str, page: str) -> list[Run]:
    words = story.split()
    return find_runs(words, seed_table(words), page.split())


@pytest.mark.parametrize(
    ("story", "page", "expected"),
    [
        ("a b c d e f", "x a b c d y", [Run(0, 1, 4)]),
        ("a b c d e f", "a b c", []),
        ("a b c d e f", "a b c d e f", [Run(0, 0, 6)]),
        ("a b c d x e f g h", "a b c d y e f g h", [Run(0, 0, 4), Run(5, 5, 4)]),
        ("e f g h a b c d", "a b c d e f g h", [Run(4, 0, 4), Run(0, 4, 4)]),
        ("a b c d a b c d", "a b c d", [Run(0, 0, 4), Run(4, 0, 4)]),
        ("", "a b c d", []),
        ("a b c d", "", []),
    ],
)
def test_runs_are_found_where_they_stand(story: str, page: str, expected: list[Run]) -> None:
    assert runs(story, page) == expected


@given(story=TEXTS, page=TEXTS)
def test_a_run_is_the_same_words_on_both_sides_and_cannot_be_made_longer(story: list[str], page: list[str]) -> None:
    for run in find_runs(story, seed_table(story), page):
        assert run.length >= SEED
        assert story[run.story : run.story + run.length] == page[run.page : run.page + run.length]
        after, after_page = run.story + run.length, run.page + run.length
        assert after == len(story) or after_page == len(page) or story[after] != page[after_page]


@given(story=TEXTS, page=TEXTS)
def test_every_shared_seed_of_the_page_lies_in_a_run(story: list[str], page: list[str]) -> None:
    table = seed_table(story)
    found = find_runs(story, table, page)
    for at in range(len(page) - SEED + 1):
        if tuple(page[at : at + SEED]) in table:
            assert any(run.page <= at and at + SEED <= run.page + run.length for run in found)


def test_a_text_that_repeats_itself_costs_a_few_places_a_seed() -> None:
    story = "a b c d ".split() * 500
    found = find_runs(story, seed_table(story), "a b c d e".split())
    assert 1 <= len(found) <= PLACES


def test_a_run_reaches_back_over_what_the_search_jumped() -> None:
    words = [f"w{number}" for number in range(3 * LOOK_BACK)]
    assert find_runs(words, seed_table(words), words) == [Run(0, 0, len(words))]
