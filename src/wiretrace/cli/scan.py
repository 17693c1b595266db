"""``wiretrace scan``: finds every copy in files, folders and web archives, wherever these lie."""

from __future__ import annotations

import argparse
import os
import sys
import time
from functools import partial
from hashlib import blake2b
from pathlib import Path

from wiretrace.cli.output import BROKEN, CLEAN, complain, say
from wiretrace.cli.progress import ScanProgress
from wiretrace.cli.terms import find_terms
from wiretrace.errors import InputError, RunError
from wiretrace.pipeline import Index
from wiretrace.report.markup import counted
from wiretrace.scan.engine import Engine
from wiretrace.scan.engines import ENGINES
from wiretrace.scan.inputs import scan_addresses
from wiretrace.scan.ledger import IN_MEMORY, Ledger, Totals
from wiretrace.scan.output import InOrder, Journal
from wiretrace.scan.parquet import schema
from wiretrace.scan.parts import Task, scan_file
from wiretrace.scan.plan import PARQUET, Plan, begin, finish, go_on, resume
from wiretrace.scan.records import RecordFinder
from wiretrace.scan.run import Run
from wiretrace.scan.store import Store, is_remote, size_of


def declare(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument(
        "inputs",
        nargs="*",
        metavar="INPUT",
        help=".html[.gz], .txt[.gz], .warc[.gz], .wet[.gz], .jsonl[.gz] of {id or url, html or text}, a folder of these, "
        "an http(s):// or s3:// address of an archive, a manifest of archives (.paths[.gz]), or - for a list on stdin",
    )
    parser.add_argument("--index", metavar="INDEX", help="the index to look in")
    parser.add_argument(
        "-o",
        "--output",
        metavar="FILE",
        help="where the matches go: .jsonl, a line each, or .parquet (default: lines to stdout); a ledger of the run is "
        "kept beside it",
    )
    parser.add_argument("--terms", metavar="TERMS", help="judge each copy by this terms file or preset")
    parser.add_argument("--workers", type=_count, metavar="N", help="how many processes (default: one per core)")
    parser.add_argument(
        "--engine",
        choices=sorted(ENGINES),
        default="local",
        help="who does the work: processes of this machine, or Ray",
    )
    parser.add_argument("--resume", metavar="RUN", help="go on with a run that was stopped: its output or its ledger")
    parser.add_argument(
        "--store", metavar="BASE", help="where the paths of manifests and of --cdx lie: a folder or address"
    )
    parser.add_argument(
        "--cdx",
        metavar="CDX",
        help="the index of the archives (CDXJ, or a cluster.idx) that .wet texts were taken from: the page of each match "
        "is fetched from --store by its offset, and that page is judged",
    )


def run(args: argparse.Namespace) -> int:
    """Scan and write a line per match. Returns BROKEN where an input was not read to its end."""
    if args.resume:
        return _resumed(args)
    if not args.inputs or not args.index:
        raise InputError("scan: needs INPUT... and --index INDEX, or --resume RUN")
    if args.cdx and not args.store:
        raise InputError("scan: --cdx names files by paths: say with --store where these lie")
    plan = _plan(args)
    addresses = list(scan_addresses(args.inputs, Store.for_inputs(plan.trusted), args.store))
    with Index.open(args.index):
        pass  # a damaged index is refused here, once, before any worker starts
    if args.output is None:
        ledger = Ledger.create(IN_MEMORY, {}, ((address, size_of(address)) for address in addresses))
        return _worked(Run(ledger, _engine(args, plan), InOrder(sys.stdout.buffer)))
    if args.output.endswith(PARQUET):
        schema()  # says now, not after the scan, that a library is missing
    engine = _engine(args, plan)
    return _finished(plan, engine, *begin(plan, addresses))


def _resumed(args: argparse.Namespace) -> int:
    if args.inputs or args.index or args.output or args.terms or args.store or args.cdx:
        raise InputError(
            "scan: --resume goes on with what the run was begun with; only --workers and --engine go with it"
        )
    plan, ledger = resume(args.resume)
    with ledger:
        os.chdir(plan.folder)
        if plan.terms_digest != _digest(plan.terms):
            raise RunError(f"{plan.terms}: the terms were changed since the run began; begin the scan anew")
        with Index.open(plan.index):
            pass
        engine = _engine(args, plan)
        journal = go_on(plan, ledger)
        if journal is None:
            say(f"{plan.output}: this run is finished; nothing is left to do")
            return CLEAN
        return _finished(plan, engine, ledger, journal)


def _finished(plan: Plan, engine: Engine, ledger: Ledger, journal: Journal) -> int:
    """Do what is left of a run with an output, and say how to go on where it is stopped."""
    try:
        code = _worked(Run(ledger, engine, journal))
        finish(plan, ledger, journal)
    except KeyboardInterrupt:
        say(f"stopped; go on with: wiretrace scan --resume {plan.output}")
        raise
    finally:
        ledger.close()
        journal.close()
    return code


def _plan(args: argparse.Namespace) -> Plan:
    typed = (*args.inputs, *filter(None, (args.store, args.cdx)))
    return Plan(
        index=_absolute(args.index),
        output=_absolute(args.output or "-"),
        terms=_absolute(args.terms) if args.terms and Path(args.terms).exists() else args.terms,
        terms_digest=_digest(args.terms),
        base=args.store if not args.store or is_remote(args.store) else _absolute(args.store),
        cdx=args.cdx if not args.cdx or is_remote(args.cdx) else _absolute(args.cdx),
        trusted=tuple(filter(is_remote, typed)),
    )


def _engine(args: argparse.Namespace, plan: Plan) -> Engine:
    store = Store(frozenset(plan.trusted))
    task = Task(
        terms=find_terms(plan.terms) if plan.terms else None,
        store=store,
        records=RecordFinder(plan.cdx, plan.base, store) if plan.cdx and plan.base else None,
    )
    make = ENGINES[args.engine]
    return make(index_path=plan.index, workers=args.workers, scan=partial(scan_file, task=task))


def _worked(run: Run) -> int:
    """Do what is left of a run, with a bar on a terminal, and say what came of it."""
    started = time.monotonic()
    before = run.ledger.totals()
    with ScanProgress(before) as progress:
        for problems in run.work():
            for problem in problems:
                complain(problem)
            progress.show(run.totals)
    totals = run.ledger.totals()
    say(_summary(before, totals, time.monotonic() - started))
    failed = list(run.ledger.failures())
    if failed:
        say(f"{counted(len(failed), 'file')} could not be read to the end, after every attempt:")
        for address, _ in failed:
            say(f"  {address}")
    return BROKEN if totals.counts.problems else CLEAN


def _summary(before: Totals, after: Totals, seconds: float) -> str:
    pages = after.counts.pages - before.counts.pages
    megabytes = (after.counts.read_bytes - before.counts.read_bytes) / 1e6
    pace = f"{pages / seconds:,.0f} pages/s, {megabytes / seconds:,.1f} MB/s" if seconds > 0 else ""
    words = (
        f"{counted(after.counts.pages, 'page')} in {counted(after.files, 'file')}, "
        f"{counted(after.counts.matches, 'match', 'matches')}, {seconds:.1f} s ({pace})"
    )
    earlier = f", {counted(before.done, 'file')} before this" if before.done else ""
    problems = after.counts.problems
    return words + earlier + (f"; {counted(problems, 'problem')}: not all was read" if problems else "")


def _absolute(path: str) -> str:
    return path if path == "-" else str(Path(path).absolute())


def _digest(terms: str | None) -> str | None:
    """Give what stands for the content of a terms file or preset; ``None``: no terms."""
    return blake2b(repr(find_terms(terms)).encode(), digest_size=12).hexdigest() if terms else None


def _count(value: str) -> int:
    number = int(value)
    if number < 1:
        raise argparse.ArgumentTypeError("at least one worker is needed")
    return number
