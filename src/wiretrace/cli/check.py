"""``wiretrace check``: says whether pages are copies, and rule by rule whether the credit stayed on."""

from __future__ import annotations

import argparse
import time
from collections.abc import Sequence
from pathlib import Path

from wiretrace.cli.cases import Case, case_id, parse_case, parse_time, read_case_lines
from wiretrace.cli.output import BROKEN, CLEAN, MISUSE, complain, console, name_short_stories, say, write_json
from wiretrace.cli.terms import find_terms
from wiretrace.cli.verdicts import verdict_table
from wiretrace.errors import InputError, WiretraceError
from wiretrace.model import Page, Story, Verdict
from wiretrace.pages import read_page
from wiretrace.pipeline import check, judge
from wiretrace.report import write_report
from wiretrace.scan.lines import verdict_line
from wiretrace.stories import read_stories
from wiretrace.terms import DEFAULT


def declare(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("pages", nargs="*", metavar="PAGE", help="an .html[.gz] or .txt[.gz] file")
    parser.add_argument("--stories", metavar="STORIES", action="append", default=[], help="the stories to look for")
    parser.add_argument("--terms", metavar="TERMS", help=f"a terms file or a preset's name (default: {DEFAULT.name})")
    parser.add_argument("--url", help="the address that the page was taken from")
    parser.add_argument("--at", metavar="TIME", help="when the page was taken, as 2026-03-01T09:00:00Z")
    parser.add_argument("--publisher", help="who runs the page, for terms that name publishers")
    parser.add_argument("--tier", help="the publisher's tier, for terms that have tiers")
    parser.add_argument("--json", action="store_true", help="write one JSON object per verdict to stdout")
    parser.add_argument("--html", metavar="FILE", help="write a report with the story and the page side by side")
    parser.add_argument("--cases", metavar="FILE", help="judge every case of a .jsonl or .jsonl.gz file instead")
    parser.add_argument("--root", metavar="DIR", help="where the pages of the cases are (default: beside the file)")


def run(args: argparse.Namespace) -> int:
    """Check pages or cases. Returns BROKEN where a verdict is broken, MISUSE where something could not be judged."""
    if args.cases:
        if args.pages or args.stories or args.html:
            raise InputError("check: --cases brings its own pages and stories and writes JSON only")
        return _check_cases(args)
    if not args.pages or not args.stories:
        raise InputError("check: needs PAGE... and --stories STORIES, or --cases FILE")
    if args.url and len(args.pages) > 1:
        raise InputError("check: --url goes with one PAGE")
    return _check_pages(args)


def _check_pages(args: argparse.Namespace) -> int:
    stories = read_stories(args.stories)
    name_short_stories(stories)
    terms = find_terms(args.terms) if args.terms else DEFAULT
    if not args.terms:
        say(f"no --terms: judged by the default, {terms.name}")
    at = parse_time(args.at) if args.at else None
    shown: list[tuple[Page, Story, Verdict]] = []
    code = CLEAN
    for name in args.pages:
        started = time.perf_counter()
        page = read_page(name, url=args.url)
        verdicts = check(page, stories, terms=terms, at=at, publisher=args.publisher, tier=args.tier) or [
            Verdict("no_match", None)
        ]
        ms = round((time.perf_counter() - started) * 1000, 1)
        for verdict in verdicts:
            if args.json:
                write_json({"page": name, **verdict_line(verdict, page=args.url or name), "ms": ms})
            else:
                console().print(verdict_table(verdict, page=name))
            if verdict.answer == "broken":
                code = BROKEN
            if verdict.match:
                shown.append((page, _story(stories, verdict), verdict))
    if args.html:
        write_report(args.html, shown)
    return code


def _story(stories: Sequence[Story], verdict: Verdict) -> Story:
    assert verdict.match
    wanted = (verdict.match.story, verdict.match.version)
    return next(story for story in stories if (story.id, story.version) == wanted)


def _check_cases(args: argparse.Namespace) -> int:
    root = Path(args.root) if args.root else Path(args.cases).parent
    broken = misused = False
    for number, line in read_case_lines(args.cases):
        try:
            case = parse_case(line, root=root)
            started = time.perf_counter()
            verdict = _judge_case(case)
        except WiretraceError as error:
            found = case_id(line, number=number)
            complain(f"{args.cases}: {found}: {error}")
            write_json({"id": found, "error": str(error)})
            misused = True
            continue
        ms = round((time.perf_counter() - started) * 1000, 2)
        write_json({"id": case.id, **verdict_line(verdict, page=case.url or case.id), "ms": ms})
        broken = broken or verdict.answer == "broken"
    return MISUSE if misused else BROKEN if broken else CLEAN


def _judge_case(case: Case) -> Verdict:
    page = read_page(case.page, url=case.url)
    found = check(page, [case.story], terms=case.terms, wire=case.wire, at=case.at)
    return found[0] if found else judge(page, [case.story], None, terms=case.terms, wire=case.wire, at=case.at)
