"""Pictures on a page: img, amp-img, inline svg, CSS backgrounds, with every address each may load."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator

from wiretrace.html.dom import Dom
from wiretrace.html.sheets import drawn_by_sheets, urls_of
from wiretrace.model import Image

MAX_IMAGES = 5_000
MAX_SOURCES = 60
MAX_SOURCE_CHARS = 65_536  # a data: address that holds a logo has a few thousand characters

_IMG_TAGS = frozenset(("img", "amp-img", "amp-anim", "image"))
_ADDRESS = re.compile(r"\.(?:jpe?g|png|gif|svgz?|webp|avif|bmp|ico)(?:[?#&;,/\s:\"'\\)]|$)|^data:image/", re.I)
_SPACER = re.compile(r"^data:image/gif;base64,R0lGOD|(?:^|/)(?:1x1|blank|spacer|pixel)\.gif", re.I)
_PLAIN_SOURCES = ("src", "data-src", "data-original", "data-lazy-src", "href", "xlink:href", "poster", "data")
_BACKGROUND_NAMES = """
style background data-bg data-bgset data-bg-image data-bg-src data-bg-url data-background data-background-image
data-image data-image-src data-image-url data-img data-lazy data-lazy-bg data-lazy-background data-lazy-src
data-original data-poster data-src data-srcset data-style data-thumb data-thumbnail
"""
_BACKGROUNDS = frozenset(_BACKGROUND_NAMES.split())
"""Where an element that is no picture keeps one: the names that lazy loaders read."""
_SETS = re.compile(r"srcset$", re.I)
_CANDIDATE = re.compile(r"(?:^|(?<=[\s,]))([^\s,]\S*?)(?:,+(?=\s|$)|\s+[^,]*(?:,|$)|$)")
_QUOTED = re.compile(r'"((?:[^"\\]|\\.){3,2048})"')
_NUMBER = re.compile(r"\s*(\d{1,5})(?:\.\d+)?\s*(?:px)?\s*$", re.I)
_STYLE_SIZE = re.compile(r"(?:^|;)\s*(width|height)\s*:\s*(\d{1,5})(?:\.\d+)?px", re.I)


def find_images(dom: Dom) -> tuple[Image, ...]:
    """Every picture of the page in document order, at most ``MAX_IMAGES``; those drawn by style sheets come last."""
    pictures = list(_in_markup(dom))
    sheets = [text for index, text in dom.raw.items() if dom.tags[index] == "style"]
    for index, urls in drawn_by_sheets(sheets, dom):
        pictures.append(_image("css", dom, index, urls, ""))
    return tuple(pictures[:MAX_IMAGES])


def _in_markup(dom: Dom) -> Iterator[Image]:
    offered = _picture_sources(dom)
    titles = _svg_labels(dom)
    for index, (tag, attrs) in enumerate(zip(dom.tags, dom.attrs, strict=True)):
        if tag in _IMG_TAGS or (tag == "input" and attrs.get("type", "").lower() == "image"):
            sources = [*offered.get(dom.parents[index], ()), *addresses(attrs)]
            yield _image("img", dom, index, sources, "")
        elif tag == "svg":
            label, uses = titles.get(index, ("", []))
            yield _image("svg", dom, index, uses, label)
        elif attrs and not _BACKGROUNDS.isdisjoint(attrs):
            urls = _backgrounds(attrs)
            if urls and tag != "source":
                yield _image("css", dom, index, urls, "")


def addresses(attrs: dict[str, str]) -> list[str]:
    """All image addresses in an element's attributes: src first, then lazy ones, sets, and JSON in ``data-*``."""
    found = [attrs[key].strip() for key in _PLAIN_SOURCES if attrs.get(key)]
    for key, value in attrs.items():
        if key in _PLAIN_SOURCES:
            if value[:1] in "{[" and value:
                found += _in_json(value)
        elif key != "alt" and key != "style" and key != "title" and value:
            found += _in_attribute(key, value)
    found += urls_of(attrs.get("style", ""))
    return _usable(found)


