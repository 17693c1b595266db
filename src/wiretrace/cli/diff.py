"""``wiretrace diff``: shows a page beside the story that it copies, edit by edit."""

from __future__ import annotations

import argparse
import textwrap
from collections.abc import Iterator
from typing import Final

from rich.markup import escape
from rich.table import Table

from wiretrace.cli.output import CLEAN, console, say
from wiretrace.model import Edit, Match, Page, Passage, Span, Story
from wiretrace.pages import read_page
from wiretrace.pipeline import check
from wiretrace.report import ReportItem, write_report
from wiretrace.stories import read_stories
from wiretrace.terms import DEFAULT

CONTEXT_CHARACTERS: Final = 40
_COLOURS = {"quotation": "red bold", "number": "red", "name": "red", "headline": "yellow", "style": "dim"}


def declare(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("page", metavar="PAGE", help="an .html[.gz] or .txt[.gz] file")
    parser.add_argument("--stories", metavar="STORIES", action="append", required=True, help="the stories to look for")
    parser.add_argument("--url", help="the address that the page was taken from")
    parser.add_argument("--html", metavar="FILE", help="write the same as an HTML page with both texts in full")


def run(args: argparse.Namespace) -> int:
    """Show each story that the page carries, the one with most copied words first; differences are no error."""
    page = read_page(args.page, url=args.url)
    stories = {(story.id, story.version): story for story in read_stories(args.stories)}
    items = []
    for verdict in check(page, stories.values(), terms=DEFAULT):
        match = verdict.match
        if match is not None:
            items.append(ReportItem(page, stories[match.story, match.version], verdict, args.page))
            console().print(side_by_side(items[-1].story, page, match))
    if not items:
        say(f"{args.page}: carries none of the stories")
    if args.html:
        write_report(args.html, items, title="Story and page, side by side")
    return CLEAN


def side_by_side(story: Story, page: Page, match: Match) -> Table:
    """Return a table in the story's order: what is the same, shortened, and every edit in full."""
    table = Table(title=escape(f"{story.headline or story.id} (version {story.version})"), show_lines=True, expand=True)
    table.add_column("", width=10)
    table.add_column("story", ratio=1, overflow="fold")
    table.add_column("page", ratio=1, overflow="fold")
    for _, kind, before, after in sorted(_rows(story, page, match)):
        colour = "dim" if kind == "same" else _COLOURS.get(kind, "cyan")
        table.add_row(f"[{colour}]{kind}[/]", before, after)
    return table


def _rows(story: Story, page: Page, match: Match) -> Iterator[tuple[tuple[int, int], str, str, str]]:
    for passage in match.passages:
        before, after = _text(story.text, passage.story), _text(page.text, passage.page)
        yield (passage.story.start, 0), "same", escape(_short(before)), escape(_short(after))
    for edit in match.edits:
        before = _in_context(story.text, edit.story, edit.before)
        yield _place(edit, match.passages), edit.kind, before, _in_context(page.text, edit.page, edit.after)


def _in_context(text: str, span: Span | None, words: str) -> str:
    """Return the edited words in bold, with what stands around them in the same paragraph; a number says little alone."""
    if span is None or _text(text, span) != words:
        return escape(words)
    before = text[max(0, span.start - CONTEXT_CHARACTERS) : span.start].rpartition("\n")[2]
    after = text[span.end : span.end + CONTEXT_CHARACTERS].partition("\n")[0]
    return f"[dim]{escape(before)}[/][bold]{escape(words)}[/][dim]{escape(after)}[/]"


def _place(edit: Edit, passages: tuple[Passage, ...]) -> tuple[int, int]:
    """Where an edit stands in the story; an insertion stands behind the passage that it follows on the page."""
    if edit.story is not None:
        return edit.story.start, 1
    start = edit.page.start if edit.page else 0
    ends = [(passage.page.start, passage.story.end) for passage in passages if passage.page.start <= start]
    return (max(ends)[1] if ends else 0), 2


def _text(text: str, span: Span) -> str:
    return text[span.start : span.end]


def _short(text: str) -> str:
    words = " ".join(text.split())
    if len(words) <= 160:
        return words
    return f"{textwrap.shorten(words, 80, placeholder=' ...')} {words[-60:].partition(' ')[2]}"
