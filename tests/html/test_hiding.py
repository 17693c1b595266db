"""What the page's own style sheets hide."""

from collections.abc import Callable

import pytest

from tests.relative import times_as_long
from wiretrace.html import parse

LONG = "<p>The ferry board voted on Tuesday to keep the winter timetable after fishermen packed the hall again.</p>"


def hidden(sheet: str, *, body: str = "", attributes: str = "") -> list[str]:
    markup = body or f"<div class='credit foot' id=wire><p class=by>By Marta</p></div>{LONG}"
    page = parse(f"<html><head><style{attributes}>{sheet}</style></head><body class=page>{markup}")
    return [element.attrs.get("class", element.tag) for element in page.elements if element.hidden]


@pytest.mark.parametrize(
    "sheet",
    [
        ".credit{display:none}",
        ".credit { color: red; display : none !important; }",
        "#wire{visibility:hidden}",
        "div.credit.foot, .other {display:none}",
        ".page .credit{display:none}",
        "/* {a note */ .credit{display:none}",
        "@media print{.x{display:none}} .credit{display:none}",
        ".credit{display:none} p{display:block}",
        ".credit{display:block} #wire{display:none}",
        ".foot{display:block} .credit{display:none!important}",
    ],
)
def test_a_rule_that_surely_matches_hides_the_element_and_all_in_it(sheet: str) -> None:
    assert hidden(sheet) == ["credit foot", "by"]


@pytest.mark.parametrize(
    "sheet",
    [
        ".other{display:none}",
        "@media print{.credit{display:none}}",
        "@media (max-width:600px){.x{color:red} .credit{display:none}}",
        "@keyframes start{from{visibility:hidden}to{visibility:visible}}",
        ".credit:not(.open){display:none}",
        ".credit[data-x]{display:none}",
        ".x + .credit{display:none}",
        ".page > .credit{display:none}",
        ".no-js .credit{display:none}",
        ".credit::before{display:none}",
        ".credit{display:none} .foot{display:flex}",
        ".credit{display:none} @media screen{#wire{display:block}}",
        ".credit{color:red} display:none",
        "display:none",
    ],
)
def test_what_is_not_certain_hides_nothing(sheet: str) -> None:
    assert hidden(sheet) == []


@pytest.mark.parametrize("attributes", [" media=print", " media='(max-width: 600px)'"])
def test_a_sheet_for_another_medium_hides_nothing(attributes: str) -> None:
    assert hidden(".credit{display:none}", attributes=attributes) == []
    assert hidden(".credit{display:none}", attributes=" media=screen") == ["credit foot", "by"]


def test_a_sheet_for_readers_without_script_hides_nothing() -> None:
    page = parse(f"<noscript><style>.by{{display:none}}</style></noscript><p class=by>By Marta</p>{LONG}")
    assert not any(element.hidden for element in page.elements)


def test_an_element_that_its_own_style_shows_is_shown() -> None:
    assert hidden(".by{display:none}", body=f"<p class=by style='display: block'>By Marta</p>{LONG}") == []


def test_what_holds_most_of_the_page_is_shown_by_script() -> None:
    assert hidden(".page{visibility:hidden}") == []
    assert hidden("main{display:none}", body=f"<main>{LONG}</main><p>Foot</p>") == []


@pytest.mark.parametrize(
    "sheet",
    [
        lambda size: "a b c d .by{display:none}" * size + "display:none{" * (4 * size),
        lambda size: "".join(f".x{number} .by{{display:none}}" for number in range(4 * size)),
        lambda size: ".by{display:none}" + "".join(f".x{number} .by{{display:block}}" for number in range(4 * size)),
    ],
)
def test_a_sheet_made_to_be_slow_is_bounded(sheet: Callable[[int], str]) -> None:
    def slow(size: int) -> None:
        hidden(sheet(5 * size), body="<i class=by>x</i>" * (2 * size) + LONG * size)

    assert times_as_long(lambda: slow(1_000), lambda: slow(250)) < 8, "four times as much"
