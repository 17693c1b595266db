"""The command ``wirecopy``: the table of its subcommands, and what happens around all of them."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib import import_module
from typing import Final

try:
    import django
except ModuleNotFoundError as error:
    raise SystemExit('wirecopy: the service is an extra of its package: pip install "wirecopy[desk]"') from error

from wirecopy import environment
from wirecopy.errors import WirecopyError

MISUSE: Final = 2
_INTERRUPTED: Final = 130


@dataclass(frozen=True, slots=True)
class Command:
    """One subcommand: its name, what it does in a line, the module that has ``declare`` and ``run``."""

    name: str
    summary: str
    module: str


COMMANDS: Final = (
    Command("serve", "run everything in one place: pages, background work, beacon", "wirecopy.cli.serve"),
    Command("worker", "do background work", "wirecopy.cli.worker"),
    Command("beacon", "answer for the counting picture", "wirecopy.cli.beacon"),
    Command("setup", "make the database, give the wire a name, terms and an administrator", "wirecopy.cli.setup"),
    Command("import", "take stories that are written elsewhere", "wirecopy.cli.imports"),
    Command("topics", "load the IPTC Media Topics below the seventeen at the top", "wirecopy.cli.topics"),
    Command("backup", "write database, media and beacon journal into one file", "wirecopy.cli.backup"),
    Command("restore", "bring such a file back", "wirecopy.cli.restore"),
    Command("demo", "run the service on an invented wire", "wirecopy.cli.demo"),
)


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command on ``argv`` and return its exit code: 0 well, 2 misused or refused."""
    arguments = list(sys.argv[1:] if argv is None else argv)
    parser = build_parser()
    if not arguments or arguments[0] not in {command.name for command in COMMANDS}:
        parser.parse_args(arguments)  # answers --help, and complains of a command that is none
        parser.print_help(sys.stderr)
        return MISUSE
    try:
        prepare()
        return run_command(arguments)
    except WirecopyError as error:
        print(f"wirecopy: {error}", file=sys.stderr)
        return MISUSE
    except KeyboardInterrupt:
        return _INTERRUPTED


def build_parser() -> argparse.ArgumentParser:
    """The parser of the whole command."""
    parser = argparse.ArgumentParser(
        prog="wirecopy", description="The desk of a newswire: stories, terms, renditions and the portal."
    )
    subparsers = parser.add_subparsers(dest="command", metavar="COMMAND", title="commands")
    for command in COMMANDS:
        subparsers.add_parser(command.name, help=command.summary, add_help=False)
    return parser


def prepare() -> None:
    """Load Django with the settings of the environment. Raises ``SettingMissing``."""
    environment.ensure_secret()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "wirecopy.settings")
    django.setup()


def run_command(arguments: Sequence[str]) -> int:
    """Run one subcommand, whose module is loaded now: it needs Django, which needs its settings."""
    command = {each.name: each for each in COMMANDS}[arguments[0]]
    module = import_module(command.module)
    summary = command.summary[0].upper() + command.summary[1:] + "."
    parser = argparse.ArgumentParser(prog=f"wirecopy {command.name}", description=summary)
    module.declare(parser)
    run: Callable[[argparse.Namespace], int] = module.run
    return run(parser.parse_args(arguments[1:]))
