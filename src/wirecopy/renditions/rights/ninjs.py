"""The terms as the rights properties of a ninjs item."""

from __future__ import annotations

from typing import Any, Literal

from wirecopy.renditions.rights.odrl_vocabulary import ODRL
from wirecopy.renditions.rights.statement import copyright_notice, holder
from wirecopy.renditions.rights.writable import xml_text
from wiretrace.model import Terms
from wiretrace.terms import notice


def item_rights(terms: Terms, *, offer_url: str, year: int, version: Literal["3.1", "2.2"] = "3.1") -> dict[str, Any]:
    """The properties to merge into a ninjs item: who holds the rights, the notice in words, a link to the ODRL offer.

    ``offer_url`` is where the offer of these terms is served; ``year`` that of the first release. ninjs has no rules of its
    own: the words are for people, the linked offer is for machines. ``version`` 2.2 writes the same in lower case. Raises
    nothing. Source: ninjs 3.1, ``usageTerms`` and ``rightsInfo`` (``oneOf`` linked or encoded rights).
    """
    rights: dict[str, Any] = {
        "copyrightHolder": holder(terms),
        "copyrightNotice": copyright_notice(terms, year=year),
        "usageTerms": xml_text(notice(terms)).strip(),
        "rightsInfo": {"langId": ODRL, "linkedRights": offer_url},
    }
    return rights if version == "3.1" else _lower(rights)


def _lower(rights: dict[str, Any]) -> dict[str, Any]:
    return {key.lower(): _lower(value) if isinstance(value, dict) else value for key, value in rights.items()}
