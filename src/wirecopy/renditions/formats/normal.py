"""A release made ready for XML and JSON: characters they can hold, addresses in ASCII, times in UTC to the second."""

from __future__ import annotations

import re
from dataclasses import fields, replace
from datetime import UTC, datetime
from typing import Any

from django.utils.encoding import iri_to_uri

from wirecopy.renditions.formats import notes
from wirecopy.renditions.formats.addresses import web_address
from wirecopy.renditions.formats.asked import in_asked_form
from wirecopy.renditions.release import Correction, Credit, Feed, Giver, Picture, Related, Release, Subject

_FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_ADDRESSES = ("home", "url")  # and every field whose name ends in _url
_PARTS = (Correction, Credit, Feed, Giver, Picture, Related, Release, Subject)


def normal(release: Release) -> Release:
    """The release without what XML 1.0 cannot hold (control characters, lone surrogates, U+FFFE and U+FFFF).

    Addresses that hold other letters are percent-encoded (RFC 3987, section 3.1), those that are not of the web are left
    empty; of pictures and related stories only those with an address stay. The byline has the form that the terms ask for.
    The terms stay as they are: no format prints them, only the notice that was made from them. Cost: one pass over the text.
    Source: Extensible Markup Language 1.0, fifth edition, production 2 (Char).
    """
    held = replace(release, **_changes(release))
    pictures = tuple(picture for picture in notes.pictures(held) if picture.url)
    related = tuple(story for story in held.related if story.url)
    return in_asked_form(replace(held, pictures=pictures, related=related))


def normal_feed(feed: Feed) -> Feed:
    """The feed, and each release in it, as :func:`normal` makes them."""
    releases = tuple(normal(release) for release in feed.releases)
    return replace(replace(feed, **_changes(replace(feed, releases=()))), releases=releases)


def holdable(text: str) -> str:
    """The text without the characters that XML 1.0 cannot hold."""
    return _FORBIDDEN.sub("", text)


def stamp(moment: datetime) -> str:
    """``2026-02-09T18:30:00Z``: RFC 3339 in UTC, to the second. ``moment`` is aware."""
    return utc(moment).isoformat().replace("+00:00", "Z")


def utc(moment: datetime) -> datetime:
    """The aware ``moment`` in UTC, cut to the second, so that every format says the same."""
    return moment.astimezone(UTC).replace(microsecond=0)


def _changes(part: Any) -> dict[str, Any]:
    values = {field.name: getattr(part, field.name) for field in fields(part)}
    return {name: _held(value, name=name) for name, value in values.items() if name != "terms"}


def _held(value: Any, *, name: str) -> Any:
    if isinstance(value, str):
        kept = holdable(value)
        return web_address(iri_to_uri(kept)) if name in _ADDRESSES or name.endswith("_url") else kept
    if isinstance(value, tuple):
        return tuple(_held(each, name=name) for each in value)
    return replace(value, **_changes(value)) if isinstance(value, _PARTS) else value
