"""What is remembered of an import: the entries that it wrote into the log of a story, and a digest of what came."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from enum import StrEnum
from hashlib import sha256
from typing import Any, Final

from django.db import transaction

from wirecopy.accounts.models import User
from wirecopy.audit.actions import write_entry
from wirecopy.audit.queries import entries_of
from wirecopy.desk.imports.item import Imported
from wirecopy.desk.markup import clean
from wirecopy.desk.models import Story
from wirecopy.errors import ImportRefused


class Mark(StrEnum):
    """The entries of an import. ``DELETION``, ``HELD`` and ``WAITS`` are for a person to look at, who writes ``SETTLED``."""

    NEW = "import_new"
    CHANGE = "import_change"
    DELETION = "import_deletion"
    BACK = "import_back"
    HELD = "import_held"
    WAITS = "import_waits"
    SETTLED = "import_settled"


FOR_A_PERSON: Final = (Mark.DELETION, Mark.HELD, Mark.WAITS)


_TOLD: Final = (
    *("headline", "summary", "dateline", "editors_note", "bylines", "language", "embargo_until", "expires_at"),
    *("correction", "pictures", "topics"),
)


@dataclass(frozen=True, slots=True)
class Memory:
    """What is known of the imports of a story: what was taken last, as which revision of the draft.

    ``held`` is the digest of what waits for a person (empty: nothing). ``is_gone``: the source has deleted it, and a person is
    asked or was. ``notes`` are the correction notes that came so far; ``left`` the pictures that could not be fetched. A
    story that was never imported has an empty memory.
    """

    digest: str = ""
    revision: int = 0
    notes: frozenset[str] = frozenset()
    left: tuple[str, ...] = ()
    held: str = ""
    is_gone: bool = False


def digest_of(imported: Imported) -> str:
    """Give a hash of all that a version could say: the same for what reads the same, whatever scripts stood in it."""
    told = asdict(imported)
    words = [str(told[name]) for name in _TOLD]
    return sha256("\0".join([*words, clean(imported.body)]).encode("utf-8", "replace")).hexdigest()


def recall(story: Story) -> Memory:
    """Read what is remembered of a story. Costs one query."""
    entries = list(entries_of("story", story.key).filter(action__in=list(Mark)).values_list("action", "data"))
    if not entries:
        return Memory()
    mark, data = entries[-1]
    notes = frozenset(str(each.get("correction")) for _, each in entries if each.get("correction"))
    left = tuple(map(str, data.get("left", ())))
    held = str(data.get("held", ""))
    is_gone = mark == Mark.DELETION or bool(data.get("is_gone"))
    return Memory(str(data.get("digest", "")), int(data.get("revision", 0)), notes, left, held, is_gone)


def settle(story: Story, entry: int, *, by: User, at: datetime, reason: str = "") -> None:
    """Note that a person has looked at what an import left, which the line ``entry`` of the log said.

    It is not asked again until the source changes it. Raises ``ImportRefused`` where the source has sent more since.
    """
    with transaction.atomic():
        Story.objects.select_for_update(of=("self",)).get(pk=story.pk)
        last = entries_of("story", story.key).filter(action__in=list(Mark)).values_list("id", flat=True).last()
        if last != entry:
            raise ImportRefused(f"the source of {story.slug} has sent more meanwhile; look at what it says now")
        memory = recall(story)
        data = {"digest": memory.digest, "revision": memory.revision, "left": list(memory.left)}
        held = {"held": memory.held} if memory.held else {}
        gone = {"is_gone": True} if memory.is_gone else {}
        told = {**data, **held, **gone}
        write_entry(Mark.SETTLED, by=by.actor, kind="story", subject=story.key, at=at, reason=reason, data=told)


def remember(
    mark: Mark, story: Story, memory: Memory, imported: Imported, *, by: User, at: datetime, reason: str = ""
) -> None:
    """Write an entry; ``memory`` gives digest, revision, and what was left or held."""
    data: dict[str, Any] = {
        "source": imported.source,
        "canonical": imported.canonical,
        "digest": memory.digest,
        "revision": memory.revision,
        "left": list(memory.left),
        **({"held": memory.held} if memory.held else {}),
        **_when("published", imported.published),
        **_when("modified", imported.modified),
        **_when("embargo_until", imported.embargo_until),
        **({"correction": imported.correction} if imported.correction and mark in (Mark.NEW, Mark.CHANGE) else {}),
    }
    write_entry(mark, by=by.actor, kind="story", subject=story.key, at=at, reason=reason, data=data)


def _when(name: str, moment: datetime | None) -> Mapping[str, str]:
    return {name: moment.isoformat()} if moment else {}
