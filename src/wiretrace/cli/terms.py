"""``wiretrace terms``: lists presets, shows and validates terms, writes the notice for people."""

from __future__ import annotations

import argparse
from pathlib import Path

from wiretrace.cli.output import CLEAN, say, write_text
from wiretrace.errors import InputError
from wiretrace.model import Terms
from wiretrace.terms import DEFAULT, as_toml, notice, preset, preset_names, read_terms


def declare(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    actions = parser.add_subparsers(dest="action", metavar="ACTION", title="actions")
    actions.add_parser("list", help="list the presets; the first is the default (this is also done without an action)")
    show = actions.add_parser("show", help="write the terms of a preset as TOML, to begin one's own with")
    show.add_argument("preset", metavar="PRESET")
    check = actions.add_parser("validate", help="say whether a terms file can be used")
    check.add_argument("file", metavar="FILE")
    letter = actions.add_parser("notice", help="write the notice for people from a terms file or preset")
    letter.add_argument("file", metavar="FILE")


def run(args: argparse.Namespace) -> int:
    """Do what the action says; a text that was asked for goes to stdout."""
    match args.action:
        case "show":
            write_text(as_toml(preset(args.preset)))
        case "validate":
            terms = read_terms(args.file)
            say(f"{args.file}: {terms.name}: {len(terms.rules)} rules, no fault found")
        case "notice":
            write_text(notice(find_terms(args.file)))
        case _:
            for name in preset_names():
                terms = preset(name)
                default = " (default)" if terms == DEFAULT else ""
                write_text(f"{name:32} {len(terms.rules):3} rules  {terms.name}{default}\n")
    return CLEAN


def find_terms(name: str) -> Terms:
    """Return the terms of a file, or of the preset of that name. Raises TermsError or InputError."""
    if name in preset_names():
        return preset(name)
    if not Path(name).exists():
        raise InputError(f"{name}: neither a terms file nor a preset; `wiretrace terms list` names the presets")
    return read_terms(name)
