"""Credit that only machines read: meta tags and JSON-LD. It is evidence beside the page's own words, never instead."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from wiretrace.credit.names import find_reporters, fold_same_length, names_wire
from wiretrace.model import Mention, Page, Wire

_META = ("author", "creator", "source", "provider", "copyright", "byline", "agency", "syndication", "credit", "rights")
_NOT_META = ("image", "twitter:creator", "keywords", "publisher:id")
_LD = (
    "author",
    "creator",
    "sourceorganization",
    "provider",
    "copyrightholder",
    "contributor",
    "credittext",
    "isbasedon",
)
_AUTHOR = re.compile(r"\bauthor$|^meta (?:dc\.)?creator$|\bbyline?$", re.IGNORECASE)
_NAME = re.compile(r"[^\W\d_][^:/@<>\n]{1,79}")  # no address, no account
_MAX_VALUE = 300
_MAX_DEPTH = 8


def machine_values(page: Page) -> Iterator[tuple[str, str]]:
    """Yield (key, value) of every meta tag and JSON-LD property that says who made the story."""
    for key, value in page.meta:
        lowered = key.lower()
        if any(word in lowered for word in _META) and not any(word in lowered for word in _NOT_META):
            yield f"meta {key}", value[:_MAX_VALUE]
    for item in page.data:
        yield from _walk(item, 0)


def _walk(item: Mapping[str, Any], depth: int) -> Iterator[tuple[str, str]]:
    if depth > _MAX_DEPTH:
        return
    for key, value in item.items():
        if key.lower() in _LD:
            for name in _names(value):
                yield f"JSON-LD {key}", name[:_MAX_VALUE]
        elif key in ("@graph", "mainEntity", "mainEntityOfPage"):
            for part in value if isinstance(value, list) else [value]:
                if isinstance(part, Mapping):
                    yield from _walk(part, depth + 1)


def _names(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        name = value.get("name")
        yield from _names(name) if name is not None else ()
    elif isinstance(value, list):
        for part in value[:20]:
            yield from _names(part)


def machine_mentions(page: Page, byline: tuple[str, ...], wire: Wire) -> Iterator[Mention]:
    """Yield a mention for each machine value that names the wire or a reporter, or somebody else as the author."""
    for key, value in machine_values(page):
        is_wire = names_wire(value, wire)
        if is_wire:
            yield Mention("machine", value, key, of="wire", name=wire.name)
        hits = list(find_reporters(value, fold_same_length(value), byline))
        for hit in hits:
            yield Mention("machine", value, key, of="reporter", name=byline[hit.index])
        if not hits and not is_wire and _AUTHOR.search(key) and _NAME.fullmatch(value.strip()):
            yield Mention("machine", value, key, of="other", name=value.strip())
