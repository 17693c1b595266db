"""The pages about terms name every key, and their example is a terms file."""

import re
from pathlib import Path
from textwrap import dedent

from wiretrace.terms import CODES, notice, read_terms
from wiretrace.terms.codes import PLACES, SCOPES, STRENGTHS, TARGETS
from wiretrace.terms.validation import CONTRADICTIONS
from wiretrace.terms.values import RULE_KEYS, TERMS_KEYS, WIRE_KEYS

DOCS = Path(__file__).resolve().parents[2] / "docs"


def words(name: str) -> str:
    return (DOCS / name).read_text(encoding="utf-8")


def test_the_reference_names_every_key_and_value() -> None:
    top, wire, rule = re.split(r"^## \[.*$", words("reference/terms.md"), flags=re.MULTILINE)
    for keys, part in ((TERMS_KEYS, top), (WIRE_KEYS, wire), (RULE_KEYS, rule), (PLACES, rule), (SCOPES, rule)):
        assert [
            key for key in keys if f"`{key}`" not in part.replace("[wire]", "wire").replace("[[rule]]", "rule")
        ] == []
    for value in (*STRENGTHS, *TARGETS):
        assert f"`{value}`" in rule
    for pair in CONTRADICTIONS:
        assert all(code in rule or code.startswith("CC_") for code in pair)


def test_the_reference_of_rules_names_every_code() -> None:
    assert [code for code in CODES if f"| `{code}` |" not in words("reference/rules.md")] == []


def test_the_example_is_read_and_noticed(tmp_path: Path) -> None:
    example = re.search(r"```toml\n(.*?)```", words("how-to/write-terms.md"), flags=re.DOTALL)
    assert example is not None
    path = tmp_path / "terms.toml"
    path.write_text(dedent("   " + example.group(1)), encoding="utf-8")
    terms = read_terms(path)
    assert [rule.code for rule in terms.rules][-1] == "CORRECTION"
    assert "do one of these" in notice(terms)
