"""Draws the table at the top of the report: one line for each page and story."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from wiretrace.model import Page, Story, Verdict
from wiretrace.report.markup import KINDS, chip, counted, escape, percent


class Item(Protocol):
    """What a line of the report is made of."""

    @property
    def page(self) -> Page: ...
    @property
    def story(self) -> Story: ...
    @property
    def verdict(self) -> Verdict: ...
    @property
    def name(self) -> str: ...


def page_name(item: Item) -> str:
    """What the reader calls the page: its given name, its address, or its title."""
    return item.name or item.page.url or item.page.title or "page without an address"


def summary_table(items: Sequence[Item]) -> str:
    """Return the table; each line with a match leads to its section."""
    tally = _tally(items)
    lines = "\n".join(_line(item, number) for number, item in enumerate(items, start=1))
    return (
        f'<section aria-labelledby="overview"><h2 id="overview">Overview</h2>{tally}\n'
        '<table class="summary"><caption>Every page that was checked, and what was found on it</caption>\n'
        '<thead><tr><th scope="col">Page</th><th scope="col">Story</th><th scope="col">Kind</th>'
        '<th scope="col">Covered</th><th scope="col">Verdict</th></tr></thead>\n'
        f"<tbody>{lines}</tbody></table></section>"
    )


def _tally(items: Sequence[Item]) -> str:
    order = ("broken", "cannot_tell", "kept", "no_match")
    found = {answer: sum(item.verdict.answer == answer for item in items) for answer in order}
    words = {"broken": "broken", "cannot_tell": "cannot tell", "kept": "kept", "no_match": "no copy"}
    return (
        '<p class="tally">'
        + " ".join(chip(answer, f"{found[answer]} {words[answer]}") for answer in order if found[answer])
        + "</p>"
    )


def _line(item: Item, number: int) -> str:
    name = f"<bdi>{escape(page_name(item))}</bdi>"
    match = item.verdict.match
    if match is None:
        return (
            f'<tr><th scope="row" data-label="Page">{name}</th><td data-label="Story">–</td>'
            f'<td data-label="Kind">–</td><td data-label="Covered">–</td>'
            f'<td data-label="Verdict">{chip(item.verdict.answer)}</td></tr>'
        )
    broken = [finding for finding in item.verdict.findings if finding.answer == "broken" and finding.strength == "must"]
    why = f'<span class="why">{escape(", ".join(_said(finding.rule) for finding in broken))}</span>' if broken else ""
    return (
        f'<tr><th scope="row" data-label="Page"><a href="#item-{number}">{name}</a></th>'
        f'<td data-label="Story"><bdi>{escape(item.story.headline or item.story.id)}</bdi>'
        f' <span class="version">version {match.version}</span></td>'
        f'<td data-label="Kind">{KINDS[match.kind]}</td>'
        f'<td data-label="Covered"><span class="bar" aria-hidden="true"><span style="width:'
        f'{max(0.0, min(match.story_coverage, 1.0)) * 100:.0f}%"></span></span>{percent(match.story_coverage)}'
        f' <span class="version">{counted(match.covered_words, "word")}</span></td>'
        f'<td data-label="Verdict">{chip(item.verdict.answer)} {why}</td></tr>'
    )


def _said(rule: str) -> str:
    return rule.replace("_", " ")
