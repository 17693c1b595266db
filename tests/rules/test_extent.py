"""How much of the story runs: ENTIRE, EXCERPT, KEEPLINKS, TRANSL_NO."""

from dataclasses import replace

import pytest

from tests.rules.copies import PARAGRAPHS, STORY, a_copy, a_page, judged
from wiretrace.credit import Article

P = PARAGRAPHS
LINKS = ("https://port.example/survey", "https://court.example/case/7")
LINKED = replace(STORY, links=LINKS)


def test_a_story_in_full_is_entire_and_one_cut_short_is_not() -> None:
    assert judged("ENTIRE", a_copy(a_page())).answer == "kept"
    for html in (a_page(*P[:3]), a_page(P[0], *P[2:])):
        found = judged("ENTIRE", a_copy(html))
        assert found.answer == "broken"
        assert "missing" in found.why


def test_what_is_missing_from_a_page_that_is_cut_off_cannot_be_told() -> None:
    assert judged("ENTIRE", a_copy(a_page(*P[:3]), page={"truncated": "cut"})).answer == "cannot_tell"
    assert judged("ENTIRE", a_copy(a_page("Another story."))).answer == "cannot_tell"


@pytest.mark.parametrize(
    ("limit", "unit", "answer"),
    [
        (2, "paragraphs", "kept"),
        (1, "paragraphs", "broken"),
        (0.5, "share", "kept"),
        (0.3, "share", "broken"),
        (80, "words", "kept"),
        (40, "words", "broken"),
        (None, None, "cannot_tell"),
    ],
)
def test_an_excerpt_is_measured_in_the_unit_of_its_rule(limit: float | None, unit: str | None, answer: str) -> None:
    assert judged("EXCERPT", a_copy(a_page(*P[:2])), limit=limit, unit=unit).answer == answer


def test_more_than_allowed_is_broken_even_on_a_page_that_is_cut_off() -> None:
    cut = {"truncated": "cut"}
    assert judged("EXCERPT", a_copy(a_page(), page=cut), limit=2, unit="paragraphs").answer == "broken"
    assert judged("EXCERPT", a_copy(a_page(*P[:2]), page=cut), limit=2, unit="paragraphs").answer == "cannot_tell"


def with_links(*links: str) -> str:
    anchors = "".join(f' <a href="{link}">this</a>' for link in links)
    return a_page(P[0] + anchors, *P[1:])


def test_every_link_of_the_story_is_on_the_page_or_the_rule_is_broken() -> None:
    assert judged("KEEPLINKS", a_copy(with_links(*LINKS), LINKED)).answer == "kept"
    assert judged("KEEPLINKS", a_copy(with_links(LINKS[0], LINKS[1] + "/?utm_source=q"), LINKED)).answer == "kept"
    relative = replace(STORY, links=("/2025/oysters", "https://quaycourier.example/tides"))
    kept = with_links("https://harborlight.example/2025/oysters", "/tides")
    assert judged("KEEPLINKS", a_copy(kept, relative)).answer == "kept"
    lost = judged("KEEPLINKS", a_copy(with_links(LINKS[0]), LINKED))
    assert lost.answer == "broken"
    assert [mention.name for mention in lost.mentions] == [LINKS[1]]


def test_a_link_may_have_gone_with_the_text_of_an_excerpt() -> None:
    copy = a_copy(a_page(*P[:2]), LINKED)
    assert copy.match is not None
    excerpt = replace(copy, article=Article(copy.page, copy.story, replace(copy.match, kind="excerpt")))
    assert judged("KEEPLINKS", excerpt).answer == "cannot_tell"
    assert judged("KEEPLINKS", a_copy("\n\n".join(P), LINKED, text=True)).answer == "cannot_tell"


def test_a_story_without_links_owes_none() -> None:
    assert not judged("KEEPLINKS", a_copy(a_page())).applies


def test_a_story_in_its_own_words_is_no_translation_whatever_the_page_claims() -> None:
    assert judged("TRANSL_NO", a_copy(a_page(lang="fr"))).answer == "kept"


def test_a_page_in_another_language_that_points_to_the_story_is_a_translation() -> None:
    french = "Le conseil du port a voté mardi soir la reconstruction de la digue."
    back = '<a href="https://harborlight.example/2026/breakwater">Harbor Light</a>'
    pointing = a_copy(a_page(f"{french} {back}", lang="fr"))
    silent = a_copy(a_page(french, lang="fr"))
    assert judged("TRANSL_NO", pointing).answer == "broken"
    assert judged("TRANSL_NO", silent).answer == "cannot_tell"
    assert judged("TRANSL_NO", a_copy(a_page(french, lang=""))).answer == "cannot_tell"
