"""What each of the vocabularies says of the terms: whose the story is, under which licence, whom to ask, since when."""

from __future__ import annotations

from wirecopy.renditions.rights.writable import address, mail_address, one_line
from wiretrace.model import Terms

_LICENCES = {
    "CC_BY": "CC BY",
    "CC_BY_ND": "CC BY-ND",
    "CC_BY_NC_ND": "CC BY-NC-ND",
    "CC_OTHER": "Creative Commons",
}


def holder(terms: Terms) -> str:
    """The name of the wire, which holds the rights; the name of the terms where they name no wire. One line."""
    return one_line(terms.wire.name if terms.wire else terms.name)


def copyright_notice(terms: Terms, *, year: int) -> str:
    """``© 2026 Harbor Light News Service``; ``year`` is that of the first release."""
    return f"© {year} {holder(terms)}"


def licence(terms: Terms) -> str:
    """The licence as the terms name it, else as their code does; empty where there is none. One line.

    The version of a licence is never guessed: a code says CC BY, and only the terms' own words say CC BY 4.0.
    """
    named = terms.licence or next((_LICENCES[rule.code] for rule in terms.rules if rule.code in _LICENCES), "")
    return one_line(named)


def licence_address(terms: Terms) -> str:
    """The address of the licence's text; empty where the terms name none that can be opened."""
    return address(terms.licence_url)


def contact(terms: Terms) -> dict[str, str]:
    """Whom to ask: ``said`` is the contact as the terms have it; ``email`` and ``url`` are there where it holds one."""
    if not terms.contact:
        return {}
    ways = {"said": one_line(terms.contact), "email": mail_address(terms.contact), "url": address(terms.contact)}
    return {way: value for way, value in ways.items() if value}


def span(terms: Terms) -> str:
    """The days on which the terms are in force, as an interval of ISO 8601: ``2026-01-01/2027-01-01``; ``..`` is open.

    Empty where the terms name no day. The second day is the first on which they are no longer in force.
    """
    if not terms.since and not terms.until:
        return ""
    return "/".join(day.isoformat() if day else ".." for day in (terms.since, terms.until))
