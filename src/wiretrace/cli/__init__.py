"""The command ``wiretrace``: the table of its subcommands, and what happens around all of them.

JSON goes to stdout, words go to stderr. Exit code 0: clean; 1: something is broken; 2: the command was misused or an
input cannot be read.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from wiretrace import __version__
from wiretrace.cli import check, demo, diff, explain, index, scan, terms
from wiretrace.cli.output import MISUSE, complain
from wiretrace.errors import WiretraceError
from wiretrace.fingerprint import KERNEL
from wiretrace.pipeline import collect_less_often
from wiretrace.rules import RULESET

_INTERRUPTED: Final = 130  # 128 + SIGINT, as shells count it


@dataclass(frozen=True, slots=True)
class Command:
    """One subcommand: its name, what it does in a line, how its arguments are declared, and what runs it."""

    name: str
    summary: str
    declare: Callable[[argparse.ArgumentParser], None]
    run: Callable[[argparse.Namespace], int]


COMMANDS: Final = (
    Command("index", "build an index of a wire's stories, or change one", index.declare, index.run),
    Command("check", "say whether pages are copies, and whether the credit stayed on", check.declare, check.run),
    Command("scan", "find every copy in files, folders and web archives", scan.declare, scan.run),
    Command("diff", "show a page beside the story that it copies", diff.declare, diff.run),
    Command("terms", "list, show and validate terms; write the notice for people", terms.declare, terms.run),
    Command("explain", "say what a rule asks and how it is judged", explain.declare, explain.run),
    Command("demo", "run the main job on the sample wire", demo.declare, demo.run),
)


def build_parser() -> argparse.ArgumentParser:
    """Return the parser of the whole command; the reference page is generated from it."""
    parser = argparse.ArgumentParser(
        prog="wiretrace",
        description="Finds republished copies of a newswire's stories and says, rule by rule, "
        "whether the credit stayed on.",
        epilog="JSON goes to stdout, words go to stderr. Exit codes: 0 clean, 1 something is broken, "
        "2 misuse or an input that cannot be read.",
    )
    parser.add_argument("--version", action="store_true", help="print version, ruleset and the kernel that runs")
    subparsers = parser.add_subparsers(dest="command", metavar="COMMAND", title="commands")
    for command in COMMANDS:
        subparser = subparsers.add_parser(command.name, help=command.summary, description=_sentence(command.summary))
        command.declare(subparser)
        subparser.set_defaults(run=command.run)
    return parser


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command on ``argv`` (default: the process's own arguments) and return its exit code."""
    parser = build_parser()
    args = parser.parse_args(argv)
    if args.version:
        return _print_version()
    if args.command is None:
        parser.print_help(sys.stderr)
        return MISUSE
    try:
        collect_less_often()
        code: int = args.run(args)
    except WiretraceError as error:
        complain(error)
        return MISUSE
    except KeyboardInterrupt:
        complain("interrupted")
        return _INTERRUPTED
    except BrokenPipeError:
        # The reader has gone (``| head``). Python would complain once more when it flushes stdout at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return _INTERRUPTED + 11  # 128 + SIGPIPE
    return code


def _print_version() -> int:
    print(f"wiretrace {__version__} (ruleset {RULESET}, kernel {KERNEL})")
    if KERNEL.startswith("python"):
        complain(
            "the compiled kernel is missing, so fingerprinting runs in plain Python, many times slower; "
            "install a C compiler and Python's headers, then reinstall"
        )
    return 0


def _sentence(summary: str) -> str:
    return summary[0].upper() + summary[1:] + "."
