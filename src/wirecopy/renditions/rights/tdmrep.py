"""The terms as a reservation of text and data mining (TDMRep): well-known file, headers, meta elements, policy."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from wirecopy.renditions.rights import Signals
from wirecopy.renditions.rights.machine_use import forbids_training
from wirecopy.renditions.rights.odrl_vocabulary import ODRL_CONTEXT
from wirecopy.renditions.rights.statement import contact, holder
from wirecopy.renditions.rights.writable import address
from wiretrace.model import Terms

WELL_KNOWN = "/.well-known/tdmrep.json"
PROFILE = "http://www.w3.org/ns/tdmrep"
_CONTEXT = "http://www.w3.org/ns/tdmrep.jsonld"


def well_known(
    terms: Terms, *, signals: Signals, policy_url: str, location: str = "/", at: datetime | None = None
) -> list[dict[str, Any]] | None:
    """The content of ``/.well-known/tdmrep.json``; ``None`` where TDMRep is off or the terms do not forbid to train AI.

    TDMRep cannot reserve training alone: it reserves all mining, and the policy at ``policy_url`` says whom to ask.
    ``location`` is a path pattern as in robots.txt. Source: TDM Reservation Protocol, Community Group Final Report.
    """
    values = headers(terms, signals=signals, policy_url=policy_url, at=at)
    if not values:
        return None
    policy = {"tdm-policy": values["tdm-policy"]} if "tdm-policy" in values else {}
    return [{"location": location, "tdm-reservation": 1, **policy}]


def headers(terms: Terms, *, signals: Signals, policy_url: str, at: datetime | None = None) -> dict[str, str]:
    """The two headers of a response; empty where there is nothing to say. An unusable ``policy_url`` is left out."""
    if not signals.tdmrep or not forbids_training(terms, at=at):
        return {}
    url = address(policy_url)
    return {"tdm-reservation": "1"} | ({"tdm-policy": url} if url else {})


def meta(terms: Terms, *, signals: Signals, policy_url: str, at: datetime | None = None) -> tuple[tuple[str, str], ...]:
    """The same as (name, content) of meta elements, for the template to escape."""
    return tuple(headers(terms, signals=signals, policy_url=policy_url, at=at).items())


def policy(
    terms: Terms, *, signals: Signals, uid: str, target: str, wire_home: str, at: datetime | None = None
) -> dict[str, Any] | None:
    """The policy that ``tdm-policy`` leads to: mining needs the wire's consent, and this is whom to ask.

    ``uid`` is its own address, ``target`` names the stories. A profile of ODRL, apart from the offer of ``odrl.py``: the
    protocol wants its two contexts and no others. Source: TDM Reservation Protocol, "Expressing a TDM Policy".
    """
    if not signals.tdmrep or not forbids_training(terms, at=at):
        return None
    return {
        "@context": [ODRL_CONTEXT, _CONTEXT],
        "@type": "Offer",
        "profile": PROFILE,
        "uid": uid,
        "assigner": {"uid": wire_home, "vcard:fn": holder(terms), **_ways(terms)},
        "permission": [{"target": target, "action": "tdm:mine", "duty": [{"action": "obtainConsent"}]}],
    }


def _ways(terms: Terms) -> dict[str, str]:
    ways = contact(terms)
    mail = {"vcard:hasEmail": f"mailto:{ways['email']}"} if "email" in ways else {}
    return mail | ({"vcard:hasURL": ways["url"]} if "url" in ways else {})
