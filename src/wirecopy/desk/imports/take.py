"""Taking what was imported into the desk: a new item, a change, a correction, a deletion, each in its way and only once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from django.db import IntegrityError, transaction
from django.db.models import Exists, OuterRef

from wirecopy.accounts.actions import demand
from wirecopy.accounts.models import User
from wirecopy.accounts.roles import May
from wirecopy.audit.models import Entry
from wirecopy.desk.actions import (
    correct_story,
    create_story,
    hold_story,
    release_story,
    save_draft,
    update_story,
)
from wirecopy.desk.imports.content import (
    Stored,
    StorePicture,
    as_kept,
    demand_whole,
    stored_pictures,
    words_of,
)
from wirecopy.desk.imports.item import Imported, Picture, Problem
from wirecopy.desk.imports.memory import Mark, Memory, digest_of, recall, remember
from wirecopy.desk.imports.notes import correction_of
from wirecopy.desk.models import Story, Version
from wirecopy.errors import StoryError, WirecopyError


class Taken(StrEnum):
    """What became of an item."""

    NEW = "new"
    RELEASED = "released"
    UNCHANGED = "unchanged"
    DRAFTED = "drafted"
    UPDATED = "updated"
    CORRECTED = "corrected"
    DELETION = "deletion"
    HELD = "held"
    IGNORED = "ignored"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of an item. ``story`` is ``None`` where there is none. ``pictures`` are those that are not stored yet.

    ``DELETION`` and ``HELD`` wait for a person: ``remarks`` say why, and so does the log of the story.
    """

    taken: Taken
    source: str
    story: Story | None = None
    remarks: tuple[str, ...] = ()
    pictures: tuple[Picture, ...] = ()


@dataclass(frozen=True, slots=True)
class Manner:
    """How items are taken.

    ``release``: new ones are released at once (changes of released ones always are). ``overwrite``: also over what somebody
    changed at the desk meanwhile. ``gravity`` is that of a correction whose source does not say how grave it is.
    """

    release: bool = False
    overwrite: bool = False
    gravity: str = Version.Gravity.MAJOR
    store_picture: StorePicture | None = None


def take_all(
    items: Iterable[Imported | Problem],
    *,
    by: User,
    at: datetime,
    manner: Manner = Manner(),
) -> Iterator[Outcome | Problem]:
    """Take items one by one; what cannot be taken comes out as a problem, and the others go on."""
    for item in items:
        if isinstance(item, Problem):
            yield item
            continue
        try:
            yield take_imported(item, by=by, at=at, manner=manner)
        except WirecopyError as error:
            yield Problem(item.source, str(error))


def take_imported(imported: Imported, *, by: User, at: datetime, manner: Manner = Manner()) -> Outcome:
    """Take an item as its source has it now. Taking the same twice changes nothing.

    A new item becomes a story with a draft. A change becomes the next version of a released story, a correction where a
    correction note came that was not there before, or else changes the draft. A deletion changes nothing: an entry
    ``import_deletion`` waits for a person. So does ``import_held``, where a change cannot simply be taken: the story was
    killed or withdrawn here, or somebody changed it at the desk.

    Raises ``NotAllowed``, ``StoryIncomplete``, and what the actions of the desk raise; then nothing of it is taken.
    """
    demand(by, May.WRITE)
    story = Story.objects.filter(source=imported.source).first()
    if imported.is_deleted:
        return _deleted(imported, story, by, at)
    demand_whole(imported)
    digest = digest_of(imported)
    if story is not None and not _has_news(story, digest, manner):
        return Outcome(Taken.UNCHANGED, imported.source, story, imported.remarks)
    stored = stored_pictures(imported, manner.store_picture)
    try:
        outcome = _take(imported, digest, stored, by, at, manner)
    except IntegrityError:  # somebody else took it, or its author, a moment ago
        outcome = _take(imported, digest, stored, by, at, manner)
    remarks = (*imported.remarks, *outcome.remarks, *stored.remarks)
    return replace(outcome, remarks=remarks, pictures=tuple(stored.left))


