"""Reading the log."""

from __future__ import annotations

from django.db.models import QuerySet

from wirecopy.audit.models import Entry


def entries_of(kind: str, subject: object) -> QuerySet[Entry]:
    """All that was done to one thing, oldest first."""
    return Entry.objects.filter(subject_kind=kind, subject=str(subject)).order_by("id")


def last_entry() -> tuple[int, str] | None:
    """The number and the subject of the last line; ``None``: there is none. While it stays, nobody has done anything."""
    return Entry.objects.order_by("-id").values_list("id", "subject").first()


def entries_after(number: int, *actions: str) -> QuerySet[Entry]:
    """The events behind line ``number``, in order; with ``actions``, only those."""
    found = Entry.objects.filter(id__gt=number)
    return (found.filter(action__in=actions) if actions else found).order_by("id")
