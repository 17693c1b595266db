"""ABOUT_PAGE: the publisher's site says who runs it and how to reach them, as far as one page shows it."""

from __future__ import annotations

import re

from wiretrace.credit.copy import Copy
from wiretrace.credit.evidence import finding
from wiretrace.model import Finding, Mention, Rule, Span

NAME = "about_page"
_WORDS = re.compile(
    r"\W*(?:about(?: us)?|contact(?: us)?|who we are|our (?:team|staff)|staff|masthead|impressum|kontakt|über uns"
    r"|mentions légales|qui sommes-nous|à propos|contacto|quiénes somos|sobre nós|chi siamo|contatti|om oss|om os)\W*",
    re.IGNORECASE,
)
_MAX_WORDS = 40  # characters; the name of such a link is short


def judge(copy: Copy, rule: Rule) -> Finding:
    """Kept if the page links to an about, contact or imprint page; what stands there, another page shows."""
    for link in copy.page.links:
        if link.end - link.start > _MAX_WORDS:
            continue
        text = copy.page.text[link.start : link.end]
        if link.href.startswith("mailto:") or _WORDS.fullmatch(text):
            shown = Mention("link", text or link.href, "a", Span(link.start, link.end), "other", link.href[:200])
            return finding(NAME, rule, "kept", f"the page links to {text.strip() or link.href}", [shown])
    why = "this page links to no about, contact or imprint page; the site may have one elsewhere"
    return finding(NAME, rule, "cannot_tell", why)
