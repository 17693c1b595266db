"""The 40 published sets of rules that ship with the project, and the default among them."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from wiretrace.errors import TermsError
from wiretrace.model import Terms
from wiretrace.terms.reading import terms_from

_FILE = Path(__file__).with_name("presets.toml")


def _load() -> dict[str, Terms]:
    rows = tomllib.loads(_FILE.read_text(encoding="utf-8"))["preset"]
    return {row["slug"]: _preset(row) for row in rows}


def _preset(row: Mapping[str, Any]) -> Terms:
    shape = {key: value for key, value in row.items() if key not in ("slug", "codes")}
    shape["rule"] = [{"code": code} for code in row["codes"]] + list(row.get("rule", []))
    shape["corrections"] = False  # a preset says what that wire publishes, nothing more
    return terms_from(shape, where=f"{_FILE.name}: {row['slug']}")


_PRESETS = _load()
DEFAULT: Terms = next(iter(_PRESETS.values()))


def preset_names() -> tuple[str, ...]:
    """The slugs of all presets, the default first."""
    return tuple(_PRESETS)


def preset(name: str) -> Terms:
    """The preset with this slug (``propublica``) or name (``ProPublica``), without regard to case.

    Its CORRECTION rule is there only if that wire publishes one. Raises TermsError with the nearest slug.
    """
    wanted = name.strip().casefold()
    for slug, terms in _PRESETS.items():
        names = {slug, terms.name.casefold()} | ({terms.wire.name.casefold()} if terms.wire else set())
        if wanted in names:
            return terms
    close = get_close_matches(wanted.replace(" ", "-"), list(_PRESETS), n=1)
    step = f"did you mean {close[0]!r}?" if close else "`wiretrace terms list` shows all"
    raise TermsError(f"preset {name!r} is not known; {step}")
