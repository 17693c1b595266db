"""KILL: a story that the wire killed or withdrew is no longer up. Judged with and without terms."""

from __future__ import annotations

from wiretrace.credit.copy import Copy
from wiretrace.credit.evidence import finding, not_applicable
from wiretrace.model import Finding, Rule

NAME = "kill"
_GONE = ("killed", "withdrawn")


def judge(copy: Copy, rule: Rule) -> Finding:
    """Broken if the newest version is killed or withdrawn and the page still carries any version of the story.

    Kept if only a short quotation is left, or if the page was taken before the kill was released.
    """
    newest = max((*copy.versions, copy.story), key=lambda version: version.version)
    if newest.status not in _GONE:
        return not_applicable(NAME, rule, "the story is neither killed nor withdrawn")
    if copy.match is None:
        return finding(NAME, rule, "cannot_tell", f"the story was {newest.status}; its text was not found on this page")
    if copy.at is not None and newest.published is not None and copy.at < newest.published:
        return finding(NAME, rule, "kept", f"the page was taken before the story was {newest.status}")
    if copy.match.kind in ("quote", "template"):
        why = f"the story was {newest.status}; {copy.match.covered_words} words of it are left as a quotation"
        return finding(NAME, rule, "kept", why)
    said = f"the story was {newest.status} with version {newest.version}"
    return finding(NAME, rule, "broken", f"{said} and {copy.match.covered_words} words of it are still up")
