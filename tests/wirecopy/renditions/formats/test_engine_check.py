"""The engine's own check finds nothing broken on a page that carries a rendition, whatever wire's terms it was made for."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from tests.wirecopy.renditions.formats.publisher import as_wordpress_keeps_it, page_with, story_of
from tests.wirecopy.renditions.releases import TERMS, correction, odd, release, update
from wirecopy.renditions.formats import html, wordpress
from wirecopy.renditions.release import Release
from wiretrace import Finding, check, preset, preset_names
from wiretrace.model import Rule, Terms
from wiretrace.terms import CODES

# Rules that no pasted text can keep, and why. All other rules that a page can show must be kept.
OUT_OF_REACH = {
    "CANON": "it stands in the page's head, where a paste does not reach; the address is there to be filled in",
    "NOINDEX": "it stands in the page's head, where a paste does not reach",
}
# Rules that a page alone often cannot tell, and why it cannot here.
NOT_TOLD = {
    "ABOUT_PAGE": "it is about the publisher's site",
    "EXCERPT": "terms without a number leave the limit to an agreement",
    "NORESYND": "one page does not show whether the story was passed on",
    "TIME_LIMIT": "the check is not told when the page was taken",
}
RELEASES = (release, update, correction, odd)


def pasted_html(made: Release) -> str:
    return html.render(made).decode()


def pasted_wordpress(made: Release) -> str:
    return wordpress.render(made).decode()


def stripped_wordpress(made: Release) -> str:
    return as_wordpress_keeps_it(pasted_wordpress(made))


def stripped_html(made: Release) -> str:
    return as_wordpress_keeps_it(pasted_html(made))


WAYS = (pasted_html, pasted_wordpress, stripped_wordpress, stripped_html)


def findings(made: Release, way: Callable[[Release], str]) -> tuple[Finding, ...]:
    headline = "" if way in (pasted_html, stripped_html) else made.headline
    page = page_with(way(made), headline=headline)
    (verdict,) = check(page, [story_of(made)], terms=made.terms)
    return verdict.findings


def terms_of(name: str) -> Terms:
    """A preset in the name of the invented wire."""
    return replace(preset(name), wire=TERMS.wire)


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("name", preset_names())
def test_a_rendition_keeps_every_rule_that_it_can_keep(name: str, way: Callable[[Release], str]) -> None:
    for make in RELEASES:
        for finding in findings(make(terms=terms_of(name)), way):
            where = f"{make.__name__}: {finding.code}: {finding.why}"
            if finding.code in CODES and CODES[finding.code].kind == "checked" and finding.applies:
                allowed = {"kept"}
                allowed |= {"broken"} if finding.code in OUT_OF_REACH else set()
                allowed |= {"cannot_tell"} if finding.code in NOT_TOLD else set()
                assert finding.answer in allowed, where
            assert finding.answer != "broken" or finding.code in OUT_OF_REACH, where


@pytest.mark.parametrize("way", WAYS)
def test_the_wires_own_terms_are_kept_in_full(way: Callable[[Release], str]) -> None:
    for make in RELEASES:
        made = make()
        checked = [f for f in findings(made, way) if f.code in CODES and CODES[f.code].kind == "checked" and f.applies]
        assert {"BYLINE", "AFFIL", "LOGO_REQ", "LINK_STORY", "BEACON_ASK"} <= {f.code for f in checked}
        assert {f.answer for f in checked} == {"kept"}, [f for f in checked if f.answer != "kept"]


@pytest.mark.parametrize("way", WAYS)
def test_without_terms_all_marks_of_credit_but_the_canonical_address_are_there(way: Callable[[Release], str]) -> None:
    made = release()
    (verdict,) = check(page_with(way(made), headline=made.headline), [story_of(made)])
    broken = [finding.code for finding in verdict.findings if finding.answer == "broken"]
    assert broken == ["CANON"]


@pytest.mark.parametrize("name", preset_names())
def test_an_unsigned_story_without_a_dateline_is_credited_to_the_wire(name: str) -> None:
    made = release(byline=(), dateline="", terms=terms_of(name))
    # A fixed form of name and wire ("{name} | {wire}") cannot be printed where there is no name.
    formless = {"AFFIL"} if any(rule.code == "AFFIL" and rule.formats for rule in made.terms.rules) else set()
    for way in WAYS:
        broken = {finding.code for finding in findings(made, way) if finding.answer == "broken"}
        assert broken <= set(OUT_OF_REACH) | formless
        assert "By Harbor Light News Service" in page_with(way(made)).text


def test_the_rules_out_of_reach_are_really_broken_by_a_paste() -> None:
    """A list of exceptions that nobody needs any more hides faults."""
    broken = {f.code for name in preset_names() for f in findings(release(terms=terms_of(name)), pasted_html)
              if f.answer == "broken"}  # fmt: skip
    assert broken == set(OUT_OF_REACH)


@pytest.mark.parametrize("place", [None, "top", "byline", "end", "first paragraph"])
def test_a_link_stands_where_the_terms_want_it(place: str | None) -> None:
    terms = replace(TERMS, rules=(Rule("LINK_STORY", place=place),))
    assert findings(release(terms=terms), pasted_html)[0].answer == "kept"


@pytest.mark.parametrize("code", ["ORIG_LINE", "ORIG_TOP", "BOILER"])
def test_a_line_in_fixed_words_is_printed_in_these_words(code: str) -> None:
    words = "Harbor Light News Service is a nonprofit newsroom that reports on ports & fishing for everybody who eats."
    rule = Rule(code, place=CODES[code].place, text=words)
    made = release(terms=replace(TERMS, rules=(rule,)))
    for way in WAYS:
        assert findings(made, way)[0].answer == "kept"


def test_a_logo_at_the_top_stands_above_the_story() -> None:
    made = release(terms=replace(TERMS, rules=(Rule("LOGO_REQ", place="top"),)))
    written = pasted_html(made)
    assert written.index("hlns-logo.png") < written.index("PORT ELLERY")
    assert pasted_html(release()).index("hlns-logo.png") > written.index("PORT ELLERY")


@pytest.mark.parametrize(("limit", "unit"), [(3.0, "paragraphs"), (0.5, "share"), (60.0, "words"), (120.0, "words")])
def test_a_limit_of_the_terms_cuts_the_story_and_says_where_the_rest_is(limit: float, unit: str) -> None:
    made = release(terms=replace(TERMS, rules=(Rule("EXCERPT", limit=limit, unit=unit),)))
    for way in WAYS:
        assert findings(made, way)[0].answer == "kept"
        assert "Read the whole story at Harbor Light News Service" in way(made)


def test_of_alternative_limits_the_one_that_lets_more_run_is_used() -> None:
    rules = (Rule("EXCERPT", limit=1, unit="paragraphs", any_of="cut"), Rule("EXCERPT", limit=0.7, unit="share", any_of="cut"))  # fmt: skip
    written = pasted_html(release(terms=replace(TERMS, rules=rules)))
    assert "papers laid before the board" in written
    assert "Work is to begin" not in written


def test_an_excerpt_does_not_end_in_a_heading() -> None:
    made = release(terms=replace(TERMS, rules=(Rule("EXCERPT", limit=3, unit="paragraphs"),)))
    assert "Cod and rain" not in pasted_html(made)
