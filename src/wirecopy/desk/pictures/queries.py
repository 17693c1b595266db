"""Pictures to read: the desk's list, one by its bytes, and those of a version as the wire's own page shows them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet

from wirecopy.desk import addresses
from wirecopy.desk.models import Content, Media, Story


@dataclass(frozen=True, slots=True)
class Shown:
    """A picture on a page of the wire. ``srcset`` is as HTML has it: addresses with widths; empty where there is one size."""

    url: str
    srcset: str
    width: int
    height: int
    alt: str
    caption: str
    credit: str


def known_picture(sha256: str) -> Media | None:
    """The picture whose bytes, as they came, have this digest; ``None``: it is new."""
    return Media.objects.filter(sha256=sha256).first()


def pictures(*, asked: str = "") -> QuerySet[Media]:
    """Pictures, the latest first; with ``asked`` those whose words hold all of the words."""
    found = Media.objects.order_by("-made_at", "-id")
    for word in asked.split():
        found = found.filter(Q(alt__icontains=word) | Q(caption__icontains=word) | Q(credit__icontains=word))
    return found


def pictures_shown(content: Content) -> tuple[Shown, ...]:
    """The pictures of a version in order, those too that may not be given away: the wire may show them. One query.

    What may be given away, and goes along, is for `renditions.releases` to say.
    """
    keys = [row.get("media") for row in content.media]
    media = {row.pk: row for row in Media.objects.filter(pk__in=keys, taken_down_at=None)}
    return tuple(_shown(row, media[row["media"]]) for row in content.media if row.get("media") in media)


def is_down(name: str) -> bool:
    """Say whether the file of this name is of a picture that was taken down. One query, of those that were."""
    folder, _, file = name.rpartition("/")
    stem = file.partition(".")[0].partition("-")[0]  # the names of all sizes begin with it
    if not stem:
        return False
    down = Media.objects.filter(taken_down_at__isnull=False)
    return down.filter(Q(file__startswith=f"{folder}/{stem}.") | Q(file__startswith=f"{folder}/{stem}-")).exists()


def only_of(story: Story) -> list[Media]:
    """The pictures of a story's last version that no other story which is out, or waits for its embargo, has too.

    Reads the pictures of all such stories: for a kill, not for a page.
    """
    keys = {row["media"] for row in story.current.media if "media" in row} if story.current else set()
    out = Story.objects.filter(state__in=(Story.State.LIVE, Story.State.EMBARGOED)).exclude(pk=story.pk)
    for rows in out.values_list("current__media", flat=True).iterator() if keys else ():
        keys -= {row.get("media") for row in rows or ()}
    return list(Media.objects.filter(pk__in=keys, taken_down_at=None).order_by("pk"))


def srcset_of(media: Media) -> str:
    """Write the sizes of a picture as HTML's ``srcset``: the smaller ones, and the full one where it is no giant."""
    sizes = {int(width): name for width, name in media.sizes.items()}
    if sizes and media.width < 2 * max(sizes):
        sizes.setdefault(media.width, str(media.file))
    return ", ".join(f"{addresses.media(name)} {width}w" for width, name in sorted(sizes.items()))


def thumbnail_of(media: Media) -> str:
    """The address of the narrowest size."""
    narrowest = min(media.sizes, key=int, default="")
    return addresses.media(media.sizes[narrowest] if narrowest else str(media.file))


def _shown(row: Mapping[str, Any], media: Media) -> Shown:
    return Shown(
        url=addresses.media(str(media.file)),
        srcset=srcset_of(media),
        width=media.width,
        height=media.height,
        alt=row.get("alt") or media.alt,
        caption=row.get("caption") or media.caption,
        credit=row.get("credit") or media.credit,
    )
