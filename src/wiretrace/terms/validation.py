"""What terms may not say: values outside their lists, and rules that contradict each other."""

from __future__ import annotations

from collections import defaultdict
from itertools import combinations
from string import Formatter
from typing import get_args

from wiretrace.model import EditKind, Rule, Terms
from wiretrace.terms.codes import CODES, PLACES, SCOPES, TARGETS
from wiretrace.terms.force import overlap
from wiretrace.terms.values import Where, nearest

# Pairs that cannot both hold for the same publisher at the same time.
CONTRADICTIONS = (
    ("PAYWALL_OK", "PAYWALL_NO"),
    ("TRANSL_OK", "TRANSL_NO"),
    ("ENTIRE", "EXCERPT"),
    ("ENTIRE", "SHORTEN_OK"),
    ("LOGO_REQ", "LOGO_PREF"),
    ("BEACON_REQ", "BEACON_ASK"),
    ("CC_BY", "CC_BY_ND"),
    ("CC_BY", "CC_BY_NC_ND"),
    ("CC_BY", "CC_OTHER"),
    ("CC_BY_ND", "CC_BY_NC_ND"),
    ("CC_BY_ND", "CC_OTHER"),
    ("CC_BY_NC_ND", "CC_OTHER"),
)
_LICENCES = {"CC_BY": "by", "CC_BY_ND": "by nd", "CC_BY_NC_ND": "by nc nd"}
_EDITS: tuple[str, ...] = get_args(EditKind)
_PLACEHOLDERS = ("name", "wire")


def validate(terms: Terms, *, where: str = "terms") -> None:
    """Raise TermsError for the first thing that terms may not say; ``where`` is what the error calls the file."""
    top = Where(where)
    if terms.since and terms.until and terms.since >= terms.until:
        raise top.error("until", f"is {terms.until}, not after since ({terms.since}); give a later day or leave it out")
    for number, rule in enumerate(terms.rules, start=1):
        here = Where(where, number, rule.code)
        _check_lists(rule, here, terms.tiers)
        _check_limit(rule, here)
        _check_formats(rule, here)
        if rule.since and rule.until and rule.since >= rule.until:
            raise here.error("until", f"is {rule.until}, not after since ({rule.since}); give a later day")
    _check_groups(terms, where)
    _check_pairs(terms, where)
    _check_licence(terms, where)


def _check_lists(rule: Rule, here: Where, tiers: tuple[str, ...]) -> None:
    choices = (("place", rule.place, PLACES), ("target", rule.target, TARGETS), ("scope", rule.scope, SCOPES))
    for key, value, known in choices:
        if value is not None and value not in known:
            raise here.error(key, f"is {value!r}; {nearest(value, list(known))}")
    for tier in rule.tiers:
        if tier not in tiers:
            raise here.error("tiers", f"names {tier!r}, which the terms' own tiers do not; add it to tiers at the top")
    if rule.allows is not None and rule.code != "NOEDIT":
        raise here.error("allows", "belongs to NOEDIT only; move it there or leave it out")
    for kind in rule.allows or ():
        if kind not in _EDITS:
            raise here.error("allows", f"names {kind!r}; {nearest(kind, list(_EDITS))}")
    if rule.code == "LINK_STORY" and rule.target == "home":
        raise here.error("target", "is 'home', but LINK_STORY asks for the story; write LINK for the home page")


def _check_limit(rule: Rule, here: Where) -> None:
    units = CODES[rule.code].units
    if not units and (rule.limit is not None or rule.unit is not None):
        raise here.error("limit" if rule.limit is not None else "unit", "means nothing for this code; leave it out")
    if not units:
        return
    if (rule.limit is None) != (rule.unit is None):
        missing = "unit" if rule.unit is None else "limit"
        raise here.error(missing, f"is missing; limit and unit go together (unit: {' or '.join(units)})")
    if rule.unit is not None and rule.unit not in units:
        raise here.error("unit", f"is {rule.unit!r}; {nearest(rule.unit, list(units))}")
    if rule.unit == "share" and rule.limit is not None and rule.limit > 1:
        raise here.error("limit", f"is {rule.limit:g}, but a share is at most 1; write 0.5 for half")
    if rule.code == "TIME_LIMIT" and rule.limit is None:
        raise here.error("limit", 'is missing; say after how many days, such as limit = 90 and unit = "days"')


def _check_formats(rule: Rule, here: Where) -> None:
    for template in rule.formats:
        try:
            fields = {name for _, name, _, _ in Formatter().parse(template) if name is not None}
        except ValueError as error:
            raise here.error("formats", f"has {template!r}: {error}; double a brace that is meant as one") from error
        if unknown := sorted(fields - set(_PLACEHOLDERS)):
            raise here.error(
                "formats", f"has {{{unknown[0]}}} in {template!r}; only {{name}} and {{wire}} are filled in"
            )
        if rule.code == "AFFIL" and "name" not in fields:
            raise here.error("formats", f"has {template!r}; write {{name}} where the reporter's name goes")


def _check_groups(terms: Terms, where: str) -> None:
    groups: dict[str, list[tuple[int, Rule]]] = defaultdict(list)
    for number, rule in enumerate(terms.rules, start=1):
        if rule.any_of:
            groups[rule.any_of].append((number, rule))
    for name, members in groups.items():
        number, first = members[0]
        here = Where(where, number, first.code)
        if len(members) == 1:
            raise here.error(
                "any_of", f"is {name!r}, a group of one; give a second rule the same any_of or leave it out"
            )
        for other_number, other in members:
            if other.strength != first.strength:
                there = Where(where, other_number, other.code)
                raise there.error(
                    "strength", f"is {other.strength!r}, but rule {number} of group {name!r} is {first.strength!r}; "
                    "alternatives need one strength"
                )  # fmt: skip
            if CODES[other.code].kind != "checked":
                there = Where(where, other_number, other.code)
                raise there.error("any_of", "is on a rule that no page can show; leave it out")


def _check_pairs(terms: Terms, where: str) -> None:
    for (first_number, first), (number, rule) in combinations(enumerate(terms.rules, start=1), 2):
        if not overlap(first, rule) or (first.any_of and first.any_of == rule.any_of):
            continue
        here = Where(where, number, rule.code)
        if (first.code, rule.code) in CONTRADICTIONS or (rule.code, first.code) in CONTRADICTIONS:
            raise here.error(
                None, f"contradicts rule {first_number} ({first.code}); drop one, or give them other tiers"
            )
        if first.code == rule.code and first.place == rule.place:
            raise here.error(
                "code",
                f"repeats rule {first_number} for the same publishers, place and days; drop one or set them apart",
            )


def _check_licence(terms: Terms, where: str) -> None:
    named = (terms.licence or "").casefold().replace("-", " ").split()
    if "cc" not in named and "creative" not in named:
        return
    kind = " ".join(word for word in named if word in ("by", "nc", "nd", "sa"))
    for number, rule in enumerate(terms.rules, start=1):
        if rule.code in _LICENCES and kind and _LICENCES[rule.code] != kind:
            raise Where(where, number, rule.code).error(
                None, f"contradicts licence = {terms.licence!r} at the top; keep the one that holds"
            )
