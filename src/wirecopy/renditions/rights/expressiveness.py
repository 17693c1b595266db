"""What each machine form can say of the terms: fully, partly or not at all, found by writing them with and without."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date

from lxml import etree

from wirecopy.renditions.rights import Signals, content_usage, ninjs, robots, rsl, schema_org, tdmrep
from wirecopy.renditions.rights.machine_use import FORBIDS_TRAINING
from wirecopy.renditions.rights.newsml_g2 import rights_info
from wirecopy.renditions.rights.odrl_vocabulary import EXPRESSIONS, Reach
from wiretrace.model import Rule, Terms, Wire
from wiretrace.terms import CODES

_ON = Signals(rsl=True, content_usage=True, tdmrep=True, robots=True)
_HOME, _PAGE, _OFFER = "https://wire.example/", "https://wire.example/republish", "https://wire.example/terms/1.jsonld"

Form = Callable[[Terms], object]
# Every form but ODRL, which keeps its own table: a round trip loses nothing there, so the question is who understands it.
FORMS: dict[str, Form] = {
    "schema.org": lambda terms: schema_org.article_rights(
        terms, terms_url=_PAGE, wire_home=_HOME, credit="", year=2026
    ),
    "ninjs": lambda terms: ninjs.item_rights(terms, offer_url=_OFFER, year=2026),
    "NewsML-G2": lambda terms: etree.tostring(
        rights_info(terms, terms_url=_PAGE, offer_url=_OFFER, wire_home=_HOME, year=2026)
    ),
    "RSL": lambda terms: rsl.document(terms, signals=_ON, content_url=_HOME, terms_url=_PAGE),
    "Content-Usage": lambda terms: content_usage.header_value(terms, signals=_ON),
    "TDMRep": lambda terms: (
        tdmrep.well_known(terms, signals=_ON, policy_url=_PAGE),
        tdmrep.policy(terms, signals=_ON, uid=_PAGE, target=_HOME, wire_home=_HOME),
    ),
    "robots.txt": lambda terms: robots.robots_lines(terms, signals=_ON, rsl_url=_PAGE),
}
NAMES = ("ODRL", *FORMS)

# Where a form that changes says all there is to say. What is not here says a part, often only in words for people.
_WHOLLY = {
    "schema.org": {"wire", "contact", "licence", "licence_url"},
    "ninjs": {"wire"},
    "NewsML-G2": {"wire", FORBIDS_TRAINING},
    "RSL": {"wire", FORBIDS_TRAINING},
    "Content-Usage": {FORBIDS_TRAINING},
    "TDMRep": {"wire"},
    "robots.txt": set[str](),
}
# What somebody understands who knows ODRL and not our namespace.
_ODRL_KEYS: dict[str, Reach] = {
    "wire": "partly", "contact": "partly", "licence": "no", "licence_url": "fully", "since": "fully", "until": "fully",
    "tiers": "no", "source": "fully", "rule.strength": "partly", "rule.place": "no", "rule.target": "no",
    "rule.scope": "fully", "rule.formats": "no", "rule.any_of": "no", "rule.tiers": "no",
    "rule.except_publishers": "no", "rule.limit": "partly", "rule.since": "fully", "rule.until": "fully",
    "rule.text": "fully", "rule.allows": "no",
}  # fmt: skip

_BARE = Terms("Terms", (Rule("CREDIT"),), wire=Wire("Wire"))
_DAY = date(2026, 1, 1)


def of_codes() -> dict[str, dict[str, Reach]]:
    """For each code of the catalogue, how far each form says it. Costs two writings of each form for each code."""
    return {code: {"ODRL": EXPRESSIONS[code].reach, **_reaches(code, *_pair_of_code(code))} for code in CODES}


def of_keys() -> dict[str, dict[str, Reach]]:
    """The same for the keys of the terms, and for the keys of a rule (``rule.place``)."""
    return {key: {"ODRL": _ODRL_KEYS[key], **_reaches(key, one, other)} for key, one, other in _pairs_of_keys()}


def _reaches(key: str, one: Terms, other: Terms) -> dict[str, Reach]:
    return {name: _reach(name, key, changes=form(one) != form(other)) for name, form in FORMS.items()}


def _reach(form: str, key: str, *, changes: bool) -> Reach:
    if not changes:
        return "no"
    return "fully" if key in _WHOLLY[form] else "partly"


def _pair_of_code(code: str) -> tuple[Terms, Terms]:
    other = replace(_BARE, rules=(Rule("BYLINE"),)) if code == "CREDIT" else _BARE
    return replace(other, rules=(*other.rules, Rule(code, place=CODES[code].place))), other


def _pairs_of_keys() -> Iterator[tuple[str, Terms, Terms]]:
    """Terms that differ in one key. They forbid to train AI, so that the forms that are about nothing else say something."""
    bare = replace(_BARE, rules=(*_BARE.rules, Rule(FORBIDS_TRAINING)))
    changes: dict[str, Terms] = {
        "wire": replace(bare, wire=Wire("Another wire")),
        "contact": replace(bare, contact="desk@wire.example"),
        "licence": replace(bare, licence="CC BY 4.0"),
        "licence_url": replace(bare, licence="CC BY 4.0", licence_url="https://wire.example/licence"),
        "since": replace(bare, since=_DAY),
        "until": replace(bare, until=_DAY),
        "tiers": replace(bare, tiers=("public", "member")),
        "source": replace(bare, source="the wire's page"),
    }
    for key, changed in changes.items():
        yield key, changed, replace(bare, licence="CC BY 4.0") if key == "licence_url" else bare
    for key, one, other in _RULES:
        yield f"rule.{key}", replace(bare, rules=(*bare.rules, *one)), replace(bare, rules=(*bare.rules, *other))


_RULES: tuple[tuple[str, tuple[Rule, ...], tuple[Rule, ...]], ...] = (
    ("strength", (Rule("LINK", "should"),), (Rule("LINK"),)),
    ("place", (Rule("LINK", place="top"),), (Rule("LINK"),)),
    ("target", (Rule("LINK", target="home"),), (Rule("LINK"),)),
    ("scope", (Rule("LINK", scope="print"),), (Rule("LINK"),)),
    ("formats", (Rule("AFFIL", formats=("{name}, {wire}",)),), (Rule("AFFIL"),)),
    ("any_of", (Rule("LINK", any_of="a"), Rule("CANON", any_of="a")), (Rule("LINK"), Rule("CANON"))),
    ("tiers", (Rule("LINK", tiers=("public",)),), (Rule("LINK"),)),
    ("except_publishers", (Rule("LINK", except_publishers=("The Quay Courier",)),), (Rule("LINK"),)),
    ("limit", (Rule("EXCERPT", limit=5, unit="paragraphs"),), (Rule("EXCERPT"),)),
    ("since", (Rule("LINK", since=_DAY),), (Rule("LINK"),)),
    ("until", (Rule("LINK", until=_DAY),), (Rule("LINK"),)),
    ("text", (Rule("LINK", text="Ours, please."),), (Rule("LINK"),)),
    ("allows", (Rule("NOEDIT", allows=("cut",)),), (Rule("NOEDIT"),)),
)
