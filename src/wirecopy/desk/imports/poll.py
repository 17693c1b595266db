"""Importing from a source over the network, pictures too: once, or whenever its time has come."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final
from urllib.parse import unquote, urlsplit

from django.conf import settings

from wirecopy.accounts.models import User
from wirecopy.desk.imports import SOURCES
from wirecopy.desk.imports.item import Picture, Problem
from wirecopy.desk.imports.take import Manner, Outcome, take_all
from wirecopy.desk.models import Source
from wirecopy.desk.pictures.actions import store_picture
from wirecopy.errors import WirecopyError
from wirecopy.net.addresses import Gate
from wirecopy.net.client import Guarded

OVERLAP: Final = timedelta(hours=1)
"""Asked for again at each poll: clocks differ, and taking an item twice changes nothing."""


def import_from(
    kind: str, where: str, *, by: User, at: datetime, release: bool = False, since: datetime | None = None
) -> Iterator[Outcome | Problem]:
    """Import what a source has, since a moment; yields what became of each item. Raises ``KeyError`` for an unknown kind."""
    host = urlsplit(where).netloc
    client = Guarded(home=settings.SITE_URL, gate=Gate(frozenset({host}) if host else frozenset()))

    def store(picture: Picture) -> int | None:
        parts = urlsplit(picture.url)
        is_file = parts.scheme == "file" and kind == "folder"
        data = Path(unquote(parts.path)).read_bytes() if is_file else client.get(picture.url).body
        return store_picture(data, alt=picture.alt, credit=picture.credit, caption=picture.caption, by=by, at=at).pk

    items = SOURCES[kind](where, fetch=client.get, since=since)
    yield from take_all(items, by=by, at=at, manner=Manner(release=release, store_picture=store))


def poll(source: Source, *, at: datetime) -> int:
    """Import from a source whose time has come, and set its next time; says how many items changed something.

    What is wrong is kept in ``source.problem``, and what changed is asked for again the next time.
    """
    problems: list[str] = []
    changed = 0
    since = source.seen_until - OVERLAP if source.seen_until else None
    try:
        found = import_from(source.kind, source.where, by=source.taken_by, at=at, release=source.release, since=since)
        for item in found:
            if isinstance(item, Problem):
                problems.append(f"{item.item}: {item.message}")
            else:
                changed += item.taken not in ("unchanged", "ignored")
    except WirecopyError as error:
        problems.append(str(error))
    source.next_at = at + source.every
    source.problem = "\n".join(problems)[:10_000]
    if not problems:
        source.seen_until = at
    source.save(update_fields=("next_at", "problem", "seen_until"))
    return changed
