"""Pictures: every address that one may load, its words and its size."""

import pytest

from wiretrace.html import parse
from wiretrace.model import Image


def only(markup: str) -> Image:
    (image,) = parse(f"<body>{markup}").images
    return image


@pytest.mark.parametrize(
    ("markup", "sources"),
    [
        ("<img src=a/hlns.png>", ("a/hlns.png",)),
        ("<img src=a.png srcset='a.png 1x, b.png 2x'>", ("a.png", "b.png")),
        ("<img srcset='a.png 1x,b.png 2x'>", ("a.png", "b.png")),
        ("<img srcset='/w_1,h_2/a.png 1w, /w_3,h_4/a.png 3w'>", ("/w_1,h_2/a.png", "/w_3,h_4/a.png")),
        ("<img src=1x1.gif data-src=logo.svg>", ("logo.svg", "1x1.gif")),
        ("<img src='/i/blank.gif' data-whatever='/logo.webp?w=3'>", ("/logo.webp?w=3", "/i/blank.gif")),
        ("""<img data-attrs='{"src":"https:\\/\\/x.example\\/hlns.png","w":3}'>""", ("https://x.example/hlns.png",)),
        ("<picture><source srcset='a.webp 1x'><img src=a.jpg></picture>", ("a.webp", "a.jpg")),
        ("<noscript><img src=real.png></noscript>", ("real.png",)),
        ("<amp-img src=a.png></amp-img>", ("a.png",)),
        ("<input type=image src=go.png>", ("go.png",)),
        ("<img style='background: url(\"hlns.png\")'>", ("hlns.png",)),
    ],
)
def test_all_addresses_of_an_img_are_found_real_ones_first(markup: str, sources: tuple[str, ...]) -> None:
    image = only(markup)
    assert (image.kind, image.sources) == ("img", sources)


@pytest.mark.parametrize(
    "markup",
    [
        "<span style='background-image: url(a/hlns.png)'></span>",
        "<div data-bg='a/hlns.png'></div>",
        "<div data-background-image='url(a/hlns.png)'></div>",
        "<table background='a/hlns.png'></table>",
    ],
)
def test_backgrounds_are_pictures(markup: str) -> None:
    image = only(markup)
    assert (image.kind, image.sources) == ("css", ("a/hlns.png",))


def test_an_element_that_draws_nothing_is_no_picture() -> None:
    assert parse("<p style='color:red' data-src='not an address' data-id=3>x</p>").images == ()


def test_an_svg_is_known_by_its_title_and_what_it_uses() -> None:
    image = only("<svg aria-label=HLNS><title>Harbor Light</title><use xlink:href='#hlns-logo'/></svg>")
    assert (image.kind, image.label, image.sources) == ("svg", "HLNS Harbor Light", ("#hlns-logo",))


def test_the_label_joins_alt_title_and_aria_label_without_repeats() -> None:
    assert only("<img src=a.png alt='HLNS  logo' title='HLNS logo' aria-label=Wire>").label == "HLNS logo Wire"


@pytest.mark.parametrize(
    ("attributes", "size"),
    [
        ("width=1 height=1", (1, 1)),
        ("width=60px height=50%", (60, None)),
        ("style='width:80px; max-height:9px'", (80, None)),
        ("width=auto", (None, None)),
    ],
)
def test_sizes_come_from_attributes_then_from_style(attributes: str, size: tuple[int | None, int | None]) -> None:
    image = only(f"<img src=a.png {attributes}>")
    assert (image.width, image.height) == size


def test_a_picture_stands_where_the_text_around_it_stands() -> None:
    page = parse("<p>One</p><p><img src=a.png>two</p>")
    assert page.images[0].offset == page.text.index("two")
    assert page.elements[page.images[0].element].tag == "img"
