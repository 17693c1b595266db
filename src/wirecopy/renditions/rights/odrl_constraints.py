"""For whom, when, where and how much: what limits a rule, as constraints of ODRL and back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from wirecopy.renditions.rights.odrl_vocabulary import PREFIX
from wiretrace.model import Rule

_DAY_SECONDS = 86_400
_OWN_UNITS = ("words", "paragraphs", "hours", "days")


def constraint(left: str, operator: str, right: object) -> dict[str, Any]:
    """One constraint: ``left`` is a left operand of ODRL or our own."""
    return {"leftOperand": left, "operator": operator, "rightOperand": right}


def span_of(since: date | None, until: date | None) -> list[dict[str, Any]]:
    """From a day (inclusive) until a day (exclusive), days in UTC."""
    ends = (("gteq", since), ("lt", until))
    return [
        constraint("dateTime", operator, {"@value": day.isoformat(), "@type": "xsd:date"})
        for operator, day in ends
        if day is not None
    ]


def constraints_of(rule: Rule) -> list[dict[str, Any]]:
    """All that limits ``rule``: tiers, exceptions, days, medium, number, and the request that a removal waits for."""
    found = []
    if rule.tiers:
        found.append(constraint(f"{PREFIX}tier", "isAnyOf", list(rule.tiers)))
    if rule.except_publishers:
        found.append(constraint(f"{PREFIX}publisher", "isNoneOf", list(rule.except_publishers)))
    found += span_of(rule.since, rule.until)
    if rule.scope != "online":
        found.append(constraint("deliveryChannel", "eq", {"@id": PREFIX + rule.scope}))
    if rule.code == "REMOVE_ON_REQUEST":
        found.append(constraint("event", "gt", {"@id": f"{PREFIX}removalRequest"}))
    if rule.limit is not None and rule.unit is not None:
        found.append(_limit(rule, Decimal(repr(rule.limit)), rule.unit))
    return found


def read_constraints(nodes: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    """The keys of a rule (or of the terms: ``since``, ``until``) that the constraints hold, as a terms file has them."""
    keys: dict[str, Any] = {}
    for node in nodes:
        left, right = str(node.get("leftOperand", "")), node.get("rightOperand")
        values = right if isinstance(right, list) else [right]
        first = plain(values[0]) if values else ""
        if left == f"{PREFIX}tier":
            keys["tiers"] = values
        elif left == f"{PREFIX}publisher":
            keys["except_publishers"] = values
        elif left == "dateTime":
            keys["since" if node.get("operator") == "gteq" else "until"] = first
        elif left == "deliveryChannel":
            keys["scope"] = first.removeprefix(PREFIX)
        else:
            keys |= _number(left, first)
    return keys


def _limit(rule: Rule, limit: Decimal, unit: str) -> dict[str, Any]:
    """A share is a percentage and a licence window a delay; words, paragraphs and hours have no left operand in ODRL."""
    if unit == "share":
        return constraint("percentage", "lteq", _decimal(limit * 100))
    if rule.code == "TIME_LIMIT":
        return constraint("delayPeriod", "eq", {"@value": _duration(limit), "@type": "xsd:duration"})
    return constraint(PREFIX + unit, "lteq", _decimal(limit))


def _number(left: str, right: str) -> dict[str, Any]:
    if left == "percentage":
        return {"limit": float(Decimal(right) / 100), "unit": "share"}
    if left == "delayPeriod":
        return {"limit": _days(right), "unit": "days"}
    unit = left.removeprefix(PREFIX)
    return {"limit": float(Decimal(right)), "unit": unit} if left != unit and unit in _OWN_UNITS else {}


def _decimal(number: Decimal) -> dict[str, str]:
    # xsd:decimal has no exponent.
    return {"@value": f"{number.normalize():f}", "@type": "xsd:decimal"}


def _duration(days: Decimal) -> str:
    """``P90D``; a part of a day in seconds, because only the seconds of an xsd:duration may have a fraction."""
    return f"P{days:.0f}D" if days == days.to_integral_value() else f"PT{(days * _DAY_SECONDS).normalize():f}S"


def _days(duration: str) -> float:
    if duration.startswith("PT") and duration.endswith("S"):
        return float(Decimal(duration[2:-1]) / _DAY_SECONDS)
    return float(Decimal(duration.removeprefix("P").removesuffix("D")))


def plain(value: object) -> str:
    """The text of a value, typed or not, or the name of a node (``uid`` is ODRL's word for ``@id``)."""
    if isinstance(value, Mapping):
        return str(next((value[key] for key in ("@value", "@id", "uid") if key in value), ""))
    return str(value)
