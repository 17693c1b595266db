"""CORRECTION: the copy carries the wire's newest correction."""

from __future__ import annotations

from datetime import timedelta

from wiretrace.credit.copy import Copy
from wiretrace.credit.evidence import finding, not_applicable
from wiretrace.model import Finding, Rule, Story

NAME = "correction"


def judge(copy: Copy, rule: Rule) -> Finding:
    """Broken if the copy carries a version older than the newest corrected one that it had the time to take up.

    ``limit`` gives hours or days of grace. A correction released after the page was taken is not owed on it. Where
    the page fits an old and a corrected version alike, it cannot be told.
    """
    owed = [version for version in copy.versions if version.status == "corrected"]
    if not owed:
        return not_applicable(NAME, rule, "the wire issued no correction of this story")
    if copy.match is None:
        return finding(NAME, rule, "cannot_tell", "the story's text was not found on this page")
    due = [version for version in owed if _is_due(copy, rule, version)]
    if not due:
        return finding(
            NAME, rule, "kept", "the correction was issued after the page was taken, or its time has not run out"
        )
    newest = max(version.version for version in due)
    carried = _carried(copy)
    if all(version >= newest for version in carried):
        return finding(
            NAME, rule, "kept", f"the copy carries version {min(carried)}; version {newest} corrected the story"
        )
    if all(version < newest for version in carried):
        said = f"the copy carries version {max(carried)}; version {newest} corrected the story"
        return finding(NAME, rule, "broken", f"{said}, and the copy does not have it")
    fits = ", ".join(str(version) for version in sorted(carried))
    return finding(
        NAME, rule, "cannot_tell", f"the page fits versions {fits} alike, and version {newest} is the correction"
    )


def _carried(copy: Copy) -> tuple[int, ...]:
    """The versions that the page fits; a kill's record often repeats an old text, and nobody carries a kill."""
    assert copy.match is not None
    fits = copy.match.versions or (copy.match.version,)
    gone = {version.version for version in copy.versions if version.status in ("killed", "withdrawn")}
    return tuple(version for version in fits if version not in gone) or fits


def _is_due(copy: Copy, rule: Rule, version: Story) -> bool:
    if copy.at is None or version.published is None:
        return True
    limit = rule.limit or 0.0
    grace = timedelta(days=limit) if rule.unit == "days" else timedelta(hours=limit)
    return copy.at >= version.published + grace
