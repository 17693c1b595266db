"""``wiretrace demo``: the main job on the sample wire that ships with the package."""

from __future__ import annotations

import argparse
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Final

from rich.box import SIMPLE_HEAD
from rich.markup import escape
from rich.table import Table

from wiretrace.cli.output import BROKEN, CLEAN, complain, console, say
from wiretrace.fingerprint import KERNEL
from wiretrace.model import Story, Verdict
from wiretrace.pages import read_page, read_pages
from wiretrace.pipeline import Index
from wiretrace.report import ReportItem, write_report
from wiretrace.report.markup import percent
from wiretrace.rules import RULESET
from wiretrace.scan.lines import json_line, match_line
from wiretrace.stories import read_stories
from wiretrace.terms import read_terms

SAMPLES: Final = Path(__file__).parents[1] / "samples"
_ELEMENTS: Final = {"byline": "byline", "affiliation": "affil", "logo": "logo", "notice": "notice"}
_SIGNS: Final = {"kept": "[green]✓[/]", "broken": "[red]✗[/]", "cannot_tell": "[yellow]?[/]", "not_asked": "[dim]–[/]"}
_WORDS: Final = {
    "kept": "[green]✓ kept[/]",
    "broken": "[red]✗ lost[/]",
    "cannot_tell": "[yellow]? unclear[/]",
    "not_asked": "[dim]– not asked[/]",
}
_WIDE_COLUMNS: Final = 120  # from here on the words fit beside the signs; a terminal of 80 gets signs and a legend
_VERDICTS: Final = {
    "kept": "[bold green]kept[/]",
    "broken": "[bold red]broken[/]",
    "cannot_tell": "[bold yellow]cannot tell[/]",
    "no_match": "[dim]no copy[/]",
}


@dataclass(frozen=True, slots=True)
class Sample:
    """A sample page: what it is (``about``) and how it should be judged. ``broken`` names the broken musts."""

    file: str
    url: str
    at: datetime
    about: str
    verdict: str
    story: str = ""
    version: int = 0
    kind: str = ""
    broken: Sequence[str] = ()
    findings: Mapping[str, str] = field(default_factory=dict)


def read_samples() -> list[Sample]:
    """Read ``expected.toml`` of the samples, in the order of the pages."""
    return [Sample(**row) for row in tomllib.loads((SAMPLES / "expected.toml").read_text(encoding="utf-8"))["page"]]


def differences(sample: Sample, verdict: Verdict) -> list[str]:
    """Say in words where a verdict is not what the sample expects; empty where it is."""
    match = verdict.match
    musts = sorted(f.rule for f in verdict.findings if f.answer == "broken" and f.strength == "must")
    said = {"verdict": verdict.answer, "story": match.story if match else "", "version": match.version if match else 0}
    said |= {"kind": match.kind if match else "", "broken": ", ".join(musts)}
    wanted = {name: getattr(sample, name) for name in ("verdict", "story", "version", "kind")}
    wanted["broken"] = ", ".join(sorted(sample.broken))
    said |= {f.rule: f.answer for f in verdict.findings if f.rule in sample.findings}
    wanted |= sample.findings
    return [
        f"{sample.file}: {name} is {said.get(name) or 'none'}, expected {wanted[name] or 'none'}"
        for name in wanted
        if said.get(name) != wanted[name]
    ]


