"""wiretrace check: verdicts as JSON and as words, cases, exit codes."""

import gzip
import json
from pathlib import Path
from typing import Any

import pytest

from tests.cli.wire import STORY, TEXT, Files
from wiretrace.cli import main


def check(files: Files, *pages: Path, more: tuple[str, ...] = ("--json",)) -> int:
    return main(["check", *map(str, pages), "--stories", str(files.stories), "--terms", str(files.terms), *more])


def out_lines(capsys: pytest.CaptureFixture[str]) -> list[dict[str, Any]]:
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def test_a_page_that_kept_the_byline_is_clean(files: Files, capsys: pytest.CaptureFixture[str]) -> None:
    assert check(files, files.kept) == 0
    (line,) = out_lines(capsys)
    assert line["verdict"] == "kept"
    assert line["match"]["story"] == "hlns-ferry"
    finding = line["findings"][0]
    assert (finding["rule"], finding["answer"]) == ("byline", "kept")
    assert finding["mentions"][0]["kind"] == "credit_line"
    assert "Marta Lindqvist" in finding["mentions"][0]["text"]


def test_a_page_without_the_byline_is_broken_and_the_exit_code_says_so(
    files: Files, capsys: pytest.CaptureFixture[str]
) -> None:
    assert check(files, files.broken) == 1
    assert out_lines(capsys)[0]["verdict"] == "broken"


def test_a_page_without_the_story_is_clean_and_says_no_match(files: Files, capsys: pytest.CaptureFixture[str]) -> None:
    assert check(files, files.innocent) == 0
    (line,) = out_lines(capsys)
    assert (line["verdict"], line["match"], line["findings"]) == ("no_match", None, [])


def test_every_page_gets_its_line_in_order_and_one_broken_page_breaks_all(
    files: Files, capsys: pytest.CaptureFixture[str]
) -> None:
    assert check(files, files.kept, files.broken, files.innocent) == 1
    assert [line["verdict"] for line in out_lines(capsys)] == ["kept", "broken", "no_match"]


def test_words_for_people_go_to_stderr_alone(files: Files, capsys: pytest.CaptureFixture[str]) -> None:
    assert check(files, files.broken, more=()) == 1
    captured = capsys.readouterr()
    assert captured.out == ""
    assert "byline" in captured.err
    assert "broken" in captured.err


def test_offsets_lead_back_to_the_same_words_on_both_sides(files: Files, capsys: pytest.CaptureFixture[str]) -> None:
    check(files, files.kept)
    (line,) = out_lines(capsys)
    first = line["match"]["passages"][0]
    start, end = first["story"]
    assert str(STORY["text"])[start:end].startswith("The night ferry to Skarvoy")


def test_the_report_is_written(files: Files) -> None:
    report = files.folder / "report.html"
    check(files, files.broken, more=("--html", str(report)))
    assert "Marta Lindqvist" in report.read_text(encoding="utf-8")


def test_the_default_terms_are_named_where_none_are_given(files: Files, capsys: pytest.CaptureFixture[str]) -> None:
    main(["check", str(files.kept), "--stories", str(files.stories), "--json"])
    assert "no --terms" in capsys.readouterr().err