def _in_attribute(key: str, value: str) -> list[str]:
    if _SETS.search(key):
        return _set_candidates(value)
    if not key.startswith("data-") or not _ADDRESS.search(value):
        return []
    if value.lstrip()[:1] in ("{", "["):
        return _in_json(value)
    return _set_candidates(value) if ", " in value else [value.strip()]


def _in_json(value: str) -> list[str]:
    found = []
    for quoted in _QUOTED.findall(value):
        try:
            text = json.loads(f'"{quoted}"')
        except ValueError:
            text = quoted.replace("\\/", "/")
        if _ADDRESS.search(text):
            found.append(text)
    return found


def _set_candidates(value: str) -> list[str]:
    """The addresses of a srcset: a comma inside an address belongs to it, one at its end or after a size separates."""
    return _CANDIDATE.findall(value)


def _usable(found: Iterable[str]) -> list[str]:
    """Without repeats, overlong addresses dropped, real addresses before place holders."""
    once = dict.fromkeys(source for source in found if source and len(source) <= MAX_SOURCE_CHARS)
    return sorted(once, key=lambda source: bool(_SPACER.search(source[:64])))[:MAX_SOURCES]


def _picture_sources(dom: Dom) -> dict[int, list[str]]:
    """What the ``source`` elements of each ``picture`` offer, by the index of the picture."""
    offered: dict[int, list[str]] = {}
    if "source" not in dom.tags:
        return offered
    for index, tag in enumerate(dom.tags):
        if tag == "source":
            parent = dom.parents[index]
            if parent >= 0 and dom.tags[parent] == "picture":
                offered.setdefault(parent, []).extend(addresses(dom.attrs[index]))
    return offered


def _svg_labels(dom: Dom) -> dict[int, tuple[str, list[str]]]:
    """For each svg the words of its title and desc, and the addresses that it uses."""
    labels: dict[int, tuple[str, list[str]]] = {}
    if "svg" not in dom.tags:
        return labels
    inside: dict[int, int] = {}
    for index, tag in enumerate(dom.tags):
        if tag == "svg":
            inside[index] = index
            labels[index] = ("", [])
            continue
        owner = inside.get(dom.parents[index])
        if owner is None:
            continue
        inside[index] = owner
        label, uses = labels[owner]
        if index in dom.raw and tag in ("title", "desc"):
            label = f"{label} {' '.join(dom.raw[index].split())}".strip()
        href = dom.attrs[index].get("href") or dom.attrs[index].get("xlink:href")
        if href and tag in ("use", "image"):
            uses.append(href)
        labels[owner] = (label, uses)
    return labels


def _backgrounds(attrs: dict[str, str]) -> list[str]:
    found = urls_of(attrs.get("style", ""))
    for key, value in attrs.items():
        if key == "background" and value:
            found.append(value)
        elif key != "style" and key in _BACKGROUNDS:
            found += urls_of(value) or _in_attribute(key, value)
    return _usable(found)


def _image(kind: str, dom: Dom, index: int, sources: Iterable[str], label: str) -> Image:
    attrs = dom.attrs[index]
    words = [attrs.get("alt", ""), attrs.get("title", ""), attrs.get("aria-label", ""), label]
    width, height = _size(attrs, "width"), _size(attrs, "height")
    return Image(
        kind="svg" if kind == "svg" else "css" if kind == "css" else "img",
        sources=tuple(dict.fromkeys(sources)),
        label=" ".join(dict.fromkeys(" ".join(word.split()) for word in words if word.strip())),
        offset=dom.starts[index],
        element=index,
        width=width,
        height=height,
    )


def _size(attrs: dict[str, str], name: str) -> int | None:
    stated = _NUMBER.match(attrs.get(name, ""))
    if stated:
        return int(stated.group(1))
    for key, value in _STYLE_SIZE.findall(attrs.get("style", "")):
        if key.lower() == name:
            return int(value)
    return None
