"""The notice for people and the machine forms say the same: whom to ask, which licence, which days, no training."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from tests.wirecopy.renditions.rights import drawn
from wirecopy.renditions.rights import Signals
from wirecopy.renditions.rights.content_usage import header_value, robots_rule
from wirecopy.renditions.rights.machine_use import forbids_training
from wirecopy.renditions.rights.newsml_g2 import rights_info
from wirecopy.renditions.rights.ninjs import item_rights
from wirecopy.renditions.rights.odrl import offer
from wirecopy.renditions.rights.robots import RobotsLines, robots_lines
from wirecopy.renditions.rights.rsl import document, link_header
from wirecopy.renditions.rights.schema_org import article_rights
from wirecopy.renditions.rights.statement import licence
from wirecopy.renditions.rights.tdmrep import headers, meta, policy, well_known
from wiretrace.model import Rule, Terms
from wiretrace.terms import notice, preset, preset_names

ON = Signals(rsl=True, content_usage=True, tdmrep=True, robots=True)
OFF = Signals()
FORBIDDING = Terms("Harbor Light's terms", (Rule("BYLINE"), drawn.NO_TRAINING), contact=drawn.CONTACT)


def newsml(terms: Terms) -> str:
    element = rights_info(terms, terms_url=drawn.PAGE, offer_url=drawn.UID, wire_home=drawn.HOME, year=2026)
    return "".join(str(text) for text in element.itertext())


def forms(terms: Terms) -> dict[str, str]:
    """Each form that can name a contact, a licence and days, as one text."""
    return {
        "notice": notice(terms),
        "odrl": json.dumps(offer(terms, uid=drawn.UID, target=drawn.STORIES, wire_home=drawn.HOME)),
        "schema.org": json.dumps(
            article_rights(terms, terms_url=drawn.PAGE, wire_home=drawn.HOME, credit="By Marta Lindqvist", year=2026)
        ),
        "ninjs": json.dumps(item_rights(terms, offer_url=drawn.UID, year=2026), ensure_ascii=False),
        "newsml": newsml(terms),
    }


@pytest.mark.parametrize("name", preset_names())
def test_notice_and_forms_name_the_same_contact(name: str) -> None:
    terms = replace(preset(name), contact=drawn.CONTACT)
    assert [form for form, text in forms(terms).items() if drawn.CONTACT not in text] == []


@pytest.mark.parametrize("name", preset_names())
def test_notice_and_forms_name_the_same_days(name: str) -> None:
    terms = replace(preset(name), since=date(2026, 1, 5), until=date(2027, 2, 6))
    for form, text in forms(terms).items():
        is_for_people = form in ("notice", "ninjs", "newsml")
        for day in ("5 January 2026", "6 February 2027") if is_for_people else ("2026-01-05", "2027-02-06"):
            assert day in " ".join(text.replace("\\n", " ").split()), form


@pytest.mark.parametrize("name", preset_names())
def test_notice_and_forms_name_the_same_licence(name: str) -> None:
    terms = preset(name)
    named = licence(terms)
    for form, text in forms(terms).items():
        if not named:
            assert "creativecommons.org" not in text
        elif form == "odrl" and terms.licence is None:  # the code is there; no name is made up for it
            assert any(f'"wirecopy:{rule.code}"' in text for rule in terms.rules if rule.code.startswith("CC_"))
        else:
            assert named in " ".join(text.replace("\\n", " ").split()), form
        if terms.licence_url:
            assert terms.licence_url in text, form


def test_terms_that_name_a_licence_of_their_own_have_it_in_each_form() -> None:
    terms = Terms("Terms", (), licence="The Harbor Licence 2", licence_url="https://harborlight.example/licence")
    for form, text in forms(terms).items():
        assert "The Harbor Licence 2" in text, form
        assert "https://harborlight.example/licence" in text, form


def signals_of(terms: Terms, signals: Signals, at: datetime | None = None) -> dict[str, object]:
    """Everything that the drafts say, by function."""
    return {
        "rsl": document(terms, signals=signals, content_url="/stories/*", terms_url=drawn.PAGE, at=at),
        "rsl link": link_header(terms, signals=signals, document_url=drawn.PAGE, at=at),
        "content-usage": header_value(terms, signals=signals, at=at),
        "content-usage in robots": robots_rule(terms, signals=signals, at=at),
        "tdmrep": well_known(terms, signals=signals, policy_url=drawn.PAGE, at=at),
        "tdmrep headers": headers(terms, signals=signals, policy_url=drawn.PAGE, at=at),
        "tdmrep meta": meta(terms, signals=signals, policy_url=drawn.PAGE, at=at),
        "tdmrep policy": policy(
            terms, signals=signals, uid=drawn.PAGE, target=drawn.STORIES, wire_home=drawn.HOME, at=at
        ),
        "robots": robots_lines(terms, signals=signals, rsl_url=drawn.PAGE, at=at),
    }


def silent(said: dict[str, object]) -> set[str]:
    return {name for name, value in said.items() if value in (None, {}, (), RobotsLines())}


def test_terms_that_forbid_training_say_so_everywhere() -> None:
    said = signals_of(FORBIDDING, ON)
    assert silent(said) == set()
    assert b'<prohibits type="usage">ai-train</prohibits>' in said["rsl"]  # type: ignore[operator]
    assert said["content-usage"] == "train-ai=n"
    assert said["content-usage in robots"] == "Content-Usage: train-ai=n"
    assert said["tdmrep"] == [{"location": "/", "tdm-reservation": 1, "tdm-policy": drawn.PAGE}]
    assert said["tdmrep headers"] == {"tdm-reservation": "1", "tdm-policy": drawn.PAGE}
    lines = said["robots"]
    assert isinstance(lines, RobotsLines)
    assert "User-agent: GPTBot" in lines.crawlers
    assert lines.everybody == ("Content-Usage: train-ai=n",)
    assert lines.file == (f"License: {drawn.PAGE}",)


def test_nothing_is_said_until_it_is_switched_on() -> None:
    assert len(silent(signals_of(FORBIDDING, OFF))) == 9
    assert Signals() == Signals(rsl=False, content_usage=False, tdmrep=False, robots=False)


@pytest.mark.parametrize("switch", ["rsl", "content_usage", "tdmrep", "robots"])
def test_each_switch_switches_its_own_form_only(switch: str) -> None:
    said = signals_of(FORBIDDING, Signals(**{switch: True}))
    heads = {"rsl": "rsl", "content_usage": "content-usage", "tdmrep": "tdmrep", "robots": "robots"}
    shown = set(said) - silent(said) - {"robots"}
    assert all(name.startswith(heads[switch]) for name in shown)
    assert bool(shown) == (switch != "robots")
    lines = said["robots"]
    assert isinstance(lines, RobotsLines)
    assert bool(lines.crawlers) == (switch == "robots")
    assert bool(lines.everybody) == (switch == "content_usage")
    assert bool(lines.file) == (switch == "rsl")


@pytest.mark.parametrize("name", preset_names())
def test_terms_that_are_silent_about_training_say_nothing(name: str) -> None:
    assert not forbids_training(preset(name))
    assert len(silent(signals_of(preset(name), ON))) == 9


@pytest.mark.parametrize(
    "rule",
    [
        replace(drawn.NO_TRAINING, strength="please"),
        replace(drawn.NO_TRAINING, tiers=("member",)),
        replace(drawn.NO_TRAINING, since=date(2026, 3, 3)),
        replace(drawn.NO_TRAINING, until=date(2026, 3, 2)),
    ],
    ids=["only asked", "of another tier", "not yet in force", "no longer in force"],
)
def test_a_rule_that_does_not_bind_the_public_today_forbids_nothing(rule: Rule) -> None:
    terms = replace(FORBIDDING, rules=(rule,), tiers=("public", "member"))
    assert len(silent(signals_of(terms, ON, at=datetime(2026, 3, 2, 9, 0, tzinfo=UTC)))) == 9


def test_the_offer_forbids_training_too() -> None:
    whole = offer(FORBIDDING, uid=drawn.UID, target=drawn.STORIES, wire_home=drawn.HOME)
    assert [node["action"] for node in whole["prohibition"]] == ["wirecopy:trainAi"]


CONTACTS: dict[str, Callable[[], object]] = {
    "rsl": lambda: document(FORBIDDING, signals=ON, content_url="/", terms_url=drawn.PAGE),
    "tdmrep": lambda: policy(FORBIDDING, signals=ON, uid=drawn.PAGE, target=drawn.STORIES, wire_home=drawn.HOME),
}


@pytest.mark.parametrize("form", CONTACTS)
def test_the_drafts_name_the_contact_of_the_notice(form: str) -> None:
    assert drawn.CONTACT in notice(FORBIDDING)
    assert drawn.CONTACT in str(CONTACTS[form]())
