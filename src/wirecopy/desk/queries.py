"""What there is to read: for everybody, and for the desk."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from django.db.models import F, Q, QuerySet

from wirecopy.desk.models import Person, Story, TermsVersion, Topic, Version, Wire

LATEST: Final = ("-listed_at", "-listed_key")
"""The order of every list that readers see; an index holds each list in it."""


def all_stories() -> QuerySet[Story]:
    """Every story that was out, latest first."""
    found = Story.objects.filter(released_at__isnull=False)
    return found.annotate(listed_at=F("released_at"), listed_key=F("pk")).order_by(*LATEST)


def stories_on(topic: Topic) -> QuerySet[Story]:
    """The stories of a topic that were out, latest first."""
    found = Story.objects.filter(filings__topic=topic, filings__released_at__isnull=False)
    return found.annotate(listed_at=F("filings__released_at"), listed_key=F("filings__story")).order_by(*LATEST)


def stories_by(person: Person) -> QuerySet[Story]:
    """The stories of somebody that were out, latest first."""
    found = Story.objects.filter(authorships__person=person, authorships__released_at__isnull=False)
    moment, key = F("authorships__released_at"), F("authorships__story")
    return found.annotate(listed_at=moment, listed_key=key).order_by(*LATEST)


def public_stories(*, at: datetime, among: QuerySet[Story] | None = None) -> QuerySet[Story]:
    """Stories that anybody may read now, latest first, each with its version: see ``Story.is_public``.

    ``among``: one of the lists above; else all.
    """
    found = all_stories() if among is None else among
    return found.filter(_is_public(at)).select_related("current")


def free_stories(*, at: datetime) -> QuerySet[Story]:
    """Public stories that are the wire's to give away."""
    return public_stories(at=at).filter(is_third_party=False)


def public_corrections(*, at: datetime) -> QuerySet[Version]:
    """Corrections of stories that anybody may read, latest first, each with its story."""
    found = Version.objects.filter(_is_public(at, "story__"), kind=Version.Kind.CORRECTION)
    return found.select_related("story").order_by("-released_at", "-pk")


def desk_stories() -> QuerySet[Story]:
    """All stories, the one that was worked on last first."""
    return Story.objects.select_related("current", "draft").order_by("-changed_at", "-id")


def terms_in_force(*, at: datetime) -> TermsVersion | None:
    """The terms that hold at a moment; ``None``: none has been set."""
    return TermsVersion.objects.filter(since__lte=at).order_by("-since", "-number").first()


def the_wire() -> Wire | None:
    """The wire; ``None``: it has not been set up."""
    return Wire.objects.filter(pk=1).first()


def _is_public(at: datetime, of: str = "") -> Q:
    """What ``Story.is_public`` says, for a database; ``of`` leads to the story."""
    state = Q(**{f"{of}state": Story.State.LIVE, f"{of}is_protected": False})
    embargo_over = Q(**{f"{of}embargo_until": None}) | Q(**{f"{of}embargo_until__lte": at})
    not_expired = Q(**{f"{of}expires_at": None}) | Q(**{f"{of}expires_at__gt": at})
    return state & embargo_over & not_expired
