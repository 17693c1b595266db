"""Where things of the wire stand on its site: one function for each kind of page."""

from __future__ import annotations

from django.conf import settings


def home() -> str:
    """The front page."""
    return f"{settings.SITE_URL}/"


def story(slug: str) -> str:
    """A story's own page: its canonical address."""
    return f"{settings.SITE_URL}/stories/{slug}/"


def author(slug: str) -> str:
    """The page of somebody who writes."""
    return f"{settings.SITE_URL}/authors/{slug}/"


def topic(slug: str) -> str:
    """The page of a topic."""
    return f"{settings.SITE_URL}/topics/{slug}/"


def republishing() -> str:
    """The page that says how to republish."""
    return f"{settings.SITE_URL}/republish/"


def media(name: str) -> str:
    """A picture."""
    return f"{settings.SITE_URL}{settings.MEDIA_URL}{name}"


def beacon(key: str) -> str:
    """The counting picture of a rendition."""
    return f"{settings.BEACON_URL}/b/{key}.gif"
