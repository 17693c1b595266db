"""Decides whether an alignment is a copy, and of what kind."""

from __future__ import annotations

from dataclasses import replace

from wiretrace.align.aligned import Aligned, lay
from wiretrace.align.edits import edits
from wiretrace.align.quotations import in_quotation
from wiretrace.model import Match, MatchKind, Page, Passage, Span, Story

LEAST_RUN = 12
"""Words of the longest run. No run of twelve words was shared by chance in 74 million pairs (MEASURED.md)."""

LEAST_WORDS = 25
"""Copied words beside that run: the data's own measure of a right pair (reuse/README.md). Of a shorter story, all."""

ENOUGH_WORDS = 40
ENOUGH_SHARE = 0.3
"""Copied words, and their share of the shorter text, that are evidence without such a run: a heavily edited copy
breaks every run and is still most of its page. On every second page of the synthetic copies, texts that only share
phrases with a long page reached 0.21 of it; the other half was for checking. Rerun tests/gold/reuse.py."""

FULL = 0.95
EDITED = 0.5
QUOTE_WORDS = 60
"""A match of no more words that lies in quotation marks is a quotation of somebody, not a copy of the story."""

SHORT = 40
"""Copied words under which a match is reported as a quotation: a passage, not a story."""


def align(story: Story, page: Page) -> Match | None:
    """Align one version of a story with a page; ``None`` if the page does not carry it."""
    return match_of(lay(story, page), page)


def is_copy(aligned: Aligned) -> bool:
    """Say whether story and page share enough words to be a copy."""
    covered = aligned.covered_words
    least = min(LEAST_WORDS, int(sum(aligned.words.weights[: LEAST_WORDS * 2])))
    if covered >= least and aligned.longest_run >= LEAST_RUN:
        return True
    shorter = min(len(aligned.words.folded), len(aligned.page.folded))
    return covered >= ENOUGH_WORDS and covered >= ENOUGH_SHARE * shorter


def match_of(aligned: Aligned, page: Page) -> Match | None:
    """Turn an alignment into a match; ``None`` where the words shared are too few to be a copy."""
    return with_edits(outline(aligned), aligned, page) if is_copy(aligned) else None


def outline(aligned: Aligned) -> Match:
    """What an alignment says without its edits: enough to choose between stories. A full copy is still ``edited``."""
    coverage = min(aligned.same_words / sum(aligned.words.weights), 1.0)
    passages = tuple(_passage(aligned, index) for index in range(len(aligned.chains)))
    return Match(
        aligned.story.id,
        aligned.story.version,
        _kind(aligned, coverage, passages),
        aligned.covered_words,
        aligned.longest_run,
        coverage,
        min(aligned.same_words / sum(aligned.page.weights), 1.0),
        passages,
        versions=(aligned.story.version,),
    )


def with_edits(match: Match, aligned: Aligned, page: Page) -> Match:
    """Name the differences of an outlined match, the dearest part of an alignment; they tell a full copy."""
    found = edits(aligned, page)
    is_full = match.story_coverage >= FULL and all(edit.kind in ("style", "headline", "insertion") for edit in found)
    return replace(match, edits=found, kind="full" if match.kind == "edited" and is_full else match.kind)


def _passage(aligned: Aligned, index: int) -> Passage:
    chain = aligned.chains[index]
    (s0, s1), (p0, p1) = chain.story, chain.page
    return Passage(
        Span(aligned.words.starts[s0], aligned.words.ends[s1 - 1]),
        Span(aligned.page.starts[p0], aligned.page.ends[p1 - 1]),
        int(sum(aligned.weight(run) for run in chain.runs)),
    )


def _kind(aligned: Aligned, coverage: float, passages: tuple[Passage, ...]) -> MatchKind:
    if coverage >= EDITED:
        return "edited"
    covered = aligned.covered_words
    if covered <= QUOTE_WORDS and (
        covered < SHORT or all(in_quotation(aligned.quoted, *passage.story) for passage in passages)
    ):
        return "quote"
    return "excerpt"