def known_sources(prefix: str) -> list[str]:
    """Give the keys of what was taken from a source (``item.key_prefix``) and may be gone there: not what is known to be."""
    back = Entry.objects.filter(
        subject_kind="story", subject=OuterRef("subject"), action=Mark.BACK, id__gt=OuterRef("id")
    )
    gone = set(Entry.objects.filter(action=Mark.DELETION).exclude(Exists(back)).values_list("subject", flat=True))
    found = Story.objects.filter(source__startswith=prefix).exclude(
        state__in=(Story.State.KILLED, Story.State.WITHDRAWN)
    )
    rows = found.order_by("pk").values_list("source", "key")
    # SQLite compares without regard to case
    return [source for source, key in rows if source.startswith(prefix) and str(key) not in gone]


def _has_news(story: Story, digest: str, manner: Manner) -> bool:
    """Say whether an item may differ from what was taken; ``_take`` looks again, with the story locked."""
    memory = recall(story)
    is_open = memory.is_gone or story.state == Story.State.KILLED
    return memory.digest != digest or is_open or bool(memory.left and manner.store_picture)


def _take(imported: Imported, digest: str, stored: Stored, by: User, at: datetime, manner: Manner) -> Outcome:
    with transaction.atomic():
        story = Story.objects.select_for_update(of=("self",)).filter(source=imported.source).first()
        if story is None:
            return _new(imported, digest, stored, by, at, manner)
        memory = recall(story)
        if memory.is_gone:
            memory = replace(memory, held="", is_gone=False)
            remember(Mark.BACK, story, memory, imported, by=by, at=at, reason="the source has it again")
        if memory.digest == digest and story.state != Story.State.KILLED and not _gains(story, memory, stored):
            return Outcome(Taken.UNCHANGED, imported.source, story)
        held = _why_held(story, memory, imported, at, manner)
        if held:
            if memory.held != digest:
                remember(Mark.HELD, story, replace(memory, held=digest), imported, by=by, at=at, reason=held)
            return Outcome(Taken.HELD, imported.source, story, (held,))
        return _changed(story, memory, imported, digest, stored, by, at, manner)


def _new(imported: Imported, digest: str, stored: Stored, by: User, at: datetime, manner: Manner) -> Outcome:
    words, remarks = words_of(imported, stored, by, at, has_pictures=manner.store_picture is not None)
    story = create_story(imported.headline, by=by, at=at, slug=imported.slug, words=words)
    Story.objects.filter(pk=story.pk).update(source=imported.source)
    memory = Memory(digest=digest, revision=1, left=stored.addresses_left)
    remember(Mark.NEW, story, memory, imported, by=by, at=at)
    is_out = manner.release and _released(story, imported, by, at, remarks)
    if manner.release and not is_out:
        remember(Mark.WAITS, story, memory, imported, by=by, at=at, reason=remarks[-1])
    if not is_out and imported.embargo_until is not None and imported.embargo_until > at:
        remarks.append(f"the source has it under embargo until {imported.embargo_until:%Y-%m-%d %H:%M} UTC")
    story.refresh_from_db()
    return Outcome(Taken.RELEASED if is_out else Taken.NEW, imported.source, story, tuple(remarks))


def _released(story: Story, imported: Imported, by: User, at: datetime, remarks: list[str]) -> bool:
    """Release a new story; where the terms or the desk do not let it go, it waits as a draft, and a remark says why."""
    try:
        with transaction.atomic():
            release_story(story, by=by, at=at, embargo_until=imported.embargo_until, expires_at=imported.expires_at)
    except StoryError as error:
        remarks.append(f"it waits as a draft: {error}")
        return False
    return True


