"""The presets and the default."""

import pytest

from wiretrace.errors import TermsError
from wiretrace.terms import CODES, DEFAULT, preset, preset_names


def test_there_are_40_presets_and_every_code_of_the_64_is_used_by_one_and_no_wire_speaks_of_ai() -> None:
    assert len(preset_names()) == 40
    assert len(CODES) == 65
    assert {rule.code for name in preset_names() for rule in preset(name).rules} == set(CODES) - {"NO_AI_TRAINING"}


def test_the_default_asks_for_logo_byline_and_affiliation() -> None:
    assert preset(preset_names()[0]) is DEFAULT
    musts = {rule.code for rule in DEFAULT.rules if rule.strength == "must" and CODES[rule.code].kind == "checked"}
    assert musts == {"BYLINE", "AFFIL", "LOGO_REQ"}
    assert {"VET_LEGIT", "VET_AUDIENCE", "CONTACT_DESK"} <= {rule.code for rule in DEFAULT.rules}
    assert "FEE" not in {rule.code for rule in DEFAULT.rules}
    assert DEFAULT.contact is not None
    assert DEFAULT.contact.startswith("licensing@")


def test_a_preset_has_no_correction_rule_that_its_wire_does_not_publish() -> None:
    asking = {name for name in preset_names() if any(rule.code == "CORRECTION" for rule in preset(name).rules)}
    assert asking == {"columbia-news-service", "calmatters-network"}


def test_a_preset_is_found_by_slug_and_by_name() -> None:
    assert preset("propublica") is preset("ProPublica")
    assert preset("kff").name == "KFF (parent site)"


def test_an_unknown_preset_is_answered_with_the_nearest() -> None:
    with pytest.raises(TermsError, match="did you mean 'propublica'"):
        preset("pro publica")
    with pytest.raises(TermsError, match="wiretrace terms list"):
        preset("zzz")


def test_tiers_alternatives_limits_and_formats_are_in_the_presets() -> None:
    wisconsin = {rule.code: rule for rule in preset("wisconsin-watch").rules}
    assert wisconsin["NOEDIT"].tiers == ("public",)
    calmatters = preset("calmatters-network")
    assert {rule.code for rule in calmatters.rules if rule.any_of} == {"CANON", "LINK", "ORIG_LINE"}
    undark = {rule.code: rule for rule in preset("undark").rules}
    assert (undark["TIME_LIMIT"].limit, undark["TIME_LIMIT"].unit) == (90, "days")
    assert next(r for r in preset("texas-tribune").rules if r.code == "AFFIL").formats == ("by {name}, {wire}",)
