"""Which of a story's pictures stand on the page: by their address, or by the picture itself."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import unquote

from wiretrace.credit.address import absolute, is_same_page
from wiretrace.credit.article import Article
from wiretrace.credit.copy import Copy
from wiretrace.credit.pictures import UnreadablePicture, phash, similar
from wiretrace.credit.placing import why_no_credit
from wiretrace.model import Image, Picture

# "-1024x683", "_w800", "@2x", "-scaled": what publishing systems append to the name of a resized picture.
_SIZE = re.compile(r"(?:[-_.](?:\d{2,5}x\d{2,5}|w\d{2,5}|\d{2,5}w|scaled|large|medium|small|thumb(?:nail)?)|@\dx)+$")
# A name that a camera or a screen gives is that of many pictures.
_OF_MANY = re.compile(
    r"(?:img|dsc|dscn|dscf|pxl|image|photo|picture|screenshot|screen.?shot|untitled|unnamed)?[-_ ]?\d*"
)
_MIN_STEM = 8  # characters; shorter names (main, lead-1) are those of many pictures
_SMALL_PX = 40  # counting pixels and icons are no pictures of a story


@dataclass(frozen=True, slots=True)
class Found:
    """What was found: the story's pictures with the image of the page each is, and how many images stayed unknown.

    ``unknown`` counts the images beside the story that are none of them by address and whose bytes are not at hand.
    """

    uses: tuple[tuple[Picture, Image], ...]
    unknown: int

    def said_of_unknown(self, what: str) -> str:
        """Say how many images stayed unknown, and that one may be ``what``."""
        if self.unknown == 1:
            return f"a picture beside the story could not be compared; it may be {what}"
        return f"{self.unknown} pictures beside the story could not be compared; one may be {what}"


def find_pictures(copy: Copy) -> Found:
    """Look for each picture of the story among the images beside it. Costs 1 ms for each image whose bytes are given."""
    uses: list[tuple[Picture, Image]] = []
    unknown = 0
    by_hash = any(picture.phash for picture in copy.story.pictures)
    for image in copy.page.images:
        if not _is_beside(copy.article, image):
            continue
        picture = next((p for p in copy.story.pictures if _has_address(copy, image, p)), None)
        seen = _hash(copy, image) if picture is None and by_hash else None
        if seen is not None:
            picture = next(
                (p for p in copy.story.pictures if p.phash and similar(p.phash.removeprefix("phash:"), seen)), None
            )
        if picture is not None:
            uses.append((picture, image))
        elif seen is None:
            unknown += 1
    return Found(tuple(uses), unknown)


def _is_beside(article: Article, image: Image) -> bool:
    if not article.page.blocks or any(side is not None and side <= _SMALL_PX for side in (image.width, image.height)):
        return False
    return why_no_credit(article, image.element, image.offset) is None


def _has_address(copy: Copy, image: Image, picture: Picture) -> bool:
    stem = _stem(picture.url)
    for source in image.sources:
        if is_same_page(absolute(source, copy.page.url), picture.url) or (stem and stem == _stem(source)):
            return True
    return False


def _stem(address: str) -> str:
    """The telling part of a picture's file name, without size and suffix; empty if it may be the name of many."""
    name = unquote(address.split("?", 1)[0].split("#", 1)[0]).rsplit("/", 1)[-1].lower()
    stem = _SIZE.sub("", name.rsplit(".", 1)[0])
    return "" if len(stem) < _MIN_STEM or _OF_MANY.fullmatch(stem) else stem


def _hash(copy: Copy, image: Image) -> str | None:
    """The perceptual hash of an image; ``None`` where its bytes are not at hand or are no readable picture."""
    data = next((copy.page.pictures[source] for source in image.sources if source in copy.page.pictures), None)
    if data is None:
        return None
    try:
        return phash(data)
    except UnreadablePicture:
        return None  # counted as unknown by the caller: a picture that cannot be read was not compared
