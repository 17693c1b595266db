"""NORESYND: the copy was taken from the wire, not from somebody who passed it on."""

from __future__ import annotations

from wiretrace.credit.address import absolute, host_of, is_of_site, wire_sites
from wiretrace.credit.copy import Copy
from wiretrace.credit.evidence import finding
from wiretrace.model import Finding, Mention, Rule

NAME = "resyndication"
_META = ("syndication-source", "original-source", "republished-from")


def judge(copy: Copy, rule: Rule) -> Finding:
    """Broken if the page itself names a third site as the source it took the story from.

    Otherwise it cannot be told from one page: chains show only when copies on several sites are compared.
    """
    known = (*wire_sites(copy), host_of(copy.page.url or ""))
    named = [(f"meta {key}", value) for key, value in copy.page.meta if key.lower() in _META]
    for place, value in named:
        address = absolute(value, copy.page.url)
        if host_of(address) and len(known) > 1 and not any(is_of_site(address, site) for site in known):
            shown = Mention("machine", address[:200], place, of="other", name=host_of(address))
            why = f"the page names {host_of(address)}, not the wire, as where it took the story from"
            return finding(NAME, rule, "broken", why, [shown])
    return finding(NAME, rule, "cannot_tell", "one page does not show whether the story was passed on")
