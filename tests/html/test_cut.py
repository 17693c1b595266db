"""Markup that breaks off says so; markup that only lets its end tags go does not."""

import pytest

from wiretrace.html.cut import why_cut


@pytest.mark.parametrize(
    ("source", "part"),
    [
        ("<p>One</p><p class='by", "tag"),
        ("<p>One</p></di", "tag"),
        ("<p>One</p><script>var a = 1", "script"),
        ("<p>One</p><!-- here", "comment"),
    ],
)
def test_a_cut_names_where_it_is(source: str, part: str) -> None:
    assert part in (why_cut(source) or "")


@pytest.mark.parametrize(
    "source", ["", "<p>One", "<p>1 < 2", "<html><p>x</html>", "<p>x</html>\n<!-- cached", "<html>x</html", "<p>x</p>\n"]
)
def test_a_whole_page_is_not_cut(source: str) -> None:
    assert why_cut(source) is None
