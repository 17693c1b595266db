"""Texts of any length and shape are aligned to the end, and every offset leads back to the texts."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.align.test_edits import PARAGRAPHS, STORY
from wiretrace.align import align
from wiretrace.html import page_from_text
from wiretrace.model import Story
from wiretrace.text import split

SENTENCE = "The ferry to the islands leaves from the southern quay at the same hours and for the same fares. "


def test_an_excerpt_of_a_very_long_story_is_found_in_it() -> None:
    words = [f"w{i}" for i in range(500_000)]
    match = align(Story("hlns-1", " ".join(words)), page_from_text(" ".join(words[300_000:300_200])))
    assert match is not None
    assert (match.covered_words, match.longest_run_words, len(match.passages)) == (200, 200, 1)


@pytest.mark.parametrize("times", [1_000, 20_000])
def test_a_page_that_says_one_sentence_again_and_again_holds_it_once(times: int) -> None:
    match = align(STORY, page_from_text(f"{STORY.text}\n\n{SENTENCE * times}"))
    assert match is not None
    assert match.story_coverage == 1.0
    assert match.covered_words == len(split(STORY.text).folded)


def test_a_story_that_repeats_itself_is_aligned_with_a_page_that_does() -> None:
    match = align(Story("hlns-1", SENTENCE * 5_000), page_from_text(SENTENCE * 5_000))
    assert match is not None
    assert match.covered_words == 5_000 * len(split(SENTENCE).folded)


@pytest.mark.parametrize("text", ["", " ", "…", "one", "港" * 3])
def test_a_text_of_nothing_or_next_to_nothing_is_no_copy(text: str) -> None:
    assert align(STORY, page_from_text(text)) is None


@pytest.mark.parametrize(
    "text",
    [
        "港務局は月曜日に北埠頭を閉鎖した。潜水士が十一本の橋脚に亀裂を見つけたためだ。修理には二年かかる見込みだ。"
        * 2,
        "ท่าเรือทางเหนือถูกปิดเมื่อวันจันทร์หลังจากนักดำน้ำพบรอยร้าวในเสาสิบเอ็ดต้น การซ่อมแซมจะใช้เวลาสองปี",
    ],
)
def test_a_script_without_spaces_is_aligned_by_its_characters(text: str) -> None:
    match = align(Story("hlns-1", text), page_from_text(f"Front page. {text} Imprint."))
    assert match is not None
    assert match.story_coverage == 1.0


@given(st.lists(st.sampled_from([*PARAGRAPHS, SENTENCE, "Imprint and contact.", "“ ” „", "ﬁne ½ Straße"]), max_size=12))
def test_offsets_lead_back_to_the_same_words_on_both_sides(lines: list[str]) -> None:
    page = page_from_text("\n".join(lines))
    match = align(STORY, page)
    for passage in match.passages if match else ():
        ours, theirs = STORY.text[slice(*passage.story)], page.text[slice(*passage.page)]
        shared = set(split(ours).folded) & set(split(theirs).folded)
        assert len(shared) >= 6
        assert split(ours).folded[0] == split(theirs).folded[0]
        assert split(ours).folded[-1] == split(theirs).folded[-1]
