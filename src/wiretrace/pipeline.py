"""page -> search -> align -> credit -> rules -> verdict, on one screen."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime

from wiretrace.align import attribute
from wiretrace.credit import find_mentions
from wiretrace.errors import StoryError
from wiretrace.fingerprint import KERNEL
from wiretrace.model import Copy, Match, Page, Story, Terms, Verdict, Wire
from wiretrace.rules import RULESET, judge_all
from wiretrace.verdict import sum_up


def check(
    page: Page,
    stories: Iterable[Story],
    *,
    terms: Terms | None = None,
    wire: Wire | None = None,
    at: datetime | None = None,
    publisher: str | None = None,
    tier: str | None = None,
) -> list[Verdict]:
    """Say which of ``stories`` the page carries and, for each, rule by rule whether the credit stayed on.

    Versions of one story (one id) are judged together. Returns a verdict for each story found, the one with most
    copied words first; an empty list where none is found. ``wire`` is used for stories that name none. Raises
    :class:`StoryError` where neither does. Costs an alignment a story: for more than some hundred stories build an
    :class:`Index`.
    """
    verdicts = []
    for versions in by_id(stories):
        match = attribute(versions, page)
        if match is not None:
            verdicts.append(
                judge(page, versions, match, terms=terms, wire=wire, at=at, publisher=publisher, tier=tier)
            )
    return sorted(verdicts, key=lambda verdict: -verdict.match.covered_words if verdict.match else 0)


def judge(
    page: Page,
    versions: Sequence[Story],
    match: Match | None,
    *,
    terms: Terms | None = None,
    wire: Wire | None = None,
    at: datetime | None = None,
    publisher: str | None = None,
    tier: str | None = None,
) -> Verdict:
    """Judge the credit of one story on one page.

    ``match`` is ``None`` where the story's text was not found: mentions are then looked for around the headline, and
    the verdict's answer is ``no_match``.
    """
    story = _version(versions, match)
    wire = story.wire or wire or (terms.wire if terms else None)
    if wire is None:
        raise StoryError(f"story {story.id}: no wire is named; give the story a wire, or terms with a [wire] table")
    copy = Copy(page, story, tuple(versions), wire, match, (), terms, at, publisher, tier)
    copy = replace(copy, mentions=find_mentions(page, story, wire, match))
    findings = judge_all(copy)
    answer = "no_match" if match is None else sum_up(findings)
    return Verdict(answer, match, findings, page.url or "", RULESET, KERNEL)


def by_id(stories: Iterable[Story]) -> list[list[Story]]:
    """Group stories by id, each group's versions oldest first."""
    groups: dict[str, list[Story]] = {}
    for story in stories:
        groups.setdefault(story.id, []).append(story)
    return [sorted(group, key=lambda story: story.version) for group in groups.values()]


def _version(versions: Sequence[Story], match: Match | None) -> Story:
    if match is not None:
        for story in versions:
            if story.version == match.version:
                return story
    return versions[-1]
