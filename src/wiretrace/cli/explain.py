"""``wiretrace explain``: says what a rule asks and how it is judged."""

from __future__ import annotations

import argparse
import inspect
import sys
from difflib import get_close_matches

from wiretrace.cli.output import CLEAN, write_text
from wiretrace.errors import InputError
from wiretrace.rules import RULES
from wiretrace.terms import CODES, Code

_JUDGES = {
    "checked": "a found page shows whether it was kept",
    "process": "a register or a mailbox shows it, not a page",
    "human": "only a person can judge it",
    "data": "it is a fact about the terms, not something to keep",
    "relaxes": "it permits what another rule would forbid",
}


def declare(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument(
        "rule", metavar="RULE", nargs="?", help="a code such as BYLINE or a finding's name such as byline"
    )


def run(args: argparse.Namespace) -> int:
    """Write what is known of a rule, or the list of all rules, to stdout."""
    if args.rule is None:
        for code in CODES.values():
            write_text(f"{code.code:16} {code.name:16} {code.title}\n")
        return CLEAN
    write_text("\n".join(_explanation(code) for code in _find(args.rule)))
    return CLEAN


def _find(rule: str) -> list[str]:
    """Return the codes called ``rule``: one by its code, all that share it by a finding's name."""
    if rule.upper() in {*CODES, *RULES}:
        return [rule.upper()]
    found = [code.code for code in CODES.values() if code.name == rule.lower()]
    if not found:
        known = {name.lower(): name for name in (*CODES, *RULES, *(code.name for code in CODES.values()))}
        near = [known[name] for name in get_close_matches(rule.lower(), known, n=3)]
        hint = f"did you mean {' or '.join(near)}?" if near else "`wiretrace explain` lists them all"
        raise InputError(f"{rule}: there is no such rule; {hint}")
    return found


def _explanation(code: str) -> str:
    lines = _asks(CODES[code]) if code in CODES else [f"{code} (judged beside the rules of the terms)"]
    if code in RULES:
        lines += ["", *(f"  {line}".rstrip() for line in _how(code).splitlines())]
    return "\n".join(lines) + "\n"


def _asks(code: Code) -> list[str]:
    return [
        f"{code.code} ({code.name}): {code.title}",
        "",
        f"  asks    {code.says}",
        f"  weight  {code.strength} unless the terms say otherwise",
        f"  judged  {code.kind}: {_JUDGES[code.kind]}",
    ]


def _how(code: str) -> str:
    """Return the docstrings of the checker's module and function: there stands how it judges."""
    judge = RULES[code]
    parts = (inspect.cleandoc(sys.modules[judge.__module__].__doc__ or ""), inspect.getdoc(judge) or "")
    return "\n\n".join(part for part in parts if part)
