"""What would take the parser too long is refused first, and nothing else is."""

import contextlib
import time

import pytest

from wiretrace.errors import PageError, PageTooDeep, PageTooLarge
from wiretrace.html import parse


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
    began = time.perf_counter()
    with pytest.raises(error):
        parse(markup)
    assert time.perf_counter() - began < 5


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
    began = time.perf_counter()
    parse(markup)
    assert time.perf_counter() - began < 10


@pytest.mark.parametrize("markup", ["<a b='" * 60_000, "<a b='" + "<a " * 90_000, "<a =" * 90_000, "<a/b=" * 90_000])
def test_quotes_that_do_not_close_are_told_in_bounded_time(markup: str) -> None:
    began = time.perf_counter()
    with contextlib.suppress(PageTooLarge):
        parse(markup)
    assert time.perf_counter() - began < 10
