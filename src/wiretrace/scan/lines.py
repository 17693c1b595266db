"""Matches and verdicts as the JSON objects that the command writes: one a line."""

from __future__ import annotations

import json
from collections import Counter
from typing import Any

from wiretrace.model import Finding, Match, Passage, Verdict


def match_line(match: Match, *, page: str, ruleset: str, kernel: str) -> dict[str, Any]:
    """Return the object that stands for ``match`` on the page named ``page``; keys keep this order.

    Coverages are shares in 0..1, rounded to four places. ``edits`` counts the edits by kind. ``versions`` and
    ``rivals`` stand in the line only where the version or the story cannot be told from others.
    """
    line: dict[str, Any] = {
        "page": page,
        "story": match.story,
        "version": match.version,
        "kind": match.kind,
        "covered_words": match.covered_words,
        "longest_run_words": match.longest_run_words,
        "story_coverage": round(match.story_coverage, 4),
        "page_coverage": round(match.page_coverage, 4),
        "passages": [_passage(passage) for passage in match.passages],
        "edits": dict(sorted(Counter(edit.kind for edit in match.edits).items())),
        "ruleset": ruleset,
        "kernel": kernel,
    }
    if len(match.versions) > 1:
        line["versions"] = list(match.versions)
    if match.rivals:
        line["rivals"] = list(match.rivals)
    return line


def _passage(passage: Passage) -> dict[str, Any]:
    return {"story": list(passage.story), "page": list(passage.page), "words": passage.words}


def verdict_line(verdict: Verdict, *, page: str) -> dict[str, Any]:
    """Return the object that stands for ``verdict``: ``verdict``, ``match`` and ``findings``, in that order."""
    match = verdict.match
    return {
        "verdict": verdict.answer,
        "match": match and match_line(match, page=page, ruleset=verdict.ruleset, kernel=verdict.kernel),
        "findings": [_finding_line(finding) for finding in verdict.findings],
    }


def found_line(
    match: Match, verdict: Verdict | None, *, page: str, date: str | None, ruleset: str, kernel: str
) -> dict[str, Any]:
    """Return the object that a scan writes: that of the match, the date of the capture as the archive writes it, and,
    where the copy was judged, ``verdict`` and ``findings``."""
    line = match_line(match, page=page, ruleset=ruleset, kernel=kernel)
    if date:
        line["date"] = date
    if verdict is not None:
        line["verdict"] = verdict.answer
        line["findings"] = [_finding_line(finding) for finding in verdict.findings]
    return line


def _finding_line(finding: Finding) -> dict[str, Any]:
    line: dict[str, Any] = {
        "rule": finding.rule,
        "answer": finding.answer,
        "strength": finding.strength,
        "why": finding.why,
        "mentions": [
            {"kind": mention.kind, "text": mention.text, "place": mention.place} for mention in finding.mentions
        ],
    }
    if not finding.applies:
        line["applies"] = False
    if finding.code:
        line["code"] = finding.code
    return line


def json_line(value: Any) -> bytes:
    """Return ``value`` as one UTF-8 line of JSON; half a surrogate pair becomes its escape, so that it stays JSON."""
    return json.dumps(value, ensure_ascii=False).encode("utf-8", "backslashreplace") + b"\n"
