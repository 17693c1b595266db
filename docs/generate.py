"""Writes the reference pages that are generated from the running code: ``make docs``.

Each page is a function here, in one table, so that the test which compares them with the files misses none.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

from docs.machine_forms_page import machine_forms_page
from docs.rules_page import rules_page
from docs.service_pages import service_command_page, settings_page

from wiretrace.cli import build_parser

REFERENCE = Path(__file__).resolve().parent / "reference"


def command_page() -> str:
    """Return docs/reference/command.md: every subcommand and option, from the parser itself."""
    os.environ["COLUMNS"] = "100"  # argparse wraps at the width of the terminal that happens to be there
    parser = build_parser()
    parts = [
        "# The command",
        "Generated from the command's own parser by `make docs`; do not edit.",
        _usage(parser),
        _CONTRACT.strip(),
    ]
    for name, subparser in _subparsers(parser):
        parts += [f"## wiretrace {name}", _usage(subparser)]
        for action, inner in _subparsers(subparser):
            parts += [f"### wiretrace {name} {action}", _usage(inner)]
    return "\n\n".join(parts) + "\n"


_CONTRACT = """
## What every subcommand keeps to

JSON goes to stdout, words go to stderr. A table of findings is words: without `--json`, `check` writes nothing to stdout.
A text that was asked for by name (`terms show`, `terms notice`, `explain`) is the product and goes to stdout.

| exit code | means |
|---|---|
| 0 | clean: all was read, nothing is broken. A page without a copy is clean, and so is `cannot_tell` |
| 1 | something is broken: a verdict, or, for `scan`, an input that could not be read to its end. Matches are no error |
| 2 | misuse: wrong arguments, or an input, case, index or terms file that cannot be used |

`check --json` writes an object per verdict: `page`, `verdict` (`kept`, `broken`, `cannot_tell`, `no_match`), `match`,
`findings`, `ms`. A finding on what the story itself does not carry (a byline where it names no reporter) has `"applies": false`
and does not count. `match` is null or the object that `scan` writes. `check --cases` writes `id` in the place of `page`; a case
that cannot be judged gives `{"id", "error"}`, the others are judged all the same, and the exit code is 2. `ms` counts
everything from reading the page to its verdict.

`scan` writes an object per match: `page`, `story`, `version`, `kind`, `covered_words`, `longest_run_words`, `story_coverage`,
`page_coverage`, `passages`, `edits` (how many of each kind; none for a `template`), `ruleset`, `kernel`; `versions` and `rivals` are added where
several versions or stories fit equally well. Offsets are half-open code points of the story's text and of the page's text.
Lines come in the order of the inputs, whatever the number of workers.
"""


def _usage(parser: argparse.ArgumentParser) -> str:
    return f"```\n{parser.format_help().rstrip()}\n```"


def _subparsers(parser: argparse.ArgumentParser) -> Iterator[tuple[str, argparse.ArgumentParser]]:
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            yield from action.choices.items()


PAGES: dict[str, Callable[[], str]] = {
    "command.md": command_page,
    "rules.md": rules_page,
    "settings.md": settings_page,
    "terms-in-machine-formats.md": machine_forms_page,
    "wirecopy.md": service_command_page,
}


def main() -> int:
    """Write every generated page."""
    REFERENCE.mkdir(exist_ok=True)
    for name, page in PAGES.items():
        (REFERENCE / name).write_text(page(), encoding="utf-8")
        print(f"docs/reference/{name}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
