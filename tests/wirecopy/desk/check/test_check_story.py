"""The report as a whole: its order, its languages, and what it does with any text at all."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests import cast
from wirecopy.desk.check import Link, Report, Subject, check_story

PIECES = [
    "according to ", "According to the Quay Courier, ", "Perla Moreno ", "said ", "told ", "“", "”", '"', "‘", "’", "'", "(RELATED: ", ")", "[",
    "\n", "\n\n", ". ", ", ", "? ", "… ", "reportedly ", "is said to ", "it is claimed that ", "Monday ", "Feb. 9 ", "last week ", "U.S. ", "Mr. ",
    "did not respond to a request for comment", "Neither ", "nor ", "and ", "sources ", "on condition of anonymity ", "for comment", "Calls to ",
    "were not returned. ", "who ", "the ", "a ", "Republished stories must carry the logo. ", "licensing@harborlight.example ", "© ", "—", "İ", "ß", "ﬁ",
    "漢字", "\u200b", "\x00", "👩‍👩‍👧", "5'11\"", "Related: ", "the Department of Fish and Game ", "20", ":", ";", "-",
]  # fmt: skip
TEXTS = st.one_of(st.lists(st.sampled_from(PIECES), max_size=60).map("".join), st.text(max_size=300))


def sound(report: Report, text: str) -> None:
    """Every place lies inside the text, and says what stands there."""
    every = (
        report.attributions, report.hedges, report.quotations, report.related, report.parties, report.dates, report.anonymous,
    )  # fmt: skip
    for found in every:
        places = [(one.start, one.end) for one in found]
        assert all(0 <= start < end <= report.story_end <= len(text) for start, end in places)
        assert places == sorted(places)
    assert all(text[party.start : party.end] == party.who for party in report.parties)
    for advice in report.advice:
        if advice.start is None or advice.end is None:
            assert (advice.quoted, advice.start, advice.end) == (None, None, None)
        else:
            assert 0 <= advice.start < advice.end <= len(text)
            assert advice.quoted == text[advice.start : advice.end]


@settings(max_examples=400, deadline=None)
@given(TEXTS, st.sampled_from(["en", "en-GB", "", "de", "?"]))
def test_no_text_raises_and_every_place_is_right(text: str, language: str) -> None:
    sound(check_story(Subject(text=text, language=language)), text)


@settings(max_examples=50, deadline=None)
@given(TEXTS, st.integers(-5, 400), st.integers(-5, 400))
def test_links_that_lie_outside_the_text_do_no_harm(text: str, start: int, end: int) -> None:
    sound(check_story(Subject(text=text, language="en", links=(Link("https://a.example", start, end),))), text)


UNIT = (
    "Perla Moreno, who sells eels, said Monday that the “old hall on the quay,” according to the Quay Courier, reportedly leaks. "
    "The mayor and the board did not respond to a request for comment, sources said on Feb. 9. “It leaks,” she said. (RELATED: The Hall)\n"
)
TROUBLE = [
    UNIT, UNIT.replace("\n", " "), "a", " ", "\n", ".", '"', "“", "'a ", "‘a ", "(RELATED: ", "according to ", "According to Abc ", "said ", "A said ", "who ",
    "and ", "Calls to ", "did not respond ", "Neither a nor ", "1 ", "May ", "Monday ", "x@y", "©", "A, ", "Mr. ", "U.S. ",
    "a familiar with ", "“a b c d” ", "“A b c d.” ", ", said ", "it was ", "the ", "the a of ", "to be\t", "  ", "a-", "A’s ", "\u0301", "—", ") ",
]  # fmt: skip


@pytest.mark.parametrize("unit", TROUBLE, ids=range(len(TROUBLE)))
def test_no_text_of_one_thing_again_and_again_hangs_the_check(unit: str) -> None:
    """Squared time would take minutes here: 20,000 characters that each could begin or end something."""
    text = unit * (20_000 // len(unit))
    sound(check_story(Subject(text=text, language="en")), text)


@pytest.mark.parametrize("language", ["de", "fr-FR", "es", "ja", "xx"])
def test_another_language_gets_no_false_advice(language: str) -> None:
    text = f"According to the Quay Courier, it reportedly leaked on Monday.\n“It leaks on the cod.”\n{cast.NOTICE}"
    report = check_story(Subject(text=text, language=language))
    assert report.language == ""
    assert [a.kind for a in report.advice] == ["byline_missing"]


@pytest.mark.parametrize(
    "text",
    [
        "Der Hafenrat hat am Montag nach sieben Stunden beschlossen, den Markt zu verlegen. „Das Dach leckt auf den Dorsch“, sagte sie.",
        "Le conseil du port a décidé lundi de déplacer le marché. « Le toit fuit sur la morue », a dit la mairesse.",
        "El consejo del puerto decidió el lunes trasladar el mercado. «El techo gotea sobre el bacalao», dijo la alcaldesa.",
    ],
)
def test_a_text_of_unknown_language_that_is_not_english_is_left_alone(text: str) -> None:
    assert check_story(Subject(text=text)).language == ""


def test_a_text_of_unknown_language_that_reads_as_english_is_checked() -> None:
    report = check_story(Subject(text="\n".join(cast.PARAGRAPHS)))
    assert report.language == "en"
    assert {q.speaker for q in report.quotations} == {"Perla Moreno"}


def test_advice_stands_in_the_order_of_the_text() -> None:
    report = check_story(Subject(text=f"{UNIT}{UNIT}{cast.NOTICE}", language="en"))
    places = [-1 if a.start is None else a.start for a in report.advice]
    assert places == sorted(places)
    assert report.advice[0].kind == "byline_missing"
    assert report.advice[-1].kind == "terms_in_text"


def test_a_clean_story_gets_only_what_it_lacks() -> None:
    report = check_story(Subject(text="\n".join(cast.PARAGRAPHS), language="en", byline=(), has_dateline_date=True))
    assert [a.kind for a in report.advice] == ["byline_missing"]
