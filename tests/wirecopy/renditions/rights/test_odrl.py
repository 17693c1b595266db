"""The ODRL offer: what is written can be read back, and it is JSON-LD that says what the terms say."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings

from tests.cast import WIRE
from tests.gold import shared_data
from tests.wirecopy.renditions.rights import drawn, jsonld
from wirecopy.errors import TermsInvalid
from wirecopy.renditions.rights.machine_use import FORBIDS_TRAINING
from wirecopy.renditions.rights.odrl import offer, terms_from_offer
from wirecopy.renditions.rights.odrl_profile import profile
from wirecopy.renditions.rights.odrl_vocabulary import EXPRESSIONS, NAMESPACE, ODRL, PREFIX
from wiretrace.model import Rule, Terms
from wiretrace.terms import CODES, preset, preset_names

slow = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def written(terms: Terms) -> dict[str, Any]:
    """The offer as it comes out of a file."""
    text = json.dumps(offer(terms, uid=drawn.UID, target=drawn.STORIES, wire_home=drawn.HOME))
    found: dict[str, Any] = json.loads(text)
    return found


def nodes(part: object) -> list[dict[str, Any]]:
    """Every node of an offer that holds a rule."""
    if isinstance(part, list):
        return [node for one in part for node in nodes(one)]
    if not isinstance(part, dict):
        return []
    here = [part] if "wirecopy:code" in part else []
    return here + [node for key, one in part.items() if key != "@context" for node in nodes(one)]


@pytest.mark.parametrize("name", preset_names())
def test_a_preset_comes_back_from_its_offer(name: str) -> None:
    assert terms_from_offer(written(preset(name))) == preset(name)


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(drawn.terms())
def test_any_terms_come_back_from_their_offer(terms: Terms) -> None:
    assert terms_from_offer(written(terms)) == terms


@pytest.mark.parametrize("terms", drawn.every_code(), ids=lambda terms: terms.name)
def test_each_code_comes_back_from_its_offer(terms: Terms) -> None:
    assert terms_from_offer(written(terms)) == terms


@slow
@given(drawn.terms())
def test_a_json_ld_processor_loses_nothing_either(terms: Terms) -> None:
    document = written(terms)
    again = jsonld.compact(jsonld.expand(document), document["@context"])
    assert terms_from_offer(again) == terms


RICH = Terms(
    "Harbor Light's terms",
    (
        Rule("BYLINE"),
        Rule("CANON", any_of="original"),
        Rule("NORESYND", any_of="original", tiers=("public",)),
        Rule("NOEDIT", allows=("headline", "cut"), except_publishers=("The Quay Courier",)),
        Rule("EXCERPT", limit=0.35, unit="share", tiers=("public",)),
        Rule("CORRECTION", "should", limit=24, unit="hours"),
        Rule("TIME_LIMIT", limit=1.5, unit="days"),
        Rule("LINK", since=date(2026, 1, 1), until=date(2026, 7, 1), text="To the page."),
        Rule("SOCIAL", "please", scope="social"),
    ),
    wire=WIRE,
    contact=drawn.CONTACT,
    licence_url="https://licences.example/own",
    tiers=("public", "member"),
    since=date(2026, 1, 1),
    until=date(2027, 1, 1),
)


def test_what_must_be_done_is_a_duty_and_what_must_not_is_a_prohibition() -> None:
    document = written(RICH)
    republish = document["permission"][0]
    assert republish["action"] == "distribute"
    assert {node["wirecopy:code"] for node in republish["duty"] if "wirecopy:code" in node} == {
        "wirecopy:BYLINE", "wirecopy:EXCERPT", "wirecopy:TIME_LIMIT", "wirecopy:LINK",
    }  # fmt: skip
    assert [node["wirecopy:code"] for node in document["prohibition"]] == ["wirecopy:NOEDIT"]
    assert document["prohibition"][0]["action"] == "modify"


def test_what_is_only_asked_is_no_duty() -> None:
    document = written(RICH)
    assert [node["wirecopy:code"] for node in document["wirecopy:asks"]] == ["wirecopy:CORRECTION", "wirecopy:SOCIAL"]
    core = json.dumps([document["permission"], document["prohibition"]])
    assert "CORRECTION" not in core
    assert "SOCIAL" not in core


def test_alternatives_are_one_duty() -> None:
    groups = [node for node in written(RICH)["permission"][0]["duty"] if node["action"] == "wirecopy:oneOf"]
    assert len(groups) == 1
    assert [(one["@type"], one["wirecopy:code"]) for one in groups[0]["wirecopy:alternative"]] == [
        ("wirecopy:Do", "wirecopy:CANON"),
        ("wirecopy:Refrain", "wirecopy:NORESYND"),
    ]


def test_days_shares_and_windows_are_constraints_of_odrl() -> None:
    found = {
        (node["wirecopy:code"], one["leftOperand"], one["operator"], json.dumps(one["rightOperand"]))
        for node in nodes(written(RICH))
        for one in node.get("constraint", [])
    }
    decimal, duration, day = "xsd:decimal", "xsd:duration", "xsd:date"

    def value(text: str, kind: str) -> str:
        return json.dumps({"@value": text, "@type": kind})

    assert found == {
        ("wirecopy:NORESYND", "wirecopy:tier", "isAnyOf", '["public"]'),
        ("wirecopy:NOEDIT", "wirecopy:publisher", "isNoneOf", '["The Quay Courier"]'),
        ("wirecopy:EXCERPT", "wirecopy:tier", "isAnyOf", '["public"]'),
        ("wirecopy:EXCERPT", "percentage", "lteq", value("35", decimal)),
        ("wirecopy:CORRECTION", "wirecopy:hours", "lteq", value("24", decimal)),
        ("wirecopy:TIME_LIMIT", "delayPeriod", "eq", value("PT129600S", duration)),
        ("wirecopy:LINK", "dateTime", "gteq", value("2026-01-01", day)),
        ("wirecopy:LINK", "dateTime", "lt", value("2026-07-01", day)),
        ("wirecopy:SOCIAL", "deliveryChannel", "eq", '{"@id": "wirecopy:social"}'),
    }


def test_the_days_of_the_terms_limit_the_permission_itself() -> None:
    assert [one["rightOperand"]["@value"] for one in written(RICH)["permission"][0]["constraint"]] == [
        "2026-01-01", "2027-01-01",
    ]  # fmt: skip


@pytest.mark.parametrize("name", preset_names())
def test_each_must_of_a_preset_is_in_the_expanded_offer(name: str) -> None:
    texts = jsonld.strings(jsonld.expand(written(preset(name))))
    for rule in preset(name).rules:
        if rule.strength == "must":
            assert NAMESPACE + rule.code in texts
            action = EXPRESSIONS[rule.code].action
            assert not action or (action.replace(PREFIX, NAMESPACE) if PREFIX in action else ODRL + action) in texts


def test_the_table_of_words_covers_the_catalogue() -> None:
    assert set(CODES) - set(EXPRESSIONS) == set()
    assert set(EXPRESSIONS) - set(CODES) <= {FORBIDS_TRAINING}


def test_every_word_that_is_not_ours_is_in_the_vocabulary_of_odrl() -> None:
    for document in (written(RICH), *(written(terms) for terms in drawn.every_code())):
        for node in nodes(document):
            expanded = jsonld.expand({"@context": document["@context"], "@type": "Offer", "duty": [node]})
            kept = [word for word in jsonld.strings(expanded) if word.startswith((ODRL, NAMESPACE))]
            assert NAMESPACE + node["wirecopy:code"].removeprefix(PREFIX) in kept
            if "action" in node:
                action = expanded[0][f"{ODRL}duty"][0][f"{ODRL}action"][0]["@id"]
                assert action.startswith((ODRL, NAMESPACE)), action


def test_the_profile_describes_every_action_of_our_own() -> None:
    described = {node["@id"] for node in profile()["@graph"]}
    used = {EXPRESSIONS[code].action for code in CODES if EXPRESSIONS[code].action.startswith(PREFIX)}
    assert used <= described
    operands = {
        one["leftOperand"]
        for t in (RICH, *drawn.every_code())
        for n in nodes(written(t))
        for one in n.get("constraint", [])
    }
    assert {operand for operand in operands if operand.startswith(PREFIX)} <= described
    assert all(node["http://www.w3.org/2004/02/skos/core#definition"] for node in jsonld.expand(profile()))


@pytest.mark.parametrize(
    ("spoil", "says"),
    [
        (lambda whole: {}, "permission"),
        (lambda whole: whole | {"permission": []}, "no permission to republish"),
        (lambda whole: whole | {"dct:title": ""}, "no name"),
        (lambda whole: whole | {"wirecopy:fact": [{"wirecopy:code": "wirecopy:NONSENSE", "wirecopy:position": 1}]}, "NONSENSE"),
        (lambda whole: whole | {"wirecopy:fact": [{"wirecopy:code": "wirecopy:FEE", "wirecopy:position": "x"}]}, "ValueError"),
        (lambda whole: whole | {"assigner": "https://harborlight.example/"}, "compact JSON-LD"),
    ],
)  # fmt: skip
def test_an_offer_that_is_not_ours_is_refused_by_name(spoil: Any, says: str) -> None:
    document = written(replace(RICH, rules=(Rule("BYLINE"),)))
    with pytest.raises(TermsInvalid, match=says):
        terms_from_offer(spoil(document))


def atomic(document: dict[str, Any]) -> dict[str, Any]:
    """The assigner of the offer on each of its rules, as ODRL wants it before it is validated (section 2.7.1)."""
    party = {"assigner": {"uid": document["assigner"]["uid"]}}
    parts = [part for part in ("permission", "prohibition") if part in document]
    return document | {part: [rule | party for rule in document[part]] for part in parts}


def test_the_offer_satisfies_the_shapes_of_odrl() -> None:
    folder = shared_data("standards")
    if folder is None:
        pytest.skip("no shared data standards; set WIRECOPY_SHARED")
    pyshacl, rdflib = pytest.importorskip("pyshacl"), pytest.importorskip("rdflib")
    shapes = rdflib.Graph().parse(folder / "odrl/w3c-poe/semantics/shacl/shapesv2.ttl")
    words = rdflib.Graph().parse(folder / "odrl/w3c-poe/vocab/ODRL22.ttl")
    words.parse(data=jsonld.n_quads(profile()), format="nt")

    def faults(graph: Any) -> set[tuple[str, str]]:
        results = pyshacl.validate(graph, shacl_graph=shapes, inference="rdfs")[1]
        sh = rdflib.Namespace("http://www.w3.org/ns/shacl#")
        return {(str(results.value(one, sh.focusNode)), str(results.value(one, sh.resultPath)))
                for one in results.subjects(sh.focusNode)}  # fmt: skip

    def of_offer(document: dict[str, Any]) -> set[tuple[str, str]]:
        data = rdflib.Graph().parse(data=jsonld.n_quads(atomic(document)), format="nt")
        return faults(data + words) - known

    known = faults(words)  # the vocabulary of ODRL has words that its own shapes refuse (deprecated ones, for instance)
    for terms in (RICH, *map(preset, ("propublica", "wisconsin-watch", "calmatters-network"))):
        assert of_offer(written(terms)) == set()
    spoiled = written(RICH)
    del spoiled["permission"][0]["target"]
    assert of_offer(spoiled)
