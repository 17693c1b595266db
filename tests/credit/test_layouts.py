"""Credit is found wherever the common publishing systems put it, and a name beside another story is no credit."""

import pytest

from tests.credit.layouts import LAYOUTS, laid_out
from tests.credit.pages import STORY, WIRE
from wiretrace.html import parse
from wiretrace.pipeline import check

NAME = "Marta Lindqvist"
ORIGIN = "This story was originally published by Harbor Light News Service."


def answers(name: str, **parts: str) -> dict[str, str]:
    (verdict,) = check(parse(laid_out(name, **parts)), [STORY], wire=WIRE)
    return {finding.rule: finding.answer for finding in verdict.findings}


@pytest.mark.parametrize("name", LAYOUTS)
@pytest.mark.parametrize(
    "byline",
    [
        f"{NAME}, Harbor Light News Service",
        f"By {NAME} / HLNS",
        f"{NAME.upper()} Harbor Light",
        f"<span>{NAME}</span><span>HLNS</span>",
        f"Von {NAME} (HLNS)",
        f"<a href='/m'>{NAME}</a> | <a href='/w'>Harbor Light News Service</a>",
    ],
)
def test_reporter_and_wire_are_found_in_the_bylines_place(name: str, byline: str) -> None:
    found = answers(name, byline=byline)
    assert (found["byline"], found["affiliation"]) == ("kept", "kept")


@pytest.mark.parametrize("name", LAYOUTS)
@pytest.mark.parametrize("poster", ["Pat Poster", "By Pat Poster, Quay Courier", "Staff report", ""])
def test_a_name_beside_another_story_is_no_byline(name: str, poster: str) -> None:
    found = answers(name, byline=poster, teaser=f"By {NAME}, Harbor Light")
    assert (found["byline"], found["affiliation"]) == ("broken", "broken")


@pytest.mark.parametrize("name", LAYOUTS)
@pytest.mark.parametrize(
    "foot",
    [
        ORIGIN,
        "Republished with permission from Harbor Light News Service.",
        "© 2026 Harbor Light News Service. All rights reserved. This material may not be rewritten.",
        "Harbor Light reporter Ida Holm contributed to this report.",
    ],
)
def test_the_notice_is_found_below_the_text(name: str, foot: str) -> None:
    assert answers(name, byline="Pat Poster", foot=foot)["notice"] == "kept"
    assert answers(name, byline="Pat Poster", foot="The council meets again on Friday.")["notice"] == "broken"


@pytest.mark.parametrize("name", LAYOUTS)
def test_a_contribution_line_is_no_byline(name: str) -> None:
    found = answers(name, byline="Pat Poster", foot=f"{NAME} of Harbor Light contributed to this report.")
    assert (found["byline"], found["affiliation"]) == ("broken", "broken")
