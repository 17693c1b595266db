"""The docs hold: links lead somewhere, commands run, code runs, generated pages are current."""

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from docs.generate import PAGES, REFERENCE

from wirecopy.cli import COMMANDS as SERVICE_COMMANDS
from wiretrace.cli import COMMANDS

ROOT = Path(__file__).resolve().parents[2]
PAGES_OF_WORDS = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])


def ids(path: Path) -> str:
    return str(path.relative_to(ROOT))


@pytest.mark.parametrize("page", PAGES_OF_WORDS, ids=ids)
def test_links_lead_to_files_that_are_there(page: Path) -> None:
    words = re.sub(r"```.*?```", "", page.read_text(encoding="utf-8"), flags=re.DOTALL)
    targets = [target.split("#")[0] for target in re.findall(r"\]\(([^)\s]+)\)", words)]
    missing = [t for t in targets if t and not t.startswith("http") and not (page.parent / t).exists()]
    assert missing == []


@pytest.mark.parametrize("name", sorted(PAGES))
def test_generated_pages_are_current(name: str) -> None:
    assert (REFERENCE / name).read_text(encoding="utf-8") == PAGES[name](), "run `make docs` and commit"


def test_every_page_of_the_decisions_is_in_their_index() -> None:
    index = (ROOT / "docs" / "decisions" / "README.md").read_text(encoding="utf-8")
    pages = [path.name for path in (ROOT / "docs" / "decisions").glob("0*.md")]
    assert pages
    assert [page for page in pages if f"({page})" not in index] == []


def make_targets() -> set[str]:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    return set(re.findall(r"^([a-z-]+):", makefile, flags=re.MULTILINE))


@pytest.mark.parametrize("page", PAGES_OF_WORDS, ids=ids)
def test_make_targets_and_subcommands_that_are_named_exist(page: Path) -> None:
    words = page.read_text(encoding="utf-8")
    assert set(re.findall(r"(?:^ {4}|\$ |`)make ([a-z-]+)", words, flags=re.MULTILINE)) <= make_targets()
    commands = set(re.findall(r"(?:^ {4}|\$ |`|bin/)wiretrace ([a-z]+)", words, flags=re.MULTILINE))
    assert commands <= {command.name for command in COMMANDS}
    service = set(re.findall(r"(?:^ {4}|\$ |`|bin/)wirecopy ([a-z]+)", words, flags=re.MULTILINE))
    assert service <= {command.name for command in SERVICE_COMMANDS}


def console_lines(page: Path) -> list[str]:
    """The command lines of a page's console blocks, continuation lines joined."""
    blocks = re.findall(r"```console\n(.*?)```", page.read_text(encoding="utf-8"), flags=re.DOTALL)
    lines = "".join(blocks).replace("\\\n", " ").splitlines()
    return [line[2:] for line in lines if line.startswith("$ ")]


def run(command: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """Run a command of the docs in ``folder`` with the wiretrace of this environment."""
    bin_folder = Path(sys.executable).parent
    return subprocess.run(
        command.replace(".venv/bin/", f"{bin_folder}/"),
        shell=True,
        cwd=folder,
        env={**os.environ, "PATH": f"{bin_folder}:{os.environ['PATH']}"},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture()
def checkout(tmp_path: Path) -> Path:
    """A folder that looks like the checkout to the docs' commands, so that what they write lands in it."""
    shutil.copytree(ROOT / "src" / "wiretrace" / "samples", tmp_path / "src" / "wiretrace" / "samples")
    return tmp_path


@pytest.mark.parametrize("page", ["README.md", "docs/tutorial/first-verdict.md", "docs/how-to/check-a-page.md"])
def test_commands_of_the_docs_run(page: str, checkout: Path) -> None:
    commands = [command for command in console_lines(ROOT / page) if not command.startswith("make ")]
    assert commands
    for command in commands:
        result = run(command, checkout)
        expected = 1 if "02-byline-missing" in command else 0
        assert result.returncode == expected, f"{command}\n{result.stdout}{result.stderr}"


def test_the_scan_of_the_docs_finds_copies(checkout: Path) -> None:
    for command in console_lines(ROOT / "README.md"):
        run(command, checkout)
    assert len((checkout / "copies.jsonl").read_text(encoding="utf-8").splitlines()) >= 3


@pytest.mark.parametrize("page", ["README.md", "docs/how-to/use-the-library.md"])
def test_code_of_the_docs_runs(page: str, checkout: Path) -> None:
    (code,) = re.findall(r"```python\n(.*?)```", (ROOT / page).read_text(encoding="utf-8"), flags=re.DOTALL)
    script = checkout / "snippet.py"
    script.write_text(code, encoding="utf-8")
    result = run("python snippet.py", checkout)
    assert result.returncode == 0, result.stderr
    assert "hlns-" in result.stdout or "broken" in result.stdout


def test_the_json_of_the_readme_is_part_of_what_its_command_writes(checkout: Path) -> None:
    readme = ROOT / "README.md"
    (example,) = re.findall(r"```json\n(.*?)```", readme.read_text(encoding="utf-8"), flags=re.DOTALL)
    shown = json.loads(example)
    written = json.loads(run(console_lines(readme)[0].replace("--html report.html", "--json"), checkout).stdout)
    findings = {finding["rule"]: finding for finding in written["findings"]}
    for finding in shown.pop("findings"):
        assert {**findings[finding["rule"]], **finding} == findings[finding["rule"]]
    assert written["match"] == {**written["match"], **shown.pop("match")}
    assert written == {**written, **shown}
