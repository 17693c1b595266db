"""A logo is known by its alt, its file, a style sheet, its inline SVG, or the picture itself."""

from __future__ import annotations

import io
from dataclasses import replace

import pytest
from PIL import Image, ImageDraw

from tests.credit.pages import STORY, WIRE, kinds, match_on, page_with
from wiretrace.credit import Article, find_mentions
from wiretrace.credit.pictures import UnreadablePicture, phash, similar


@pytest.mark.parametrize(
    "mark",
    [
        "<img src='/i/1.png' alt='Harbor Light logo'>",
        "<img src='/i/harbor-light-logo.png' alt=''>",
        "<img src='1x1.gif' data-src='/i/hlns_small.png' alt=''>",
        "<svg aria-label='Harbor Light News Service'><path d='M0 0'/></svg>",
    ],
)
def test_a_logo_above_the_text_is_found(mark: str) -> None:
    assert "logo" in kinds(page_with(above=f"<div>{mark}</div>"), "wire")


@pytest.mark.parametrize(
    "picture",
    [
        "<img src='/p/harbor-light-at-dusk-crowd.jpg' alt='Crowd at the quay (HLNS Photo/Ida Holm)' width='900'>",
        "<figure><img src='/p/7.jpg' alt='Harbor Light'><figcaption>The quay</figcaption></figure>",
        "<img src='/u/author-default.png' alt='HLNS'>",
        "<img src='/p/8.png' alt='A lighthouse'>",
    ],
)
def test_a_photo_or_an_avatar_is_no_logo(picture: str) -> None:
    assert "logo" not in kinds(page_with(above=f"<div>{picture}</div>"), "wire")


def test_a_logo_in_the_chrome_of_the_site_does_not_stand_beside_the_story() -> None:
    page = page_with(foot="<footer><img src='/i/hlns-logo.png' alt='HLNS'></footer>")
    assert "logo" not in kinds(page, "wire")


def _picture(*, size: int, shift: int = 0) -> bytes:
    picture = Image.new("RGB", (size, size), "white")
    draw = ImageDraw.Draw(picture)
    for step in range(5):
        at = step * size // 6 + shift
        draw.rectangle((at, at // 2, at + size // 9, size - at // 3), fill=(20, 40 + 30 * step, 90))
    out = io.BytesIO()
    picture.save(out, "PNG")
    return out.getvalue()


def test_a_logo_with_a_name_that_says_nothing_is_known_by_the_picture() -> None:
    wire = replace(WIRE, logos=(f"phash:{phash(_picture(size=200))}",))
    page = replace(page_with(above="<img src='/a/9f3c.png'>"), pictures={"/a/9f3c.png": _picture(size=64)})
    found = find_mentions(Article(page, replace(STORY, wire=wire), match_on(page)), wire)
    assert [m.kind for m in found if "picture" in m.place] == ["logo"]


def test_the_hash_tells_other_pictures_apart() -> None:
    other = Image.radial_gradient("L").resize((80, 80))
    out = io.BytesIO()
    other.save(out, "PNG")
    assert similar(phash(_picture(size=200)), phash(_picture(size=90)))
    assert not similar(phash(_picture(size=200)), phash(out.getvalue()))


def test_what_is_no_picture_is_refused() -> None:
    with pytest.raises(UnreadablePicture):
        phash(b"<svg/>")
