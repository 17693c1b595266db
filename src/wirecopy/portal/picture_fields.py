"""The pictures of a story on its form: which are chosen, in which order, and what the story says of each."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django.http import QueryDict

from wirecopy.desk.models import Media
from wirecopy.desk.pictures.queries import pictures, thumbnail_of
from wirecopy.errors import StoryIncomplete

OFFERED: Final = 24
"""How many of the latest pictures the form offers; others are added by their numbers."""

_LAST: Final = 1_000_000
_WORDS: Final = ("caption", "credit", "alt")


@dataclass(frozen=True, slots=True)
class Choice:
    """A picture on the form. ``order`` counts from 1 and is empty where it is not chosen; words are the story's own."""

    media: Media
    thumbnail: str
    is_chosen: bool
    order: str
    caption: str
    credit: str
    alt: str
    rights: str


def pictures_of(form: QueryDict) -> list[dict[str, Any]]:
    """Read the pictures that were chosen, in order, as rows of a draft. Raises ``StoryIncomplete`` for one that is not there."""
    keys = _keys(form)
    known = set(
        Media.objects.filter(pk__in=[key for key in keys.values() if key is not None]).values_list("pk", flat=True)
    )
    unknown = [typed for typed, key in keys.items() if key not in known]
    if unknown:
        raise StoryIncomplete(f"there is no picture {unknown[0][:20]!r}; take the number that stands under Media")
    return _rows(form, keys)


def choices_of(rows: Iterable[Mapping[str, Any]], typed: QueryDict | None, *, at: datetime) -> list[Choice]:
    """Give the pictures that the form shows: those of the draft (or those that were ``typed``), then the latest. Two queries."""
    if typed is not None and "pictures-shown" in typed:
        rows = _rows(typed, _keys(typed))
    chosen = {row["media"]: row for row in rows if row.get("media") is not None}
    media = {row.pk: row for row in Media.objects.filter(pk__in=chosen)}
    shown = [
        _choice(media[key], row, number, at) for number, (key, row) in enumerate(chosen.items(), 1) if key in media
    ]
    latest = [row for row in pictures().filter(taken_down_at=None)[: OFFERED + len(shown)] if row.pk not in media][
        :OFFERED
    ]
    return shown + [_choice(row, {}, 0, at) for row in latest]


def rights_of(media: Media, *, at: datetime) -> str:
    """Say in a few words who may use a picture."""
    if media.taken_down_at is not None:
        return "taken down"
    if not media.may_republish:
        return "ours to show, not to give away"
    if media.republish_until is None:
        return "may be given away"
    word = "until" if media.is_free(at=at) else "no more since"
    return f"may be given away {word} {media.republish_until:%-d %b %Y, %H:%M} UTC"


def _keys(form: QueryDict) -> dict[str, int | None]:
    """What was ticked and typed, each once -> the number of the picture; ``None``: it is no number."""
    typed = [*form.getlist("pictures"), *form.get("picture-add", "").replace(",", " ").split()]
    return {each: int(each) if each.isascii() and each.isdecimal() and len(each) < 19 else None for each in typed}


def _rows(form: QueryDict, keys: Mapping[str, int | None]) -> list[dict[str, Any]]:
    found = dict.fromkeys(key for key in keys.values() if key is not None)
    ordered = sorted(found, key=lambda key: _order(form.get(f"picture-order-{key}", "")))
    return [
        {"media": key, **{word: form.get(f"picture-{word}-{key}", "").strip() for word in _WORDS}} for key in ordered
    ]


def _order(typed: str) -> int:
    return int(typed) if typed.isascii() and typed.isdecimal() and len(typed) < 7 else _LAST


def _choice(media: Media, row: Mapping[str, Any], number: int, at: datetime) -> Choice:
    return Choice(
        media=media,
        thumbnail=thumbnail_of(media),
        is_chosen=number > 0,
        order=str(number) if number else "",
        caption=row.get("caption", ""),
        credit=row.get("credit", ""),
        alt=row.get("alt", ""),
        rights=rights_of(media, at=at),
    )
