"""The terms as a form: what a browser sends of it, as it stands, is what stood in it; rules are added, dropped, changed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from hypothesis import given
from lxml import html

from tests.wirecopy.renditions.rights import drawn
from tests.wirecopy.staff import user
from tests.wirecopy.wire import TERMS, harbor_light
from wirecopy.accounts.roles import Role
from wirecopy.desk.models import TermsVersion
from wirecopy.desk.terms import changes, parsed, read, set_terms, terms_of
from wirecopy.portal.terms_form import fields_of
from wiretrace.errors import TermsError
from wiretrace.model import Rule, Terms, Wire
from wiretrace.terms import CODES, as_toml, preset, preset_names, validate

SCREEN = "/desk/terms/"


@pytest.fixture()
def licensing(db: None) -> Client:
    harbor_light(timezone.now() - timedelta(hours=2))
    return signed_in(Role.LICENSING)


def signed_in(role: Role) -> Client:
    client = Client()
    client.force_login(user(role))
    return client


def read_page(page: bytes) -> Any:
    return html.fromstring(page.decode())


def form_of(page: bytes) -> dict[str, Any]:
    """What a browser sends of the form, as it stands, when Enter is pressed."""
    form = read_page(page).get_element_by_id("terms")
    values: dict[str, Any] = {}
    for name, value in form.form_values():
        values.setdefault(name, []).append(value)
    return values


def sent(client: Client, do: str, **changes: Any) -> Any:
    """Press a button of the form as it stands, with changes."""
    return client.post(SCREEN, {**form_of(client.get(SCREEN).content), "do": do, **changes})


def alike(terms: Terms) -> Terms:
    """House style may be left unsaid: it is what stands where nothing is said."""
    rules = tuple(replace(rule, allows=None) if rule.allows == ("style",) else rule for rule in terms.rules)
    return replace(terms, rules=rules)


def typable(terms: Terms) -> Terms:
    """The same terms with words that a field of one line can hold: no control characters, no space at the ends."""

    def one(words: str) -> str:
        return " ".join("".join(each if each.isprintable() else " " for each in words).split()) or "words"

    def several(words: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(one(each) for each in words)

    def rule(each: Rule) -> Rule:
        tiers, publishers = several(each.tiers), several(each.except_publishers)
        group = one(each.any_of) if each.any_of else None
        text = one(each.text) if each.text else ""
        known = CODES[each.code]
        place, target = each.place or known.place, each.target or known.target
        return replace(
            each, tiers=tiers, except_publishers=publishers, any_of=group, text=text, place=place, target=target
        )

    wire = terms.wire and Wire(
        one(terms.wire.name),
        several(terms.wire.aliases),
        several(terms.wire.notices),
        several(terms.wire.logos),
        one(terms.wire.home) if terms.wire.home else None,
    )
    return replace(
        terms,
        name=one(terms.name),
        wire=wire,
        contact=one(terms.contact) if terms.contact else None,
        source=one(terms.source) if terms.source else "",
        tiers=several(terms.tiers),
        rules=tuple(rule(each) for each in terms.rules),
    )


def set_again(terms: Terms) -> Terms:
    """Set terms, and press Preview on the form that shows them."""
    now = timezone.now()
    set_terms(terms, since=now, by=user(Role.LICENSING), at=now)
    answer = sent(signed_in(Role.LICENSING), "preview")
    assert answer.status_code == 200, answer.context["error"]
    new: Terms = answer.context["new"]
    return new


@pytest.mark.parametrize("name", preset_names())
def test_each_preset_stands_in_the_form_and_comes_back(licensing: Client, name: str) -> None:
    assert alike(set_again(preset(name))) == alike(preset(name))


@given(drawn.terms())
def test_any_terms_that_can_be_typed_come_back_from_the_fields(drawn_terms: Terms) -> None:
    terms = typable(drawn_terms)
    try:
        validate(terms)
    except TermsError:
        return  # two tiers or groups became one, as their names were made ones that can be typed
    assert alike(terms_of(fields_of(terms).data())) == alike(terms)


def test_the_form_knows_all_that_a_rule_can_say(licensing: Client) -> None:
    rules = (
        Rule("AFFIL", "should", place="byline", formats=("{name}, {wire}", "{name} of {wire}"), tiers=("member",)),
        Rule("CANON", any_of="seen", except_publishers=("quay.example", "The Courier")),
        Rule("NOINDEX", any_of="seen"),
        Rule("EXCERPT", limit=0.5, unit="share", scope="print", since=date(2026, 4, 1), until=date(2027, 4, 1)),
        Rule("NOEDIT", allows=("style", "headline")),
        Rule("LINK", place="end", target="home", text="With our tagline."),
    )
    terms = replace(TERMS, rules=rules, tiers=("public", "member"), since=date(2026, 1, 1), until=date(2028, 1, 1))
    assert set_again(terms) == terms


def test_no_edit_at_all_is_told_from_house_style(licensing: Client) -> None:
    assert set_again(replace(TERMS, rules=(Rule("NOEDIT", allows=()),))).rules[0].allows == ()
    assert set_again(replace(TERMS, rules=(Rule("NOEDIT"),))).rules[0].allows is None


def test_a_rule_is_added_filled_in_and_dropped(licensing: Client) -> None:
    page = sent(licensing, "add-EXCERPT")
    values = form_of(page.content)
    number = len(TERMS.rules) + 1
    assert values[f"rule-{number}-code"] == ["EXCERPT"]
    filled = {**values, f"rule-{number}-limit": "200", f"rule-{number}-unit": "words", "do": "set", "note": "shorter"}
    assert licensing.post(SCREEN, filled).status_code == 302
    version = TermsVersion.objects.latest("number")
    assert version.note == "shorter"
    assert parsed(version).rules[-1] == Rule("EXCERPT", limit=200, unit="words")
    dropped = form_of(sent(licensing, f"drop-{number}").content)
    assert f"rule-{number}-code" not in dropped
    assert licensing.post(SCREEN, {**dropped, "do": "set"}).status_code == 302
    assert parsed(TermsVersion.objects.latest("number")) == TERMS


def test_the_catalogue_offers_every_code_in_plain_words(licensing: Client) -> None:
    page = read_page(licensing.get(SCREEN).content)
    offered = {str(each).removeprefix("add-") for each in page.xpath("//button/@value") if str(each).startswith("add-")}
    assert offered == set(CODES)
    words = " ".join(page.text_content().split())
    assert all(code.title in words and code.says in words for code in CODES.values())


def test_what_is_wrong_names_its_rule_and_keeps_what_was_typed(licensing: Client) -> None:
    answer = sent(licensing, "set", **{"rule-2-formats": "no name in it", "note": "Typed with care."})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "rule 2 (AFFIL)" in page
    assert 'href="#rule-2"' in page
    assert "no name in it" in page
    assert "Typed with care." in page
    assert TermsVersion.objects.count() == 1


@pytest.mark.parametrize(
    "odd", ["add-NOTHING", "add-", "drop-", "drop-999", "drop--1", "drop-" + "9" * 5_000, "", "other"]
)
def test_buttons_that_there_are_not_change_nothing(licensing: Client, odd: str) -> None:
    answer = sent(licensing, odd)
    assert answer.status_code == 200
    assert form_of(answer.content)["rules"] == [str(len(TERMS.rules))]


@pytest.mark.parametrize("rules", ["", "-1", "x", "99999999999999999999", "1e9", "9" * 5_000])
def test_a_count_of_rules_that_is_none_does_no_harm(licensing: Client, rules: str) -> None:
    assert sent(licensing, "preview", rules=rules).status_code in (200, 422)


def test_terms_are_read_from_a_file_into_the_form(licensing: Client) -> None:
    new = as_toml(TERMS).replace('code = "LOGO_REQ"', 'code = "LOGO_PREF"')
    answer = licensing.post(SCREEN, {"toml": new, "do": "read"})
    assert "LOGO_PREF" in form_of(answer.content)["rule-3-code"]
    assert answer.context["new"] == read(new)
    broken = licensing.post(SCREEN, {"toml": 'name = "x"\n[[rule]]\ncode = "BYLIN"', "do": "read"})
    assert broken.status_code == 422
    assert "did you mean" in broken.content.decode()
    assert "code = &quot;BYLIN&quot;" in broken.content.decode()
    assert "not valid TOML" in licensing.post(SCREEN, {"toml": "name = ", "do": "read"}).content.decode()


def test_a_preset_is_shown_with_this_wires_own_name(licensing: Client) -> None:
    answer = licensing.get(SCREEN, {"preset": "propublica"})
    assert form_of(answer.content)["wire-name"] == ["Harbor Light News Service"]
    assert "You must" in answer.content.decode()
    assert licensing.get(SCREEN, {"preset": "propublika"}).status_code == 422


def test_who_may_not_set_terms_may_look_and_try(licensing: Client) -> None:
    reporter = signed_in(Role.REPORTER)
    assert "Licensing and administrators set terms" in reporter.get(SCREEN).content.decode()
    assert "You must" in sent(reporter, "preview").content.decode()
    assert sent(reporter, "set").status_code == 422
    assert sent(licensing, "set", in_force="2020-01-01T00:00").status_code == 422
    assert TermsVersion.objects.count() == 1


def test_each_version_shows_its_notice_and_what_changed(licensing: Client) -> None:
    now = timezone.now()
    set_terms(
        replace(TERMS, rules=(Rule("BYLINE", "should"), Rule("ADS_OK"))), since=now, by=user(Role.LICENSING), at=now
    )
    page = licensing.get(f"{SCREEN}2/").content.decode()
    assert "should: credit the story to its reporters by name" in page
    assert "in force" in page
    assert "in force</span>" not in licensing.get(f"{SCREEN}1/").content.decode()
    assert licensing.get(f"{SCREEN}3/").status_code == 404


def test_changes_are_said_in_plain_words() -> None:
    rule = Rule("LOGO_REQ", tiers=("member",), except_publishers=("The Courier",))
    found = changes(TERMS, replace(TERMS, rules=(*TERMS.rules[:2], rule), tiers=("public", "member")))
    assert ("tiers of publishers", "", "public, member") in found
    assert (
        "Logo required",
        "must: show our logo",
        "must: show our logo, if you are “member” (this does not bind The Courier)",
    ) in found
    assert (
        changes(
            replace(TERMS, rules=(Rule("NOEDIT", allows=("cut", "style")),)),
            replace(TERMS, rules=(Rule("NOEDIT", allows=("style", "cut")),)),
        )
        == []
    )
    assert not [words for row in found for words in row if "Rule(" in words]


def test_terms_that_somebody_else_set_meanwhile_are_not_undone_unseen(licensing: Client) -> None:
    opened = form_of(licensing.get(SCREEN).content)
    now = timezone.now()
    set_terms(replace(TERMS, name="Theirs"), since=now, by=user(Role.ADMINISTRATOR), at=now)
    answer = licensing.post(SCREEN, {**opened, "do": "set", "note": "Typed with care."})
    assert answer.status_code == 422
    assert "has set version 2 meanwhile" in answer.content.decode()
    assert "Typed with care." in answer.content.decode()
    assert TermsVersion.objects.count() == 2
    assert licensing.post(SCREEN, {**form_of(answer.content), "do": "set"}).status_code == 302
