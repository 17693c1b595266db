"""A story page's structured data: schema.org NewsArticle as JSON-LD."""

from __future__ import annotations

import json
from typing import Any

from django.utils.safestring import SafeString, mark_safe

from wirecopy.renditions.release import Release
from wirecopy.renditions.rights.schema_org import article_rights


def article_data(release: Release) -> SafeString:
    """Write the JSON-LD of a story's page, safe inside a script element (https://schema.org/NewsArticle)."""
    data: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "@id": release.url,
        "url": release.url,
        "mainEntityOfPage": release.url,
        "identifier": release.urn,
        "version": release.version,
        "headline": release.headline,
        "description": release.summary,
        "inLanguage": release.language,
        "dateline": release.dateline,
        "datePublished": release.released.isoformat(),
        "dateModified": release.changed.isoformat(),
        "author": [_person(credit.name, credit.url, release.wire.name) for credit in release.byline],
        "publisher": _organisation(release),
        "sourceOrganization": _organisation(release),
        "image": [picture.url for picture in release.pictures],
        "about": [{"@type": "Thing", "name": subject.name} for subject in release.subjects],
        "contentLocation": [{"@type": "Place", "name": place} for place in release.places],
        "correction": [
            _correction(item.wrong, item.right, item.corrected_at.isoformat()) for item in release.corrections
        ],
        "isAccessibleForFree": True,
        **article_rights(
            release.terms,
            terms_url=release.terms_url,
            wire_home=release.wire.home,
            credit=release.byline_text or release.wire.name,
            year=release.released.year,
        ),
    }
    kept = {key: value for key, value in data.items() if value not in ("", [], None)}
    words = json.dumps(kept, ensure_ascii=False, indent=1)
    escaped = words.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")
    return mark_safe(escaped)


def _person(name: str, url: str, wire: str) -> dict[str, Any]:
    person = {"@type": "Person", "name": name, "affiliation": {"@type": "NewsMediaOrganization", "name": wire}}
    return {**person, "url": url} if url else person


def _organisation(release: Release) -> dict[str, Any]:
    wire = release.wire
    return {
        "@type": "NewsMediaOrganization",
        "name": wire.name,
        "alternateName": wire.short_name,
        "url": wire.home,
        "logo": {"@type": "ImageObject", "url": wire.logo_url},
    }


def _correction(wrong: str, right: str, at: str) -> dict[str, Any]:
    return {"@type": "CorrectionComment", "text": f"{right} (Before: {wrong})", "datePublished": at}
