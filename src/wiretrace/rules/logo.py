"""LOGO_REQ, LOGO_PREF: the wire's logo stands beside the story."""

from __future__ import annotations

from wiretrace.credit.copy import Copy
from wiretrace.credit.evidence import finding, mentions_of, unseen
from wiretrace.model import Finding, Rule

NAME = "logo"


def judge(copy: Copy, rule: Rule) -> Finding:
    """Kept if the logo is beside the story; broken if it is nowhere, or only in the chrome of the site.

    ``cannot_tell`` where the page is plain text, or where a picture beside the story says nothing about itself and
    its bytes are not at hand.
    """
    logos = mentions_of(copy, "wire", "logo")
    if logos:
        return finding(NAME, rule, "kept", f"the wire's logo stands at {logos[0].place}", logos)
    if not copy.page.is_html:
        return finding(NAME, rule, "cannot_tell", "the page is at hand as plain text, which shows no pictures")
    if reason := unseen(copy):
        return finding(NAME, rule, "cannot_tell", reason)
    chrome = [m for m in mentions_of(copy, "wire", "chrome") if m.span is None]
    if chrome:
        why = "the logo stands only in the chrome of the site, not beside the story"
        return finding(NAME, rule, "broken", why, chrome)
    return finding(NAME, rule, "broken", f"no picture beside the story is the logo of {copy.wire.name}")
