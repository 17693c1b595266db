"""Lines that lead to another story."""

from __future__ import annotations

import pytest

from wirecopy.desk.check import Link, Report, Subject, check_story

TITLE = "Port Ellery Fish Market To Cross The Basin"
LEADING = [
    (f"The board voted. (RELATED: {TITLE})", TITLE),
    (f"The board voted. (Related: {TITLE})", TITLE),
    (f"The board voted. [RELATED: {TITLE}]", TITLE),
    (f"The board voted. (READ MORE: {TITLE})", TITLE),
    (f"The board voted. (Read also: {TITLE})", TITLE),
    (f"The board voted. (SEE ALSO: {TITLE})", TITLE),
    (f"The board voted. (Also read: {TITLE})", TITLE),
    (f"The board voted. (MORE: {TITLE})", TITLE),
    (f"The board voted. (RELATED STORY: {TITLE})", TITLE),
    (f"The board voted. (RELATED ARTICLE: {TITLE})", TITLE),
    (f"The board voted. (RELATED: {TITLE} (Again))", f"{TITLE} (Again)"),
    (f"The board voted. (RELATED: {TITLE}", TITLE),
    (f"The board voted.\nRELATED: {TITLE}\nIt was late.", TITLE),
    (f"The board voted.\nRelated: {TITLE}", TITLE),
    (f"The board voted.\nRead more: {TITLE}", TITLE),
    (f"The board voted.\nSee also: {TITLE}", TITLE),
    (f"The board voted.\nMore on this story: {TITLE}", TITLE),
    (f"The board voted.\nRelated stories: {TITLE}", TITLE),
    (f"The board voted.\n• Related: {TITLE}", TITLE),
    (f"The board voted.\nRELATED – {TITLE}", TITLE),
    (f"The board voted.\nFurther reading: {TITLE}", TITLE),
    (f"RELATED: {TITLE}", TITLE),
    (f"The board voted. (Background: {TITLE})", TITLE),
    (f"The board voted.\nRead next: {TITLE}", TITLE),
    ("The board voted. (RELATED: “Leaking” Hall Closes)", "“Leaking” Hall Closes"),
]

NOT_LEADING = [
    "The two cases are related: both roofs leaked.",
    "The losses (related to the fire) were small.",
    "Related party deals were listed.",
    "Related losses fell.",
    "The board read more: two letters and a poem.",
    "See also the letter of May 2025.",
    "She wanted more: a pier and a hall.",
    "More boats came: forty in all.",
    "The background: a wet year.",
    "Background: the hall was built in 1908.",
    "Previously: a hall; now: a museum.",
    "The hall (see also the pier) is old.",
    "The hall (more than old) is wet.",
    "She is a related person.",
    "Read the letter: it is short.",
    "They are related by marriage.",
    "The hall (related by age to the pier) is wet.",
    "Readers wrote: more fish.",
    "Reading: a hall for all.",
    "(The hall is old.)",
    "[The hall is old.]",
    "The word RELATED stands here.",
    "There is no more.",
    "(more follows)",
    "The unrelated: a list.",
]


def check(text: str, **changes: object) -> Report:
    return check_story(Subject(text=text, language="en", **changes))  # type: ignore[arg-type]


@pytest.mark.parametrize(("text", "title"), LEADING)
def test_a_line_that_leads_to_another_story_is_found(text: str, title: str) -> None:
    (found,) = check(text).related
    assert found.title == title
    assert title in text[found.start : found.end]


@pytest.mark.parametrize("text", NOT_LEADING)
def test_words_that_sound_alike_lead_nowhere(text: str) -> None:
    assert check(text).related == ()


def test_nothing_is_looked_for_in_the_title_of_another_story() -> None:
    text = (
        "The board voted. (RELATED: Mayor Reportedly ‘Wet And Cold As A Cod’ On Monday, According To The Quay Courier)"
    )
    report = check(text)
    assert (report.hedges, report.quotations, report.dates, report.attributions) == ((), (), (), ())


def test_a_line_without_a_link_gets_an_advice() -> None:
    text = f"The board voted. (RELATED: {TITLE})"
    (advice,) = (a for a in check(text).advice if a.kind == "related_without_link")
    assert advice.quoted == f"(RELATED: {TITLE})"
    assert advice.source == TITLE


def test_a_link_or_a_related_story_is_enough() -> None:
    text = f"The board voted. (RELATED: {TITLE})"
    link = Link("https://harborlight.example/2026/02/fish-market", text.index("Port"), len(text) - 1)
    for report in (check(text, links=(link,)), check(text, related=("port ellery fish market to cross the basin",))):
        assert not [a for a in report.advice if a.kind == "related_without_link"]
