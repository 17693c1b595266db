"""ninjs 3.1, and 2.2 on request: one version of a story as IPTC's news in JSON."""

from __future__ import annotations

import json
from typing import Any

from wirecopy.renditions.formats.content import content
from wirecopy.renditions.formats.ed_note import ed_note
from wirecopy.renditions.formats.iptc import MEDIA_TOPICS, located, logo_type, pub_status
from wirecopy.renditions.formats.normal import normal, stamp, utc
from wirecopy.renditions.formats.syndicated import picture_rights
from wirecopy.renditions.release import Credit, Giver, Picture, Release, Subject

_SCHEMA = "http://www.iptc.org/std/ninjs/ninjs-schema_{version}.json#"
_RENAMED_22 = {"embargoedUntil": "embargoed"}  # every other name of 3.1 is that of 2.2 with capitals


def render(release: Release) -> bytes:
    """ninjs 3.1 in UTF-8.

    The body is the whole package (byline, logo, notice, link, beacon) without its headline, which stands in ``headlines``.
    A story that is gone is its urn, version, times, status, note and provider.
    Source: http://www.iptc.org/std/ninjs/ninjs-schema_3.1.json, a closed schema: no member of our own.
    """
    return _bytes(_standard("3.1") | _item(normal(release)))


def render_22(release: Release) -> bytes:
    """ninjs 2.2 in UTF-8: the same members under that version's names.

    2.2 has no ``rel`` for an association; its ``name`` says what it is. Source: ninjs-schema_2.2.json.
    """
    return _bytes(_standard("2.2") | _as_22(_item(normal(release))))


def _bytes(item: dict[str, Any]) -> bytes:
    return f"{json.dumps(item, ensure_ascii=False, indent=1)}\n".encode()


def _standard(version: str) -> dict[str, Any]:
    return {"standard": {"name": "ninjs", "version": version, "schema": _SCHEMA.format(version=version)}}


def _as_22(value: Any, *, inside: str = "") -> Any:
    if isinstance(value, list):
        return [_as_22(each, inside=inside) for each in value]
    if not isinstance(value, dict):
        return value
    kept = {key: each for key, each in value.items() if not (inside == "associations" and key == "rel")}
    return {_RENAMED_22.get(key, key.lower()): _as_22(each, inside=key) for key, each in kept.items()}


def _filled(members: dict[str, Any]) -> dict[str, Any]:
    """The members that say something."""
    return {name: value for name, value in members.items() if value not in ("", None, [], {})}


def _item(release: Release) -> dict[str, Any]:
    management = {
        "uri": release.urn,
        "type": "text",
        "version": str(release.version),
        "firstCreated": stamp(release.released),
        "versionCreated": stamp(release.changed),
        "pubStatus": pub_status(release),
        "edNote": ed_note(release),
        "infoSources": [_source(release.wire)],
    }
    if release.is_gone:
        return _filled(management)
    return _filled(management | _rights(release) | _description(release) | _content(release))


def _source(wire: Giver) -> dict[str, Any]:
    contact = {"type": "email", "role": "licensing", "value": wire.licensing_email}
    return _filled(
        {
            "name": wire.name,
            "role": "provider",
            "uri": wire.home,
            "contactInfo": [contact] if wire.licensing_email else [],
        }
    )


def _rights(release: Release) -> dict[str, Any]:
    return {
        "embargoedUntil": stamp(release.embargo_until) if release.embargo_until else "",
        "expires": stamp(release.expires) if release.expires else "",
        "copyrightHolder": release.wire.name,
        "copyrightNotice": f"© {utc(release.released).year} {release.wire.name}",
        "usageTerms": release.notice_text,
        "rightsInfo": _filled({"linkedRights": release.terms_url}),
        "altIds": _alternative_ids(release),
    }


def _alternative_ids(release: Release) -> list[dict[str, str]]:
    ids = [{"role": "canonical", "value": release.url}, {"role": "beacon", "value": release.beacon_url}]
    return [each for each in ids if each["value"]]


def _description(release: Release) -> dict[str, Any]:
    affiliations = dict.fromkeys(credit.affiliation for credit in release.byline if credit.affiliation)
    return {
        "urgency": release.priority,
        "language": release.language,
        "title": release.headline,
        "slugline": release.slug,
        "by": release.byline_text,
        "located": located(release),
        "people": [_person(credit) for credit in release.byline if credit.name != release.wire.name],
        "organisations": [_organisation(name, release.wire) for name in affiliations],
        "subjects": [_subject(subject) for subject in release.subjects],
        "places": [{"name": place} for place in release.places],
    }


def _person(credit: Credit) -> dict[str, Any]:
    return _filled({"name": credit.name, "rel": "author", "uri": credit.url})


def _organisation(name: str, wire: Giver) -> dict[str, Any]:
    return _filled({"name": name, "rel": "affiliation", "uri": wire.home if name == wire.name else ""})


def _subject(subject: Subject) -> dict[str, Any]:
    scheme, _, number = subject.code.partition(":")
    uri = f"{MEDIA_TOPICS}{number}" if scheme == "medtop" else ""
    return _filled({"name": subject.name, "uri": uri, "literal": subject.code})


def _text(role: str, value: str, content_type: str) -> list[dict[str, str]]:
    return [{"role": role, "contentType": content_type, "value": value}] if value else []


def _content(release: Release) -> dict[str, Any]:
    logo = [_logo(release.wire)] if release.wire.logo_url else []
    pictures = [_picture(picture, number) for number, picture in enumerate(release.pictures, start=1)]
    return {
        "headlines": _text("main", release.headline, "text/plain"),
        "descriptions": _text("summary", release.summary, "text/plain"),
        "bodies": _text("main", content(release), "text/html"),
        "associations": logo + pictures + _related(release),
    }


def _logo(wire: Giver) -> dict[str, Any]:
    rendition = {
        "name": "web",
        "href": wire.logo_url,
        "contentType": logo_type(wire),
        "width": wire.logo_width or None,
        "height": wire.logo_height or None,
    }
    return {
        "name": "logo",
        "rel": "logo",
        "uri": wire.logo_url,
        "type": "picture",
        "title": f"{wire.name} logo",
        "renditions": [_filled(rendition)],
    }


def _picture(picture: Picture, number: int) -> dict[str, Any]:
    rendition = {
        "name": "web",
        "href": picture.url,
        "contentType": picture.media_type,
        "width": picture.width or None,
        "height": picture.height or None,
    }
    words = _text("caption", picture.caption, "text/plain") + _text("alt", picture.alt, "text/plain")
    return _filled(
        {
            "name": f"picture-{number}",
            "rel": "illustration",
            "uri": picture.url,
            "type": "picture",
            "by": picture.credit,
            "descriptions": words,
            "usageTerms": picture_rights(picture),
            "renditions": [_filled(rendition)],
        }
    )


def _related(release: Release) -> list[dict[str, Any]]:
    numbered = enumerate(release.related, start=1)
    return [
        {"name": f"related-{number}", "rel": "related", "uri": each.url, "type": "text", "title": each.headline}
        for number, each in numbered
    ]
