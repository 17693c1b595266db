"""Writes terms as a notice for people: who may publish, what they must do, what is asked, whom to write to."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date

from wiretrace.model import Rule, Strength, Terms
from wiretrace.terms.codes import CODES
from wiretrace.terms.wording import PERMITTED, REQUESTED

_WIDTH = 100
_HEADINGS: dict[Strength, tuple[str, str]] = {
    "must": ("You must", "You must not"),
    "should": ("You should", "You should not"),
    "please": ("Please", "Please do not"),
}
# Where the second is asked, the first is asked with it and need not be said.
_IMPLIED = {"LINK": "LINK_STORY", "ORIG_LINE": "ORIG_TOP", "CREDIT": "CREDIT_TOP"}
_FIXED_LINES = ("ORIG_LINE", "ORIG_TOP", "BOILER")
_LICENCES = {
    "CC_BY": "Creative Commons Attribution (CC BY)",
    "CC_BY_ND": "Creative Commons Attribution-NoDerivatives (CC BY-ND)",
    "CC_BY_NC_ND": "Creative Commons Attribution-NonCommercial-NoDerivatives (CC BY-NC-ND)",
    "CC_OTHER": "a Creative Commons licence",
}


def notice(terms: Terms) -> str:
    """Write the notice of ``terms`` in plain English: paragraphs and lists of at most 100 columns.

    The licence stands in a paragraph of its own, apart from what is asked, because conditions on top of a Creative
    Commons licence are contested. Every rule is said, whether a page can show it or not. Raises nothing.
    """
    parts = [
        f"Republishing {_wire(terms)}",
        " ".join(_opening(terms)),
        *(part for strength in _HEADINGS for part in _asked(terms, strength)),
        _list("You may", (_said(rule, PERMITTED[rule.code], terms) for rule in terms.rules if rule.code in PERMITTED)),
        _third_party(terms),
        _licence(terms),
        _questions(terms),
    ]
    return "\n\n".join(_wrap(part) for part in parts if part) + "\n"


def _wire(terms: Terms) -> str:
    return terms.wire.name if terms.wire else terms.name


def _opening(terms: Terms) -> Iterator[str]:
    codes = {rule.code: rule for rule in terms.rules}
    who = "Any legitimate news publisher" if "VET_LEGIT" in codes else "Any publisher"
    if "VET_AUDIENCE" in codes:
        who += " with a large audience"
    cost = "" if "FEE" in codes else ", free of charge"
    yield f"{who} may publish our stories{cost}, if it follows the rules below."
    if "VET_APPROVE" in codes:
        yield _sentence("we approve publishers first, so ask us before you publish", codes["VET_APPROVE"])
    if "FEE" in codes:
        yield _sentence("some uses cost a fee", codes["FEE"])
    if terms.tiers:
        first, *rest = (f"“{tier}”" for tier in terms.tiers)
        others = f", {', '.join(rest)}" if rest else ""
        yield f"Publishers are of these tiers: {first}{others}; whoever has no other footing with us is {first}."
    if terms.since or terms.until:
        yield f"These rules are in force{_days(terms.since, terms.until)}."


def _asked(terms: Terms, strength: Strength) -> Iterator[str]:
    """The list of what to do and the list of what not to do."""
    items = list(_requests(terms, strength))
    do, do_not = _HEADINGS[strength]
    yield _list(do, (item for item in items if not item.startswith("not ")))
    yield _list(do_not, (item.removeprefix("not ") for item in items if item.startswith("not ")))


def _requests(terms: Terms, strength: Strength) -> Iterator[str]:
    """The requests of one strength in the order of the terms, alternatives gathered where the first one stands."""
    groups: set[str] = set()
    for rule in terms.rules:
        if rule.strength != strength or rule.code not in REQUESTED or rule.any_of in groups or _is_implied(rule, terms):
            continue
        if rule.any_of:
            groups.add(rule.any_of)
            members = (_request(other, terms) for other in terms.rules if other.any_of == rule.any_of)
            yield "do one of these: " + ", or ".join(members)
        else:
            yield _request(rule, terms)


def _is_implied(rule: Rule, terms: Terms) -> bool:
    if rule.any_of or rule.text:
        return False
    stronger = [other for other in terms.rules if other.code == _IMPLIED.get(rule.code)]
    return any(replace(other, code=rule.code, place=rule.place, target=rule.target) == rule for other in stronger)


def _request(rule: Rule, terms: Terms) -> str:
    return _said(rule, REQUESTED[rule.code](rule, _wire(terms)), terms)


def _said(rule: Rule, phrase: str, terms: Terms) -> str:
    """A phrase with all that limits its rule: for whom, where, when, and the rule's own words."""
    if rule.tiers:
        phrase += f", if you are {' or '.join(f'“{tier}”' for tier in rule.tiers)}"
    if rule.except_publishers:
        phrase += f" (this does not bind {' or '.join(rule.except_publishers)})"
    if rule.scope != "online" and rule.code not in ("PRINT", "SOCIAL"):
        phrase += f" (this is for {rule.scope})"
    phrase += _days(rule.since, rule.until)
    own_words = rule.text.strip().rstrip(".") if rule.code not in _FIXED_LINES else ""
    return f"{phrase}: {own_words[0].lower()}{own_words[1:]}" if own_words else phrase


