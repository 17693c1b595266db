"""What the desk does to pictures: keep one, and change its words and rights; each with its entry in the log."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from datetime import datetime
from hashlib import sha256
from typing import Any, Final

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction

from wirecopy.accounts.actions import demand
from wirecopy.accounts.models import User
from wirecopy.accounts.roles import May
from wirecopy.audit.actions import write_entry
from wirecopy.desk.models import Media
from wirecopy.desk.pictures.c2pa import state_of
from wirecopy.desk.pictures.kinds import kind_of
from wirecopy.desk.pictures.pixels import Made, make_files
from wirecopy.desk.pictures.queries import known_picture
from wirecopy.desk.pictures.words import PictureWords
from wirecopy.errors import PictureRefused

MOST_BYTES: Final = 40 << 20
ORIGINALS: Final = "originals"
"""The folder of the storage in which files lie as they came. No address leads there (`portal.files`), and none may be made."""


def store_picture(
    data: bytes,
    *,
    alt: str,
    credit: str,
    caption: str = "",
    may_republish: bool = False,
    republish_until: datetime | None = None,
    only_with_story: bool = True,
    by: User,
    at: datetime,
) -> Media:
    """Keep a picture: a file with nothing but its pixels, smaller sizes, its words and rights; and note it in the log.

    The kind is told from the bytes. Writing it anew drops everything that is not pixels, content credentials (C2PA) among
    it: whether there were any is noted, and the bytes as they came are kept in storage under ``originals/``, with a name
    that cannot be guessed and that nothing serves, so that a question of where a picture comes from can still be answered.

    The same bytes again are the same row, whose words stay as they are (``change_picture`` changes them). Raises
    ``NotAllowed``, and ``PictureRefused`` for what is no picture, too large, damaged, or has no alternative text or credit.
    Call it outside of transactions: it takes seconds (`desk.pictures.pixels.make_files`), and what is in storage
    is taken back only if its own transaction fails.
    """
    demand(by, May.WRITE)
    words = PictureWords(alt, credit, caption, may_republish, republish_until, only_with_story)
    if len(data) > MOST_BYTES:
        raise PictureRefused(f"the file has more than {MOST_BYTES >> 20} MB; make it smaller")
    digest = sha256(data).hexdigest()
    known = known_picture(digest)
    if known is not None:
        return known
    kind = kind_of(data)
    made = make_files(data, kind)
    with _kept_or_taken_back() as saved:
        fields = _saved_files(made, data, saved, at)
        with transaction.atomic():
            media, is_new = Media.objects.get_or_create(
                sha256=digest, defaults={**asdict(words), **fields, "c2pa": state_of(data, kind), "made_at": at}
            )
            if is_new:
                said = {"kind": kind, "width": media.width, "height": media.height, "c2pa": media.c2pa}
                write_entry("stored picture", by=by.actor, kind="media", subject=media.pk, at=at, data=said)
        if is_new:
            saved.clear()
    return media


def change_picture(media: Media, words: PictureWords, *, by: User, at: datetime) -> None:
    """Change words and rights of a picture; stories that say their own caption, credit or alternative text keep these.

    Raises ``NotAllowed``.
    """
    demand(by, May.WRITE)
    with transaction.atomic():
        locked = Media.objects.select_for_update().get(pk=media.pk)
        new = asdict(words)
        changed = {
            name: [_plain(getattr(locked, name)), _plain(new[name])]
            for name in new
            if getattr(locked, name) != new[name]
        }
        if changed:
            Media.objects.filter(pk=media.pk).update(**new)
            write_entry("changed picture", by=by.actor, kind="media", subject=media.pk, at=at, data=changed)
    media.refresh_from_db()


def take_down(media: Media, *, reason: str, by: User, at: datetime) -> None:
    """Let nobody have a picture any more, by any address; its files stay, for who must answer for it. Safe to do twice.

    Whoever has fetched it may keep it for a year: what a browser or a publisher has, no service can take back. Raises
    ``NotAllowed``, and ``PictureRefused`` without a reason.
    """
    _moved(media, "took down picture", at, reason, by, at)


def put_back(media: Media, *, reason: str, by: User, at: datetime) -> None:
    """Let a picture be seen again. Raises as ``take_down``."""
    _moved(media, "put back picture", None, reason, by, at)


def _moved(media: Media, action: str, moment: datetime | None, reason: str, by: User, at: datetime) -> None:
    demand(by, May.RELEASE)
    if not reason.strip():
        raise PictureRefused("say why; the log keeps it")
    with transaction.atomic():
        moved = Media.objects.filter(pk=media.pk, taken_down_at__isnull=moment is not None).update(taken_down_at=moment)
        if moved:
            write_entry(action, by=by.actor, kind="media", subject=media.pk, at=at, reason=reason)
    media.refresh_from_db()


@contextmanager
def _kept_or_taken_back() -> Iterator[list[str]]:
    """A list of names in storage; those that are still in it at the end are deleted, whatever happened."""
    saved: list[str] = []
    try:
        yield saved
    finally:
        for name in saved:
            default_storage.delete(name)


def _saved_files(made: Made, original: bytes, saved: list[str], at: datetime) -> dict[str, Any]:
    """Put all files into storage, and give the fields that name them. 128 bits of chance make a name nobody guesses."""
    stem = f"media/{at:%Y/%m}/{secrets.token_hex(16)}"
    file = _save(f"{stem}.{made.full.suffix}", made.full.data, saved)
    sizes = {str(each.width): _save(f"{stem}-{each.width}.{each.suffix}", each.data, saved) for each in made.sizes}
    return {
        "file": file,
        "width": made.full.width,
        "height": made.full.height,
        "media_type": made.full.media_type,
        "sizes": sizes,
        "original": _save(f"{ORIGINALS}/{at:%Y/%m}/{secrets.token_hex(24)}", original, saved),
    }


def _save(name: str, data: bytes, saved: list[str]) -> str:
    given = default_storage.save(name, ContentFile(data))
    saved.append(given)
    return given


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, datetime) else value
