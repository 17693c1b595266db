"""NO_FRAMING: the wire's site is not shown in a frame of the page."""

from __future__ import annotations

from wiretrace.credit.address import absolute, is_of_site, wire_sites
from wiretrace.credit.copy import Copy
from wiretrace.credit.evidence import finding, unseen
from wiretrace.model import Finding, Mention, Rule

NAME = "framing"
_FRAMES = frozenset(("iframe", "frame", "object", "embed", "amp-iframe"))


def judge(copy: Copy, rule: Rule) -> Finding:
    """Broken if a frame loads a page of the wire; the story's own beacon may be a frame and is none."""
    if not copy.page.is_html:
        return finding(NAME, rule, "cannot_tell", "the page is at hand as plain text, which shows no frames")
    sites = wire_sites(copy)
    if not sites:
        why = "no address of the wire is known (give its home), so its pages cannot be recognised in a frame"
        return finding(NAME, rule, "cannot_tell", why)
    for element in copy.page.elements:
        if element.tag not in _FRAMES:
            continue
        address = absolute(element.attrs.get("src") or element.attrs.get("data") or "", copy.page.url)
        is_beacon = bool(copy.story.beacon) and address.split("//")[-1] == (copy.story.beacon or "").split("//")[-1]
        if not is_beacon and any(is_of_site(address, site) for site in sites):
            shown = Mention("machine", address[:200], element.tag)
            return finding(NAME, rule, "broken", f"a frame shows the wire's site: {address[:200]}", [shown])
    if reason := unseen(copy):
        return finding(NAME, rule, "cannot_tell", reason)
    return finding(NAME, rule, "kept", "no frame of the page shows the wire's site")