def _sentence(phrase: str, rule: Rule) -> str:
    text = rule.text.strip().rstrip(".")
    who = f" (publishers who are {' or '.join(f'“{tier}”' for tier in rule.tiers)})" if rule.tiers else ""
    said = f"{phrase}{who}: {text[0].lower()}{text[1:]}" if text else f"{phrase}{who}"
    return f"{said[0].upper()}{said[1:]}."


def _days(since: date | None, until: date | None) -> str:
    said = f" from {_day(since)}" if since else ""
    return said + (f" until {_day(until)}" if until else "")


def _day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"


def _third_party(terms: Terms) -> str:
    rules = [rule for rule in terms.rules if rule.code == "THIRDPARTY"]
    return (
        _sentence("stories and pictures that others made are not ours to give; ask their owners", rules[0])
        if rules
        else ""
    )


def _licence(terms: Terms) -> str:
    named = terms.licence or next((_LICENCES[rule.code] for rule in terms.rules if rule.code in _LICENCES), "")
    if not named:
        return ""
    address = f" ({terms.licence_url})" if terms.licence_url else ""
    return (
        f"Licence: our stories are under {named}{address}. The licence stands on its own; the rules above are what we "
        "ask of those who republish, and are no part of its text."
    )


def _questions(terms: Terms) -> str:
    if terms.contact:
        return f"Questions about these rules, or about working with us: {terms.contact}"
    return "Questions about these rules go to our licensing desk." if _has(terms, "CONTACT_DESK") else ""


def _has(terms: Terms, code: str) -> bool:
    return any(rule.code == code for rule in terms.rules)


def _list(heading: str, items: Iterable[str]) -> str:
    lines = [f"- {item}" for item in items]
    return "\n".join([f"{heading}:", *lines]) if lines else ""


def _wrap(part: str) -> str:
    return "\n".join(
        textwrap.fill(
            line, _WIDTH, subsequent_indent="  " if line.startswith("- ") else "", break_long_words=False,
            break_on_hyphens=False,
        )
        for line in part.splitlines()
    )  # fmt: skip


def describe(rule: Rule, wire: str) -> str:
    """One rule as a phrase, the way the notice says it; the catalogue's sentence for what the notice says elsewhere."""
    if rule.code in REQUESTED:
        return REQUESTED[rule.code](rule, wire)
    return PERMITTED.get(rule.code) or CODES[rule.code].says


def in_words(rule: Rule, terms: Terms) -> str:
    """One rule of ``terms`` with all that limits it and how strong it is, in one line, for lists of what changed."""
    said = _said(rule, describe(rule, _wire(terms)), terms)
    group = f" (one of the group “{rule.any_of}” suffices)" if rule.any_of else ""
    kind = CODES[rule.code].kind
    return f"{said}{group}" if kind in ("relaxes", "data") else f"{rule.strength}: {said}{group}"
