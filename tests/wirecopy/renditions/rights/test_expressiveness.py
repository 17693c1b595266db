"""The table of what each form can say is true, and its page is made from it."""

from __future__ import annotations

import pytest
from docs.generate import REFERENCE
from docs.machine_forms_page import machine_forms_page

from wirecopy.renditions.rights.expressiveness import FORMS, NAMES, of_codes, of_keys
from wirecopy.renditions.rights.machine_use import FORBIDS_TRAINING
from wiretrace.model import Rule, Terms
from wiretrace.terms import CODES


def test_each_code_has_an_answer_for_each_form() -> None:
    table = of_codes()
    assert set(table) == set(CODES)
    assert all(set(row) == set(NAMES) for row in table.values())
    assert {answer for row in table.values() for answer in row.values()} <= {"fully", "partly", "no"}


def test_each_key_of_terms_and_rules_has_an_answer() -> None:
    keys = set(of_keys())
    of_terms = set(Terms.__slots__) - {"name", "rules"}
    of_rules = {f"rule.{name}" for name in Rule.__slots__ if name not in ("code", "unit")}
    assert keys == of_terms | of_rules


@pytest.mark.parametrize("form", FORMS)
def test_a_form_that_does_not_say_a_code_is_the_same_with_and_without_it(form: str) -> None:
    bare = Terms("Terms", (Rule("BYLINE"),))
    for code, row in of_codes().items():
        if row[form] == "no" and code != "BYLINE":
            assert FORMS[form](bare) == FORMS[form](Terms("Terms", (Rule("BYLINE"), Rule(code)))), code


@pytest.mark.parametrize("form", [name for name in FORMS if name not in ("schema.org", "ninjs")])
def test_every_form_about_machines_changes_where_training_is_forbidden(form: str) -> None:
    bare = Terms("Terms", (Rule("BYLINE"),))
    assert FORMS[form](bare) != FORMS[form](Terms("Terms", (Rule("BYLINE"), Rule(FORBIDS_TRAINING))))


def test_the_page_is_current() -> None:
    path = REFERENCE / "terms-in-machine-formats.md"
    assert path.read_text(encoding="utf-8") == machine_forms_page(), "run `make docs`"


def test_the_page_says_what_each_form_cannot_say() -> None:
    page = machine_forms_page()
    assert all(f"| `{code}` |" in page for code in CODES)
    assert all(f"* **{name}**: " in page for name in NAMES)
