"""Importing from a source over the network, pictures too: once, or whenever its time has come."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final
from urllib.parse import unquote, urlsplit

from django.conf import settings

from wirecopy.accounts.models import User
from wirecopy.desk.imports import SOURCES
from wirecopy.desk.imports.content import StorePicture
from wirecopy.desk.imports.item import Picture, Problem, key_prefix
from wirecopy.desk.imports.take import Manner, Outcome, known_sources, take_all
from wirecopy.desk.models import Source
from wirecopy.desk.pictures.actions import store_picture
from wirecopy.errors import PictureRefused, WirecopyError
from wirecopy.net.addresses import Gate
from wirecopy.net.client import Guarded

OVERLAP: Final = timedelta(hours=1)
"""Asked for again at each poll: clocks differ, and taking an item twice changes nothing."""
ALL_AGAIN: Final = timedelta(days=1)
LATEST: Final = 200
"""A source is asked at each poll whether it still has the latest so many stories, and once in ``ALL_AGAIN`` about all."""


def import_from(
    kind: str,
    where: str,
    *,
    by: User,
    at: datetime,
    release: bool = False,
    since: datetime | None = None,
    known: Collection[str] = (),
    may_be_inside: bool = False,
) -> Iterator[Outcome | Problem]:
    """Import what a source has, since a moment; yields what became of each item. Raises ``KeyError`` for an unknown kind.

    ``known`` are keys of which the source is asked whether it still has them; what it no longer has comes as a deletion.
    """
    client = client_of(where, may_be_inside=may_be_inside)
    items = SOURCES[kind](where, fetch=client.get, since=since, known=known)
    manner = Manner(release=release, store_picture=picture_store(client, by=by, at=at, has_files=kind == "folder"))
    yield from take_all(items, by=by, at=at, manner=manner)


def client_of(where: str, *, may_be_inside: bool) -> Guarded:
    """The client that asks a source: its host may be of the own network only where that was said."""
    return Guarded(home=settings.SITE_URL, gate=gate_of(where, may_be_inside=may_be_inside))


def gate_of(where: str, *, may_be_inside: bool) -> Gate:
    """Where that client may go."""
    parts = urlsplit(where)
    port = parts.port or {"http": 80, "https": 443}.get(parts.scheme, 0)
    inside = frozenset({f"{parts.hostname}:{port}"} if may_be_inside and parts.hostname else ())
    return Gate(inside)


def picture_store(client: Guarded, *, by: User, at: datetime, has_files: bool = False) -> StorePicture:
    """What fetches a picture and keeps it; ``has_files``: from this machine, too."""

    def store(picture: Picture) -> int | None:
        parts = urlsplit(picture.url)
        is_file = parts.scheme == "file" and has_files
        data = Path(unquote(parts.path)).read_bytes() if is_file else client.get(picture.url).body
        stored = store_picture(data, alt=picture.alt, credit=picture.credit, caption=picture.caption, by=by, at=at)
        if stored.taken_down_at is not None:
            raise PictureRefused(f"{picture.url} was taken down here; put it back (Desk, Media) if it may be shown")
        return stored.pk

    return store


def poll(source: Source, *, at: datetime) -> int:
    """Import from a source whose time has come, and set its next time; says how many items changed something.

    What is wrong is kept in ``source.problem``, and what changed is asked for again the next time.
    """
    problems: list[str] = []
    changed = 0
    asks_all = source.all_asked_at is None or at - source.all_asked_at >= ALL_AGAIN
    known = known_sources(key_prefix(source.kind, source.where))
    try:
        found = import_from(
            source.kind,
            source.where,
            by=source.taken_by,
            at=at,
            release=source.release,
            since=source.seen_until - OVERLAP if source.seen_until else None,
            known=known if asks_all else known[-LATEST:],
            may_be_inside=source.may_be_inside,
        )
        for item in found:
            if isinstance(item, Problem):
                problems.append(f"{item.item}: {item.message}")
            else:
                changed += item.taken not in ("unchanged", "ignored")
    except WirecopyError as error:
        problems.append(str(error))
    _noted(source, problems, at, **({"all_asked_at": at} if asks_all else {}))
    return changed


def give_up(source: Source, why: str, *, at: datetime) -> None:
    """Note that a source could not be asked for a reason that nobody thought of; the next time it is asked again."""
    _noted(source, [f"this is a fault of wirecopy, please report it: {why}"], at)


def _noted(source: Source, problems: Sequence[str], at: datetime, **more: datetime) -> None:
    """Write down how it went, where the source is still there; an interval that was changed meanwhile holds."""
    if not problems:
        more["seen_until"] = at
    found = Source.objects.filter(pk=source.pk)
    every = found.values_list("every", flat=True).first()
    found.update(problem="\n".join(problems)[:10_000], next_at=at + every if every else None, **more)
