"""``wiretrace demo``: the main job on the sample wire that ships with the package."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from rich.box import SIMPLE_HEAD
from rich.markup import escape
from rich.table import Table

from wiretrace.cli.output import CLEAN, console, say
from wiretrace.fingerprint import KERNEL
from wiretrace.model import Page, Story, Verdict
from wiretrace.pages import read_page, read_pages
from wiretrace.pipeline import Index, check
from wiretrace.report import ReportItem, write_report
from wiretrace.rules import RULESET
from wiretrace.scan.lines import json_line, match_line
from wiretrace.stories import read_stories
from wiretrace.terms import read_terms

SAMPLES = Path(__file__).parents[1] / "samples"
TAKEN = datetime(2026, 3, 12, 8, 0, tzinfo=UTC)
"""When the sample pages were taken: after the correction and the kill."""

_SHOWN = ("byline", "affiliation", "logo")
_SIGNS = {"kept": "[green]✓[/]", "broken": "[red]✗[/]", "cannot_tell": "[yellow]?[/]"}
_VERDICTS = {
    "kept": "[green]kept[/]",
    "broken": "[red]broken[/]",
    "cannot_tell": "[yellow]cannot tell[/]",
    "no_match": "[dim]no copy[/]",
}


def declare(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("--out", default="demo-out", metavar="DIR", help="where report and index go (%(default)s)")


def run(args: argparse.Namespace) -> int:
    """Index the sample wire, check every sample page, scan the sample archive, and say where the results are."""
    out = Path(args.out)
    out.mkdir(parents=True, exist_ok=True)
    stories = read_stories([SAMPLES / "wire"])
    terms = read_terms(SAMPLES / "wire" / "terms.toml")
    items: list[ReportItem] = []
    table = _table(f"{terms.name}: {len(stories)} versions of stories, looked for on the sample pages")
    for path in sorted((SAMPLES / "pages").glob("*.html")):
        page = read_page(path)
        verdicts = check(page, stories, terms=terms, at=TAKEN) or [Verdict("no_match", None)]
        for verdict in verdicts:
            table.add_row(path.stem, *_cells(verdict))
            items.append(ReportItem(page, _story(stories, verdict), verdict, path.stem))
    console().print(table)
    write_report(out / "report.html", items, title="The sample wire: copies and credit", made_at=TAKEN)
    found, pages = _scan(stories, out)
    say(f"archive: {found} copies on {pages} pages of pages.warc.gz -> {out / 'matches.jsonl'}")
    say(f"report:  {out / 'report.html'}  (open it in a browser)")
    say("next:    wiretrace check PAGE --stories STORIES --html report.html")
    return CLEAN


def _table(title: str) -> Table:
    table = Table(
        title=escape(title),
        title_justify="left",
        header_style="bold",
        box=SIMPLE_HEAD,
        pad_edge=False,
        padding=(0, 1, 0, 0),
    )
    table.caption = "✓ kept   ✗ broken   ? cannot tell from this page"
    table.add_column("page", overflow="ellipsis", no_wrap=True, max_width=20)
    for heading, width in (("version", 7), ("copied", 7), ("byline", 6), ("affil", 5), ("logo", 4), ("verdict", 11)):
        table.add_column(heading, no_wrap=True, min_width=width)
    table.add_column("also broken", no_wrap=True)
    return table


def _cells(verdict: Verdict) -> list[str]:
    if verdict.match is None:
        return ["", "", "", "", "", _VERDICTS[verdict.answer], ""]
    answers = {finding.rule: finding.answer for finding in verdict.findings}
    also = [f.rule for f in verdict.findings if f.answer == "broken" and f.strength == "must" and f.rule not in _SHOWN]
    match = verdict.match
    return [
        f"{match.story[-4:]} v{match.version}",
        match.kind,
        *(_SIGNS.get(answers.get(rule, ""), "") for rule in _SHOWN),
        _VERDICTS[verdict.answer],
        ", ".join(also),
    ]


def _story(stories: Sequence[Story], verdict: Verdict) -> Story:
    """The version that the page carries; where it carries none, the report shows no story beside it."""
    if verdict.match is None:
        return stories[0]
    wanted = (verdict.match.story, verdict.match.version)
    return next(story for story in stories if (story.id, story.version) == wanted)


def _scan(stories: Sequence[Story], out: Path) -> tuple[int, int]:
    """Find the copies in the sample archive through an index: (matches, pages)."""
    found, pages = 0, 0
    with Index.build(out / "wire.idx", stories) as index, (out / "matches.jsonl").open("wb") as lines:
        for source in read_pages([str(SAMPLES / "pages.warc.gz")]):
            page: Page | None = source.page
            pages += page is not None
            for match in index.find(page) if page is not None else ():
                lines.write(json_line(match_line(match, page=source.name, ruleset=RULESET, kernel=KERNEL)))
                found += 1
    return found, pages
