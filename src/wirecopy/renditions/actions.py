"""Making a rendition: version + terms + recipient -> bytes, entered in the ledger."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from hashlib import sha256

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator

from wirecopy.desk import addresses
from wirecopy.desk.markup import text_of
from wirecopy.desk.models import Story, TermsVersion, Version
from wirecopy.errors import AddressInvalid, StoryNotFree
from wirecopy.renditions.beacons import beacon_key
from wirecopy.renditions.formats import FORMATS, Format
from wirecopy.renditions.models import Rendition, ReportedCopy
from wirecopy.renditions.releases import frame, release_of


@dataclass(frozen=True, slots=True)
class Rendered:
    """A rendition's bytes, how they are served, and its line in the ledger."""

    data: bytes
    format: Format
    rendition: Rendition


def render_story(story: Story, name: str, *, at: datetime, recipient: str = Rendition.PUBLIC) -> Rendered:
    """Write the version of a story that stands in one format (a key of ``FORMATS``), with a beacon of its own.

    The same version, terms, recipient and format give the same bytes and one line in the ledger, as long as the rights of
    its pictures and the wire's logo stay what they are. Raises ``StoryNotFree`` for
    a story that is not the wire's to give, ``StoryError`` and ``TermsInvalid``.
    """
    if story.is_third_party:
        raise StoryNotFree(f"{story.slug} is somebody else's: it can be read here and not republished")
    return _rendered(story, [FORMATS[name]], at, recipient)[name]


def render_all(story: Story, *, at: datetime, recipient: str = Rendition.PUBLIC) -> dict[str, Rendered]:
    """Write a story in every format. Raises as ``render_story``."""
    if story.is_third_party:
        raise StoryNotFree(f"{story.slug} is somebody else's: it can be read here and not republished")
    return _rendered(story, FORMATS.values(), at, recipient)


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


def _rendered(story: Story, kinds: Iterable[Format], at: datetime, recipient: str) -> dict[str, Rendered]:
    """Write a story in some formats, which differ in their beacons, and enter in the ledger those that are not there."""
    version, common = story.standing, frame(at=at)
    release = release_of(story, frame=common, at=at)
    text_sha256 = sha256(text_of(release.body).encode()).hexdigest()
    made: dict[str, tuple[Format, bytes]] = {}
    lines = []
    for kind in kinds:
        key = beacon_key(story, version.number, common.version.number, recipient, kind.name)
        data = kind.render(replace(release, beacon_url=addresses.beacon(key)))
        made[kind.name] = kind, data
        lines.append(
            Rendition(
                version=version,
                terms=common.version,
                recipient=recipient,
                format=kind.name,
                beacon=key,
                sha256=sha256(data).hexdigest(),
                text_sha256=text_sha256,
                made_at=at,
            )
        )
    ledger = _entered(lines, version, common.version, recipient)
    return {name: Rendered(data, kind, ledger[name]) for name, (kind, data) in made.items()}


def _entered(lines: list[Rendition], version: Version, terms: TermsVersion, recipient: str) -> dict[str, Rendition]:
    """Give the ledger's lines by format; those that were there, or that somebody else enters meanwhile, stay."""
    of_these = Rendition.objects.filter(
        version=version,
        terms=terms,
        recipient=recipient,
        format__in=[line.format for line in lines],
        sha256__in=[line.sha256 for line in lines],
    )
    found = {line.format: line for line in of_these}
    if missing := [line for line in lines if line.format not in found]:
        Rendition.objects.bulk_create(missing, ignore_conflicts=True)
        found = {line.format: line for line in of_these.all()}
    return found
