"""Each form is checked by the machine of its standard: schemas, parsers of robots.txt, JSON-LD."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from lxml import etree
from protego import Protego

from tests.cast import WIRE
from tests.gold import shared_data
from tests.wirecopy.renditions.rights import drawn, jsonld
from wirecopy.renditions.rights import Signals
from wirecopy.renditions.rights.newsml_g2 import NAR, rights_info
from wirecopy.renditions.rights.ninjs import item_rights
from wirecopy.renditions.rights.robots import TRAINING_CRAWLERS, robots_lines
from wirecopy.renditions.rights.rsl import document, link_header
from wirecopy.renditions.rights.schema_org import article_rights
from wirecopy.renditions.rights.tdmrep import policy
from wiretrace.model import Rule, Terms
from wiretrace.terms import preset, preset_names

ON = Signals(rsl=True, content_usage=True, tdmrep=True, robots=True)
FORBIDDING = Terms("Harbor Light's terms", (Rule("BYLINE"), drawn.NO_TRAINING), wire=WIRE, contact=drawn.CONTACT)
ALL = [*map(preset, preset_names()), FORBIDDING]
RSL = "{https://rslstandard.org/rsl}"


def folder() -> Path:
    found = shared_data("standards")
    if found is None:
        pytest.skip("no shared data standards; set WIRECOPY_SHARED")
    return found


def info(terms: Terms) -> Any:
    return rights_info(terms, terms_url=drawn.PAGE, offer_url=drawn.UID, wire_home=drawn.HOME, year=2026)


@cache
def newsml_schema() -> etree.XMLSchema:
    return etree.XMLSchema(etree.parse(folder() / "newsml-g2/specification/NewsML-G2_2.35-spec-All-Power.xsd"))


def news_item(terms: Terms) -> Any:
    """The smallest newsItem that the schema lets pass, around the rights."""
    item = etree.fromstring(
        f'<newsItem xmlns="{NAR}" guid="urn:newsml:harborlight.example:1" version="1" standard="NewsML-G2" '
        'standardversion="2.35" conformance="power" xml:lang="en">'
        '<catalogRef href="http://www.iptc.org/std/catalog/catalog.IPTC-G2-Standards_41.xml"/>'
        '<itemMeta><itemClass qcode="ninat:text"/><provider uri="https://harborlight.example/"/>'
        "<versionCreated>2026-02-09T18:30:00Z</versionCreated></itemMeta></newsItem>"
    )
    item.insert(1, info(terms))
    return item


@pytest.mark.parametrize("terms", ALL, ids=lambda terms: terms.name)
def test_rights_info_is_valid_newsml_g2(terms: Terms) -> None:
    newsml_schema().assertValid(news_item(terms))


def test_rights_info_says_who_holds_the_rights_and_where_the_terms_are() -> None:
    found = info(FORBIDDING)
    assert found.findtext(f"{{{NAR}}}copyrightHolder/{{{NAR}}}name") == WIRE.name
    assert found.findtext(f"{{{NAR}}}copyrightNotice") == f"© 2026 {WIRE.name}"
    assert found.find(f"{{{NAR}}}usageTerms").get("href") == drawn.PAGE
    assert [link.get("href") for link in found.iter(f"{{{NAR}}}link")] == [drawn.PAGE, drawn.UID]
    assert found.find(f"{{{NAR}}}dataMining").get("uri").endswith("/DMI-PROHIBITED-AIMLTRAINING")
    assert info(preset(preset_names()[0])).find(f"{{{NAR}}}dataMining") is None


@pytest.mark.parametrize(("version", "name"), [("3.1", "ninjs-schema_3.1.json"), ("2.2", "ninjs-schema_2.2.json")])
@pytest.mark.parametrize("terms", [preset(preset_names()[0]), FORBIDDING], ids=lambda terms: terms.name)
def test_the_rights_of_a_ninjs_item_are_valid(version: Any, name: str, terms: Terms) -> None:
    schema = json.loads((folder() / "ninjs/specification" / name).read_text(encoding="utf-8"))
    main = schema["$defs"]["ninjsType"]["properties"] if "ninjsType" in schema["$defs"] else _properties(schema)
    rights = item_rights(terms, offer_url=drawn.UID, year=2026, version=version)
    assert set(rights) <= set(main)
    for key, value in rights.items():
        jsonschema.validate(value, {"$defs": schema["$defs"], **main[key]})


def _properties(schema: dict[str, Any]) -> dict[str, Any]:
    """The properties that any part of the schema knows (2.2 spreads them over several parts)."""
    found: dict[str, Any] = {}
    for part in schema["$defs"].values():
        found |= part.get("properties", {})
    return found


def test_rsl_permits_search_prohibits_training_and_leads_to_the_terms() -> None:
    written = document(
        FORBIDDING, signals=ON, content_url="https://harborlight.example/stories/*", terms_url=drawn.PAGE
    )
    assert written is not None
    root = etree.fromstring(written)
    content = root.find(f"{RSL}content")
    assert root.tag == f"{RSL}rsl"
    assert content is not None
    assert content.get("url") == "https://harborlight.example/stories/*"
    licence = content.find(f"{RSL}license")
    assert licence is not None
    assert [(one.tag.removeprefix(RSL), one.get("type"), one.text) for one in licence] == [
        ("permits", "usage", "search"),
        ("prohibits", "usage", "ai-train"),
    ]
    assert content.findtext(f"{RSL}copyright") == WIRE.name
    assert content.find(f"{RSL}copyright").get("contactEmail") == drawn.CONTACT  # type: ignore[union-attr]
    assert content.findtext(f"{RSL}terms") == drawn.PAGE
    assert link_header(FORBIDDING, signals=ON, document_url="https://harborlight.example/rsl.xml") == (
        '<https://harborlight.example/rsl.xml>; rel="license"; type="application/rsl+xml"'
    )


def test_robots_txt_keeps_training_crawlers_out_and_lets_others_in() -> None:
    lines = robots_lines(FORBIDDING, signals=ON, rsl_url="https://harborlight.example/rsl.xml")
    text = "\n".join([*lines.file, "User-agent: *", "Disallow: /desk/", *lines.everybody, "", *lines.crawlers, ""])
    rules = Protego.parse(text)
    story = "https://harborlight.example/2026/02/fish-market"
    assert [token for token in TRAINING_CRAWLERS if rules.can_fetch(story, token)] == []
    assert all(rules.can_fetch(story, token) for token in ("Googlebot", "bingbot", "Applebot", "OAI-SearchBot"))
    assert not rules.can_fetch("https://harborlight.example/desk/1", "Googlebot")


def test_the_policy_of_tdmrep_has_the_shape_of_its_profile() -> None:
    found = policy(FORBIDDING, signals=ON, uid=drawn.PAGE, target=drawn.STORIES, wire_home=drawn.HOME)
    assert found is not None
    assert found["@context"] == ["http://www.w3.org/ns/odrl.jsonld", "http://www.w3.org/ns/tdmrep.jsonld"]
    assert found["profile"] == "http://www.w3.org/ns/tdmrep"
    assert found["assigner"]["vcard:hasEmail"] == f"mailto:{drawn.CONTACT}"
    texts = jsonld.strings(jsonld.expand(found))
    assert {"http://www.w3.org/ns/tdmrep#mine", "http://www.w3.org/ns/odrl/2/obtainConsent"} <= texts


def rights(terms: Terms) -> dict[str, Any]:
    return article_rights(
        terms, terms_url=drawn.PAGE, wire_home=drawn.HOME, credit="By Marta Lindqvist, HLNS", year=2026
    )


def test_an_article_says_who_holds_the_rights_and_where_to_ask() -> None:
    found = rights(FORBIDDING)
    assert found == {
        "usageInfo": {"@type": "CreativeWork", "name": "Harbor Light's terms", "url": drawn.PAGE},
        "license": drawn.PAGE,
        "creditText": "By Marta Lindqvist, HLNS",
        "copyrightNotice": "© 2026 Harbor Light News Service",
        "copyrightYear": 2026,
        "acquireLicensePage": drawn.PAGE,
        "copyrightHolder": {
            "@type": "NewsMediaOrganization",
            "name": "Harbor Light News Service",
            "url": drawn.HOME,
            "contactPoint": {"@type": "ContactPoint", "contactType": "licensing", "email": drawn.CONTACT},
        },
    }


@pytest.mark.parametrize("terms", ALL, ids=lambda terms: terms.name)
def test_every_property_of_an_article_is_one_of_schema_org(terms: Terms) -> None:
    words = _schema_org_words()
    unknown = {key for key in _keys(rights(terms)) if not key.startswith("@") and key not in words}
    assert unknown == set()


def _keys(node: object) -> set[str]:
    return {*node, *(key for value in node.values() for key in _keys(value))} if isinstance(node, dict) else set()


@cache
def _schema_org_words() -> frozenset[str]:
    path = next(iter(sorted((folder() / "schema.org").rglob("schemaorg*https*.jsonld"))), None)
    if path is None:
        pytest.skip("no vocabulary of schema.org in the shared data")
    graph = json.loads(path.read_text(encoding="utf-8"))["@graph"]
    return frozenset(node["@id"].removeprefix("schema:") for node in graph)
