"""BYLINE: all reporters in a credit line, and what machine data says beside it."""

from dataclasses import replace

import pytest

from tests.rules.copies import STORY, a_copy, a_page, judged

LINE = '<p class="byline">By Marta Lindqvist, HLNS</p>'
TWO = replace(STORY, byline=("Marta Lindqvist", "Tomas O'Brien-Hale"))


def json_ld(author: str) -> str:
    return f'<script type="application/ld+json">{{"@type": "NewsArticle", "author": {author}}}</script>'


def test_one_of_two_reporters_lost_is_named() -> None:
    both = '<p class="byline">By Tomas O’Brien-Hale and Marta Lindqvist</p>'
    assert judged("BYLINE", a_copy(a_page(above=both), TWO)).answer == "kept"
    lost = judged("BYLINE", a_copy(a_page(above=LINE), TWO))
    assert lost.answer == "broken"
    assert "of 2 reporters, Tomas O'Brien-Hale is not in the credit" in lost.why


@pytest.mark.parametrize(
    "head",
    [
        json_ld('{"@type": "Person", "name": "Pat Poster"}'),
        json_ld('"Pat Poster"'),
        '<meta name="author" content="Pat Poster">',
        '<meta property="article:author" content="Pat Poster">',
    ],
)
def test_machine_data_that_names_another_author_is_told_and_breaks_nothing(head: str) -> None:
    found = judged("BYLINE", a_copy(a_page(head=head, above=LINE)))
    assert found.answer == "kept"
    assert "machine data names Pat Poster as the author" in found.why
    assert [(m.kind, m.name) for m in found.mentions if m.of == "other"] == [("machine", "Pat Poster")]


@pytest.mark.parametrize(
    "head",
    [
        "",
        json_ld('["Marta Lindqvist", "Pat Poster"]'),
        '<meta name="author" content="Harbor Light News Service">',
        '<meta property="article:author" content="https://quaycourier.example/pat">',
        '<meta name="twitter:creator" content="@patposter">',
        '<meta name="copyright" content="Quay Courier">',
    ],
)
def test_machine_data_that_agrees_or_names_nobody_is_not_told(head: str) -> None:
    found = judged("BYLINE", a_copy(a_page(head=head, above=LINE)))
    assert (found.answer, "machine" in found.why) == ("kept", False)


def test_a_reporter_named_by_machine_data_alone_is_lost() -> None:
    found = judged("BYLINE", a_copy(a_page(head=json_ld('"Marta Lindqvist"'))))
    assert found.answer == "broken"
    assert "the name stands only in machine data" in found.why
