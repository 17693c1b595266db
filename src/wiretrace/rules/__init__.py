"""The table of rules: which code of the terms is judged by which checker.

RULESET is the version of all answers: a change that makes any checker answer differently gets a new one.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Set
from dataclasses import replace
from typing import Final

from wiretrace.credit.copy import Copy
from wiretrace.model import Answer, Finding, Rule
from wiretrace.rules import (
    about_page,
    affiliation,
    beacon,
    byline,
    canonical,
    correction,
    credit,
    credited_to,
    edits,
    embargo,
    entire,
    excerpt,
    framing,
    keep_links,
    kill,
    licence_link,
    link,
    logo,
    noindex,
    notice,
    paywall,
    photo,
    photo_credit,
    republish_button,
    resyndication,
    time_limit,
    translation,
)
from wiretrace.terms import CODES, in_force

RULESET: Final = "2026.5"
Checker = Callable[[Copy, Rule], Finding]

RULES: Final[Mapping[str, Checker]] = {
    "BYLINE": byline.judge,
    "CREDITED_TO": credited_to.judge,
    "AFFIL": affiliation.judge,
    "CREDIT": credit.judge,
    "CREDIT_TOP": credit.judge,
    "LOGO_REQ": logo.judge,
    "LOGO_PREF": logo.judge,
    "ORIG_LINE": notice.judge,
    "ORIG_TOP": notice.judge,
    "BOILER": notice.judge,
    "LINK": link.judge,
    "LINK_STORY": link.judge,
    "LINK_DOFOLLOW": link.judge,
    "CANON": canonical.judge,
    "KEEPLINKS": keep_links.judge,
    "NOINDEX": noindex.judge,
    "LICENCE_LINK": licence_link.judge,
    "NOEDIT": edits.judge,
    "EDIT_APPROVAL": edits.judge,
    "ADDREP": edits.judge,
    "CHANGES_MARKED": edits.judge,
    "ENTIRE": entire.judge,
    "EXCERPT": excerpt.judge,
    "TRANSL_NO": translation.judge,
    "CORRECTION": correction.judge,
    "KILL": kill.judge,
    "PHOTO_PERM": photo.judge,
    "PHOTO_WITH_STORY": photo.judge,
    "PHOTO_CREDIT": photo_credit.judge,
    "BEACON_REQ": beacon.judge,
    "BEACON_ASK": beacon.judge,
    "REPUBLISH_BUTTON": republish_button.judge,
    "EMBARGO": embargo.judge,
    "TIME_LIMIT": time_limit.judge,
    "PAYWALL_NO": paywall.judge,
    "NO_FRAMING": framing.judge,
    "ABOUT_PAGE": about_page.judge,
    "NORESYND": resyndication.judge,
}

_WITHOUT_TERMS: Final = (
    Rule("BYLINE"),
    Rule("CREDITED_TO", "should"),
    Rule("AFFIL"),
    Rule("LOGO_REQ"),
    Rule("ORIG_LINE", "should"),
    Rule("LINK", "should"),
    Rule("CANON", "please"),
)


def rules_without_terms() -> tuple[Rule, ...]:
    """The rules that are judged where nothing was agreed: all marks of credit that a page can show."""
    return _WITHOUT_TERMS


def judge_all(copy: Copy) -> tuple[Finding, ...]:
    """Judge a copy by its terms in force at ``copy.at``, or by :func:`rules_without_terms` where it has none.

    Returns a finding a rule, in the order of the terms. A killed story, a broken embargo and a correction are judged
    with or without terms, where the story carries the data for it. A kept rule of a group (``any_of``) keeps the
    group, and one that cannot be told leaves it open; one that has nothing to be about does neither. Rules that no
    page can show are answered ``cannot_tell``; those that only permit something, or that ask something of print or of
    posts alone, give none.
    """
    rules = _rules(copy)
    findings = [_judge(copy, rule) for rule in rules]
    asked = [(rule, finding) for rule, finding in zip(rules, findings, strict=True) if finding.applies]
    answers = {(rule.any_of, finding.answer) for rule, finding in asked if rule.any_of}
    return tuple(_in_group(rule, finding, answers) for rule, finding in zip(rules, findings, strict=True))


def _in_group(rule: Rule, finding: Finding, answers: Set[tuple[str | None, Answer]]) -> Finding:
    """Answer for the whole group that a rule belongs to, if it belongs to one."""
    if not finding.applies:
        return finding
    if (rule.any_of, "kept") in answers and finding.answer != "kept":
        return replace(finding, answer="kept", why=f"another of the alternatives is kept ({finding.why})")
    if (rule.any_of, "cannot_tell") in answers and finding.answer == "broken":
        return replace(finding, answer="cannot_tell", why=f"{finding.why}; another of the alternatives may be kept")
    return finding


def _rules(copy: Copy) -> tuple[Rule, ...]:
    rules: tuple[Rule, ...]
    if copy.terms is None:
        rules = _WITHOUT_TERMS
    else:
        agreed = in_force(copy.terms, at=copy.at, tier=copy.tier, publisher=copy.publisher)
        rules = tuple(r for r in agreed if _is_judged(r) or CODES[r.code].kind in ("process", "human"))
        if any(rule.code == "BYLINE" for rule in rules):
            rules += (Rule("CREDITED_TO", "should"),)
    have = {rule.code for rule in rules}
    return (*rules, *(rule for rule in _from_story(copy) if rule.code not in have))


def _is_judged(rule: Rule) -> bool:
    return rule.code in RULES and rule.scope == "online"


def _from_story(copy: Copy) -> tuple[Rule, ...]:
    """What the story itself asks of every copy: killed stories go, embargoes hold, corrections are carried."""
    found = []
    if any(version.status in ("killed", "withdrawn") for version in copy.versions):
        found.append(Rule("KILL"))
    if copy.story.embargo_until is not None:
        found.append(Rule("EMBARGO"))
    if len(copy.versions) > 1 and copy.match is not None:
        found.append(Rule("CORRECTION"))
    return tuple(found)


def _judge(copy: Copy, rule: Rule) -> Finding:
    checker = RULES.get(rule.code)
    if checker is not None:
        return checker(copy, rule)
    code = CODES[rule.code]
    who = "a person judges this" if code.kind == "human" else "the desk's register shows this"
    return Finding(code.name, "cannot_tell", rule.strength, f"no page can show it; {who}", (), rule.code)
