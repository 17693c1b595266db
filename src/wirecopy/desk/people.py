"""Those whose names are printed above stories: how the byline names the wire for each, and what readers are told of them."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import Count, QuerySet

from wirecopy.accounts.actions import demand
from wirecopy.accounts.models import User
from wirecopy.accounts.roles import May
from wirecopy.audit.actions import write_entry
from wirecopy.desk.models import Person
from wirecopy.errors import StoryIncomplete


def people(*, asked: str = "") -> QuerySet[Person]:
    """People by name, each with the number of stories that are or were out (``written``); ``asked``: those whose names hold it."""
    found = Person.objects.annotate(written=Count("authorships")).order_by("name", "pk")
    return found.filter(name__icontains=asked) if asked else found


def change_person(
    person: Person, *, name: str, affiliation: str, about: str, is_pseudonym: bool, by: User, at: datetime
) -> None:
    """Change what is said of somebody from now on: a version that was released keeps its byline as it was printed.

    Raises ``NotAllowed``, and ``StoryIncomplete``, which names the field.
    """
    demand(by, May.WRITE)
    after = {
        "name": name.strip(),
        "affiliation": affiliation.strip(),
        "about": about.strip(),
        "is_pseudonym": is_pseudonym,
    }
    if not name.strip() or len(name.strip()) > 200:
        raise StoryIncomplete("the name is empty or longer than 200 characters; write it as it is printed")
    if affiliation.strip() and ("{name}" not in affiliation or len(affiliation.strip()) > 200):
        raise StoryIncomplete("the affiliation says no {name}; write it as in {name}, University of Ellery")
    with transaction.atomic():
        locked = Person.objects.select_for_update().get(pk=person.pk)
        before = {field: getattr(locked, field) for field in after}
        if before != after:
            Person.objects.filter(pk=person.pk).update(**after)
            data = {"before": before, "after": after}
            write_entry("changed person", by=by.actor, kind="person", subject=person.pk, at=at, data=data)
    person.refresh_from_db()
