"""Terms are read from TOML and JSON, and written back."""

import json
from datetime import date
from pathlib import Path

import pytest

from wiretrace.errors import TermsError
from wiretrace.model import Rule, Wire
from wiretrace.terms import as_toml, preset, preset_names, read_terms, terms_from

HLNS = """
name = "Harbor Light republishing terms"
contact = "licensing@harborlight.example"
licence = "CC BY-ND 4.0"
licence_url = "https://creativecommons.org/licenses/by-nd/4.0/"
since = 2026-01-01
until = 2027-01-01
tiers = ["public", "approved"]

[wire]
name = "Harbor Light News Service"
aliases = ["Harbor Light", "HLNS"]
home = "https://harborlight.example"

[[rule]]
code = "BYLINE"
place = "top"

[[rule]]
code = "AFFIL"
formats = ["{name}, {wire}", "{name} | {wire}"]

[[rule]]
code = "CANON"
strength = "should"
any_of = "origin"

[[rule]]
code = "LINK_STORY"
strength = "should"
any_of = "origin"

[[rule]]
code = "NOEDIT"
tiers = ["public"]
allows = ["style", "headline"]
except_publishers = ["The Quay Courier"]

[[rule]]
code = "EXCERPT"
limit = 3
unit = "paragraphs"
since = 2026-06-01
until = 2026-09-01
text = "In the summer."
"""


def written(folder: Path, words: str, name: str = "terms.toml") -> Path:
    path = folder / name
    path.write_text(words, encoding="utf-8")
    return path


def test_everything_that_terms_can_say_is_read(tmp_path: Path) -> None:
    terms = read_terms(written(tmp_path, HLNS))
    assert terms.wire == Wire("Harbor Light News Service", ("Harbor Light", "HLNS"), home="https://harborlight.example")
    assert (terms.since, terms.until, terms.tiers) == (date(2026, 1, 1), date(2027, 1, 1), ("public", "approved"))
    assert terms.contact == "licensing@harborlight.example"
    assert terms.licence_url == "https://creativecommons.org/licenses/by-nd/4.0/"
    assert terms.rules[:6] == (
        Rule("BYLINE", place="top"),
        Rule("AFFIL", formats=("{name}, {wire}", "{name} | {wire}")),
        Rule("CANON", "should", any_of="origin"),
        Rule("LINK_STORY", "should", target="story", any_of="origin"),
        Rule("NOEDIT", tiers=("public",), allows=("style", "headline"), except_publishers=("The Quay Courier",)),
        Rule(
            "EXCERPT", limit=3.0, unit="paragraphs", since=date(2026, 6, 1), until=date(2026, 9, 1),
            text="In the summer.",
        ),
    )  # fmt: skip


def test_own_terms_ask_for_corrections_unless_they_say_otherwise(tmp_path: Path) -> None:
    with_it = read_terms(written(tmp_path, 'name = "HLNS"'))
    without = read_terms(written(tmp_path, 'name = "HLNS"\ncorrections = false'))
    own = read_terms(written(tmp_path, 'name = "HLNS"\n[[rule]]\ncode = "CORRECTION"\nstrength = "please"'))
    assert [(rule.code, rule.strength) for rule in with_it.rules] == [("CORRECTION", "should")]
    assert without.rules == ()
    assert [(rule.code, rule.strength) for rule in own.rules] == [("CORRECTION", "please")]


def test_json_says_the_same_as_toml(tmp_path: Path) -> None:
    shape = {
        "name": "HLNS",
        "since": "2026-01-01",
        "wire": {"name": "Harbor Light News Service"},
        "rule": [{"code": "TIME_LIMIT", "limit": 90, "unit": "days"}],
    }
    toml = (
        'name = "HLNS"\nsince = 2026-01-01\n[wire]\nname = "Harbor Light News Service"\n'
        '[[rule]]\ncode = "TIME_LIMIT"\nlimit = 90\nunit = "days"\n'
    )
    from_json = read_terms(written(tmp_path, json.dumps(shape), "terms.json"))
    assert from_json == read_terms(written(tmp_path, toml))


def test_terms_written_as_toml_are_read_back_equal(tmp_path: Path) -> None:
    own = read_terms(written(tmp_path, HLNS))
    strict = terms_from({"name": 'A "quoted"\nname', "rule": [{"code": "NOEDIT", "allows": []}]})
    for terms in (own, strict, *map(preset, preset_names())):
        assert read_terms(written(tmp_path, as_toml(terms))) == terms


@pytest.mark.parametrize(
    ("words", "name", "says"),
    [
        ("name = ", "broken.toml", "is not valid TOML"),
        ("{", "broken.json", "is not valid JSON"),
        ("[]", "list.json", "write a table with name"),
        ('rule = 3\nname = "x"', "rule.toml", "[[rule]]"),
        ("contact = 'x'", "nameless.toml", "have no name"),
        ('name = "x"\n[wire]\nhome = "y"', "wire.toml", "[wire] has no name"),
    ],
)
def test_an_unreadable_file_is_named_with_the_next_step(tmp_path: Path, words: str, name: str, says: str) -> None:
    with pytest.raises(TermsError) as refused:
        read_terms(written(tmp_path, words, name))
    assert name in str(refused.value)
    assert says in str(refused.value)


def test_a_missing_file_and_one_that_is_not_utf8_are_terms_errors(tmp_path: Path) -> None:
    with pytest.raises(TermsError, match="cannot be read"):
        read_terms(tmp_path / "nowhere.toml")
    (tmp_path / "latin.toml").write_bytes(b'name = "caf\xe9"')
    with pytest.raises(TermsError, match="is not UTF-8 at byte 11"):
        read_terms(tmp_path / "latin.toml")


def test_a_file_nested_too_deep_is_refused(tmp_path: Path) -> None:
    with pytest.raises(TermsError, match=r"deep|valid JSON"):
        read_terms(written(tmp_path, "[" * 100_000, "deep.json"))
