"""Who may import whom holds, and a deliberate violation of it turns red."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


def lint_imports(tree: Path) -> subprocess.CompletedProcess[str]:
    """Run import-linter on a copy of the project, never on the installed one."""
    return subprocess.run(
        [Path(sys.executable).with_name("lint-imports"), "--no-cache"],
        cwd=tree,
        env={**os.environ, "PYTHONPATH": str(tree / "src")},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture()
def tree(tmp_path: Path) -> Path:
    """A copy of the sources and the contracts that a test may spoil."""
    shutil.copytree(ROOT / "src", tmp_path / "src", ignore=shutil.ignore_patterns("__pycache__", "*.egg-info", "*.so"))
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    return tmp_path


def test_the_import_contracts_hold(tree: Path) -> None:
    result = lint_imports(tree)
    assert result.returncode == 0, result.stdout + result.stderr
    assert ", 0 broken" in result.stdout


@pytest.mark.parametrize(
    ("module", "line", "contract"),
    [
        ("text.py", "from wiretrace import pipeline", "Engine: stages run one way"),
        ("search.py", "import socket", "Engine: network and database behind scan/store and scan/ledger"),
        ("scan/run.py", "import sqlite3", "Engine: network and database behind scan/store and scan/ledger"),
        ("scan/plan.py", "import httpx", "Engine: no Django, no service"),
        ("rules/byline.py", "from wiretrace.rules import logo", "Engine: rules do not know each other"),
        ("verdict.py", "import selectolax", "One door to the HTML parser"),
        ("pipeline.py", "import fastwarc", "One door per heavy library"),
        ("surprise.py", "", "Engine: stages run one way"),
    ],
)
def test_a_violation_breaks_its_contract(tree: Path, module: str, line: str, contract: str) -> None:
    path = tree / "src" / "wiretrace" / module
    source = path.read_text(encoding="utf-8") if path.exists() else ""
    path.write_text(f"{source}\n{line}\n", encoding="utf-8")
    result = lint_imports(tree)
    assert result.returncode != 0
    if line:
        assert f"{contract} BROKEN" in result.stdout, result.stdout
    else:  # a module on no floor: an exhaustive contract refuses to run at all
        assert "surprise" in result.stdout + result.stderr