@pytest.mark.parametrize(
    "arguments",
    [
        ["check"],
        ["check", "page.html"],
        ["check", "missing.html", "--stories", "missing.jsonl"],
        ["check", "--cases", "missing.jsonl"],
        ["check", "page.html", "--stories", "stories.jsonl", "--terms", "no-such-terms"],
        ["check", "page.html", "--cases", "cases.jsonl"],
    ],
)
def test_misuse_is_named_and_exits_with_2(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(arguments) == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    assert captured.err.startswith("wiretrace: ")


def write_cases(files: Files, *cases: dict[str, Any] | str) -> str:
    path = files.folder / "cases.jsonl.gz"
    lines = [case if isinstance(case, str) else json.dumps(case) for case in cases]
    path.write_bytes(gzip.compress("\n".join(lines).encode()))
    return str(path)


def case(name: str, page: Path, **more: Any) -> dict[str, Any]:
    return {"id": name, "page": page.name, "url": None, "story": STORY, "wire": STORY["wire"], **more}


def test_cases_come_back_in_order_each_with_its_time(files: Files, capsys: pytest.CaptureFixture[str]) -> None:
    cases = write_cases(files, case("a", files.kept), case("b", files.innocent))
    assert main(["check", "--cases", cases]) in (0, 1)
    lines = out_lines(capsys)
    assert [line["id"] for line in lines] == ["a", "b"]
    assert list(lines[0]) == ["id", "verdict", "match", "findings", "ms"]
    assert all(line["ms"] > 0 for line in lines)
    assert lines[1]["verdict"] == "no_match"


def test_a_case_without_terms_is_judged_by_every_rule_that_can_be_judged(
    files: Files, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["check", "--cases", write_cases(files, case("a", files.kept))])
    (line,) = out_lines(capsys)
    answers = {finding["rule"]: finding["answer"] for finding in line["findings"]}
    assert {"byline", "affiliation", "logo", "notice", "link", "canonical"} <= set(answers)
    assert answers["byline"] == answers["affiliation"] == "kept"


def test_a_case_may_bring_terms_of_its_own(files: Files, capsys: pytest.CaptureFixture[str]) -> None:
    own = {"name": "Harbor Light News Service", "corrections": False, "rule": [{"code": "BYLINE"}]}
    cases = write_cases(files, case("a", files.broken, terms=own), case("b", files.broken, terms="propublica"))
    assert main(["check", "--cases", cases]) == 1
    lines = out_lines(capsys)
    rules = [{finding["rule"] for finding in line["findings"]} for line in lines]
    assert "byline" in rules[0]
    assert not {"logo", "link"} & rules[0]
    assert {"link", "notice"} & rules[1]


@pytest.mark.parametrize("bad", ["{", "[]", '{"id": "x"}', '{"id": "x", "page": "none.html", "story": {}, "wire": {}}'])
def test_a_bad_case_is_reported_and_the_others_are_judged(
    files: Files, capsys: pytest.CaptureFixture[str], bad: str
) -> None:
    cases = write_cases(files, bad, case("b", files.kept))
    assert main(["check", "--cases", cases]) == 2
    captured = capsys.readouterr()
    first, second = map(json.loads, captured.out.splitlines())
    assert set(first) == {"id", "error"}
    assert second["id"] == "b"
    assert "cases.jsonl.gz" in captured.err


def test_a_story_without_a_reporter_is_not_asked_for_a_byline(
    files: Files, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    bulletin = tmp_path / "bulletin.jsonl"
    bulletin.write_text(json.dumps({**STORY, "byline": []}), encoding="utf-8")
    command = ["check", str(files.kept), "--stories", str(bulletin), "--terms", str(files.terms)]
    main([*command, "--json"])
    byline = next(f for f in out_lines(capsys)[0]["findings"] if f["rule"] == "byline")
    assert (byline["answer"], byline["applies"]) == ("cannot_tell", False)
    main(command)
    assert "not asked" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("words", "verdict", "says"), [(20, "broken", ""), (12, "broken", ""), (11, "no_match", "too few")]
)
def test_a_flash_of_a_few_words_is_found_whole_and_one_that_is_shorter_is_named(
    words: int, verdict: str, says: str, files: Files, capsys: pytest.CaptureFixture[str]
) -> None:
    flash = files.folder / "flash.jsonl"
    flash.write_text(json.dumps({**STORY, "text": " ".join(TEXT.split()[:words])}) + "\n", encoding="utf-8")
    assert main(["check", str(files.broken), "--stories", str(flash), "--terms", str(files.terms), "--json"]) in (0, 1)
    said = capsys.readouterr()
    assert json.loads(said.out)["verdict"] == verdict
    assert ("hlns-ferry" in said.err and says in said.err) if says else said.err == ""
    assert main(["index", str(flash), "-o", str(files.folder / "flash.idx")]) == 0
    assert says in capsys.readouterr().err


def test_a_part_of_a_flash_is_no_copy_of_it(files: Files, capsys: pytest.CaptureFixture[str]) -> None:
    flash = files.folder / "flash.jsonl"
    other = "and the mayor of another town had said so before"
    flash.write_text(json.dumps({**STORY, "text": " ".join(TEXT.split()[:13]) + " " + other}) + "\n", encoding="utf-8")
    main(["check", str(files.broken), "--stories", str(flash), "--terms", str(files.terms), "--json"])
    assert json.loads(capsys.readouterr().out)["verdict"] == "no_match"
