"""Passages: which runs belong together, and that no word counts twice."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from wiretrace.align.passages import GAP, Chain, chains
from wiretrace.align.runs import find_runs, seed_table

TEXTS = st.lists(st.sampled_from("a b c d e f".split()), max_size=80)


def passages(story: list[str], page: list[str], *, visible: int | None = None) -> list[Chain]:
    runs = find_runs(story, seed_table(story), page)
    return chains(runs, story, page, visible=len(page) if visible is None else visible)


def words(name: str, count: int) -> list[str]:
    return [f"{name}{number}" for number in range(count)]


def test_a_small_difference_stays_inside_a_passage() -> None:
    story = [*words("a", 10), "said", "on", "monday", *words("b", 10)]
    page = [*words("a", 10), "told", "on", "friday", *words("b", 10)]
    (found,) = passages(story, page)
    assert (found.story, found.page, found.words) == ((0, 23), (0, 23), 21)  # "on" is the same on both sides


def test_a_long_insertion_parts_two_passages() -> None:
    story = words("a", 10) + words("b", 10)
    near, far = (words("a", 10) + words("x", count) + words("b", 10) for count in (GAP, GAP + 1))
    assert len(passages(story, near)) == 1
    assert [(found.story, found.page) for found in passages(story, far)] == [((0, 10), (0, 10)), ((10, 20), (31, 41))]


def test_passages_that_changed_places_come_in_the_order_of_the_page() -> None:
    story = words("a", 10) + words("b", 10)
    assert [found.story for found in passages(story, words("b", 10) + words("a", 10))] == [(10, 20), (0, 10)]


def test_a_text_in_the_pages_data_does_not_take_the_place_of_what_readers_see() -> None:
    story = words("a", 12)
    page = words("a", 9) + words("x", 40) + words("a", 12)  # the longer one is not seen
    assert passages(story, page, visible=49)[0].page == (0, 9)
    assert passages(story, page)[0].page == (49, 61)


def test_a_few_words_alone_are_chance() -> None:
    assert passages(words("a", 20), words("x", 10) + words("a", 5) + words("y", 10)) == []
    assert len(passages(words("a", 20), words("x", 10) + words("a", 6) + words("y", 10))) == 1


@given(story=TEXTS, page=TEXTS)
def test_no_word_counts_twice_and_every_run_says_the_same(story: list[str], page: list[str]) -> None:
    seen_story, seen_page = [0] * len(story), [0] * len(page)
    for chain in passages(story, page):
        for before, after in pairwise(chain.runs):
            assert before.story + before.length <= after.story
            assert before.page + before.length <= after.page
        for run in chain.runs:
            assert story[run.story : run.story + run.length] == page[run.page : run.page + run.length]
            for offset in range(run.length):
                seen_story[run.story + offset] += 1
                seen_page[run.page + offset] += 1
    assert max(seen_story, default=0) <= 1
    assert max(seen_page, default=0) <= 1
