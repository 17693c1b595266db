"""EXCERPT: no more of the story runs than the terms allow."""

from __future__ import annotations

from wiretrace.credit.copy import Copy
from wiretrace.credit.evidence import finding, unseen
from wiretrace.model import Finding, Rule

NAME = "excerpt"
# A paragraph counts as taken if half of it is on the page: a quoted half-sentence is no paragraph.
TAKEN = 0.5


def judge(copy: Copy, rule: Rule) -> Finding:
    """Kept if the copied words, paragraphs or share of the story are within ``limit``, counted where copied."""
    if copy.match is None:
        return finding(NAME, rule, "cannot_tell", "the story's text was not found on this page")
    if rule.limit is None:
        return finding(NAME, rule, "cannot_tell", "the terms name no limit for excerpts; it is agreed between people")
    if rule.unit == "share":
        taken, said, limit = (
            copy.match.story_coverage,
            f"{copy.match.story_coverage:.0%} of the story",
            f"{rule.limit:.0%}",
        )
    elif rule.unit == "paragraphs":
        taken = float(_paragraphs_taken(copy))
        said, limit = f"{taken:g} of the story's paragraphs", f"{rule.limit:g}"
    else:
        taken = float(copy.match.covered_words)
        said, limit = f"{taken:g} words of the story", f"{rule.limit:g}"
    if taken > rule.limit:
        return finding(NAME, rule, "broken", f"the page runs {said}, where {limit} are allowed")
    if reason := unseen(copy):
        return finding(NAME, rule, "cannot_tell", reason)
    return finding(NAME, rule, "kept", f"the page runs {said}, within the {limit} allowed")


def _paragraphs_taken(copy: Copy) -> int:
    assert copy.match is not None
    taken, start = 0, 0
    for line in copy.story.text.split("\n"):
        end = start + len(line)
        covered = sum(max(min(p.story.end, end) - max(p.story.start, start), 0) for p in copy.match.passages)
        if line.strip() and covered >= TAKEN * len(line):
            taken += 1
        start = end + 1
    return taken
