"""What RSS and Atom say with the same elements: pictures, places, dates of validity, and the version."""

from __future__ import annotations

from collections.abc import Mapping
from xml.sax.xmlreader import AttributesImpl

from django.utils.xmlutils import SimplerXMLGenerator

from wirecopy.renditions.formats.ed_note import ed_note
from wirecopy.renditions.formats.normal import stamp
from wirecopy.renditions.release import Picture, Release

NAMESPACES = {
    "xmlns:dc": "http://purl.org/dc/elements/1.1/",
    "xmlns:dcterms": "http://purl.org/dc/terms/",
    "xmlns:media": "http://search.yahoo.com/mrss/",
    "xmlns:wirecopy": "urn:x-wirecopy:feed:1",
}
_ONLY_WITH_STORY = "May be republished with this story only."


def start(handler: SimplerXMLGenerator, name: str, attributes: Mapping[str, str] | None = None) -> None:
    """Open an element that gets children; close it with ``handler.endElement(name)``."""
    handler.startElement(name, AttributesImpl(dict(attributes or {})))


def picture_rights(picture: Picture) -> str:
    """In words, where a picture may go: with its story only, or empty where it may go anywhere."""
    return _ONLY_WITH_STORY if picture.only_with_story else ""


def add_version(handler: SimplerXMLGenerator, release: Release) -> None:
    """The version, the signal and the note to editors, for which neither RSS nor Atom has an element."""
    handler.addQuickElement("wirecopy:version", str(release.version))
    handler.addQuickElement("wirecopy:signal", release.signal)
    if note := ed_note(release):
        handler.addQuickElement("wirecopy:note", note)


def add_shared(handler: SimplerXMLGenerator, release: Release) -> None:
    """Places (dc:coverage), validity (dcterms:valid, as Media RSS recommends), version, and the pictures."""
    for place in release.places:
        handler.addQuickElement("dc:coverage", place)
    if valid := _validity(release):
        handler.addQuickElement("dcterms:valid", valid)
    add_version(handler, release)
    for picture in release.pictures:
        _add_picture(handler, picture)


def _validity(release: Release) -> str:
    start_ = f"start={stamp(release.embargo_until)};" if release.embargo_until else ""
    end = f"end={stamp(release.expires)};" if release.expires else ""
    return f"{start_}{end}scheme=W3C-DTF" if start_ or end else ""


def _add_picture(handler: SimplerXMLGenerator, picture: Picture) -> None:
    size = {"width": str(picture.width), "height": str(picture.height)} if picture.width and picture.height else {}
    start(handler, "media:content", {"url": picture.url, "type": picture.media_type, "medium": "image", **size})
    for name, text in (("title", picture.alt), ("description", picture.caption)):
        if text:
            handler.addQuickElement(f"media:{name}", text, {"type": "plain"})
    if picture.credit:
        handler.addQuickElement("media:credit", picture.credit)
    if rights := picture_rights(picture):
        handler.addQuickElement("media:copyright", rights)
    handler.endElement("media:content")
