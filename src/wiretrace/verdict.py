"""findings -> verdict."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from wiretrace.model import Finding
from wiretrace.terms import CODES

Sum = Literal["kept", "broken", "cannot_tell"]


def sum_up(findings: Iterable[Finding]) -> Sum:
    """Sum findings up: ``broken`` if any must is broken, else ``cannot_tell`` if any must cannot be told, else kept.

    A must that no page can show (the kinds process and human, and codes marked ``partly``) does not hold a verdict
    up: it is in the findings for the desk to settle. Nor does a must that does not apply to the story. Rules that
    should or please be kept never break a verdict.
    """
    musts = [finding for finding in findings if finding.strength == "must"]
    if any(finding.answer == "broken" for finding in musts):
        return "broken"
    return "cannot_tell" if any(f.answer == "cannot_tell" and holds_up(f) for f in musts) else "kept"


def holds_up(finding: Finding) -> bool:
    """Whether a must that cannot be told keeps the verdict open: not where it asks nothing, or no page could show it."""
    if not finding.applies:
        return False
    code = CODES.get(finding.code)
    return code is None or (code.kind == "checked" and not code.partly)