def _changed(
    story: Story,
    memory: Memory,
    imported: Imported,
    digest: str,
    stored: Stored,
    by: User,
    at: datetime,
    manner: Manner,
) -> Outcome:
    words, remarks = words_of(imported, stored, by, at, has_pictures=manner.store_picture is not None)
    draft = story.draft
    seen = Memory(digest=digest, revision=draft.revision, left=stored.addresses_left)
    is_same = all(getattr(draft, name) == value for name, value in as_kept(words).items())
    taken = Taken.UNCHANGED
    if is_same and not _is_new_note(imported, memory) and not _is_embargo_moved(story, imported):
        remember(Mark.CHANGE, story, seen, imported, by=by, at=at, reason="it says the same")
    else:
        revision = save_draft(story, words, revision=draft.revision, by=by, at=at)
        taken = _next_version(story, memory, imported, by, at, manner)
        remember(Mark.CHANGE, story, replace(seen, revision=revision), imported, by=by, at=at)
        story.refresh_from_db()
    return Outcome(taken, imported.source, story, tuple(remarks))


def _next_version(story: Story, memory: Memory, imported: Imported, by: User, at: datetime, manner: Manner) -> Taken:
    """Release the draft as what it is to those who have the story already."""
    if story.state == Story.State.DRAFT:
        return Taken.DRAFTED
    if _is_embargo_moved(story, imported):
        zone = story.embargo_zone
        hold_story(story, by=by, at=at, reason="the source moved the embargo")
        release_story(story, by=by, at=at, embargo_until=imported.embargo_until, zone=zone)
        return Taken.UPDATED
    if _is_new_note(imported, memory):
        correct_story(story, correction_of(imported.correction, gravity=manner.gravity), by=by, at=at)
        return Taken.CORRECTED
    update_story(story, by=by, at=at, reason="changed at its source")
    return Taken.UPDATED


def _is_new_note(imported: Imported, memory: Memory) -> bool:
    return bool(imported.correction) and imported.correction not in memory.notes


def _is_embargo_moved(story: Story, imported: Imported) -> bool:
    is_waiting = story.state == Story.State.EMBARGOED and story.embargo_until is not None
    return is_waiting and _is_later(imported.embargo_until, story.embargo_until)


def _why_held(story: Story, memory: Memory, imported: Imported, at: datetime, manner: Manner) -> str:
    """Say why a change has to wait for a person; empty: it need not."""
    if story.state == Story.State.KILLED:
        return f"{story.slug} was killed here and its source still has it; ask the source to take it down"
    if story.state == Story.State.WITHDRAWN:
        return f"{story.slug} was withdrawn here and has changed at its source; refile it if it may come back"
    if story.state == Story.State.LIVE and _is_later(imported.embargo_until, at):
        return f"{story.slug} is out, and its source now has it under embargo; withdraw it or ask the source"
    if story.draft.revision != memory.revision and not manner.overwrite:
        return f"{story.slug} has changed at its source after somebody changed it here; put the two together by hand"
    return ""


def _gains(story: Story, memory: Memory, stored: Stored) -> bool:
    """Say whether pictures have come that could not be fetched before, for a story that nobody changed since."""
    is_open = story.state in (Story.State.DRAFT, Story.State.EMBARGOED, Story.State.LIVE)
    has_come = bool({*memory.left} - {*stored.addresses_left})
    return is_open and has_come and story.draft.revision == memory.revision


def _deleted(imported: Imported, story: Story | None, by: User, at: datetime) -> Outcome:
    """Ask a person what to do with a story that its source has deleted: once."""
    if story is None or story.state in (Story.State.KILLED, Story.State.WITHDRAWN):
        return Outcome(Taken.IGNORED, imported.source, story, imported.remarks)
    with transaction.atomic():
        story = Story.objects.select_for_update(of=("self",)).get(pk=story.pk)
        memory = recall(story)
        if not memory.is_gone:
            remember(Mark.DELETION, story, memory, imported, by=by, at=at, reason=imported.reason)
    reason = f"{story.slug} was deleted at its source ({imported.reason}); kill it, withdraw it or leave it"
    return Outcome(Taken.DELETION, imported.source, story, (*imported.remarks, reason))


def _is_later(wanted: datetime | None, held: datetime | None) -> bool:
    return wanted is not None and held is not None and wanted > held
