"""LICENCE_LINK: the copy links to the text of the licence."""

from __future__ import annotations

from wiretrace.credit.address import absolute, host_of, is_same_page
from wiretrace.credit.copy import Copy
from wiretrace.credit.evidence import finding, unseen
from wiretrace.credit.placing import why_no_credit
from wiretrace.model import Finding, Mention, Rule, Span

NAME = "licence_link"
_KINDS = {"CC_BY": "by", "CC_BY_ND": "by-nd", "CC_BY_NC_ND": "by-nc-nd"}


def judge(copy: Copy, rule: Rule) -> Finding:
    """Kept if a link beside the story goes to the terms' licence: its address, or any version of that CC licence."""
    terms = copy.terms
    kinds = {_KINDS[other.code] for other in (terms.rules if terms else ()) if other.code in _KINDS}
    url = terms.licence_url if terms else None
    if not url and not kinds:
        return finding(NAME, rule, "cannot_tell", "the terms name neither a licence_url nor a Creative Commons licence")
    if not copy.page.is_html:
        return finding(NAME, rule, "cannot_tell", "the page is at hand as plain text, which shows no links")
    elsewhere = None
    for link in copy.page.links:
        address = absolute(link.href, copy.page.url)
        if not ((url and is_same_page(address, url)) or (kinds and _cc_kind(address) in kinds)):
            continue
        article = copy.article
        text = copy.page.text[link.start : link.end].strip() or address
        shown = Mention("link", text[:200], article.place(link.element), Span(link.start, link.end), "other", address)
        elsewhere = why_no_credit(article, link.element, link.start)
        if elsewhere is None:
            return finding(NAME, rule, "kept", f"the copy links to the licence: {address}", [shown])
    if reason := unseen(copy):
        return finding(NAME, rule, "cannot_tell", reason)
    if copy.match is None:
        return finding(NAME, rule, "cannot_tell", "the story's text was not found on this page")
    why = f"a link to the licence is on the page, but {elsewhere}" if elsewhere else "no link goes to the licence"
    return finding(NAME, rule, "broken", why)


def _cc_kind(address: str) -> str:
    """``by-nd`` of ``https://creativecommons.org/licenses/by-nd/4.0/``; empty for other addresses."""
    if "creativecommons.org" not in address or host_of(address) != "creativecommons.org":
        return ""
    steps = address.split("/licenses/", 1)
    return steps[1].split("/")[0].lower() if len(steps) == 2 else ""
