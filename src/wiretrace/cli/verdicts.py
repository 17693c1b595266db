"""A verdict as a table for people."""

from __future__ import annotations

from rich.markup import escape
from rich.table import Table

from wiretrace.model import Verdict

_COLOURS = {"kept": "green", "broken": "red", "cannot_tell": "yellow", "no_match": "dim", "not_asked": "dim"}


def verdict_table(verdict: Verdict, *, page: str) -> Table:
    """Return the verdict as a table: a line for the copy, then one for each finding."""
    colour = _COLOURS[verdict.answer]
    table = Table(
        title=f"{escape(page)}\n{_copy_words(verdict)}",
        title_justify="left",
        title_style="",
        caption=f"[{colour} bold]{verdict.answer.replace('_', ' ')}[/]",
        caption_justify="left",
        caption_style="",
    )
    for heading in ("rule", "asked", "answer", "why"):
        table.add_column(heading, overflow="fold")
    for finding in verdict.findings:
        answer = f"[{_COLOURS[finding.shown]}]{finding.shown.replace('_', ' ')}[/]"
        table.add_row(finding.rule, finding.strength, answer, escape(finding.why))
    return table


def _copy_words(verdict: Verdict) -> str:
    match = verdict.match
    if match is None:
        return "carries none of the stories"
    which = f"version {match.version}" if len(match.versions) < 2 else f"one of versions {_list(match.versions)}"
    rivals = f"; fits {', '.join(match.rivals)} as well" if match.rivals else ""
    return escape(
        f"{match.kind} copy of {match.story}, {which}: {match.covered_words:,} words, "
        f"{match.story_coverage:.0%} of the story, {match.page_coverage:.0%} of the page{rivals}"
    )


def _list(versions: tuple[int, ...]) -> str:
    return ", ".join(map(str, versions))
