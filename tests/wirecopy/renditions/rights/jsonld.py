"""JSON-LD without a network: the contexts of ODRL from the shared data, or a small one in their place."""

from __future__ import annotations

import json
from typing import Any

from pyld import jsonld

from tests.gold import shared_data
from wirecopy.renditions.rights.odrl_vocabulary import ODRL, ODRL_CONTEXT

_TDM = {"@context": {"tdm": "http://www.w3.org/ns/tdmrep#", "mine": "tdm:mine"}}
_NODE, _WORD = {"@type": "@id"}, {"@type": "@vocab"}
_SMALL = {
    "odrl": ODRL, "dct": "http://purl.org/dc/terms/", "xsd": "http://www.w3.org/2001/XMLSchema#",
    "vcard": "http://www.w3.org/2006/vcard/ns#", "skos": "http://www.w3.org/2004/02/skos/core#",
    "uid": "@id", "type": "@type",
    **{name: {"@id": f"odrl:{name}", **_NODE} for name in (
        "profile", "target", "assigner", "permission", "prohibition", "duty", "constraint", "includedIn")},
    **{name: {"@id": f"odrl:{name}", **_WORD} for name in ("action", "operator", "leftOperand", "conflict")},
    **{name: f"odrl:{name}" for name in (
        "rightOperand", "Offer", "Party", "Action", "LeftOperand", "perm", "distribute", "attribute", "include", "index",
        "modify", "translate", "acceptTracking", "delete", "grantUse", "sell", "obtainConsent", "dateTime", "deliveryChannel",
        "event", "percentage", "delayPeriod", "gteq", "lteq", "lt", "gt", "eq", "isAnyOf", "isNoneOf")},
}  # fmt: skip


def _odrl() -> dict[str, Any]:
    folder = shared_data("standards")
    path = folder / "odrl" / "w3c-poe" / "vocab" / "ODRL22.jsonld" if folder else None
    if path is not None and path.is_file():
        context: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        return context
    return {"@context": _SMALL}


_DOCUMENTS = {ODRL_CONTEXT: _odrl(), "http://www.w3.org/ns/tdmrep.jsonld": _TDM}


def _load(url: str, _options: object = None) -> dict[str, Any]:
    return {"contentType": "application/ld+json", "contextUrl": None, "documentUrl": url, "document": _DOCUMENTS[url]}


_OPTIONS = {"documentLoader": _load}


def expand(document: dict[str, Any]) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = jsonld.expand(document, _OPTIONS)
    return found


def compact(document: list[dict[str, Any]], context: object) -> dict[str, Any]:
    found: dict[str, Any] = jsonld.compact(document, {"@context": context}, _OPTIONS)
    return found


def n_quads(document: dict[str, Any]) -> str:
    """The document as RDF."""
    return str(jsonld.to_rdf(document, {**_OPTIONS, "format": "application/n-quads"}))


def strings(node: object) -> set[str]:
    """Every text anywhere in a parsed JSON."""
    if isinstance(node, dict):
        return {text for value in node.values() for text in strings(value)}
    if isinstance(node, list | tuple):
        return {text for value in node for text in strings(value)}
    return {node} if isinstance(node, str) else set()
