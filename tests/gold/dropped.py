"""Makes the pages of the gold gate whose byline is gone and whose reporter's name is left where it is no credit."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

# Written for the gate. {name} is the reporter. "lead" goes above the story's text, "end" below it, "foot" to the
# end of the page; several forms of each, with and without telling classes, so that no single mark decides.
LEFTOVERS = {
    "photo-figure": (
        "lead",
        '<figure><img src="/p/quay.jpg"><figcaption>The quay at dusk. Photo by {name}</figcaption></figure>',
    ),
    "photo-plain": ("lead", '<div><img src="/p/quay.jpg" width="640"></div><p>The quay at dusk. (Photo: {name})</p>'),
    "photo-credit": (
        "lead",
        '<div class="lead-image"><img src="/p/q.jpg"><span class="credit">{name}/AP Photo</span></div>',
    ),
    "contribution": ("end", "<p>{name} contributed to this report.</p>"),
    "contribution-italic": ("end", "<p><em>Additional reporting by {name} in Port Ellery.</em></p>"),
    "contribution-writers": ("end", "<p>Staff writers Ida Holm and {name} also contributed.</p>"),
    "teaser-related": (
        "foot",
        '<div class="related"><h3>More stories</h3><ul><li><a href="/b"><h4>Ferry board votes again on fares</h4></a>'
        '<span class="byline">By {name}</span></li></ul></div>',
    ),
    "teaser-plain": (
        "foot",
        '<div><h3><a href="/b">Ferry board votes again on winter fares</a></h3><p>By {name}</p></div>',
    ),
    "teaser-end": ("end", '<div><a href="/b">Ferry board votes again on winter fares</a><p>By {name}</p></div>'),
    "teaser-top": (
        "top",
        '<div class="strip"><a href="/b"><b>Ferry board votes again on winter fares</b></a> <i>By {name}</i></div>',
    ),
}


def variants(data: bytes, case: dict[str, Any]) -> Iterator[tuple[str, bytes]]:
    """Yield (form, page) for every form of leftover; nothing where the name cannot be taken out of the page."""
    text = data.decode("utf-8", "replace")
    bare = _without_names(text, case["story"]["byline"])
    if bare is None:
        return
    name = case["story"]["byline"][0]
    for form, (where, template) in LEFTOVERS.items():
        spot = _spot(bare, where, case["story"]["text"])
        if spot is not None:
            yield form, (bare[:spot] + template.format(name=name) + bare[spot:]).encode()


def _without_names(text: str, byline: list[str]) -> str | None:
    for name in byline:
        parts = [re.escape(part) for part in name.split()]
        if len(parts) < 2:
            return None
        text = re.sub(r"(?:\s|&nbsp;|<[^>]{0,80}>)+".join(parts), "", text, flags=re.IGNORECASE)
        if parts[-1].lower() in re.sub(r"<[^>]*>", "", text).lower().split():
            text = re.sub(rf"\b{parts[-1]}\b", "Someone", text, flags=re.IGNORECASE)
    return text


def _spot(text: str, where: str, story: str) -> int | None:
    """Where to put the leftover: before the paragraph of the story's opening, after that of its end, at the foot."""
    if where == "foot":
        at = text.lower().rfind("</body>")
        return at if at >= 0 else len(text)
    if where == "top":
        found = re.search(r"<body[^>]*>", text, re.IGNORECASE)
        return found.end() if found else None
    lines = [line.strip() for line in story.split("\n") if len(line.strip()) > 80]
    for line in lines if where == "lead" else reversed(lines):
        probe = line[10:40] if where == "lead" else line[-45:-15]
        at = text.find(probe)
        if at >= 0 and "<" not in probe:
            if where == "lead":
                return max(text.rfind("<p", 0, at), text.rfind("<div", 0, at), text.rfind("<br", 0, at), 0) or None
            end = text.find("</p>", at)
            return end + 4 if end >= 0 else None
    return None
