"""wiretrace --version: version, ruleset, kernel; loud where the compiled kernel is missing."""

import os
import re
import subprocess
import sys

import pytest

from wiretrace.fingerprint import KERNEL


def version_of(**environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "wiretrace", "--version"],
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        check=True,
    )


def test_the_version_names_ruleset_and_kernel() -> None:
    assert re.fullmatch(
        r"wiretrace \d+\.\d+\.\d+\S* \(ruleset \S+, kernel (cython|python)-\d+\)\n", version_of().stdout
    )


def test_a_missing_kernel_is_loud() -> None:
    result = version_of(WIRETRACE_PURE="1")
    assert "kernel python-" in result.stdout
    assert "compiled kernel is missing" in result.stderr


@pytest.mark.skipif(not os.environ.get("WIRETRACE_REQUIRE_KERNEL"), reason="WIRETRACE_REQUIRE_KERNEL is not set")
def test_the_kernel_is_really_compiled() -> None:
    assert KERNEL.startswith("cython-")
    assert version_of().stderr == ""
