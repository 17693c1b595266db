"""What the terms ask a rendition to show: where, in which form, and how much of the story."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Final

from wirecopy.renditions.formats.addresses import web_address
from wirecopy.renditions.release import Credit, Release
from wiretrace.model import Rule
from wiretrace.terms import in_force

# The line of origin names the wire and links to the story: above it, it keeps each of these at the top.
_SAID_BY_ORIGIN: Final = ("ORIG_LINE", "ORIG_TOP", "LINK", "LINK_STORY", "LINK_DOFOLLOW")
_CC: Final = {"CC_BY": "by", "CC_BY_ND": "by-nd", "CC_BY_NC_ND": "by-nc-nd"}
_LICENCES: Final = {
    "CC_BY": "Creative Commons Attribution (CC BY)",
    "CC_BY_ND": "Creative Commons Attribution-NoDerivatives (CC BY-ND)",
    "CC_BY_NC_ND": "Creative Commons Attribution-NonCommercial-NoDerivatives (CC BY-NC-ND)",
}


@dataclass(frozen=True, slots=True)
class Limit:
    """How much of the story may run: ``amount`` of a ``unit`` (words, paragraphs, share)."""

    amount: float
    unit: str


@dataclass(frozen=True, slots=True)
class Asked:
    """The wishes of the terms in force that change a rendition.

    ``limits`` are alternatives: what keeps one of them keeps the terms. ``lines_above`` and ``lines_below`` are fixed
    words of the wire, to be printed as they are. An empty ``licence_url`` means that no licence is to be linked.
    """

    origin_above: bool = False
    logo_above: bool = False
    link_in_byline: bool = False
    link_in_first_paragraph: bool = False
    byline_forms: tuple[str, ...] = ()
    lines_above: tuple[str, ...] = ()
    lines_below: tuple[str, ...] = ()
    limits: tuple[Limit, ...] = ()
    licence: str = ""
    licence_url: str = ""


def asked(release: Release) -> Asked:
    """Read what the release's terms ask of it, on the footing of a publisher that nobody knows.

    The terms in force are those of the day on which this version came out, so that the same release gives the same
    bytes on every day.
    """
    rules = [rule for rule in in_force(release.terms, at=release.changed) if rule.scope == "online"]
    lines = [rule for rule in rules if rule.code in ("ORIG_LINE", "ORIG_TOP", "BOILER") and rule.text]
    licence, licence_url = _licence(release, rules)
    return Asked(
        origin_above=any(rule.code in _SAID_BY_ORIGIN and rule.place == "top" for rule in rules),
        logo_above=any(rule.code in ("LOGO_REQ", "LOGO_PREF") and rule.place == "top" for rule in rules),
        link_in_byline=any(_is_link(rule) and rule.place == "byline" for rule in rules),
        link_in_first_paragraph=any(_is_link(rule) and rule.place == "first paragraph" for rule in rules),
        byline_forms=next((rule.formats for rule in rules if rule.code == "AFFIL" and rule.formats), ()),
        lines_above=_texts(rule for rule in lines if rule.place == "top"),
        lines_below=_texts(rule for rule in lines if rule.place != "top"),
        limits=_limits(rules),
        licence=licence,
        licence_url=licence_url,
    )


def in_asked_form(release: Release) -> Release:
    """Give the release with its byline in the form that the terms fix, where they fix one.

    The form holds for names that stand for the wire; a partner's or a university's form stays as the desk wrote it. A
    story that names nobody is the wire's: its name stands in the byline's place.
    """
    if not release.byline:
        return replace(release, byline=(Credit(release.wire.name, release.wire.name, release.wire.name),))
    forms = asked(release).byline_forms
    if not forms:
        return release
    return replace(release, byline=tuple(_formed(credit, release, forms) for credit in release.byline))


def _formed(credit: Credit, release: Release, forms: tuple[str, ...]) -> Credit:
    wires = (release.wire.name, release.wire.short_name)
    if credit.affiliation and credit.affiliation not in wires:
        return credit
    lines = [_line(form, credit.name, wire) for form in forms for wire in wires if wire]
    return credit if not lines or credit.line in lines else replace(credit, line=lines[0])


def _line(form: str, name: str, wire: str) -> str:
    """One name in a form; the byline puts its own "By" in front."""
    said = form.replace("{name}", name).replace("{wire}", wire)
    return said[3:] if said[:3].lower() == "by " else said


def _is_link(rule: Rule) -> bool:
    return rule.code in ("LINK", "LINK_STORY", "LINK_DOFOLLOW")


def _texts(rules: Iterable[Rule]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(rule.text for rule in rules))


def _limits(rules: list[Rule]) -> tuple[Limit, ...]:
    """The alternatives of one group; of rules without a group, which hold together, the first one is given alone."""
    excerpts = [rule for rule in rules if rule.code == "EXCERPT" and rule.limit is not None]
    if not excerpts:
        return ()
    first = next((rule for rule in excerpts if not rule.any_of), excerpts[0])
    group = [rule for rule in excerpts if rule.any_of == first.any_of] if first.any_of else [first]
    return tuple(Limit(rule.limit or 0.0, rule.unit or "words") for rule in group)


def _licence(release: Release, rules: list[Rule]) -> tuple[str, str]:
    """Name and address of the licence. Where the terms name no address, the one of the licence's kind, no version."""
    kind = next((rule.code for rule in rules if rule.code in _CC), "")
    name = release.terms.licence or _LICENCES.get(kind, "")
    url = web_address(release.terms.licence_url or "")
    if not url and kind and any(rule.code == "LICENCE_LINK" for rule in rules):
        url = f"https://creativecommons.org/licenses/{_CC[kind]}/"
    return name or url, url
