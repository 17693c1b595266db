"""The reference pages of the service: its command and the variables of its environment."""

from __future__ import annotations

import argparse
import os
import tempfile
from importlib import import_module

from wirecopy.cli import COMMANDS, prepare
from wirecopy.environment import VARIABLES


def service_command_page() -> str:
    """Return docs/reference/wirecopy.md: every subcommand and option of the service's command."""
    os.environ["COLUMNS"] = "100"  # argparse wraps at the width of the terminal that happens to be there
    os.environ.setdefault("WIRECOPY_SECRET_KEY", "the-reference-page-signs-nothing")
    os.environ.setdefault("WIRECOPY_DATA", tempfile.gettempdir())
    prepare()
    parts = [
        "# The service's command",
        "Generated from the command's own parsers by `make docs`; do not edit. Exit code 0: well; 2: misused or refused, and "
        "the last line says why and what to do.",
    ]
    for command in COMMANDS:
        parser = argparse.ArgumentParser(prog=f"wirecopy {command.name}")
        import_module(command.module).declare(parser)
        parts += [
            f"## wirecopy {command.name}",
            f"{_sentence(command.summary)}",
            f"```\n{parser.format_help().strip()}\n```",
        ]
    return "\n\n".join(parts) + "\n"


def settings_page() -> str:
    """Return docs/reference/settings.md: every variable of the environment that the service reads."""
    rows = [f"| `{each.name}` | {each.says} | {_default(each.default)} |" for each in VARIABLES]
    return "\n".join(
        [
            "# Settings",
            "",
            "The service is set up by its environment. Generated from `wirecopy/environment.py` by `make docs`; do not edit. A "
            "variable that is wrong is named in the error, with what to write.",
            "",
            "| variable | what it is | where it is not set |",
            "|---|---|---|",
            *rows,
            "",
        ]
    )


def _default(value: str | None) -> str:
    if value is None:
        return "`wirecopy` makes one, in the data folder"
    return f"`{value}`" if value else "empty"


def _sentence(words: str) -> str:
    return words[0].upper() + words[1:] + "."
