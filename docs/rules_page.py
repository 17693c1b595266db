"""Writes docs/reference/rules.md from the catalogue and the table of rules."""

from __future__ import annotations

import inspect
from collections.abc import Callable

from wiretrace.rules import RULES, RULESET, rules_without_terms
from wiretrace.terms import CODES, Code, Kind
from wiretrace.terms.codes import TABLE

_KINDS: dict[Kind, str] = {
    "checked": "Rules that a found copy can show",
    "relaxes": "Permissions",
    "process": "Rules that a register or a mailbox settles",
    "human": "Rules that people judge",
    "data": "Facts about the terms",
}
_ABOUT: dict[Kind, str] = {
    "checked": "Each has a checker. *Partly* says that one page alone often cannot decide it, so that its "
    "`cannot_tell` does not hold up a verdict.",
    "relaxes": "They free what another rule would forbid and give no finding of their own.",
    "process": "They are answered `cannot_tell` where the terms ask for them, so that nobody takes them for judged.",
    "human": "They are answered `cannot_tell` where the terms ask for them.",
    "data": "They are carried for the notice and give no finding.",
}


def rules_page() -> str:
    """Return docs/reference/rules.md: all codes by who judges them, and how each checker judges."""
    parts = [
        "# The rules",
        "Generated from the catalogue and the table of rules by `make docs`; do not edit.",
        f"Ruleset {RULESET}. A rule of the terms names one of the {len(CODES)} codes below; [terms.md](terms.md) has the "
        "other keys. A finding is `kept`, `broken` or `cannot_tell`, with the reason in words.",
    ]
    for kind, title in _KINDS.items():
        parts += [f"## {title}", _ABOUT[kind], _table([row for row in TABLE if row.kind == kind])]
    asked = ", ".join(f"`{rule.code}` ({rule.strength})" for rule in rules_without_terms())
    parts += [
        "## Without terms",
        f"Where nothing was agreed, these are judged: {asked}. With or without terms, a story asks for three things itself: "
        "`KILL` where a version is killed or withdrawn, `EMBARGO` where it has one, `CORRECTION` where it has several versions.",
        "## How the checkers judge",
        *_checkers(),
    ]
    return "\n\n".join(parts) + "\n"


def _table(rows: list[Code]) -> str:
    head = "| code | finding | what it asks | strength unless said | |\n|---|---|---|---|---|"
    return "\n".join([head, *(f"| `{r.code}` | {r.name} | {r.says} | {r.strength} | {_more(r)} |" for r in rows)])


def _more(row: Code) -> str:
    said = ["partly"] if row.partly else []
    said += [f"place: {row.place}"] if row.place else []
    said += [f"target: {row.target}"] if row.target else []
    said += [f"scope: {row.scope}"] if row.scope != "online" else []
    said += [f"limit in {' or '.join(row.units)}"] if row.units else []
    return "; ".join(said)


def _checkers() -> list[str]:
    """A section for each checker: which codes, and its docstring."""
    codes: dict[Callable[..., object], list[str]] = {}
    for code, judge in RULES.items():
        codes.setdefault(judge, []).append(code)
    return [
        f"### {', '.join(named)}\n\n{inspect.cleandoc(judge.__doc__ or '').replace('``', '`')}"
        for judge, named in codes.items()
    ]
