"""The terms as an Offer of ODRL 2.2 in JSON-LD, and back."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import DecimalException
from typing import Any

from wirecopy.errors import TermsInvalid
from wirecopy.renditions.rights.odrl_constraints import constraints_of, plain, read_constraints, span_of
from wirecopy.renditions.rights.odrl_vocabulary import CONTEXT, EXPRESSIONS, NAMESPACE, ODRL_CONTEXT, PREFIX
from wirecopy.renditions.rights.statement import holder
from wirecopy.renditions.rights.writable import address, mail_address
from wiretrace.errors import TermsError
from wiretrace.model import Rule, Terms, Wire
from wiretrace.terms import terms_from

_OF_WIRE = ("aliases", "notices", "logos")


def offer(terms: Terms, *, uid: str, target: str, wire_home: str) -> dict[str, Any]:
    """Write the terms as one ODRL Offer, ready for ``json.dumps``.

    ``uid`` is the address of the offer, ``target`` that of what it is about (the wire's stories, or one of them),
    ``wire_home`` the wire's own. To distribute is permitted; what the terms say with *must* are duties of that permission
    and prohibitions; what they permit are permissions, and a permission wins over a prohibition (``conflict``). ODRL has no
    word for *should* and *please*, for alternatives and for facts, so those stand in our namespace (``wirecopy:asks``, one
    duty ``wirecopy:oneOf``, ``wirecopy:fact``), where nobody who knows ODRL alone takes them for bars. Each rule has its
    ``wirecopy:code`` and its place in the terms. Costs one pass over the rules.
    Source: ODRL Information Model 2.2, ODRL Vocabulary and Expression 2.2.
    """
    parts = _parts(terms, target)
    republish: dict[str, Any] = {
        "target": target,
        "action": "distribute",
        "constraint": span_of(terms.since, terms.until),
        "duty": parts["duty"],
    }
    whole = {
        "@context": [ODRL_CONTEXT, CONTEXT],
        "@type": "Offer",
        "uid": uid,
        "profile": NAMESPACE,
        "conflict": "perm",
        "dct:title": terms.name,
        "dct:source": terms.source,
        "wirecopy:contact": terms.contact,
        "wirecopy:licence": terms.licence,
        **_licence_address(terms),
        "wirecopy:tiers": list(terms.tiers),
        "assigner": _assigner(terms, wire_home),
        "permission": [_filled(republish), *parts["permission"]],
        "prohibition": parts["prohibition"],
        "wirecopy:asks": parts["asks"],
        "wirecopy:fact": parts["fact"],
    }
    return _filled(whole)


def terms_from_offer(offer: Mapping[str, Any]) -> Terms:
    """Read the terms back from an offer that :func:`offer` wrote: they are equal, provided they were valid.

    Takes the parsed JSON, compact as it was written or as a JSON-LD processor compacts it with the offer's own context. Raises TermsInvalid, which says what is missing or wrong, for any other.
    """
    try:
        return terms_from(_shape(offer), where=f"offer {offer.get('uid', 'without uid')}")
    except TermsError as error:
        raise TermsInvalid(f"{error} (read from its ODRL offer)") from error
    except (KeyError, TypeError, AttributeError, IndexError, ValueError, DecimalException) as error:
        raise TermsInvalid(
            f"offer {_named(offer)!r} cannot be read ({type(error).__name__}: {error}); "
            "it must be one that was written here, as compact JSON-LD"
        ) from error


def _parts(terms: Terms, target: str) -> dict[str, list[dict[str, Any]]]:
    """The rules as nodes, by where they stand in the offer; alternatives as one duty where the first of them stands."""
    parts: dict[str, list[dict[str, Any]]] = {"duty": [], "prohibition": [], "permission": [], "asks": [], "fact": []}
    groups: dict[str, list[dict[str, Any]]] = {}
    for position, rule in enumerate(terms.rules, start=1):
        part = EXPRESSIONS[rule.code].part
        if rule.any_of is not None:
            if rule.any_of not in groups:
                groups[rule.any_of] = []
                one_of: dict[str, Any] = {"action": f"{PREFIX}oneOf", "wirecopy:group": rule.any_of}
                one_of["wirecopy:alternative"] = groups[rule.any_of]
                parts["duty" if rule.strength == "must" else "asks"].append(one_of)
            groups[rule.any_of].append({"@type": _wish(part), **_node(rule, position)})
        elif part in ("duty", "prohibition") and rule.strength != "must":
            parts["asks"].append({"@type": _wish(part), **_node(rule, position)})
        else:
            about = {"target": target} if part in ("permission", "prohibition") else {}
            parts[part].append({**about, **_node(rule, position)})
    return parts


def _wish(part: str) -> str:
    """What to do or to leave, where ODRL's own Duty and Prohibition would say too much."""
    return f"{PREFIX}Refrain" if part == "prohibition" else f"{PREFIX}Do"


def _node(rule: Rule, position: int) -> dict[str, Any]:
    node: dict[str, Any] = {
        "action": EXPRESSIONS[rule.code].action,
        "constraint": constraints_of(rule),
        "wirecopy:code": PREFIX + rule.code,
        "wirecopy:position": position,
        "wirecopy:strength": rule.strength if rule.strength != "must" else None,
        "wirecopy:place": rule.place,
        "wirecopy:linkTarget": rule.target,
        "wirecopy:formats": list(rule.formats),
        "dct:description": rule.text,
    }
    # An empty list of allowed edits says something: not even house style.
    return _filled(node) | ({"wirecopy:allows": list(rule.allows)} if rule.allows is not None else {})


def _assigner(terms: Terms, wire_home: str) -> dict[str, Any]:
    email = mail_address(terms.contact)
    party: dict[str, Any] = {
        "@type": ["Party", "vcard:Organization"],
        "uid": wire_home,
        "vcard:fn": holder(terms),
        "vcard:hasEmail": {"@id": f"mailto:{email}"} if email else None,
    }
    return _filled(party | (_wire(terms.wire) if terms.wire else {}))


def _wire(wire: Wire) -> dict[str, Any]:
    own: dict[str, Any] = {"wirecopy:name": wire.name, "wirecopy:home": wire.home}
    return own | {PREFIX + key: list(getattr(wire, key)) for key in _OF_WIRE}


def _licence_address(terms: Terms) -> dict[str, Any]:
    """A link where the address is one; the words of the terms where it is not, so that they are not lost."""
    url = terms.licence_url
    return {"dct:license": {"@id": url} if url and address(url) == url else url}


def _filled(node: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in node.items() if value not in (None, "", [])}


def _shape(offer: Mapping[str, Any]) -> dict[str, Any]:
    """The offer in the shape of a terms file."""
    republish = _republish(offer)
    rows = [*_rows(offer), *_rows(republish)]
    licence_url = offer.get("dct:license")
    shape = {
        "name": offer.get("dct:title"),
        "source": offer.get("dct:source"),
        "contact": offer.get("wirecopy:contact"),
        "licence": offer.get("wirecopy:licence"),
        "licence_url": plain(licence_url) if licence_url is not None else None,
        "tiers": offer.get("wirecopy:tiers"),
        "wire": _wire_shape(offer["assigner"]),
        **read_constraints(_nodes(republish.get("constraint"))),
    }
    rules = [row for _, row in sorted(rows, key=lambda placed: placed[0])]
    return {"corrections": False, "rule": rules} | {key: value for key, value in shape.items() if value is not None}


def _republish(offer: Mapping[str, Any]) -> Mapping[str, Any]:
    """The permission that is the offer itself: the one without a code."""
    for node in _nodes(offer["permission"]):
        if "wirecopy:code" not in node:
            return node
    raise ValueError("no permission to republish")


def _rows(node: Mapping[str, Any]) -> Iterator[tuple[int, dict[str, Any]]]:
    """Every rule below ``node`` with its place in the terms."""
    for part in ("duty", "permission", "prohibition", "wirecopy:asks", "wirecopy:fact"):
        for found in _nodes(node.get(part)):
            for one in _nodes(found.get("wirecopy:alternative")):
                yield int(one["wirecopy:position"]), _row(one) | {"any_of": found["wirecopy:group"]}
            if "wirecopy:code" in found:
                yield int(found["wirecopy:position"]), _row(found)


def _row(node: Mapping[str, Any]) -> dict[str, Any]:
    row = {
        "strength": node.get("wirecopy:strength", "must"),
        "place": node.get("wirecopy:place"),
        "target": node.get("wirecopy:linkTarget"),
        "formats": node.get("wirecopy:formats"),
        "text": node.get("dct:description"),
        "allows": node.get("wirecopy:allows"),
        "scope": "online",
        **read_constraints(_nodes(node.get("constraint"))),
    }
    code = str(node["wirecopy:code"]).removeprefix(PREFIX)
    return {"code": code} | {key: value for key, value in row.items() if value is not None}


def _wire_shape(party: object) -> dict[str, Any] | None:
    if not isinstance(party, Mapping):
        raise TypeError("the assigner is no node")
    if "wirecopy:name" not in party:
        return None
    values = {key: party.get(PREFIX + key) for key in ("name", "home", *_OF_WIRE)}
    return {key: value for key, value in values.items() if value is not None}


def _nodes(value: object) -> list[Mapping[str, Any]]:
    """A list of nodes, also where JSON-LD has only one."""
    found = value if isinstance(value, list) else [value] if value is not None else []
    return [node for node in found if isinstance(node, Mapping)]


def _named(offer: object) -> object:
    return offer.get("uid") if isinstance(offer, Mapping) else offer
