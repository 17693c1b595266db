"""A story as another system has it, with all that is known of it, and what could not be read."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Final, Protocol

from wirecopy.net.client import Answer

LONGEST_KEY: Final = 300
"""Of ``Story.source``."""

Fetch = Callable[[str], Answer]
"""Asks for an address; raises ``NetError``. ``net.client.Guarded.get`` is one."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture of a story. ``url`` is absolute: http or https, from a folder also file."""

    url: str
    alt: str = ""
    caption: str = ""
    credit: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Imported:
    """A story as its source has it now.

    ``source`` is its key there, as ``wordpress:https://site.example:123``, the same at every import. ``body`` is HTML as it
    came: not cleaned. ``bylines`` are names in order. ``correction`` is the source's note on what was wrong; ``reason`` says
    why an item ``is_deleted`` (of which the rest may be empty). ``topics`` are codes (``medtop:04000000``) or names.
    ``language`` is a BCP 47 tag or empty. Times are aware. ``remarks`` say what of it could not be read.
    """

    source: str
    headline: str = ""
    slug: str = ""
    summary: str = ""
    dateline: str = ""
    body: str = ""
    editors_note: str = ""
    bylines: tuple[str, ...] = ()
    language: str = ""
    published: datetime | None = None
    modified: datetime | None = None
    embargo_until: datetime | None = None
    expires_at: datetime | None = None
    is_deleted: bool = False
    reason: str = ""
    correction: str = ""
    pictures: tuple[Picture, ...] = ()
    topics: tuple[str, ...] = ()
    canonical: str = ""
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Problem:
    """An item that was not taken: which, and what is wrong with it and what to do. The others go on."""

    item: str
    message: str


class Reader(Protocol):
    """Reads one kind of source."""

    def __call__(
        self, where: str, *, fetch: Fetch, since: datetime | None = None, known: Collection[str] = ()
    ) -> Iterator[Imported | Problem]:
        """Give what the source has, and a problem for each item, or page, that cannot be read. Raises nothing.

        ``where`` is the address of the source, or the path of a folder. ``since`` leaves out what was not changed after it,
        where the source can tell. ``known`` are the keys of what was taken before: those that the source no longer has come
        as deleted, where the source can tell that; empty: that is not asked.
        """


def key_prefix(kind: str, where: str) -> str:
    """Give what the keys of one source begin with."""
    return f"{kind}:{where.rstrip('/')}:"


def source_key(kind: str, where: str, item: str) -> str:
    """Give the key of an item; where it would be too long, a hash stands for the item's own."""
    prefix = key_prefix(kind, where)
    key = f"{prefix}{item}"
    if len(key) <= LONGEST_KEY:
        return key
    hashed = f"sha256-{sha256(key.encode('utf-8', 'replace')).hexdigest()}"
    return f"{prefix}{hashed}" if len(prefix) + len(hashed) <= LONGEST_KEY else f"{kind}:{hashed}"
