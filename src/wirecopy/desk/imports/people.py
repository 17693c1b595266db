"""The names of imported bylines, as the people of the desk."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any, Final

from django.utils.text import slugify

from wirecopy.accounts.models import User
from wirecopy.audit.actions import write_entry
from wirecopy.desk.models import Person

_LONGEST_SLUG: Final = 70


def byline_of(names: Iterable[str], *, by: User, at: datetime) -> list[dict[str, Any]]:
    """Give the byline of these names, in order; who is not known by this name, without regard to case, is added.

    Two people of one name cannot be told apart by it: the one who was there first is taken.
    """
    byline: list[dict[str, Any]] = []
    for name in names:
        person = Person.objects.filter(name__iexact=name).order_by("pk").first() or _added(name, by, at)
        byline.append({"person": person.pk, "name": name, "affiliation": person.affiliation})
    return byline


def _added(name: str, by: User, at: datetime) -> Person:
    base = slugify(name)[:_LONGEST_SLUG].strip("-") or "person"
    taken = set(Person.objects.filter(slug__startswith=base).values_list("slug", flat=True))
    slug = next(
        slug for slug in (base, *(f"{base}-{number}" for number in range(2, len(taken) + 3))) if slug not in taken
    )
    person = Person.objects.create(name=name, slug=slug)
    write_entry("person_imported", by=by.actor, kind="person", subject=person.pk, at=at, data={"name": name})
    return person
