"""NOINDEX: the page asks search engines not to index the copy."""

from __future__ import annotations

from wiretrace.credit.copy import Copy
from wiretrace.credit.evidence import finding, unseen
from wiretrace.model import Finding, Mention, Rule

NAME = "noindex"
_ROBOTS = ("robots", "googlebot", "bingbot")


def judge(copy: Copy, rule: Rule) -> Finding:
    """Kept if a robots meta tag says ``noindex`` or ``none``. An HTTP header that says so is not part of a page."""
    if not copy.page.is_html:
        return finding(NAME, rule, "cannot_tell", "the page is at hand as plain text, without its head")
    for key, value in copy.page.meta:
        if key.lower() in _ROBOTS and {"noindex", "none"} & set(value.lower().replace(",", " ").split()):
            shown = Mention("machine", f"{key}: {value}"[:200], f"meta {key}", of="other")
            return finding(NAME, rule, "kept", f"the page's {key} tag says {value.strip()}", [shown])
    if reason := unseen(copy):
        return finding(NAME, rule, "cannot_tell", reason)
    return finding(NAME, rule, "broken", "no robots tag in the page's head says noindex")
