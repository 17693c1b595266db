"""What the desk's forms say, read into words for the actions; a field that cannot be read is named."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.http import QueryDict
from django.utils.dateparse import parse_datetime
from django.utils.text import slugify

from wirecopy.desk.actions import Correction, Words
from wirecopy.desk.models import Person, Story, Topic
from wirecopy.desk.topics import topics_named
from wirecopy.errors import StoryIncomplete
from wirecopy.portal.picture_fields import pictures_of

_PLAIN = ("headline", "summary", "dateline", "body", "editors_note", "language")


def words_of(form: QueryDict) -> Words:
    """Read what somebody wrote; fields that the form does not have stay as they are. Raises ``StoryIncomplete``."""
    fields: dict[str, Any] = {name: form.get(name, "").strip() for name in _PLAIN if name in form}
    if len(fields.get("headline", "")) > 300:
        raise StoryIncomplete("the headline is longer than 300 characters; shorten it")
    if "byline" in form:
        fields["byline"] = [_credit(*parts) for parts in _rows(form.get("byline", ""), 2)]
    if "comment" in form:
        rows = _rows(form.get("comment", ""), 3)
        fields["comment"] = [{"who": who, "answer": answer, "how": how} for who, answer, how in rows]
    if "places" in form:
        fields["places"] = [place for part in form.get("places", "").split(";") if (place := part.strip())]
    if "related" in form:
        fields["related"] = list(_related(form.get("related", "").split()))
    if "priority" in form:
        fields["priority"] = _priority(form.get("priority", ""))
    if "topics-shown" in form:
        fields["topics"] = _topics(form)
    if "pictures-shown" in form:
        fields["media"] = pictures_of(form)
    return Words(fields)


def _topics(form: QueryDict) -> list[str]:
    """The topics that were ticked, and those that were named."""
    ticked = list(Topic.objects.filter(code__in=form.getlist("topics")).values_list("code", flat=True))
    named = [word for line in form.get("topics-named", "").splitlines() if (word := line.strip())]
    return list(dict.fromkeys([*ticked, *topics_named(named)]))


def correction_of(form: QueryDict) -> Correction:
    """Read what was wrong and what is right. Raises ``StoryIncomplete``."""
    since = moment_of(form, "wrong_since", "UTC")
    return Correction(form.get("wrong", "").strip(), form.get("right", "").strip(), form.get("gravity", ""), since)


def moment_of(form: QueryDict, field: str, zone: str) -> datetime | None:
    """Read a moment as it is typed in a time zone; ``None``: the field is empty. Raises ``StoryIncomplete``."""
    typed = form.get(field, "").strip()
    if not typed:
        return None
    try:
        moment = parse_datetime(typed)
        if moment is None:
            raise ValueError(typed)
        return moment if moment.tzinfo else moment.replace(tzinfo=ZoneInfo(zone or "UTC"))
    except (ValueError, ZoneInfoNotFoundError) as error:
        raise StoryIncomplete(
            f"{typed!r} in {zone or 'UTC'!r} is no moment; write it as 2026-03-02T18:00 with a zone as Europe/Paris"
        ) from error


def whole_number(words: str, *, most_digits: int = 18) -> int:
    """Read a number of a field or an address; 0 for what is none, and for one of more digits than a database holds."""
    return int(words) if words.isdecimal() and len(words) <= most_digits else 0


def as_lines(rows: Iterable[Mapping[str, str]], *keys: str) -> str:
    """Write rows as the form shows them: a line each, parts between bars, empty ones at the end left out."""
    return "\n".join(" | ".join(str(row.get(key, "")) for key in keys).rstrip(" |") for row in rows)


def _rows(text: str, width: int) -> list[list[str]]:
    lines = (line for line in text.splitlines() if line.strip())
    return [([part.strip() for part in line.split("|")] + [""] * width)[:width] for line in lines]


def _credit(name: str, affiliation: str) -> dict[str, Any]:
    person = Person.objects.filter(name=name).first() or Person.objects.create(name=name, slug=_free_slug(name))
    return {"person": person.pk, "name": name, "affiliation": affiliation or person.affiliation}


def _free_slug(name: str) -> str:
    base = slugify(name)[:70] or "author"
    taken = set(Person.objects.filter(slug__startswith=base).values_list("slug", flat=True))
    number = 1
    while (slug := base if number == 1 else f"{base}-{number}") in taken:
        number += 1
    return slug


def _related(slugs: Iterable[str]) -> Iterable[str]:
    for slug in slugs:
        story = Story.objects.filter(slug=slug.strip("/").rpartition("/")[2]).first()
        if story is None:
            raise StoryIncomplete(f"there is no story {slug!r} to be related; give the last part of its address")
        yield str(story.key)


def _priority(typed: str) -> int:
    if typed not in {str(number) for number in range(1, 10)}:
        raise StoryIncomplete(f"the priority is {typed!r}; choose 1 (flash) to 9")
    return int(typed)
