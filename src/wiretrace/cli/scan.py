"""``wiretrace scan``: finds every copy in files, folders and web archives."""

from __future__ import annotations

import argparse
import os
import sys
import time
from contextlib import AbstractContextManager, nullcontext
from typing import IO

from wiretrace.cli.output import BROKEN, CLEAN, complain, say
from wiretrace.cli.progress import ScanProgress
from wiretrace.errors import InputError
from wiretrace.pages import input_files
from wiretrace.pipeline import Index
from wiretrace.report.markup import counted
from wiretrace.scan.local import scan_files


def declare(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument(
        "inputs",
        nargs="+",
        metavar="INPUT",
        help=".html[.gz], .txt[.gz], .warc[.gz], .wet.gz, .jsonl[.gz] of {id or url, html or text}, a folder of these, "
        "or - for a list of paths on stdin",
    )
    parser.add_argument("--index", required=True, metavar="INDEX", help="the index to look in")
    parser.add_argument("-o", "--output", metavar="FILE", help="where the matches go, a line each (default: stdout)")
    parser.add_argument("--workers", type=_count, metavar="N", help="how many processes (default: one per core)")


def run(args: argparse.Namespace) -> int:
    """Scan and write a line per match. Returns BROKEN where an input was not read to its end."""
    with Index.open(args.index):
        pass  # a damaged index is refused here, once, before any worker starts
    files = list(input_files(args.inputs))
    workers = args.workers or os.cpu_count() or 1
    started = time.monotonic()
    problems = 0
    with _output(args.output) as output, ScanProgress(files) as progress:
        for part in scan_files(files, index_path=args.index, workers=workers):
            output.write(part.lines)
            output.flush()
            progress.add(part)
            for problem in part.problems:
                complain(problem)
            problems += len(part.problems)
    seconds = time.monotonic() - started
    say(
        f"{counted(progress.pages, 'page')} in {counted(len(files), 'file')}, "
        f"{counted(progress.matches, 'match', 'matches')}, {seconds:.1f} s"
        + (f"; {counted(problems, 'problem')}: not all was read" if problems else "")
    )
    return BROKEN if problems else CLEAN


def _output(path: str | None) -> AbstractContextManager[IO[bytes]]:
    if path is None:
        return nullcontext(sys.stdout.buffer)
    try:
        return open(path, "wb")
    except OSError as error:
        raise InputError(f"{path}: cannot be written ({error.strerror}); check the folder") from error


def _count(value: str) -> int:
    number = int(value)
    if number < 1:
        raise argparse.ArgumentTypeError("at least one worker is needed")
    return number
