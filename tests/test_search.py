"""Which stories of an index a page may carry, and which of its words belong to none of them."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from wiretrace import html
from wiretrace.fingerprint import WINDOW
from wiretrace.index import IndexFile
from wiretrace.model import Story
from wiretrace.pipeline import Index
from wiretrace.search import boilerplate_limit, candidates, rare_limit
from wiretrace.text import split

NOTICE = (
    "Harbor Light News Service gives this story away free of charge to legitimate publishers, provided that its logo, "
    "the byline of the reporter and her affiliation with the service stay on every copy that is published anywhere."
)
RECYCLED = (
    "The harbour board counts the ships at the northern quay every morning and compares them with the register of the "
    "coast guard, which has been kept since the storm of the year before last destroyed the first lighthouse."
)


def prose(seed: int, words: int = 60) -> str:
    """Text of its own for each seed: two seeds share no six words in a row."""
    return " ".join(f"w{seed}x{i}" for i in range(words))


Build = Callable[[list[Story]], IndexFile]


@pytest.fixture
def build(tmp_path: Path) -> Iterator[Build]:
    opened: list[IndexFile] = []

    def build(stories: list[Story]) -> IndexFile:
        opened.append(IndexFile.build(tmp_path / f"{len(opened)}.idx", stories))
        return opened[-1]

    yield build
    for index in opened:
        index.close()


def wire(count: int, *, recycled: int = 0) -> list[Story]:
    """Stories with the notice at their foot, the first ones with the recycled paragraph in their middle."""
    middle = [f"\n\n{RECYCLED}" if i < recycled else "" for i in range(count)]
    return [Story(f"hlns-{i}", f"{prose(i)}{middle[i]}\n\n{NOTICE}") for i in range(count)]


def ids(index: IndexFile, text: str) -> list[str]:
    return [candidate.story_id for candidate in candidates(index, text).stories]


def test_a_page_with_two_stories_names_both_most_hits_first(build: Build) -> None:
    index = build(wire(30))
    assert ids(index, f"{prose(4, 30)} and {prose(17)}") == ["hlns-17", "hlns-4"]


def test_an_innocent_page_names_none(build: Build) -> None:
    index = build(wire(30))
    assert ids(index, prose(99, 2_000)) == []
    assert ids(index, "") == []
    assert candidates(index, "").boilerplate == b""


def test_a_single_gram_is_no_evidence(build: Build) -> None:
    story = Story("hlns-1", prose(1, 6))
    index = build([story, Story("hlns-2", prose(2))])
    assert ids(index, story.text) == []
    assert ids(index, prose(2)) == ["hlns-2"]


def test_versions_of_one_story_are_one_candidate(build: Build) -> None:
    index = build([Story("hlns-1", f"{prose(1)} update {v}", version=v) for v in range(1, 9)])
    found = candidates(index, prose(1))
    assert [candidate.story_id for candidate in found.stories] == ["hlns-1"]
    assert not any(found.boilerplate)


def test_the_notice_of_all_stories_names_none_and_its_words_are_marked(build: Build) -> None:
    index = build(wire(30))
    page = f"{prose(7)} {NOTICE} {prose(99)}"
    found = candidates(index, page)
    assert [candidate.story_id for candidate in found.stories] == ["hlns-7"]
    words = split(page)
    marked = [word for word, flag in zip(words.folded, found.boilerplate, strict=True) if flag]
    notice = split(NOTICE).folded
    assert set(marked) <= set(notice)
    assert len(marked) >= len(notice) - 2 * WINDOW


def test_a_page_that_carries_only_the_notice_is_no_copy(tmp_path: Path) -> None:
    with Index.build(tmp_path / "wire.idx", wire(30)) as index:
        page = html.page_from_text(f"{prose(99)}\n\n{NOTICE}\n\n{prose(98)}")
        assert index.find(page) == []


def test_the_notice_is_no_part_of_what_is_copied(tmp_path: Path) -> None:
    with Index.build(tmp_path / "wire.idx", wire(30)) as index:
        (match,) = index.find(html.page_from_text(f"{prose(7)}\n\n{prose(99)}\n\n{NOTICE}"))
        assert (match.story, match.covered_words) == ("hlns-7", 60)


def test_a_paragraph_that_a_few_of_many_stories_recycle_is_copied_text(tmp_path: Path) -> None:
    stories = wire(1_500, recycled=70)
    with Index.build(tmp_path / "wire.idx", stories) as index:
        (match,) = index.find(html.page_from_text(f"{prose(99_999)}\n\n{RECYCLED}\n\n{prose(5, 30)}"))
        assert match.story == "hlns-5"
        assert match.covered_words >= 30 + len(split(RECYCLED).folded)


def test_the_limits_follow_the_size_of_the_index(build: Build) -> None:
    small, large = build(wire(10)), build(wire(1_200))
    assert (rare_limit(small), boilerplate_limit(small)) == (3, 3)
    assert (rare_limit(large), boilerplate_limit(large)) == (6, 60)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.text())
def test_any_text_has_a_flag_for_each_of_its_words(build: Build, text: str) -> None:
    index = build([])
    assert len(candidates(index, text).boilerplate) == len(split(text).folded)


@pytest.mark.parametrize("count", [12, 15, 20, 24])
def test_a_flash_is_found_in_an_index_however_its_grams_fall(count: int, tmp_path: Path) -> None:
    flashes = [Story(f"hlns-{seed}", prose(seed, count)) for seed in range(40)]
    with Index.build(tmp_path / "flash.idx", [*flashes, Story("hlns-long", prose(99, 400))]) as index:
        for flash in flashes:
            page = html.page_from_text(f"Latest from the port\n{flash.text}\nMore follows as it comes in")
            assert [(match.story, match.kind) for match in index.find(page)] == [(flash.id, "full")]
            short = html.page_from_text(" ".join(flash.text.split()[:11]) + " and other words of the page's own")
            assert index.find(short) == []
