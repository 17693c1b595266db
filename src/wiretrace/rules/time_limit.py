"""TIME_LIMIT: the copy is down once the licence window after publication has ended."""

from __future__ import annotations

from datetime import timedelta

from wiretrace.credit.copy import Copy
from wiretrace.credit.evidence import finding
from wiretrace.model import Finding, Rule

NAME = "time_limit"


def judge(copy: Copy, rule: Rule) -> Finding:
    """Broken if the page was taken more than ``limit`` days after the wire published the story."""
    if copy.match is None:
        return finding(NAME, rule, "cannot_tell", "the story's text was not found on this page")
    first = min((v.published for v in (*copy.versions, copy.story) if v.published is not None), default=None)
    if first is None:
        return finding(NAME, rule, "cannot_tell", "it is not known when the story was published")
    if copy.at is None:
        return finding(NAME, rule, "cannot_tell", "it is not known when the page was taken")
    if rule.limit is None:
        return finding(NAME, rule, "cannot_tell", "the terms name no number of days")
    end = first + timedelta(days=rule.limit)
    if copy.at > end:
        return finding(
            NAME, rule, "broken", f"the window of {rule.limit:g} days ended on {end:%Y-%m-%d}; the copy is up"
        )
    return finding(NAME, rule, "kept", f"the copy is within its window of {rule.limit:g} days, until {end:%Y-%m-%d}")
