"""PHOTO_PERM, PHOTO_WITH_STORY: no picture of the story is used without right, known by address or by the picture."""

from __future__ import annotations

from urllib.parse import urlsplit

from wiretrace.credit.evidence import finding
from wiretrace.credit.pictures import UnreadablePicture, phash, similar
from wiretrace.model import Copy, Finding, Image, Mention, Picture, Rule

NAME = "photo"


def judge(copy: Copy, rule: Rule) -> Finding:
    """Broken if a picture that the wire may not give stands on the page; ``cannot_tell`` where none is known."""
    barred = [picture for picture in copy.story.pictures if not picture.rights]
    if not barred:
        return finding(NAME, rule, "cannot_tell", "the story lists no picture that may not be used")
    for picture in barred:
        for image in copy.page.images:
            if how := _same(picture, image, copy):
                shown = Mention("photo_credit", image.sources[0], f"picture (by {how})", of="wire")
                return finding(
                    NAME, rule, "broken", f"{picture.url} is used without right, known by its {how}", [shown]
                )
    if any(image.sources and not copy.page.pictures for image in copy.page.images):
        why = "no picture has the address of one without right; the pictures' bytes are not at hand to compare"
        return finding(NAME, rule, "cannot_tell", why)
    return finding(NAME, rule, "kept", "no picture without right is on the page")


def _same(picture: Picture, image: Image, copy: Copy) -> str | None:
    name = urlsplit(picture.url).path.rsplit("/", 1)[-1]
    if any(
        source == picture.url or (len(name) > 6 and urlsplit(source).path.endswith(f"/{name}"))
        for source in image.sources
    ):
        return "address"
    for source in image.sources:
        data = copy.page.pictures.get(source)
        if data is None or picture.phash is None:
            continue
        try:
            if similar(phash(data), picture.phash):
                return "picture"
        except UnreadablePicture:
            continue  # what cannot be decoded cannot be compared; its address was
    return None