def declare(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("--out", default="demo-out", metavar="DIR", help="where report and index go (%(default)s)")


def run(args: argparse.Namespace) -> int:
    """Run the demo into the folder that the arguments name."""
    return run_demo(Path(args.out))


def run_demo(out: Path) -> int:
    """Index the sample wire, check every sample page, scan the sample archive, and say where the results are.

    Writes ``report.html``, ``matches.jsonl`` and ``wire.idx`` into ``out``. Returns CLEAN where every page was judged
    as ``expected.toml`` says, and BROKEN, with what differs on stderr, where one was not.
    """
    out.mkdir(parents=True, exist_ok=True)
    stories = read_stories([SAMPLES / "wire"])
    samples = read_samples()
    with Index.build(out / "wire.idx", stories) as index:
        items = _check(index, stories, samples)
        found, pages = _scan(index, out / "matches.jsonl")
    screen = console()
    screen.print(_table(items, stories, wide=screen.width >= _WIDE_COLUMNS))
    title = "Harbor Light News Service: copies and credit"
    write_report(out / "report.html", items, title=title, made_at=max(sample.at for sample in samples))
    wrong = [words for item, sample in zip(items, samples, strict=True) for words in differences(sample, item.verdict)]
    say(f"report   {out / 'report.html'}  story and page side by side; open it in a browser")
    say(f"archive  {out / 'matches.jsonl'}  {found} matches on {pages} pages of the sample's pages.warc.gz")
    say("next     wiretrace check PAGE --stories STORIES --html report.html    your own page and stories")
    say("         wiretrace terms list                                         the terms of 40 wires")
    for words in wrong:
        complain(words)
    return BROKEN if wrong else CLEAN


def _check(index: Index, stories: Sequence[Story], samples: Sequence[Sample]) -> list[ReportItem]:
    terms = read_terms(SAMPLES / "wire" / "terms.toml")
    by_version = {(story.id, story.version): story for story in stories}
    items = []
    for sample in samples:
        page = read_page(SAMPLES / "pages" / sample.file, url=sample.url)
        found = index.check(page, terms=terms, at=sample.at)
        verdict = found[0] if found else Verdict("no_match", None, (), sample.url, RULESET, KERNEL)
        match = verdict.match
        # The report shows no story beside a page without a match; a ReportItem still has to hold one.
        story = by_version[match.story, match.version] if match else stories[0]
        items.append(ReportItem(page, story, verdict, sample.about))
    return items


def _scan(index: Index, out: Path) -> tuple[int, int]:
    """Find the copies in the sample archive: (matches, pages)."""
    found, pages = 0, 0
    with out.open("wb") as lines:
        for source in read_pages([str(SAMPLES / "pages.warc.gz")]):
            if source.page is None:
                continue
            pages += 1
            for match in index.find(source.page):
                lines.write(json_line(match_line(match, page=source.name, ruleset=RULESET, kernel=KERNEL)))
                found += 1
    return found, pages


def _table(items: Sequence[ReportItem], stories: Sequence[Story], *, wide: bool) -> Table:
    ids = len({story.id for story in stories})
    table = Table(
        title=f"{ids} stories of Harbor Light News Service ({len(stories)} versions), looked for on {len(items)} pages",
        title_justify="left",
        title_style="bold",
        caption=None if wide else "✓ kept   ✗ lost   ? cannot tell   – not asked   story: number.version",
        caption_justify="left",
        header_style="bold",
        box=SIMPLE_HEAD,
        pad_edge=False,
        padding=(0, 1 if wide else 0, 0, 0),
    )
    table.add_column("what the page is", no_wrap=True)
    for heading in ("story", "copied"):
        table.add_column(heading, no_wrap=True)
    for heading in _ELEMENTS.values():
        table.add_column(heading, no_wrap=True, justify="left" if wide else "center")
    table.add_column("verdict", min_width=11)
    for item in items:
        table.add_row(escape(item.name), *_cells(item.verdict, wide=wide))
    return table


def _cells(verdict: Verdict, *, wide: bool) -> list[str]:
    match = verdict.match
    if match is None:
        return [*[""] * (2 + len(_ELEMENTS)), _VERDICTS[verdict.answer]]
    answers: dict[str, str] = {finding.rule: finding.shown for finding in verdict.findings}
    broken = [f.rule for f in verdict.findings if f.answer == "broken" and f.strength == "must"]
    why = [rule for rule in broken if rule not in _ELEMENTS]
    share = percent(match.story_coverage)
    signs = _WORDS if wide else _SIGNS
    return [
        f"{match.story[-3:]}.{match.version}",
        f"{share:>4} {match.kind}" if wide else share,
        *(signs.get(answers.get(rule, ""), "") for rule in _ELEMENTS),
        _VERDICTS[verdict.answer] + (f": {', '.join(why)}" if why else ""),
    ]
