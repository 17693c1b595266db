"""Versions of stories as the database has them -> ``Release`` records, many at a time with a handful of queries."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import lru_cache
from html import escape
from typing import Any, Final

from django.conf import settings

from wirecopy.desk import addresses
from wirecopy.desk.models import Content, Media, Person, Story, TermsVersion, Topic, Version, Wire
from wirecopy.desk.queries import terms_in_force, the_wire
from wirecopy.desk.terms import parsed
from wirecopy.errors import TermsInvalid
from wirecopy.renditions.release import Correction, Credit, Giver, Picture, Related, Release, Subject
from wiretrace.model import Terms
from wiretrace.terms import notice

_GONE: Final[Mapping[str, str]] = {
    Version.Kind.KILL: "This story was killed",
    Version.Kind.WITHDRAWAL: "This story was withdrawn",
}


@dataclass(frozen=True, slots=True)
class Frame:
    """What all renditions of a moment have in common: the wire and the terms in force."""

    wire: Giver
    affiliation: str
    version: TermsVersion
    terms: Terms


def frame(*, at: datetime) -> Frame:
    """Read the wire and its terms. Raises ``TermsInvalid`` where one of them has not been set up."""
    wire, version = the_wire(), terms_in_force(at=at)
    if wire is None or version is None:
        raise TermsInvalid("the wire has no name or no terms yet; run `wirecopy setup`")
    terms = parsed(version)
    return Frame(_giver(wire, terms), wire.affiliation, version, terms)


def release_of(story: Story, *, frame: Frame, beacon: str = "", at: datetime) -> Release:
    """Give the version of a story that stands. Raises ``StoryError`` where none does."""
    return releases_of([story], frame=frame, beacons={story.pk: beacon}, at=at)[0]


def releases_of(
    stories: Iterable[Story], *, frame: Frame, beacons: Mapping[int, str] | None = None, at: datetime
) -> list[Release]:
    """Give the versions that stand, in the order of the stories. Costs six queries, however many there are."""
    all_stories = list(stories)
    versions = [story.standing for story in all_stories]
    around = _Around.of(versions, all_stories)
    keys = beacons or {}
    return [
        _release(story, version, frame, around, keys.get(story.pk, ""), at)
        for story, version in zip(all_stories, versions, strict=True)
    ]


def preview_of(story: Story, *, frame: Frame, at: datetime) -> Release:
    """Give the draft of a story as it would go out, without a beacon. Nothing is written down."""
    said = {field.name: getattr(story.draft, field.name) for field in Content._meta.local_fields}
    number = (story.current.number if story.current else 0) + 1
    version = Version(story=story, number=number, kind=Version.Kind.UPDATE, released_at=at, **said)
    return _release(story, version, frame, _Around.of([version], [story]), "", at)


def credit_line(form: str, name: str, wire: str) -> str:
    """Fill in a form of the affiliation: ``{name}, {wire}`` -> ``Marta Lindqvist, Harbor Light``."""
    return form.replace("{name}", name).replace("{wire}", wire)


@dataclass(frozen=True, slots=True)
class _Around:
    """The rows that versions point to, by their keys."""

    people: Mapping[int, Person]
    media: Mapping[int, Media]
    topics: Mapping[str, Topic]
    related: Mapping[str, Story]
    corrections: Mapping[int, Sequence[Version]]
    first: Mapping[int, datetime]

    @classmethod
    def of(cls, versions: Sequence[Version], stories: Sequence[Story]) -> _Around:
        corrected = [story.pk for story in stories if story.corrected_at]
        corrections: dict[int, list[Version]] = {}
        for version in Version.objects.filter(story__in=corrected, kind=Version.Kind.CORRECTION).order_by("number"):
            corrections.setdefault(version.story_id, []).append(version)
        related = Story.objects.filter(key__in=_all(versions, "related"), state=Story.State.LIVE, is_protected=False)
        return cls(
            {row.pk: row for row in Person.objects.filter(pk__in=_keys(versions, "byline", "person"))},
            {row.pk: row for row in Media.objects.filter(pk__in=_keys(versions, "media", "media"))},
            {row.code: row for row in Topic.objects.filter(code__in=_all(versions, "topics"))},
            {str(row.key): row for row in related.select_related("current")},
            corrections,
            {story.pk: story.released_at or story.changed_at for story in stories},
        )


def _keys(versions: Sequence[Version], field: str, key: str) -> set[Any]:
    return {row.get(key) for version in versions for row in getattr(version, field)}


def _all(versions: Sequence[Version], field: str) -> set[Any]:
    return {value for version in versions for value in getattr(version, field)}


def _release(story: Story, version: Version, frame: Frame, around: _Around, beacon: str, at: datetime) -> Release:
    text, html = _notice(frame.version.pk, frame.terms)
    common = Release(
        wire=frame.wire,
        terms=frame.terms,
        urn=story.urn,
        slug=story.slug,
        version=version.number,
        signal=version.kind,  # type: ignore[arg-type]  # the database allows no other
        url=addresses.story(story.slug),
        headline=_GONE.get(version.kind, version.headline),
        summary="",
        dateline="",
        body="",
        byline=(),
        language=version.language,
        released=around.first[story.pk],
        changed=version.released_at,
        notice_html=html,
        notice_text=text,
        terms_url=addresses.republishing(),
        beacon_url=addresses.beacon(beacon) if beacon else "",
        priority=version.priority,
        reason=version.reason if version.kind in _GONE else "",
        takedown=version.takedown,
    )
    return common if version.kind in _GONE else _filled(common, story, version, frame, around, at)


def _filled(release: Release, story: Story, version: Version, frame: Frame, around: _Around, at: datetime) -> Release:
    """Put in what a story says; of one that is gone nothing of it travels, not even its headline, which may be what was wrong."""
    return replace(
        release,
        summary=version.summary,
        dateline=version.dateline,
        body=version.body,
        byline=tuple(_credit(row, frame, around.people) for row in version.byline),
        editors_note=version.editors_note,
        subjects=tuple(Subject(code, around.topics[code].name) for code in version.topics if code in around.topics),
        places=tuple(version.places),
        related=tuple(_related(key, around.related) for key in version.related if key in around.related),
        pictures=_pictures(version, around.media, at),
        corrections=tuple(_correction(row) for row in around.corrections.get(story.pk, ())),
        embargo_until=story.embargo_until,
        expires=story.expires_at,
    )


def _giver(wire: Wire, terms: Terms) -> Giver:
    """The wire with its logo: the one in its settings, else the first that its terms give an address of, by which copies
    are checked; else a mark of ours."""
    known = [logo for logo in (terms.wire.logos if terms.wire else ()) if logo.startswith(("https://", "http://"))]
    own = [addresses.media(str(wire.logo))] if wire.logo else []
    fallback = f"{settings.SITE_URL}{settings.STATIC_URL}portal/logo.svg"
    return Giver(
        wire.name, wire.short_name, wire.home, [*own, *known, fallback][0], wire.licensing_email, wire.language
    )


def _credit(row: Mapping[str, Any], frame: Frame, people: Mapping[int, Person]) -> Credit:
    person = people.get(row["person"])
    form = row.get("affiliation") or frame.affiliation
    line = credit_line(form, row["name"], frame.wire.name)
    return Credit(
        name=row["name"],
        line=line,
        affiliation=line.replace(row["name"], "", 1).strip(" ,/-–—"),
        url=addresses.author(person.slug) if person else "",
    )


def _pictures(version: Version, media: Mapping[int, Media], at: datetime) -> tuple[Picture, ...]:
    rows = ((row, media[row["media"]]) for row in version.media if row.get("media") in media)
    return tuple(
        Picture(
            url=addresses.media(str(picture.file)),
            media_type=picture.media_type,
            width=picture.width,
            height=picture.height,
            alt=row.get("alt") or picture.alt,
            caption=row.get("caption") or picture.caption,
            credit=row.get("credit") or picture.credit,
            is_free=True,
            only_with_story=picture.only_with_story,
        )
        for row, picture in rows
        if picture.is_free(at=at)
    )


def _related(key: str, stories: Mapping[str, Story]) -> Related:
    story = stories[key]
    return Related(story.standing.headline, addresses.story(story.slug))


def _correction(version: Version) -> Correction:
    return Correction(version.wrong, version.right, version.gravity, version.released_at, version.wrong_since)


@lru_cache(maxsize=8)
def _notice(number: int, terms: Terms) -> tuple[str, str]:
    """The short notice that stands under a story: the wire's own wording, else the first two parts of the long one."""
    wording = (
        terms.wire.notices[0] if terms.wire and terms.wire.notices else " ".join(notice(terms).split("\n\n")[1].split())
    )
    return wording, f"<p>{escape(wording, quote=False)}</p>"
