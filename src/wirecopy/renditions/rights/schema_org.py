"""The terms as properties of a schema.org NewsArticle."""

from __future__ import annotations

from typing import Any

from wirecopy.renditions.rights.statement import contact, copyright_notice, holder, licence, licence_address, span
from wirecopy.renditions.rights.writable import one_line
from wiretrace.model import Terms


def article_rights(terms: Terms, *, terms_url: str, wire_home: str, credit: str, year: int) -> dict[str, Any]:
    """The properties to merge into the JSON-LD of a NewsArticle: ``usageInfo``, ``license``, ``creditText`` and the like.

    ``terms_url`` is the page "How to republish", which is where a licence is had, too; ``credit`` the line that a copy must
    show; ``year`` that of the first release. Where the terms name no licence, the terms are the licence. The dict holds plain
    values; who writes it into a page escapes ``<`` as every JSON in a script element needs. Raises nothing.
    Source: schema.org 30, CreativeWork.
    """
    return {
        "usageInfo": _filled({"@type": "CreativeWork", "name": one_line(terms.name), "url": terms_url,
                              "temporalCoverage": span(terms)}),
        "license": _licence(terms) or terms_url,
        "creditText": one_line(credit) or holder(terms),
        "copyrightNotice": copyright_notice(terms, year=year),
        "copyrightYear": year,
        "acquireLicensePage": terms_url,
        "copyrightHolder": _holder(terms, wire_home),
    }  # fmt: skip


def _licence(terms: Terms) -> str | dict[str, Any]:
    """An address alone is what search engines read; the name comes along where the terms have both."""
    name, url = licence(terms), licence_address(terms)
    return _filled({"@type": "CreativeWork", "name": name, "url": url}) if name else url


def _holder(terms: Terms, wire_home: str) -> dict[str, Any]:
    return _filled({
        "@type": "NewsMediaOrganization",
        "name": holder(terms),
        "url": wire_home,
        "contactPoint": _contact(terms),
    })  # fmt: skip


def _contact(terms: Terms) -> dict[str, Any]:
    ways = contact(terms)
    if not ways:
        return {}
    said = ways.pop("said")
    extra = {} if said in ways.values() else {"description": said}
    return {"@type": "ContactPoint", "contactType": "licensing", **ways, **extra}


def _filled(node: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in node.items() if value not in ("", {})}
