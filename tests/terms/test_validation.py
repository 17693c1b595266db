"""Terms that say something unknown or impossible are refused, with file, rule, key and the next step."""

from typing import Any

import pytest

from wiretrace.errors import TermsError
from wiretrace.terms import terms_from


def refusal(*rules: dict[str, Any], **top: Any) -> str:
    with pytest.raises(TermsError) as refused:
        terms_from({"name": "HLNS", "rule": list(rules), **top}, where="terms.toml")
    return str(refused.value)


@pytest.mark.parametrize(
    ("rule", "says"),
    [
        ({"code": "BYLIN"}, "terms.toml: rule 1: key 'code' is 'BYLIN', which is not in the catalogue; did you mean 'BYLINE'?"),
        ({"code": "byline"}, "did you mean 'BYLINE'?"),
        ({"code": "ZZZZZZ"}, "docs/reference/rules.md"),
        ({}, "key 'code' is missing"),
        ({"code": "BYLINE", "strengh": "must"}, "rule 1 (BYLINE): key 'strengh' is not known; did you mean 'strength'?"),
        ({"code": "BYLINE", "strength": "musst"}, "key 'strength' is 'musst'; did you mean 'must'?"),
        ({"code": "BYLINE", "place": "bottom"}, "write one of top, end, first paragraph, byline"),
        ({"code": "LINK", "target": "homepage"}, "did you mean 'home'?"),
        ({"code": "LINK", "scope": "tv"}, "key 'scope'"),
        ({"code": "LINK_STORY", "target": "home"}, "write LINK for the home page"),
        ({"code": "AFFIL", "formats": ["{reporter}, {wire}"]}, "only {name} and {wire}"),
        ({"code": "AFFIL", "formats": ["{wire}"]}, "write {name}"),
        ({"code": "AFFIL", "formats": ["{name"]}, "double a brace"),
        ({"code": "AFFIL", "formats": "{name}, {wire}"}, "must be a list of texts"),
        ({"code": "TIME_LIMIT"}, "after how many days"),
        ({"code": "TIME_LIMIT", "limit": 90}, "key 'unit' is missing"),
        ({"code": "TIME_LIMIT", "limit": 90, "unit": "weeks"}, "key 'unit' is 'weeks'"),
        ({"code": "EXCERPT", "limit": 50, "unit": "share"}, "write 0.5 for half"),
        ({"code": "EXCERPT", "limit": -1, "unit": "words"}, "a number above 0"),
        ({"code": "EXCERPT", "limit": True, "unit": "words"}, "a number above 0"),
        ({"code": "BYLINE", "limit": 3, "unit": "words"}, "means nothing for this code"),
        ({"code": "BYLINE", "since": "soon"}, "must be a day such as 2026-01-31"),
        ({"code": "BYLINE", "since": "2026-02-01", "until": "2026-02-01"}, "not after since"),
        ({"code": "BYLINE", "any_of": "credit"}, "a group of one"),
        ({"code": "BYLINE", "tiers": ["approved"]}, "add it to tiers at the top"),
        ({"code": "BYLINE", "allows": ["style"]}, "belongs to NOEDIT only"),
        ({"code": "NOEDIT", "allows": ["styles"]}, "did you mean 'style'?"),
        ({"code": "BYLINE", "text": 3}, "must be a text in quotes"),
    ],
)  # fmt: skip
def test_a_rule_that_cannot_be_is_refused(rule: dict[str, Any], says: str) -> None:
    assert says in refusal(rule)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("PAYWALL_OK", "PAYWALL_NO"),
        ("TRANSL_NO", "TRANSL_OK"),
        ("ENTIRE", "EXCERPT"),
        ("ENTIRE", "SHORTEN_OK"),
        ("LOGO_REQ", "LOGO_PREF"),
        ("BEACON_ASK", "BEACON_REQ"),
        ("CC_BY", "CC_BY_ND"),
    ],
)
def test_a_contradiction_names_both_rules(one: str, other: str) -> None:
    said = refusal({"code": "BYLINE"}, {"code": one}, {"code": other})
    assert said.startswith(f"terms.toml: rule 3 ({other})")
    assert f"contradicts rule 2 ({one})" in said


def test_contradicting_rules_may_stand_for_different_tiers_media_and_days() -> None:
    for apart in (
        ({"tiers": ["public"]}, {"tiers": ["approved"]}),
        ({"scope": "print"}, {"scope": "online"}),
        ({"until": "2026-03-01"}, {"since": "2026-03-01"}),
    ):
        rules = [{"code": "TRANSL_NO", **apart[0]}, {"code": "TRANSL_OK", **apart[1]}]
        terms = terms_from({"name": "HLNS", "tiers": ["public", "approved"], "rule": rules})
        assert [rule.code for rule in terms.rules[:2]] == ["TRANSL_NO", "TRANSL_OK"]


def test_one_rule_twice_is_refused_unless_set_apart() -> None:
    assert "repeats rule 1" in refusal({"code": "LINK"}, {"code": "LINK", "strength": "should"})
    terms_from({"name": "HLNS", "rule": [{"code": "LINK", "place": "top"}, {"code": "LINK", "place": "end"}]})


def test_alternatives_need_one_strength_and_rules_that_a_page_can_show() -> None:
    assert "alternatives need one strength" in refusal(
        {"code": "LINK", "any_of": "a"}, {"code": "CANON", "any_of": "a", "strength": "please"}
    )
    assert "no page can show" in refusal({"code": "LINK", "any_of": "a"}, {"code": "NOSELL", "any_of": "a"})


def test_dates_keys_and_licence_at_the_top_are_checked() -> None:
    assert "key 'until' is 2025-01-01" in refusal(since="2026-01-01", until="2025-01-01")
    assert "did you mean 'contact'?" in refusal(contct="x")
    assert "true or false" in refusal(corrections="no")
    assert "contradicts licence = 'CC BY 4.0'" in refusal({"code": "CC_BY_ND"}, licence="CC BY 4.0")
