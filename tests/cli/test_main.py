"""What holds for every subcommand: help, misuse, interruption, a reader that has gone."""

import subprocess
import sys

import pytest

from tests.cli.wire import Files
from wiretrace.cli import COMMANDS, index, main
from wiretrace.terms import CODES, preset_names


def test_without_a_command_the_help_goes_to_stderr(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([]) == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    assert all(command.name in captured.err for command in COMMANDS)


def test_an_unknown_option_is_misuse(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(["check", "--no-such-option"])
    assert stopped.value.code == 2
    assert "--no-such-option" in capsys.readouterr().err


def test_ctrl_c_ends_without_a_traceback(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    def interrupt(_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(index, "read_stories", interrupt)
    assert main(["index", "stories.jsonl", "-o", "wire.idx"]) == 130
    assert "interrupted" in capsys.readouterr().err


def test_a_reader_that_has_gone_is_no_traceback() -> None:
    command = f"{sys.executable} -m wiretrace explain | true; echo ${{PIPESTATUS[0]}}"
    result = subprocess.run(["bash", "-c", command], capture_output=True, text=True, check=True)
    assert result.stderr == ""
    assert result.stdout.strip() in ("0", "141")  # all written before the reader went, or the pipe broke


def test_terms_list_begins_with_the_default(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["terms", "list"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == len(preset_names())
    assert lines[0].endswith("(default)")


def test_terms_of_a_preset_can_be_saved_validated_and_printed(files: Files, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["terms", "show", "propublica"]) == 0
    own = files.folder / "own.toml"
    own.write_text(capsys.readouterr().out, encoding="utf-8")
    assert main(["terms", "validate", str(own)]) == 0
    assert "no fault found" in capsys.readouterr().err
    assert main(["terms", "notice", str(own)]) == 0
    assert "You must" in capsys.readouterr().out


def test_terms_with_an_unknown_rule_are_refused(files: Files, capsys: pytest.CaptureFixture[str]) -> None:
    files.terms.write_text('name = "x"\n[[rule]]\ncode = "BILINE"\n', encoding="utf-8")
    assert main(["terms", "validate", str(files.terms)]) == 2
    assert "BILINE" in capsys.readouterr().err


@pytest.mark.parametrize("code", sorted(CODES))
def test_every_rule_can_be_explained(code: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["explain", code]) == 0
    assert CODES[code].says in capsys.readouterr().out


def test_a_misspelt_rule_is_answered_with_the_nearest(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["explain", "bylin"]) == 2
    assert "byline" in capsys.readouterr().err


def test_diff_shows_what_was_changed(files: Files, capsys: pytest.CaptureFixture[str]) -> None:
    page = files.kept.read_text(encoding="utf-8").replace("300 crowns", "900 crowns")
    files.kept.write_text(page, encoding="utf-8")
    report = files.folder / "diff.html"
    assert main(["diff", str(files.kept), "--stories", str(files.stories), "--html", str(report)]) == 0
    captured = capsys.readouterr()
    assert captured.out == ""
    assert "number" in captured.err
    assert "900" in captured.err
    assert report.stat().st_size > 1000


def test_diff_of_a_page_without_a_story_says_so(files: Files, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["diff", str(files.innocent), "--stories", str(files.stories)]) == 0
    assert "none of the stories" in capsys.readouterr().err
