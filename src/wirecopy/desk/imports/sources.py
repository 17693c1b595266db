"""Where stories come from, as the desk manages it: sources that are asked, sources that push, and what they left to a person."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Final
from urllib.parse import urlsplit

from django.db import transaction
from django.db.models import Exists, OuterRef

from wirecopy.accounts.actions import demand
from wirecopy.accounts.models import User
from wirecopy.accounts.roles import May
from wirecopy.audit.actions import write_entry
from wirecopy.audit.models import Entry
from wirecopy.desk.imports import feeds, ninjs, wordpress
from wirecopy.desk.imports.item import Imported, Problem
from wirecopy.desk.imports.memory import Mark
from wirecopy.desk.imports.poll import client_of, picture_store
from wirecopy.desk.imports.take import Manner, Outcome, take_all
from wirecopy.desk.models import Source, Story
from wirecopy.errors import ImportRefused, WirecopyError

Parse = Callable[[bytes, str], Iterator[Imported | Problem]]
PUSHED: Final[Mapping[str, Parse]] = {
    wordpress.KIND: wordpress.parse,
    feeds.KIND: feeds.parse,
    ninjs.KIND: ninjs.parse,
}
"""Kinds that somebody may add on a screen and that may push -> what reads the bytes. Folders are this machine's: only the
command line leads there."""
MOST_BYTES: Final = 12 << 20


def add_source(kind: str, where: str, *, minutes: int, release: bool, by: User, at: datetime) -> Source:
    """Add a source, or change one that is there; it is asked at once, and then every so many minutes (0: never, it pushes).

    Raises ``NotAllowed`` and ``ImportRefused``.
    """
    demand(by, May.RELEASE)
    parts = urlsplit(where)
    if kind not in PUSHED:
        raise ImportRefused(f"{kind!r} is no kind of source; choose one of {', '.join(PUSHED)}")
    if parts.scheme not in ("http", "https") or not parts.hostname or "@" in parts.netloc or len(where) > 500:
        raise ImportRefused(f"{where[:80]!r} is no address of a site; write one as https://newsroom.example")
    every = timedelta(minutes=minutes) if minutes > 0 else None
    given = {"every": every, "release": release, "taken_by": by, "next_at": at if every else None}
    with transaction.atomic():
        source, is_new = Source.objects.update_or_create(
            kind=kind, where=where, defaults=given, create_defaults={**given, "may_be_inside": False}
        )
        data = {"kind": kind, "where": where, "minutes": minutes, "release": release}
        _log("added source" if is_new else "changed source", source, by, at, data)
    return source


def remove_source(source: Source, *, by: User, at: datetime) -> None:
    """Ask a source no more, and take nothing more that it pushes; what was taken stays. Raises ``NotAllowed``."""
    demand(by, May.RELEASE)
    with transaction.atomic():
        _log("removed source", source, by, at, {"kind": source.kind, "where": source.where})
        source.delete()


def ask_now(source: Source, *, by: User, at: datetime) -> None:
    """Have a source asked by the next run of the background work. Raises ``NotAllowed``."""
    demand(by, May.RELEASE)
    Source.objects.filter(pk=source.pk).update(next_at=at)


def new_key(source: Source, *, by: User, at: datetime) -> str:
    """Make the key with which a source pushes, which is kept nowhere else; an older one is no longer taken."""
    demand(by, May.RELEASE)
    if source.kind not in PUSHED:
        raise ImportRefused("a folder cannot push; give it as a site, a feed or ninjs")
    secret = secrets.token_urlsafe(32)
    with transaction.atomic():
        Source.objects.filter(pk=source.pk).update(secret_hash=_hashed(secret))
        _log("made key of source", source, by, at, {})
    return secret


def source_of_key(number: int, secret: str) -> Source | None:
    """The source of a number, if the key is its own; ``None``: it is not, or there is none."""
    found = Source.objects.select_related("taken_by").filter(pk=number).exclude(secret_hash="").first()
    return found if found and secrets.compare_digest(found.secret_hash, _hashed(secret)) else None


def take_pushed(source: Source, data: bytes, *, at: datetime) -> list[Outcome | Problem]:
    """Take what a source sent, each item for itself. Raises ``ImportRefused`` for more than 12 MB."""
    if len(data) > MOST_BYTES:
        raise ImportRefused(f"more than {MOST_BYTES >> 20} MB were sent; send stories one by one")
    by = source.taken_by
    client = client_of(source.where, may_be_inside=source.may_be_inside)
    manner = Manner(release=source.release, store_picture=picture_store(client, by=by, at=at))
    try:
        taken = list(take_all(PUSHED[source.kind](data, source.where), by=by, at=at, manner=manner))
    except WirecopyError as error:
        taken = [Problem(source.where, str(error))]
    problems = "\n".join(f"{each.item}: {each.message}" for each in taken if isinstance(each, Problem))
    Source.objects.filter(pk=source.pk).update(pushed_at=at, problem=problems[:10_000])
    return taken


def waiting(*, most: int = 200) -> list[tuple[Story, Entry]]:
    """The stories at which a person has to look, each with the entry of the import that says why, the latest first.

    A story that was killed or withdrawn meanwhile waits no more for what to do about its deletion. Costs two queries.
    """
    later = Entry.objects.filter(
        subject_kind="story", subject=OuterRef("subject"), action__in=list(Mark), id__gt=OuterRef("id")
    )
    entries = Entry.objects.filter(action__in=(Mark.DELETION, Mark.HELD)).exclude(Exists(later)).order_by("-id")[:most]
    stories = {str(story.key): story for story in Story.objects.filter(key__in=[entry.subject for entry in entries])}
    gone = (Story.State.KILLED, Story.State.WITHDRAWN)
    return [
        (stories[entry.subject], entry)
        for entry in entries
        if entry.subject in stories and not (entry.action == Mark.DELETION and stories[entry.subject].state in gone)
    ]


def _log(action: str, source: Source, by: User, at: datetime, data: Mapping[str, object]) -> None:
    write_entry(action, by=by.actor, kind="source", subject=source.pk, at=at, data=data)


def _hashed(secret: str) -> str:
    return sha256(secret.encode()).hexdigest()
