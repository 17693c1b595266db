"""CANON: the page names the original as its canonical address."""

from __future__ import annotations

from wiretrace.credit.address import absolute, host_of, is_home, is_of_site, is_same_page, wire_sites
from wiretrace.credit.copy import Copy
from wiretrace.credit.evidence import finding, unseen
from wiretrace.model import Finding, Mention, Rule

NAME = "canonical"


def judge(copy: Copy, rule: Rule) -> Finding:
    """Kept if ``rel=canonical`` is the story's address, or, where that is not known, on the wire's site.

    Scheme, ``www.``, trailing slash, fragment and tracking parameters do not count. A canonical address of the
    publisher's own, or none, is broken. Where neither the story's address nor the wire's home is known, an address
    on a third host cannot be told.
    """
    page = copy.page
    if not page.is_html:
        return finding(NAME, rule, "cannot_tell", "the page is at hand as plain text, which names no canonical address")
    sites = wire_sites(copy)
    if not page.canonical:
        return _without(copy, rule)
    address = absolute(page.canonical, page.url)
    shown = [Mention("machine", address[:200], "link rel=canonical", of="wire", name=host_of(address))]
    if copy.story.url and is_same_page(address, copy.story.url):
        return finding(NAME, rule, "kept", f"the canonical address is the story's: {address}", shown)
    if any(is_of_site(address, site) for site in sites):
        return _on_wire(copy, rule, address, shown)
    if copy.match is None:
        return finding(NAME, rule, "cannot_tell", "the story's text was not found on this page", shown)
    if _is_own(copy, address):
        return finding(NAME, rule, "broken", f"the page names itself as the original: {address}", shown)
    if not sites:
        why = f"the canonical address is {address}; no address of the wire is known (give its home) to compare it with"
        return finding(NAME, rule, "cannot_tell", why, shown)
    return finding(
        NAME, rule, "broken", f"the canonical address is neither the wire's nor the story's: {address}", shown
    )


def _without(copy: Copy, rule: Rule) -> Finding:
    if reason := unseen(copy):
        return finding(NAME, rule, "cannot_tell", reason)
    if copy.match is None:
        return finding(NAME, rule, "cannot_tell", "the story's text was not found on this page")
    return finding(
        NAME, rule, "broken", "the page names no canonical address, so search engines take it for the original"
    )


def _on_wire(copy: Copy, rule: Rule, address: str, shown: list[Mention]) -> Finding:
    if not copy.story.url:
        return finding(NAME, rule, "kept", f"the canonical address is on the wire's site: {address}", shown)
    if is_home(address):
        why = f"the canonical address is the wire's home page, not the story: {address}"
        return finding(NAME, rule, "broken", why, shown)
    why = f"the canonical address is on the wire's site, but is not the address known for the story: {address}"
    return finding(NAME, rule, "cannot_tell", why, shown)


def _is_own(copy: Copy, address: str) -> bool:
    """On the publisher's own site. Where the page's address is not known, any site but the wire's is taken for it."""
    if copy.page.url is None:
        return bool(wire_sites(copy))
    return host_of(address) == host_of(copy.page.url)
