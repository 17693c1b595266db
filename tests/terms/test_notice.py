"""The notice for people says everything that the terms say, in plain words."""

from typing import Any

import pytest

from wiretrace.model import Rule
from wiretrace.terms import CODES, DEFAULT, describe, notice, preset, preset_names, terms_from
from wiretrace.terms.wording import PERMITTED, REQUESTED


def noticed(*rules: dict[str, Any], **top: Any) -> str:
    shape = {"name": "HLNS", "corrections": False, "wire": {"name": "Harbor Light News Service"}, "rule": list(rules)}
    return notice(terms_from(shape | top))


def test_the_default_notice_reads_as_the_wire_would_say_it() -> None:
    assert notice(DEFAULT) == (
        "Republishing Daily Caller News Foundation\n"
        "\n"
        "Any legitimate news publisher with a large audience may publish our stories, free of charge, if it\n"
        "follows the rules below.\n"
        "\n"
        "You must:\n"
        "- credit the story to its reporters by name\n"
        "- give the reporter's affiliation with Daily Caller News Foundation beside the name\n"
        "- show our logo\n"
        "\n"
        "Questions about these rules, or about working with us: licensing@dailycallernewsfoundation.org\n"
    )


def test_strengths_prohibitions_and_permissions_stand_under_their_own_headings() -> None:
    said = noticed(
        {"code": "NOSELL"}, {"code": "LOGO_PREF"}, {"code": "BEACON_ASK"}, {"code": "BYLINE"}, {"code": "HEAD_OK"}
    )
    assert "You must:\n- credit the story to its reporters by name\n" in said
    assert "You must not:\n- sell our stories or license them on\n" in said
    assert "You should:\n- show our logo\n" in said
    assert "Please:\n- leave our counting pixel or script in\n" in said
    assert "You may:\n- write a headline of your own\n" in said


def test_alternatives_are_one_request() -> None:
    said = noticed({"code": "CANON", "any_of": "a"}, {"code": "BYLINE"}, {"code": "LINK", "any_of": "a"})
    assert said.count("do one of these") == 1
    assert "canonical address of yours, or link to Harbor Light News Service" in " ".join(said.split())


def test_tiers_exceptions_limits_dates_and_own_words_are_said() -> None:
    said = " ".join(
        noticed(
            {"code": "NOEDIT", "tiers": ["public"], "except_publishers": ["The Quay Courier"]},
            {"code": "EXCERPT", "limit": 0.5, "unit": "share", "since": "2026-06-01", "text": "The first half."},
            {"code": "AFFIL", "formats": ["{name} | {wire}"]},
            {"code": "ORIG_TOP", "text": "First published by Harbor Light."},
            tiers=["public", "approved"],
            until="2027-01-01",
        ).split()
    )
    assert "change the text, apart from house style, if you are “public” (this does not bind The Quay Courier)" in said
    assert "no more than half of a story from 1 June 2026: the first half" in said
    assert "in the form “Reporter’s Name | Harbor Light News Service”" in said
    assert "at the top, in these words: “First published by Harbor Light.”" in said
    assert "whoever has no other footing with us is “public”" in said
    assert "in force until 1 January 2027" in said


def test_the_licence_stands_apart_from_what_is_asked() -> None:
    said = noticed(
        {"code": "BYLINE"}, {"code": "CC_BY_ND"}, licence="CC BY-ND 4.0", licence_url="https://cc.example/by-nd"
    )
    licence = next(part for part in said.split("\n\n") if part.startswith("Licence:"))
    assert "CC BY-ND 4.0 (https://cc.example/by-nd)" in licence
    assert "no part of its text" in licence
    assert "Licence" not in noticed({"code": "BYLINE"})


def test_what_a_stronger_rule_implies_is_not_said_twice() -> None:
    said = noticed({"code": "LINK"}, {"code": "LINK_STORY"})
    assert "- link to the original story, not to our home page\n" in said
    assert "- link to Harbor Light" not in said
    assert "- link to Harbor Light" in noticed({"code": "LINK"}, {"code": "LINK_STORY", "strength": "should"})


@pytest.mark.parametrize("code", sorted(CODES))
def test_every_code_changes_the_notice(code: str) -> None:
    rule: dict[str, Any] = {"code": code}
    if code == "TIME_LIMIT":
        rule |= {"limit": 90, "unit": "days"}
    if code == "TIERS":
        assert "tiers" in noticed(rule, tiers=["public"])
    else:
        assert noticed(rule) != noticed()


@pytest.mark.parametrize("name", preset_names())
def test_no_notice_has_a_hole_or_a_line_that_is_too_long(name: str) -> None:
    said = notice(preset(name))
    assert "{" not in said
    assert "None" not in said
    assert "  \n" not in said
    assert max(map(len, said.splitlines())) <= 100


def test_every_rule_can_be_described_alone() -> None:
    assert not set(REQUESTED) & set(PERMITTED)
    for code in CODES:
        assert describe(Rule(code), "Harbor Light News Service")
