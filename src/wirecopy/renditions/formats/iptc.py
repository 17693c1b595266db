"""What ninjs and NewsML-G2 ask of a release in IPTC's own words: status, subjects, place, type of the logo."""

from __future__ import annotations

from typing import Literal

from wirecopy.renditions.release import Giver, Release

Status = Literal["usable", "withheld", "canceled"]

MEDIA_TOPICS = "http://cv.iptc.org/newscodes/mediatopic/"
# a table of our own: the standard library's grows from one Python to the next, and the same release gives the same bytes
_PICTURES = {
    "gif": "image/gif",
    "jpeg": "image/jpeg",
    "jpg": "image/jpeg",
    "png": "image/png",
    "svg": "image/svg+xml",
    "webp": "image/webp",
}


def pub_status(release: Release) -> Status:
    """The publishing status: a killed story is canceled, a withdrawn one withheld.

    Source: http://cv.iptc.org/newscodes/pubstatusg2/ (``stat:usable``), the same three words in ninjs.
    """
    if release.signal == "kill":
        return "canceled"
    return "withheld" if release.signal == "withdrawal" else "usable"


def located(release: Release) -> str:
    """The place in the dateline: ``PORT ELLERY`` of ``PORT ELLERY (HLNS) —``; empty without a dateline."""
    return release.dateline.split("(")[0].strip(" -–—,\t")


def logo_type(wire: Giver) -> str:
    """The media type of the wire's logo by its suffix; empty where the suffix says nothing."""
    return _PICTURES.get(wire.logo_url.partition("?")[0].rpartition(".")[2].lower(), "")
