"""REPUBLISH_BUTTON: the story was taken with the wire's republish tool, as far as its marks show it."""

from __future__ import annotations

from wiretrace.credit.address import is_of_site, wire_sites
from wiretrace.credit.copy import Copy
from wiretrace.credit.evidence import finding
from wiretrace.model import Finding, Mention, Rule

NAME = "republish_button"
_META = ("syndication-source", "original-source", "republished-from")


def judge(copy: Copy, rule: Rule) -> Finding:
    """Kept if a mark of such a tool is there: the story's beacon, or a syndication source on the wire's site.

    Editors strip these marks, so that without one it cannot be told.
    """
    sites = wire_sites(copy)
    for key, value in copy.page.meta:
        if key.lower() in _META and any(is_of_site(value, site) for site in sites):
            shown = Mention("machine", value[:200], f"meta {key}")
            return finding(NAME, rule, "kept", f"the page names its source: {value[:200]}", [shown])
    beacon = (copy.story.beacon or "").split("//")[-1]
    for image in copy.page.images if beacon else ():
        if any(beacon in source.replace("&amp;", "&") for source in image.sources):
            return finding(NAME, rule, "kept", "the story's beacon, which the tool puts in, is there")
    return finding(NAME, rule, "cannot_tell", "no mark of the republish tool is there; publishers' systems strip them")
