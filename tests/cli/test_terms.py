"""Terms through the command: what may be written, what is refused by name, and what they change in a verdict."""

import json
from pathlib import Path

import pytest

from tests.cli.wire import TERMS, Files, page_html
from wiretrace.cli import main
from wiretrace.terms import preset_names

TOP = TERMS.split("[[rule]]")[0]


def written(folder: Path, rules: str, *, top: str = TOP) -> Path:
    path = folder / "own.toml"
    path.write_text(top + rules, encoding="utf-8")
    return path


def answers(capsys: pytest.CaptureFixture[str]) -> dict[str, str]:
    (line,) = capsys.readouterr().out.splitlines()
    return {finding["code"]: finding["answer"] for finding in json.loads(line)["findings"]}


def check(files: Files, terms: Path, *more: str, page: Path | None = None) -> int:
    chosen = str(page or files.kept)
    return main(["check", chosen, "--stories", str(files.stories), "--terms", str(terms), "--json", *more])


@pytest.mark.parametrize(
    ("rules", "says"),
    [
        ('[[rule]]\ncode = "BYLIN"\n', ("rule 1", "BYLIN", "BYLINE")),
        ('[[rules]]\ncode = "BYLINE"\n', ("rules", "rule")),
        ('[[rule]]\ncode = "BYLINE"\nstrength = "shall"\n', ("rule 1 (BYLINE)", "strength", "must")),
        ('[[rule]]\ncode = "BYLINE"\ncolour = "red"\n', ("rule 1 (BYLINE)", "colour")),
        ('[[rule]]\ncode = "EXCERPT"\nlimit = 100\n', ("rule 1 (EXCERPT)", "unit")),
        ('[[rule]]\ncode = "AFFIL"\nformats = ["{nmae}, HLNS"]\n', ("rule 1 (AFFIL)", "{nmae}")),
        (
            '[[rule]]\ncode = "ENTIRE"\n[[rule]]\ncode = "SHORTEN_OK"\n',
            ("rule 2 (SHORTEN_OK)", "contradicts", "ENTIRE"),
        ),
        ('[[rule]]\ncode = "LINK"\nany_of = "x"\n', ("rule 1 (LINK)", "any_of")),
        ('[[rule]]\ncode = "LINK"\nsince = 2026-05-01\nuntil = 2026-04-01\n', ("rule 1 (LINK)", "until")),
        ('[[rule]]\ncode = "LINK"\ntiers = ["gold"]\n', ("rule 1 (LINK)", "gold")),
        ("code = ", ("own.toml", "TOML")),
    ],
)
def test_a_bad_terms_file_is_refused_with_the_item_and_the_next_step(
    rules: str, says: tuple[str, ...], files: Files, capsys: pytest.CaptureFixture[str]
) -> None:
    terms = written(files.folder, rules)
    for arguments in (["terms", "validate", str(terms)], ["terms", "notice", str(terms)]):
        assert main(arguments) == 2
        said = capsys.readouterr()
        assert said.out == ""
        for words in ("own.toml", *says):
            assert words in said.err
    assert check(files, terms) == 2
    assert "own.toml" in capsys.readouterr().err


def test_a_good_file_is_said_to_be_good(files: Files, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["terms", "validate", str(files.terms)]) == 0
    assert "1 rules, no fault found" in capsys.readouterr().err


@pytest.mark.parametrize("name", preset_names())
def test_what_show_writes_can_be_used_and_has_a_notice(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["terms", "show", name]) == 0
    path = tmp_path / "shown.toml"
    path.write_text(capsys.readouterr().out, encoding="utf-8")
    assert main(["terms", "validate", str(path)]) == 0
    assert main(["terms", "notice", str(path)]) == 0
    own = capsys.readouterr().out
    assert main(["terms", "notice", name]) == 0
    assert capsys.readouterr().out == own


def test_list_names_every_preset_and_the_default(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["terms"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line.split()[0] for line in lines] == list(preset_names())
    assert [line.endswith("(default)") for line in lines] == [True] + [False] * (len(lines) - 1)


def test_an_unknown_preset_or_file_is_answered_with_the_next_step(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["terms", "show", "propublicaa"]) == 2
    assert "propublica" in capsys.readouterr().err
    assert main(["terms", "notice", "no-such-file.toml"]) == 2
    assert "wiretrace terms list" in capsys.readouterr().err


def test_an_excepted_publisher_is_not_bound(files: Files, capsys: pytest.CaptureFixture[str]) -> None:
    terms = written(
        files.folder, '[[rule]]\ncode = "BYLINE"\nexcept_publishers = ["quay.example"]\n[[rule]]\ncode = "AFFIL"\n'
    )
    check(files, terms, page=files.broken)
    assert "BYLINE" in answers(capsys)
    check(files, terms, "--publisher", "quay.example", page=files.broken)
    assert "BYLINE" not in answers(capsys)


def test_a_tier_has_rules_of_its_own(files: Files, capsys: pytest.CaptureFixture[str]) -> None:
    rules = '[[rule]]\ncode = "BYLINE"\n[[rule]]\ncode = "CANON"\ntiers = ["partner"]\n'
    terms = written(files.folder, rules, top='tiers = ["public", "partner"]\n' + TOP)
    check(files, terms)
    assert "CANON" not in answers(capsys)
    check(files, terms, "--tier", "partner")
    assert answers(capsys)["CANON"] == "broken"


def test_a_rule_holds_on_the_days_that_it_is_in_force(files: Files, capsys: pytest.CaptureFixture[str]) -> None:
    terms = written(files.folder, '[[rule]]\ncode = "BYLINE"\n[[rule]]\ncode = "CANON"\nsince = 2026-04-01\n')
    check(files, terms, "--at", "2026-03-31T12:00:00Z")
    assert "CANON" not in answers(capsys)
    check(files, terms, "--at", "2026-04-01T12:00:00Z")
    assert "CANON" in answers(capsys)


def test_an_affiliation_in_the_form_that_is_asked_for_is_kept_and_another_is_not(
    files: Files, capsys: pytest.CaptureFixture[str]
) -> None:
    terms = written(files.folder, '[[rule]]\ncode = "AFFIL"\nformats = ["{name}, {wire}", "{name} / {wire}"]\n')
    page = files.folder / "format.html"
    for credit, answer in (
        ("Marta Lindqvist, Harbor Light News Service", "kept"),
        ("Marta Lindqvist / HLNS", "kept"),
        ("HLNS: Marta Lindqvist", "broken"),
    ):
        page.write_text(page_html(f"<p class=byline>{credit}</p>"), encoding="utf-8")
        check(files, terms, page=page)
        assert answers(capsys)["AFFIL"] == answer, credit
