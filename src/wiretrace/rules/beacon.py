"""BEACON_REQ, BEACON_ASK: the wire's counting pixel or script stays in the copy."""

from __future__ import annotations

from collections.abc import Iterator

from wiretrace.credit.copy import Copy
from wiretrace.credit.evidence import finding, not_applicable, unseen
from wiretrace.model import Element, Finding, Mention, Rule

NAME = "beacon"
_TAGS = frozenset(("img", "script", "iframe", "amp-img", "amp-pixel", "object", "embed"))


def judge(copy: Copy, rule: Rule) -> Finding:
    """Kept if the story's own beacon is loaded by a picture, script or frame of the page."""
    beacon = copy.story.beacon
    if not beacon:
        return not_applicable(NAME, rule, "the story as released carries no beacon to look for")
    if not copy.page.is_html:
        return finding(NAME, rule, "cannot_tell", "the page is at hand as plain text, which shows no beacon")
    wanted = _bare(beacon)
    for tag, place, address, lazy in _loaded(copy):
        if _holds(_bare(address), wanted):
            why = f"the beacon is in ({tag})"
            if lazy:
                why += "; it is loaded lazily, so views may be missed"
            return finding(NAME, rule, "kept", why, [Mention("machine", address[:200], place, of="wire")])
    if reason := unseen(copy):
        return finding(NAME, rule, "cannot_tell", reason)
    return finding(NAME, rule, "broken", "no picture, script or frame of the page loads the story's beacon")


def _loaded(copy: Copy) -> Iterator[tuple[str, str, str, bool]]:
    """Tag, place, address and whether it is lazy, of all that the page loads."""
    for image in copy.page.images:
        for source in image.sources:
            yield "img", "img", source, _is_lazy(copy.page.elements[image.element] if image.element >= 0 else None)
    for element in copy.page.elements:
        if element.tag in _TAGS:
            for key in ("src", "data-src", "data"):
                if key in element.attrs:
                    yield element.tag, element.tag, element.attrs[key], _is_lazy(element)


def _is_lazy(element: Element | None) -> bool:
    return element is not None and (element.attrs.get("loading") == "lazy" or "data-src" in element.attrs)


def _holds(address: str, wanted: str) -> bool:
    """Say whether an address is the beacon's, also with more parameters; ``hlns-10`` is not ``hlns-1``."""
    start = address.find(wanted)
    return start >= 0 and not address[start + len(wanted) : start + len(wanted) + 1].isalnum()


def _bare(address: str) -> str:
    """An address without scheme and case of host, as far as copies vary it."""
    return address.strip().replace("&amp;", "&").split("//", 1)[-1].rstrip("/")
