"""The table of rules, and how a copy is judged by all of them."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from tests.rules.copies import STORY, a_copy, a_page, terms_of
from wiretrace.credit.copy import Copy
from wiretrace.model import Finding, Rule
from wiretrace.rules import RULES, judge_all, rules_without_terms
from wiretrace.terms import CODES, preset, preset_names

# Judged without being sayable: they need no agreement.
BEYOND_TERMS = {"KILL", "CREDITED_TO"}
LINK = '<p>Source: <a href="https://harborlight.example/2026/breakwater">Harbor Light News Service</a></p>'


def by_code(copy: Copy) -> dict[str, Finding]:
    return {finding.code: finding for finding in judge_all(copy)}


def test_every_code_that_is_checked_has_a_checker_and_no_other_has() -> None:
    checked = {code for code, row in CODES.items() if row.kind == "checked"}
    assert set(RULES) == checked | BEYOND_TERMS


@pytest.mark.parametrize("code", sorted(set(RULES) - BEYOND_TERMS))
def test_the_catalogue_names_the_module_of_each_checker(code: str) -> None:
    assert RULES[code].__module__ == f"wiretrace.rules.{CODES[code].checker}"


@pytest.mark.parametrize("code", sorted(set(RULES) - BEYOND_TERMS))
def test_a_finding_is_called_what_the_catalogue_calls_it(code: str) -> None:
    for html in (a_page(), "", a_page("Another story.")):
        assert RULES[code](a_copy(html), Rule(code)).rule == CODES[code].name


def test_without_terms_the_marks_of_credit_are_judged() -> None:
    findings = judge_all(a_copy(a_page()))
    assert {"byline", "affiliation", "logo", "notice", "link", "canonical"} <= {finding.rule for finding in findings}
    assert {rule.code for rule in rules_without_terms()} == {finding.code for finding in findings}


def test_a_story_itself_asks_for_kill_embargo_and_correction() -> None:
    killed = replace(STORY, version=3, status="killed", embargo_until=datetime(2026, 3, 1, 5, tzinfo=UTC))
    corrected = replace(STORY, version=2, status="corrected", text=STORY.text.replace("48", "84"))
    found = by_code(a_copy(a_page(), STORY, corrected, killed))
    assert found["KILL"].answer == "broken"
    assert found["CORRECTION"].answer == "broken"
    held = replace(STORY, embargo_until=datetime(2026, 3, 9, tzinfo=UTC))
    assert by_code(a_copy(a_page(), held))["EMBARGO"].answer == "broken"
    assert {"KILL", "EMBARGO", "CORRECTION"} & set(by_code(a_copy(a_page()))) == set()


def test_terms_decide_what_is_judged_and_how_strongly() -> None:
    found = by_code(a_copy(a_page(), terms=terms_of(Rule("CANON", "please"), Rule("NOSELL"), Rule("ADS_OK"))))
    assert (found["CANON"].answer, found["CANON"].strength) == ("broken", "please")
    assert found["NOSELL"].answer == "cannot_tell"
    assert "ADS_OK" not in found
    assert "LINK" not in found


def test_one_kept_alternative_keeps_the_group() -> None:
    group = terms_of(Rule("CANON", any_of="origin"), Rule("LINK", any_of="origin"))
    both = by_code(a_copy(a_page(below=LINK), terms=group))
    assert (both["CANON"].answer, both["LINK"].answer) == ("kept", "kept")
    assert "alternative" in both["CANON"].why
    neither = by_code(a_copy(a_page(), terms=group))
    assert (neither["CANON"].answer, neither["LINK"].answer) == ("broken", "broken")


def test_an_alternative_that_cannot_be_told_leaves_the_group_open() -> None:
    group = terms_of(Rule("LICENCE_LINK", any_of="name"), Rule("LOGO_REQ", any_of="name"))
    found = by_code(a_copy(a_page(), terms=group))
    assert (found["LICENCE_LINK"].answer, found["LOGO_REQ"].answer) == ("cannot_tell", "cannot_tell")
    assert "may be kept" in found["LOGO_REQ"].why


def test_an_alternative_with_nothing_to_be_about_neither_opens_nor_keeps_the_group() -> None:
    group = terms_of(Rule("BYLINE", any_of="name"), Rule("LOGO_REQ", any_of="name"))
    found = by_code(a_copy(a_page(), replace(STORY, byline=()), terms=group))
    assert found["LOGO_REQ"].answer == "broken"
    assert (found["BYLINE"].answer, found["BYLINE"].applies) == ("cannot_tell", False)


def test_what_is_asked_of_print_alone_is_not_asked_of_a_page() -> None:
    terms = terms_of(Rule("LOGO_REQ", scope="print"), Rule("LINK", scope="online"))
    assert "LOGO_REQ" not in by_code(a_copy(a_page(), terms=terms))
    assert "LINK" in by_code(a_copy(a_page(), terms=terms))


def test_rules_of_another_tier_and_of_another_day_are_not_judged() -> None:
    terms = terms_of(
        Rule("CANON", tiers=("public",)),
        Rule("NOINDEX", until=datetime(2026, 3, 1, tzinfo=UTC).date()),
        Rule("LINK", since=datetime(2026, 3, 1, tzinfo=UTC).date()),
        tiers=("public", "approved"),
    )
    found = by_code(a_copy(a_page(), terms=terms, tier="approved"))
    assert set(found) == {"LINK"}


@pytest.mark.parametrize("name", preset_names())
def test_every_preset_judges_a_page_with_a_reason_for_each_answer(name: str) -> None:
    for html in (a_page(below=LINK), a_page("Another story."), ""):
        for finding in judge_all(a_copy(html, terms=preset(name))):
            assert finding.why
            assert finding.rule == finding.rule.lower()
            assert finding.code in CODES or finding.code in BEYOND_TERMS


def test_on_a_page_without_the_story_nothing_about_its_text_is_kept_or_broken() -> None:
    rules = [Rule(code) for code in ("NOEDIT", "ENTIRE", "LINK", "CANON", "CORRECTION", "EMBARGO")]
    held = replace(STORY, embargo_until=datetime(2026, 3, 1, tzinfo=UTC))
    corrected = replace(held, version=2, status="corrected")
    for finding in judge_all(a_copy(a_page("Another story."), held, corrected, terms=terms_of(*rules))):
        assert finding.answer == "cannot_tell", finding


@pytest.mark.parametrize("code", ["BYLINE", "CREDITED_TO", "BEACON_REQ", "PHOTO_PERM", "PHOTO_WITH_STORY"])
def test_what_the_story_does_not_carry_is_not_asked_of_its_copy(code: str) -> None:
    bulletin = replace(STORY, byline=())
    finding = RULES[code](a_copy(a_page(), bulletin), Rule(code))
    assert (finding.answer, finding.applies) == ("cannot_tell", False)
