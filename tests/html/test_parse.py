"""parse and page_from_text: what a whole page becomes."""

import pytest

from wiretrace.errors import PageTooLarge
from wiretrace.html import MAX_PAGE_BYTES, page_from_text, parse
from wiretrace.model import Block, Link, Page

ARTICLE = """<!doctype html><html lang="en-GB"><head><title> Ferry  stops </title>
<link rel="canonical" href=" https://harborlight.example/ferry "><link rel=amphtml href=/amp>
<meta property="og:title" content="Ferry stops"><meta name="Author" content="Marta Lindqvist">
<script type="application/ld+json">{"@type": "NewsArticle", "headline": "Ferry stops"}</script>
</head><body><h1>Ferry stops</h1><p class=by>By <a rel="author nofollow" href="/marta">Marta Lindqvist</a></p>
<p>The ferry stopped on Monday.</p></body></html>"""


@pytest.fixture(scope="module")
def page() -> Page:
    return parse(ARTICLE.encode(), url="https://quaycourier.example/ferry")


def test_the_text_is_one_line_a_block(page: Page) -> None:
    assert page.text == "Ferry stops\nBy Marta Lindqvist\nThe ferry stopped on Monday."
    assert page.visible_end == len(page.text)
    assert [page.text[block.start : block.end] for block in page.blocks] == page.text.split("\n")


def test_the_head_is_kept_as_it_is_written(page: Page) -> None:
    assert page.title == "Ferry stops"
    assert page.canonical == "https://harborlight.example/ferry"
    assert page.language == "en-GB"
    assert page.url == "https://quaycourier.example/ferry"
    assert ("og:title", "Ferry stops") in page.meta
    assert ("author", "Marta Lindqvist") in page.meta
    assert ("link:amphtml", "/amp") in page.meta
    assert page.data == ({"@type": "NewsArticle", "headline": "Ferry stops"},)


def test_a_link_knows_where_it_goes_and_what_it_spans(page: Page) -> None:
    (link,) = page.links
    assert (link.href, link.rel) == ("/marta", ("author", "nofollow"))
    assert page.text[link.start : link.end] == "Marta Lindqvist"
    assert page.elements[link.element].tag == "a"
    assert isinstance(link, Link)


def test_a_page_of_no_bytes_is_an_empty_page() -> None:
    page = parse(b"")
    assert (page.text, page.blocks, page.truncated) == ("", (), None)


def test_a_page_over_the_limit_is_refused_before_it_is_looked_at() -> None:
    with pytest.raises(PageTooLarge, match="the limit is"):
        parse(b"x" * (MAX_PAGE_BYTES + 1))
    with pytest.raises(PageTooLarge, match="the limit is"):
        page_from_text("x" * (MAX_PAGE_BYTES + 1))


def test_lone_surrogates_do_not_stop_a_page() -> None:
    assert parse("<p>a\ud800b</p>").text == "a?b"


def test_what_the_caller_knows_of_a_cut_is_kept() -> None:
    assert parse(b"<p>x</p>", truncated="length").truncated == "length"


def test_prose_only_in_json_ld_stands_behind_the_visible_end() -> None:
    body = "The harbour master said on Monday that the ferry would not sail again before the spring tide. " * 4
    page = parse(f'<body><h1>Ferry</h1><script type="application/ld+json">{{"articleBody": "{body}"}}</script>')
    assert page.text[: page.visible_end] == "Ferry"
    block = page.blocks[-1]
    assert block == Block(page.visible_end + 1, len(page.text), -1)
    assert page.text[block.start : block.end] == body.strip()


def test_plain_text_has_a_block_a_line_and_no_elements() -> None:
    page = page_from_text("One  line\r\n\r\n two\n", "https://dailygull.example/")
    assert page.text == "One line\ntwo"
    assert page.blocks == (Block(0, 8, -1), Block(9, 12, -1))
    assert not page.is_html
    assert page.visible_end == 12


def test_plain_text_in_bytes_is_decoded_as_a_page_is() -> None:
    page = page_from_text("Käse".encode("utf-16"))
    assert (page.text, page.charset) == ("Käse", "utf-16-le")
