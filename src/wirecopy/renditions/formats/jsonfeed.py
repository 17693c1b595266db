"""JSON Feed 1.1: the feed for programs, with all that has no member of its own under ``_wirecopy``."""

from __future__ import annotations

import json
from collections import Counter
from typing import Any

from wirecopy.renditions.formats.content import content
from wirecopy.renditions.formats.ed_note import ed_note
from wirecopy.renditions.formats.iptc import pub_status
from wirecopy.renditions.formats.normal import normal_feed, stamp
from wirecopy.renditions.formats.syndicated import picture_rights
from wirecopy.renditions.release import Correction, Feed, Picture, Release

_ABOUT = (
    "What a newswire's story carries: version, signal (release, update, correction, refile, withdrawal, kill), status, note "
    "to editors, corrections, byline with affiliation, notice, terms, beacon, subjects, places, embargo and expiry."
)


def render(feed: Feed) -> bytes:
    """JSON Feed 1.1 in UTF-8. An item's id is the story's urn; ``date_modified`` is when this version came out.

    A story that is gone is an item with its id, the time and the reason, nothing of the story.
    Source: https://www.jsonfeed.org/version/1.1/
    """
    feed = normal_feed(feed)
    wire = feed.wire
    members: dict[str, Any] = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": feed.title,
        "home_page_url": feed.url,
        "feed_url": feed.self_url,
        "description": feed.description,
        "icon": wire.logo_url,
        "authors": [_filled({"name": wire.name, "url": wire.home, "avatar": wire.logo_url})],
        "language": wire.language,
        "_wirecopy": {"about": _ABOUT, "wire": wire.name, "licensing_email": wire.licensing_email},
    }
    items = [_tombstone(release) if release.is_gone else _item(release) for release in feed.releases]
    text = json.dumps(_filled(members) | {"items": items}, ensure_ascii=False, indent=1)
    return f"{text}\n".encode()


def _filled(members: dict[str, Any]) -> dict[str, Any]:
    """The members that say something: an empty one is left out, as the standard's optional members are."""
    return {name: value for name, value in members.items() if value not in ("", None, [], {})}


def _tombstone(release: Release) -> dict[str, Any]:
    return {
        "id": release.urn,
        "content_text": ed_note(release),
        "date_modified": stamp(release.changed),
        "_wirecopy": _version(release),
    }


def _item(release: Release) -> dict[str, Any]:
    logo = release.wire.logo_url
    return _filled(
        {
            "id": release.urn,
            "url": release.url,
            "title": release.headline,
            "content_html": content(release),
            "summary": release.summary,
            "image": release.pictures[0].url if release.pictures else "",
            "date_published": stamp(release.released),
            "date_modified": stamp(release.changed),
            "authors": [_filled({"name": each.line, "url": each.url, "avatar": logo}) for each in release.byline],
            "tags": [subject.name for subject in release.subjects],
            "language": release.language,
            "attachments": _attachments(release.pictures),
            "_wirecopy": _version(release) | _extension(release),
        }
    )


def _version(release: Release) -> dict[str, Any]:
    note = ed_note(release)
    status = pub_status(release)
    return _filled({"version": release.version, "signal": release.signal, "status": status, "note": note})


def _extension(release: Release) -> dict[str, Any]:
    return _filled(
        {
            "slug": release.slug,
            "dateline": release.dateline,
            "priority": release.priority,
            "byline": [{"name": each.name, "affiliation": each.affiliation} for each in release.byline],
            "logo": release.wire.logo_url,
            "notice": release.notice_text,
            "terms_url": release.terms_url,
            "beacon_url": release.beacon_url,
            "subjects": [{"code": each.code, "name": each.name} for each in release.subjects],
            "places": list(release.places),
            "related": [{"headline": each.headline, "url": each.url} for each in release.related],
            "corrections": [_correction(each) for each in release.corrections],
            "embargo_until": stamp(release.embargo_until) if release.embargo_until else "",
            "expires": stamp(release.expires) if release.expires else "",
        }
    )


def _correction(correction: Correction) -> dict[str, Any]:
    return _filled(
        {
            "wrong": correction.wrong,
            "right": correction.right,
            "gravity": correction.gravity,
            "corrected_at": stamp(correction.corrected_at),
            "wrong_since": stamp(correction.wrong_since) if correction.wrong_since else "",
        }
    )


def _attachments(pictures: tuple[Picture, ...]) -> list[dict[str, Any]]:
    # attachments with the same title would count as one thing in several forms (JSON Feed 1.1, Attachments)
    titles = Counter(picture.caption for picture in pictures)
    return [_attachment(picture, title=picture.caption if titles[picture.caption] == 1 else "") for picture in pictures]


def _attachment(picture: Picture, *, title: str) -> dict[str, Any]:
    more = {
        "alt": picture.alt,
        "caption": picture.caption,
        "credit": picture.credit,
        "rights": picture_rights(picture),
        "width": picture.width,
        "height": picture.height,
    }
    members = {"url": picture.url, "mime_type": picture.media_type, "title": title, "_wirecopy": _filled(more)}
    return _filled(members)
