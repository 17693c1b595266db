"""Writes docs/reference/terms-in-machine-formats.md from what the machine forms say with and without each code."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from wirecopy.renditions.rights.expressiveness import NAMES, of_codes, of_keys
from wirecopy.renditions.rights.machine_use import FORBIDS_TRAINING
from wirecopy.renditions.rights.odrl_vocabulary import EXPRESSIONS, PREFIX, Reach
from wiretrace.terms import CODES

_SIGNS: dict[Reach, str] = {"fully": "fully", "partly": "partly", "no": "no"}
_ABOUT = {
    "ODRL": "An Offer in JSON-LD. Nothing of the terms is lost: what ODRL has no word for stands in our own namespace, and "
    "the terms can be read back from it. The table says what a reader understands who knows ODRL alone. ODRL has no word for "
    "*should* and *please*, for alternatives (`any_of`), for a place on a page, for a form of words.",
    "schema.org": "Properties of the NewsArticle: whose it is, the line of credit, the licence, where to ask, and a link to "
    "the page of the terms. It has no rules: no code but those of licences leaves a trace.",
    "ninjs": "The notice in words (`usageTerms`) and a link to the ODRL offer (`rightsInfo`). *Partly* means: in words.",
    "NewsML-G2": "The same as ninjs; `dataMining` says in its own right that AI is not to be trained.",
    "RSL": "Off until switched on. Only what machines may do with the text; bylines, links, tiers and days are unknown to it. "
    "Terms that are silent about training give no document, because an RSL licence may be read as permitting more than they say.",
    "Content-Usage": "Off until switched on. One preference, `train-ai=n`, for everybody; no reasons, no exceptions, no days.",
    "TDMRep": "Off until switched on. It cannot reserve training alone: it reserves all text and data mining, and its policy "
    "says whom to ask.",
    "robots.txt": "Off until switched on. It names crawlers, not uses: one that is not in our list is not told.",
}


def machine_forms_page() -> str:
    """Return docs/reference/terms-in-machine-formats.md: what each format says of each code and key, and what it cannot."""
    codes = of_codes()
    parts = [
        "# The terms in machine formats",
        "Generated from the running code by `make docs`; do not edit.",
        "One terms object writes the notice for people and eight machine forms. None but ODRL can say all of it. Each table was "
        "made by writing every form with and without the code: *no* means that nothing in it changed. "
        "*Fully*: a machine that knows the format understands it all. *Partly*: it understands some of it, or a person "
        "finds it there in words. [rules.md](rules.md) says what each code asks, [terms.md](terms.md) what each key means.",
        "## What each format is",
        "\n".join(f"* **{name}.** {_ABOUT[name]}" for name in NAMES),
        *_without_training(),
        "## The codes",
        _table("code", codes),
        "## The keys of the terms and of a rule",
        _table("key", of_keys()),
        "## What each format cannot say",
        "\n".join(f"* **{name}**: {_missing(name, codes)}" for name in NAMES),
        "## The words of ODRL",
        "Which action each code has in the offer. A code that only asks (`should`, `please`) stands under `wirecopy:asks`, "
        "whatever its part, and alternatives stand together in one duty `wirecopy:oneOf`.",
        _words(),
    ]
    return "\n\n".join(parts) + "\n"


def _without_training() -> Iterator[str]:
    """A warning for as long as the catalogue has no code with which terms could forbid it."""
    if FORBIDS_TRAINING not in CODES:
        yield (
            "The catalogue has no code that forbids to train AI, so RSL, Content-Usage, TDMRep and robots.txt stay empty for "
            f"every terms file, whatever is switched on. They wait for `{FORBIDS_TRAINING}`."
        )


def _table(first: str, rows: Mapping[str, Mapping[str, Reach]]) -> str:
    head = f"| {first} | {' | '.join(NAMES)} |\n|---{'|---' * len(NAMES)}|"
    return "\n".join(
        [head, *(f"| `{key}` | {' | '.join(_SIGNS[row[name]] for name in NAMES)} |" for key, row in rows.items())]
    )


def _missing(name: str, codes: Mapping[str, Mapping[str, Reach]]) -> str:
    silent = [f"`{code}`" for code, row in codes.items() if row[name] == "no"]
    said = [f"`{code}`" for code, row in codes.items() if row[name] != "no"]
    if len(silent) > len(said):
        return f"{len(silent)} of the {len(codes)} codes; it says something of {', '.join(said) or 'none'}."
    return f"{len(silent)} of the {len(codes)} codes{': ' + ', '.join(silent) if silent else ''}."


def _words() -> str:
    rows = [f"| `{code}` | {EXPRESSIONS[code].part} | {_action(EXPRESSIONS[code].action)} |" for code in CODES]
    return "\n".join(["| code | part of the offer | action |\n|---|---|---|", *rows])


def _action(action: str) -> str:
    if not action:
        return ""
    return f"`{action}`" if action.startswith(PREFIX) else f"`odrl:{action}`"
