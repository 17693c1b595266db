"""Making a rendition: version + terms + recipient -> bytes, entered in the ledger."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.db import transaction

from wirecopy.desk.markup import text_of
from wirecopy.desk.models import Story
from wirecopy.errors import AddressInvalid, StoryNotFree
from wirecopy.renditions.formats import FORMATS, Format
from wirecopy.renditions.models import Rendition, ReportedCopy
from wirecopy.renditions.releases import Frame, frame, release_of


@dataclass(frozen=True, slots=True)
class Rendered:
    """A rendition's bytes, how they are served, and its line in the ledger."""

    data: bytes
    format: Format
    rendition: Rendition


def render_story(story: Story, name: str, *, at: datetime, recipient: str = Rendition.PUBLIC) -> Rendered:
    """Write the version of a story that stands in one format (a key of ``FORMATS``), with a beacon of its own.

    The same version, terms, recipient and format give the same bytes and one line in the ledger. Raises ``StoryNotFree`` for
    a story that is not the wire's to give, ``StoryError`` and ``TermsInvalid``.
    """
    if story.is_third_party:
        raise StoryNotFree(f"{story.slug} is somebody else's: it can be read here and not republished")
    return _rendered(story, FORMATS[name], frame(at=at), at, recipient)


def render_all(story: Story, *, at: datetime, recipient: str = Rendition.PUBLIC) -> dict[str, Rendered]:
    """Write a story in every format. Raises as ``render_story``."""
    if story.is_third_party:
        raise StoryNotFree(f"{story.slug} is somebody else's: it can be read here and not republished")
    common = frame(at=at)
    return {name: _rendered(story, kind, common, at, recipient) for name, kind in FORMATS.items()}


def report_copy(story: Story, url: str, *, at: datetime) -> ReportedCopy:
    """Note where a publisher says that its copy stands; nothing is fetched. Raises ``AddressInvalid``."""
    address = url.strip()
    try:
        URLValidator(schemes=["http", "https"])(address)
    except ValidationError as error:
        raise AddressInvalid(f"{address[:200]!r} is no address of a page; write it as https://...") from error
    if len(address) > 1000:
        raise AddressInvalid("this address is longer than 1,000 characters; leave out what stands behind the ?")
    return ReportedCopy.objects.get_or_create(story=story, url=address, defaults={"reported_at": at})[0]


def beacon_key(story: Story, version: int, terms: int, recipient: str, name: str) -> str:
    """The key of a rendition's beacon: the same for the same rendition, 24 characters."""
    return sha256(f"{story.key}|{version}|{terms}|{recipient}|{name}".encode()).hexdigest()[:24]


def _rendered(story: Story, kind: Format, common: Frame, at: datetime, recipient: str) -> Rendered:
    version = story.standing
    key = beacon_key(story, version.number, common.version.number, recipient, kind.name)
    release = release_of(story, frame=common, beacon=key, at=at)
    data = kind.render(release)
    with transaction.atomic():
        rendition, _ = Rendition.objects.get_or_create(
            version=version,
            terms=common.version,
            recipient=recipient,
            format=kind.name,
            defaults={
                "beacon": key,
                "sha256": sha256(data).hexdigest(),
                "text_sha256": sha256(text_of(release.body).encode()).hexdigest(),
                "made_at": at,
            },
        )
    return Rendered(data, kind, rendition)
