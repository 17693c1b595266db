"""What would take the parser too long is refused first, and nothing else is."""

import contextlib
from collections.abc import Callable

import pytest

from tests.relative import times_as_long
from wiretrace.errors import PageError, PageTooDeep, PageTooLarge
from wiretrace.html import parse

SLOWEST = 100
"""Times the processor time of an ordinary page as long; what is quadratic takes thousands."""
PARAGRAPH = "<p>The ferry will sail on Monday from the northern pier, the harbor master said.</p>\n"


def ordinary(length: int) -> Callable[[], object]:
    """Reading a page of plain paragraphs of a length in characters."""
    markup = PARAGRAPH * (length // len(PARAGRAPH) + 1)
    return lambda: parse(markup)


@pytest.mark.parametrize(
    ("markup", "error"),
    [
        ("<div>" * 100_000, PageTooDeep),
        ("<div>" * 100_000 + "</div>" * 100_000, PageTooDeep),
        ("<b>" * 100_000, PageError),
        ("<x-y><span>" * 50_000, PageTooDeep),
        ("<p>" + "".join(f"<b id=a{n}>" for n in range(900)) + "<p>x" * 100_000, PageTooLarge),
        ("<div " + " ".join(f"a{n}" for n in range(100_000)) + ">", PageTooLarge),
        ("<div x='<>' " + " ".join(f"a{n}='<b>'" for n in range(50_000)) + ">", PageTooLarge),
    ],
    ids=["open", "closed", "formatting", "custom", "reopened", "attributes", "quoted attributes"],
)
def test_quadratic_markup_is_refused_quickly(markup: str, error: type[PageError]) -> None:
    def refused() -> None:
        with pytest.raises(error):
            parse(markup)

    assert times_as_long(refused, ordinary(len(markup))) < SLOWEST


@pytest.mark.parametrize(
    "markup",
    [
        "<p>x" * 100_000,
        "<ul>" + "<li>x" * 100_000,
        "<table>" + "<tr><td>x" * 50_000,
        "<br>" * 100_000 + "<img src=a.png>" * 1_000,
        "<div>x</div>" * 50_000,
        "<script>" + "'<div>' + " * 50_000 + "</script>",
        "<!-- " + "<div>" * 50_000 + "-->",
        "<p title='" + "<div>" * 300 + "'>x</p>" + "<i>y</i>" * 30_000,
        "<svg>" + "<path d=''/>" * 30_000 + "</svg>",
        "<" * 300_000,
        "<!--" * 100_000,
    ],
    ids=["p", "li", "tr", "void", "flat", "script", "comment", "attribute", "paths", "lt", "open comments"],
)
def test_large_flat_markup_is_read_in_bounded_time(markup: str) -> None:
    assert times_as_long(lambda: parse(markup), ordinary(len(markup))) < SLOWEST


@pytest.mark.parametrize("markup", ["<a b='" * 60_000, "<a b='" + "<a " * 90_000, "<a =" * 90_000, "<a/b=" * 90_000])
def test_quotes_that_do_not_close_are_told_in_bounded_time(markup: str) -> None:
    def read() -> None:
        with contextlib.suppress(PageTooLarge):
            parse(markup)

    assert times_as_long(read, ordinary(len(markup))) < SLOWEST
