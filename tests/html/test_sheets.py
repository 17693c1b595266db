"""Pictures drawn by style sheets in the page."""

import pytest

from tests.relative import times_as_long
from wiretrace.html import parse


def drawn(sheet: str, body: str) -> list[tuple[str, tuple[str, ...]]]:
    page = parse(f"<head><style>{sheet}</style></head><body>{body}")
    return [(page.elements[image.element].tag, image.sources) for image in page.images]


@pytest.mark.parametrize(
    "sheet",
    [
        ".logo{background:url(hlns.png)}",
        ".logo::before { content: url('hlns.png') }",
        '#wire{-webkit-mask-image:url("hlns.png")}',
        "span.logo.wide{list-style-image:url( hlns.png )}",
        ".credit > .logo{background-image:url(hlns.png)}",
        "header .credit .logo, .other{background-image:url(hlns.png)}",
        "a{color:red} /* a note */ .logo{color:red;background-image:url(hlns.png)}",
        "@media (min-width: 3px){.logo{background:url(hlns.png)}}",
        ".logo{background:url(hlns.png)",
    ],
)
def test_a_rule_that_matches_draws_its_picture(sheet: str) -> None:
    body = "<header><div class=credit><span id=wire class='logo wide'></span></div></header>"
    assert drawn(sheet, body) == [("span", ("hlns.png",))]


@pytest.mark.parametrize(
    "sheet",
    [
        ".other{background:url(hlns.png)}",
        "footer .logo{background:url(hlns.png)}",
        "div.logo{background:url(hlns.png)}",
        ".logo:hover{background:url(hlns.png)}",
        "@font-face{font-family:x;src:url(hlns.woff)}",
        ".logo{cursor:url(hlns.png)}",
        ".logo{filter:url(#blur)}",
        "/* .logo{background:url(hlns.png)} */",
        ".logo{background:red}",
    ],
)
def test_a_rule_that_does_not_draws_nothing(sheet: str) -> None:
    assert drawn(sheet, "<span class=logo></span>") == []


def test_a_sheet_made_to_be_slow_is_bounded() -> None:
    def slow(size: int) -> None:
        drawn("a b c d .x{background:url(a.png)}" * (5 * size) + "url(" * (20 * size), "<i class=x></i>" * (2 * size))

    assert times_as_long(lambda: slow(1_000), lambda: slow(250)) < 8, "four times as much"
