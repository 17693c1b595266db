"""The pictures of a story's HTML, with their alt text, caption and credit."""

from __future__ import annotations

from collections.abc import Collection
from typing import Final
from urllib.parse import urljoin, urlsplit

from lxml import html as lxml_html

from wirecopy.desk.imports.item import Picture
from wirecopy.desk.imports.wording import line
from wirecopy.desk.markup import sound

MOST_PICTURES: Final = 200
WEB: Final = ("http", "https")
_SOURCES: Final = ("src", "data-src", "data-lazy-src", "data-original")
_TINY: Final = ("0", "1")


def pictures_in(html: str, *, base: str, schemes: Collection[str] = WEB) -> list[Picture]:
    """Give the pictures of a body in order, each once; counting pixels and addresses of other schemes are left out."""
    if "<img" not in html.lower():
        return []
    found: dict[str, Picture] = {}
    for image in lxml_html.fragment_fromstring(sound(html), create_parent="div").iter("img"):
        url = _address(image, base, schemes)
        if url and not {image.get("width"), image.get("height")} & {*_TINY}:
            caption, credit = _words(image)
            found.setdefault(url, Picture(url, line(image.get("alt") or ""), caption, credit))
        if len(found) >= MOST_PICTURES:
            break
    return list(found.values())


def absolute(address: str, *, base: str, schemes: Collection[str] = WEB) -> str:
    """Give an address as an absolute one of these schemes; empty where it is none."""
    try:
        url = urljoin(base, sound(address).strip())
        parts = urlsplit(url)
    except ValueError:
        return ""
    return url if parts.scheme in schemes and (parts.netloc or parts.scheme == "file") else ""


def _address(image: lxml_html.HtmlElement, base: str, schemes: Collection[str]) -> str:
    """Give the first address that can be used: themes that load pictures late put another where it belongs."""
    given = (image.get(name) or "" for name in _SOURCES)
    return next(filter(None, (absolute(address, base=base, schemes=schemes) for address in given if address)), "")


def _words(image: lxml_html.HtmlElement) -> tuple[str, str]:
    """Give caption and credit from the figure around a picture."""
    figure = next(image.iterancestors("figure"), None)
    caption = next(figure.iter("figcaption"), None) if figure is not None else None
    if caption is None:
        return "", ""
    whole = line(str(caption.text_content()))
    for part in caption.iterdescendants():
        if "credit" in (part.get("class") or "").lower():
            credit = line(str(part.text_content()))
            return line(whole.replace(credit, "")), credit
    return whole, ""
