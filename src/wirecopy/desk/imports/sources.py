"""Where stories come from, as the desk manages it: sources that are asked, sources that push, and what they left to a person."""

from __future__ import annotations

import secrets
import time
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime, timedelta
from itertools import islice
from typing import Final
from urllib.parse import urlsplit

from django.db import transaction
from django.db.models import Exists, OuterRef

from wirecopy.accounts.actions import demand
from wirecopy.accounts.models import User
from wirecopy.accounts.roles import May
from wirecopy.accounts.secrets import hashed
from wirecopy.audit.actions import write_entry
from wirecopy.audit.models import Entry
from wirecopy.desk.imports import feeds, ninjs, wordpress
from wirecopy.desk.imports.content import StorePicture
from wirecopy.desk.imports.item import Imported, Picture, Problem
from wirecopy.desk.imports.memory import FOR_A_PERSON, Mark
from wirecopy.desk.imports.poll import client_of, picture_store
from wirecopy.desk.imports.take import Manner, Outcome, take_all
from wirecopy.desk.models import Source, Story
from wirecopy.errors import ImportRefused, PictureRefused, WirecopyError

Parse = Callable[[bytes, str], Iterator[Imported | Problem]]
PUSHED: Final[Mapping[str, Parse]] = {
    wordpress.KIND: wordpress.parse,
    feeds.KIND: feeds.parse,
    ninjs.KIND: ninjs.parse,
}
"""Kinds that somebody may add on a screen and that may push -> what reads the bytes. Folders are this machine's: only the
command line leads there."""
MOST_BYTES: Final = 12 << 20
PICTURES_S: Final = 20.0
"""How long the pictures of one push may take, all together."""


def add_source(kind: str, where: str, *, minutes: int, release: bool, by: User, at: datetime) -> Source:
    """Add a source, or change one that is there; it is asked at once, and then every so many minutes (0: never, it pushes).

    Raises ``NotAllowed`` and ``ImportRefused``.
    """
    demand(by, May.RELEASE)
    if kind not in PUSHED:
        raise ImportRefused(f"{kind!r} is no kind of source; choose one of {', '.join(PUSHED)}")
    if not _is_address(where):
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
        Source.objects.filter(pk=source.pk).update(secret_hash=hashed(secret))
        _log("made key of source", source, by, at, {})
    return secret


def source_of_key(number: int, secret: str) -> Source | None:
    """The source of a number, if the key is its own; ``None``: it is not, or there is none."""
    found = Source.objects.select_related("taken_by").filter(pk=number).exclude(secret_hash="").first()
    return found if found and secrets.compare_digest(found.secret_hash, hashed(secret)) else None


def take_pushed(source: Source, data: bytes, *, at: datetime) -> list[Outcome | Problem]:
    """Take what a source sent, each item for itself. Raises ``ImportRefused`` for more than 12 MB."""
    if len(data) > MOST_BYTES:
        raise ImportRefused(f"more than {MOST_BYTES >> 20} MB were sent; send stories one by one")
    by = source.taken_by
    client = client_of(source.where, may_be_inside=source.may_be_inside)
    store = within(PICTURES_S, picture_store(client, by=by, at=at))
    manner = Manner(release=source.release, store_picture=store)
    try:
        taken = list(take_all(PUSHED[source.kind](data, source.where), by=by, at=at, manner=manner))
    except WirecopyError as error:
        taken = [Problem(source.where, str(error))]
    problems = "\n".join(f"{each.item}: {each.message}" for each in taken if isinstance(each, Problem))
    Source.objects.filter(pk=source.pk).update(pushed_at=at, problem=problems[:10_000])
    return taken


def within(seconds: float, store: StorePicture) -> StorePicture:
    """Fetch no more pictures when the time is over: whoever sends stories waits for the answer."""
    give_up = time.monotonic() + seconds

    def stored(picture: Picture) -> int | None:
        if time.monotonic() > give_up:
            raise PictureRefused(
                f"{picture.url} was not fetched, as the others took too long; send the story again for it"
            )
        return store(picture)

    return stored


def waiting(*, most: int = 200) -> list[tuple[Story, Entry]]:
    """The stories at which a person has to look, each with the entry of the import that says why, the latest first.

    A story that was killed or withdrawn meanwhile waits no more for what to do about its deletion, and a draft that was
    released waits no more for that. Costs two queries for each 500 entries.
    """
    later = Entry.objects.filter(
        subject_kind="story", subject=OuterRef("subject"), action__in=list(Mark), id__gt=OuterRef("id")
    )
    entries = Entry.objects.filter(action__in=FOR_A_PERSON).exclude(Exists(later)).order_by("-id")
    found: list[tuple[Story, Entry]] = []
    rest = entries.iterator(chunk_size=500)
    while some := list(islice(rest, 500)):
        keys = [entry.subject for entry in some]
        stories = {str(story.key): story for story in Story.objects.filter(key__in=keys).select_related("draft")}
        rows = ((stories[entry.subject], entry) for entry in some if entry.subject in stories)
        found += [(story, entry) for story, entry in rows if _is_open(story, entry)]
        if len(found) >= most:
            break
    return found[:most]


def _is_open(story: Story, entry: Entry) -> bool:
    if entry.action == Mark.DELETION:
        return story.state not in (Story.State.KILLED, Story.State.WITHDRAWN)
    return entry.action != Mark.WAITS or story.state == Story.State.DRAFT


def _is_address(where: str) -> bool:
    try:
        parts = urlsplit(where)
        has_port = parts.port is None or parts.port > 0  # raises ValueError for what is no port
    except ValueError:
        return False
    return (
        has_port
        and parts.scheme in ("http", "https")
        and bool(parts.hostname)
        and "@" not in parts.netloc
        and len(where) <= 500
    )


def _log(action: str, source: Source, by: User, at: datetime, data: Mapping[str, object]) -> None:
    write_entry(action, by=by.actor, kind="source", subject=source.pk, at=at, data=data)
