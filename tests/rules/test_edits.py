"""NOEDIT, EDIT_APPROVAL, ADDREP, CHANGES_MARKED."""

from tests.rules.copies import PARAGRAPHS, a_copy, a_page, judged, terms_of
from wiretrace.model import Rule

P = PARAGRAPHS
NUMBER = a_page(P[0], P[1].replace("48 million", "84 million"), *P[2:])
CUT = a_page(*P[:2], *P[3:])
ADDED = (
    "Dock workers in the neighbouring town told The Quay Courier on Wednesday that they had not been consulted at all,"
    " and that they would march on the council chamber unless a meeting were offered before the weekend."
)
QUOTE = a_page(*P[:2], P[2].replace("enough boats", "too many ships"), *P[3:])


def test_an_unchanged_story_keeps_the_rule() -> None:
    assert judged("NOEDIT", a_copy(a_page())).answer == "kept"


def test_house_style_is_free() -> None:
    straight = a_page(*(text.replace("“", '"').replace("”", '"').replace("'", "’") for text in P))
    assert judged("NOEDIT", a_copy(straight)).answer == "kept"


def test_a_changed_number_and_a_changed_quotation_break_the_rule_and_are_shown() -> None:
    number = judged("NOEDIT", a_copy(NUMBER))
    assert number.answer == "broken"
    assert "number" in number.why
    assert "84" in number.why
    quote = judged("NOEDIT", a_copy(QUOTE))
    assert quote.answer == "broken"
    assert "quotation" in quote.why


def test_a_changed_number_is_never_free_by_shortening_or_headlines() -> None:
    terms = terms_of(Rule("NOEDIT"), Rule("SHORTEN_OK"), Rule("HEAD_OK"))
    assert judged("NOEDIT", a_copy(NUMBER, terms=terms)).answer == "broken"


def test_a_cut_breaks_the_rule_unless_shortening_is_free() -> None:
    assert judged("NOEDIT", a_copy(CUT)).answer == "broken"
    assert judged("NOEDIT", a_copy(CUT, terms=terms_of(Rule("NOEDIT"), Rule("SHORTEN_OK")))).answer == "kept"


def test_shortening_that_is_free_for_another_tier_does_not_free_this_one() -> None:
    rules = (Rule("NOEDIT"), Rule("SHORTEN_OK", tiers=("approved",)))
    terms = terms_of(*rules, tiers=("public", "approved"))
    assert judged("NOEDIT", a_copy(CUT, terms=terms, tier="public")).answer == "broken"
    assert judged("NOEDIT", a_copy(CUT, terms=terms, tier="approved")).answer == "kept"


def test_what_a_rule_allows_by_name_is_free() -> None:
    assert judged("NOEDIT", a_copy(CUT), allows=("style", "cut")).answer == "kept"
    assert judged("NOEDIT", a_copy(NUMBER), allows=("style", "cut")).answer == "broken"


def test_approval_is_known_to_the_register_and_not_to_the_page() -> None:
    assert judged("EDIT_APPROVAL", a_copy(a_page())).answer == "kept"
    asked = judged("EDIT_APPROVAL", a_copy(CUT))
    assert asked.answer == "cannot_tell"
    assert "approved" in asked.why


def test_changes_need_a_note_where_the_terms_ask_for_one() -> None:
    noted = a_page(*P[:2], *P[3:], below="<p>This story has been edited for length by The Quay Courier.</p>")
    assert judged("CHANGES_MARKED", a_copy(CUT)).answer == "broken"
    assert judged("CHANGES_MARKED", a_copy(noted)).answer == "kept"
    assert judged("CHANGES_MARKED", a_copy(a_page())).answer == "kept"


def test_added_reporting_is_noted_or_it_breaks_the_rule() -> None:
    added = a_page(*P[:2], ADDED, *P[2:])
    noted = a_page(*P[:2], ADDED, *P[2:], below="<p>Additional reporting by Jon Tavares.</p>")
    assert judged("ADDREP", a_copy(added)).answer == "broken"
    assert judged("ADDREP", a_copy(noted)).answer == "kept"
    assert judged("ADDREP", a_copy(a_page())).answer == "kept"


def test_without_the_story_on_the_page_nothing_is_compared() -> None:
    for code in ("NOEDIT", "EDIT_APPROVAL", "ADDREP", "CHANGES_MARKED"):
        assert judged(code, a_copy(a_page("Another story."))).answer == "cannot_tell"
        assert judged(code, a_copy(CUT, page={"truncated": "cut"})).answer == "cannot_tell"
