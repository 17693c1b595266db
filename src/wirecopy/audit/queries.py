"""Reading the log."""

from __future__ import annotations

from django.db.models import QuerySet

from wirecopy.audit.models import Entry


def entries_of(kind: str, subject: object) -> QuerySet[Entry]:
    """All that was done to one thing, oldest first."""
    return Entry.objects.filter(subject_kind=kind, subject=str(subject)).order_by("id")


def last_entries(many: int = 20) -> tuple[int, ...]:
    """The numbers of the last lines; while they stay, nobody has done anything.

    More than one, since on PostgreSQL a line may come in with a number below that of a line that is there already.
    """
    return tuple(Entry.objects.order_by("-id").values_list("id", flat=True)[:many])


def entries_after(number: int, *actions: str) -> QuerySet[Entry]:
    """The events behind line ``number``, in order; with ``actions``, only those."""
    found = Entry.objects.filter(id__gt=number)
    return (found.filter(action__in=actions) if actions else found).order_by("id")
