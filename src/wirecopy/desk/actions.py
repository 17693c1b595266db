"""What the desk does to stories: write, release, correct, kill, withdraw, refile; each with its entry in the log."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils.text import slugify

from wirecopy.accounts.actions import demand
from wirecopy.accounts.models import User
from wirecopy.accounts.roles import May
from wirecopy.audit.actions import Actor, write_entry
from wirecopy.desk.check import check_story
from wirecopy.desk.listings import list_story
from wirecopy.desk.markup import clean, sound
from wirecopy.desk.models import Content, Draft, Media, Story, Version
from wirecopy.desk.pictures.actions import take_down
from wirecopy.desk.pictures.queries import only_of
from wirecopy.desk.queries import terms_in_force
from wirecopy.desk.search import index_story
from wirecopy.desk.subjects import subject_of
from wirecopy.desk.terms import parsed
from wirecopy.desk.transitions import after
from wirecopy.errors import DraftChanged, StoryIncomplete

CONTENT = tuple(field.name for field in Content._meta.local_fields)
"""The fields that a draft and a version share."""

CLOCK = Actor("job:follow_the_clock", "the clock")


@dataclass(frozen=True, slots=True)
class Words:
    """What somebody writes: the fields of ``Content``, those that are given. Anything else is a ``TypeError``."""

    fields: Mapping[str, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        unknown = set(self.fields) - set(CONTENT)
        if unknown:
            raise TypeError(f"a story has no {', '.join(sorted(unknown))}")


@dataclass(frozen=True, slots=True)
class Correction:
    """What was wrong, since when, what is right, and how grave it is (``Version.Gravity``)."""

    wrong: str
    right: str
    gravity: str
    wrong_since: datetime | None = None

    def __post_init__(self) -> None:
        if not self.wrong.strip() or not self.right.strip():
            raise StoryIncomplete("a correction says what was wrong and what is right; fill in both")
        if self.gravity not in Version.Gravity.values:
            raise StoryIncomplete(f"say how grave the error was: {', '.join(Version.Gravity.values)}")


def create_story(headline: str, *, by: User, at: datetime, slug: str = "", words: Words = Words()) -> Story:
    """Begin a story, with a draft. A slug that is taken gets a number. Raises ``NotAllowed``."""
    demand(by, May.WRITE)
    with transaction.atomic():
        story = Story.objects.create(slug=_free_slug(slug or headline), changed_at=at, made_at=at, made_by=by)
        draft = Draft(story=story, saved_at=at, saved_by=by, headline=headline)
        _fill(draft, words)
        draft.save(force_insert=True)
        write_entry("began", by=by.actor, kind="story", subject=story.key, at=at)
    return story


def save_draft(story: Story, words: Words, *, revision: int, by: User, at: datetime) -> int:
    """Save what is being written over revision ``revision``, and give the new revision.

    Raises ``DraftChanged`` if somebody saved it since that was read: nothing is overwritten, and who comes second still
    has the words to put together. Raises ``NotAllowed``, ``TransitionRefused``.
    """
    demand(by, May.WRITE)
    after("write", story)
    with transaction.atomic():
        draft = Draft.objects.select_for_update().select_related("saved_by").get(story=story)
        if draft.revision != revision:
            raise DraftChanged(
                f"{draft.saved_by} saved {story.slug} at {draft.saved_at:%H:%M} UTC, after you had opened it; "
                "compare the two and save again"
            )
        _fill(draft, words)
        draft.revision, draft.saved_at, draft.saved_by = revision + 1, at, by
        draft.save()
        Story.objects.filter(pk=story.pk).update(changed_at=at)
    return draft.revision


def release_story(
    story: Story,
    *,
    by: User,
    at: datetime,
    embargo_until: datetime | None = None,
    zone: str = "",
    expires_at: datetime | None = None,
) -> Version:
    """Release the draft as version 1: at once, or under an embargo that ends in the future.

    An embargo that is over is none. Raises ``TransitionRefused``, ``NotAllowed``, ``StoryIncomplete``.
    """
    is_later = embargo_until is not None and embargo_until > at
    if expires_at is not None and expires_at <= max(at, embargo_until or at):
        raise StoryIncomplete(f"{story.slug} would expire before anybody can read it; set a later moment")
    ZoneInfo(zone or "UTC")
    demand(by, May.RELEASE)
    _demand_unlocked(story, at)
    with _changing(story, "embargo" if is_later else "release", by, at, kind=Version.Kind.RELEASE) as change:
        change.story.embargo_until = embargo_until if is_later else None
        change.story.embargo_zone = zone if is_later else ""
        change.story.expires_at = expires_at
        if not is_later:
            change.story.released_at = at
    return change.version


def update_story(story: Story, *, by: User, at: datetime, reason: str = "") -> Version:
    """Release the draft as an update of what is out. Raises as ``release_story``."""
    with _changing(story, "update", by, at, kind=Version.Kind.UPDATE, reason=reason) as change:
        return change.version


def correct_story(story: Story, correction: Correction, *, by: User, at: datetime) -> Version:
    """Release the draft as a correction of what is out. Raises as ``release_story``."""
    with _changing(story, "correct", by, at, kind=Version.Kind.CORRECTION, reason=correction.wrong) as change:
        change.version.wrong, change.version.right = correction.wrong, correction.right
        change.version.gravity, change.version.wrong_since = correction.gravity, correction.wrong_since
        change.story.corrected_at = at
    return change.version


def kill_story(
    story: Story, *, reason: str, by: User, at: datetime, takedown: str = "every copy", with_pictures: bool = True
) -> Version:
    """Kill a story: it was wrong in substance, and every copy that ``takedown`` names must go. Nothing undoes it.

    With it go the pictures that no other story has (``with_pictures``).
    """
    with transaction.atomic():
        for media in only_of(story) if with_pictures else ():
            take_down(media, reason=f"{story.slug} was killed: {reason}", by=by, at=at)
        return _taken_back(story, "kill", Version.Kind.KILL, reason, takedown, by, at)


def withdraw_story(story: Story, *, reason: str, by: User, at: datetime, takedown: str = "") -> Version:
    """Withdraw a story: it may come back. Raises as ``kill_story``."""
    return _taken_back(story, "withdraw", Version.Kind.WITHDRAWAL, reason, takedown, by, at)


def refile_story(story: Story, *, by: User, at: datetime, reason: str) -> Version:
    """Bring a withdrawn story back, as its draft now stands."""
    _demand_reason(story, "refile", reason)
    with _changing(story, "refile", by, at, kind=Version.Kind.REFILE, reason=reason) as change:
        change.story.released_at = change.story.released_at or at
        change.story.embargo_until = change.story.expires_at = None
    return change.version


def hold_story(story: Story, *, by: User, at: datetime, reason: str) -> None:
    """Take a story that waits for its embargo back to the desk: version 1 was never out, and stays in the record."""
    demand(by, May.RELEASE)
    _moved(story, "hold", by.actor, at, reason)


def lift_embargo(story: Story, *, at: datetime, by: User | None = None, reason: str = "") -> None:
    """Let a story out: by hand, or (``by=None``) by the clock, which waits until the embargo is over.

    Raises ``TransitionRefused``; ``StoryUnderEmbargo`` is not for here: who may release may also lift early.
    """
    if by is not None:
        demand(by, May.RELEASE)
    _moved(story, "lift", by.actor if by else CLOCK, at, reason or "the embargo is over")


def expire_story(story: Story, *, at: datetime) -> Version:
    """Withdraw a story whose time is over, by the clock."""
    reason = "the time for which it was offered is over"
    with _changing(story, "expire", None, at, kind=Version.Kind.WITHDRAWAL, reason=reason) as change:
        return change.version


@dataclass(frozen=True, slots=True)
class _Change:
    """A story that is locked, and the version that it is about to get."""

    story: Story
    version: Version


@contextmanager
def _changing(
    story: Story, verb: str, by: User | None, at: datetime, *, kind: str, reason: str = ""
) -> Iterator[_Change]:
    """One verb on one story in one transaction: lock it, ask the table, and write version and entry at the end.

    ``by`` is ``None`` for the clock, which needs no permission.
    """
    if by is not None:
        demand(by, May.RELEASE)
    with transaction.atomic():
        locked = Story.objects.select_for_update().get(pk=story.pk)
        state = after(verb, locked)
        change = _Change(locked, _next_version(locked, kind, reason, by, at))
        yield change
        change.version.save(force_insert=True)
        locked.state, locked.current, locked.changed_at = state, change.version, at
        locked.save()
        list_story(locked)
        index_story(locked)
        actor = by.actor if by else CLOCK
        number = change.version.number
        write_entry(verb, by=actor, kind="story", subject=story.key, at=at, reason=reason, data={"version": number})
    story.refresh_from_db()


def _next_version(story: Story, kind: str, reason: str, by: User | None, at: datetime) -> Version:
    """Make the version that follows: what is taken back repeats what was out, all else says what the draft says."""
    last = Version.objects.filter(story=story).order_by("-number").first()
    content: Content
    if last is not None and kind in (Version.Kind.KILL, Version.Kind.WITHDRAWAL):
        content = last
    else:
        content = Draft.objects.get(story=story)
        _demand_whole(story, content)
    number = last.number + 1 if last else 1
    said = {name: getattr(content, name) for name in CONTENT}
    return Version(story=story, number=number, kind=kind, released_at=at, released_by=by, reason=reason, **said)


def _taken_back(story: Story, verb: str, kind: str, reason: str, takedown: str, by: User, at: datetime) -> Version:
    _demand_reason(story, verb, reason)
    with _changing(story, verb, by, at, kind=kind, reason=reason) as change:
        change.version.takedown = takedown
    return change.version


def _moved(story: Story, verb: str, by: Actor, at: datetime, reason: str) -> None:
    """Change the state alone: nothing that was released changes."""
    with transaction.atomic():
        locked = Story.objects.select_for_update().get(pk=story.pk)
        locked.state = after(verb, locked)
        locked.embargo_until = None
        locked.changed_at = at
        if locked.state == Story.State.LIVE and locked.released_at is None:
            locked.released_at = at
        locked.save()
        list_story(locked)
        index_story(locked)
        write_entry(verb, by=by, kind="story", subject=story.key, at=at, reason=reason)
    story.refresh_from_db()


def _demand_reason(story: Story, verb: str, reason: str) -> None:
    if not reason.strip():
        raise StoryIncomplete(f"say why you {verb} {story.slug}; publishers are told")


def _demand_unlocked(story: Story, at: datetime) -> None:
    """Refuse what the terms forbid to go out: they demand of every publisher what the story does not have."""
    version = terms_in_force(at=at)
    if version is None:
        return
    report = check_story(subject_of(story.draft), terms=parsed(version))
    locks = [advice.message for advice in report.advice if advice.is_lock]
    if locks:
        raise StoryIncomplete(f"{story.slug}: {'; '.join(locks)}")


def _demand_whole(story: Story, content: Content) -> None:
    missing = [name for name in ("headline", "body") if not getattr(content, name).strip()]
    if missing:
        raise StoryIncomplete(f"{story.slug} has no {' and no '.join(missing)}; write it before you release the story")
    keys = [row.get("media") for row in content.media]
    down = Media.objects.filter(pk__in=keys).exclude(taken_down_at=None).first() if keys else None
    if down is not None:
        raise StoryIncomplete(
            f"the picture “{down.alt[:80]}” of {story.slug} was taken down; leave it out, or put it back (Desk, Media)"
        )


def _fill(content: Content, words: Words) -> None:
    priority = words.fields.get("priority", content.priority)
    if priority not in range(1, 10):
        raise StoryIncomplete(f"the priority is {priority!r}; choose 1 (flash) to 9")
    for name, value in words.fields.items():
        setattr(content, name, clean(value) if name == "body" else sound(value))


def _free_slug(wanted: str) -> str:
    base = slugify(wanted, allow_unicode=False)[:110].strip("-") or "story"
    taken = set(Story.objects.filter(slug__startswith=base).values_list("slug", flat=True))
    number = 1
    slug = base
    while slug in taken:
        number += 1
        slug = f"{base}-{number}"
    return slug
