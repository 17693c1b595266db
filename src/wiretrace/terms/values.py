"""One value of a terms file: its type is checked, and an error names file, rule, key and what to write."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from difflib import get_close_matches
from typing import Any

from wiretrace.errors import TermsError
from wiretrace.model import Strength
from wiretrace.terms.codes import CODES, STRENGTHS

TERMS_KEYS = (
    "name", "contact", "licence", "licence_url", "source", "since", "until", "tiers", "corrections", "wire", "rule",
)  # fmt: skip
WIRE_KEYS = ("name", "aliases", "home", "logos", "notices")
RULE_KEYS = (
    "code", "strength", "place", "target", "scope", "formats", "any_of", "tiers", "except_publishers", "limit", "unit",
    "allows", "since", "until", "text",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Where:
    """The part of a terms file that is being read: the top, ``[wire]``, or rule ``number`` (from 1)."""

    file: str
    number: int = 0
    code: str = ""
    table: str = ""

    def error(self, key: str | None, says: str) -> TermsError:
        """The error for ``key`` of this part; ``says`` goes on with what is wrong and what to do."""
        part = f"[{self.table}]" if self.table else ""
        if self.number:
            part = f"rule {self.number}" + (f" ({self.code})" if self.code else "")
        middle = ": ".join(word for word in (part, f"key '{key}'" if key else "") if word)
        error = TermsError(f"{self.file}: {middle} {says}" if middle else f"{self.file}: {says}")
        error.rule = self.number
        return error

    def check_keys(self, row: Mapping[str, Any], known: Iterable[str]) -> None:
        """Refuse the first key that is not ``known``, with the nearest one that is."""
        names = list(known)
        for key in row:
            if key not in names:
                raise self.error(str(key), f"is not known; {nearest(str(key), names)}")

    def check_code(self, code: object) -> None:
        """Refuse a code that the catalogue does not have."""
        if not isinstance(code, str) or not code:
            raise self.error("code", "is missing; name a code of docs/reference/rules.md")
        if code not in CODES:
            raise self.error("code", f"is {code!r}, which is not in the catalogue; {nearest(code, list(CODES))}")

    def words(self, row: Mapping[str, Any], key: str) -> str | None:
        """A text, ``None`` where the key is not there."""
        value = row.get(key)
        if value is not None and (not isinstance(value, str) or not value.strip()):
            raise self.error(key, f"must be a text in quotes, not {value!r}; write it so, or leave the key out")
        return value

    def several(self, row: Mapping[str, Any], key: str) -> tuple[str, ...]:
        """A list of texts, empty where the key is not there."""
        value = row.get(key, [])
        if not isinstance(value, list) or not all(isinstance(item, str) and item.strip() for item in value):
            raise self.error(key, f'must be a list of texts such as ["one", "two"], not {value!r}')
        return tuple(value)

    def flag(self, row: Mapping[str, Any], key: str, *, default: bool) -> bool:
        """True or false."""
        value = row.get(key, default)
        if not isinstance(value, bool):
            raise self.error(key, f"must be true or false, not {value!r}")
        return value

    def number_of(self, row: Mapping[str, Any], key: str) -> float | None:
        """A number above zero, ``None`` where the key is not there."""
        value = row.get(key)
        if value is None:
            return None
        if isinstance(value, bool) or not isinstance(value, int | float) or not 0 < value < math.inf:
            raise self.error(key, f"must be a number above 0, not {value!r}")
        return float(value)

    def day(self, row: Mapping[str, Any], key: str) -> date | None:
        """A day, as a TOML date or an ISO text, ``None`` where the key is not there."""
        value = row.get(key)
        if value is None or (isinstance(value, date) and not isinstance(value, datetime)):
            return value
        try:
            return date.fromisoformat(value if isinstance(value, str) else "")
        except ValueError as error:
            raise self.error(key, f"must be a day such as 2026-01-31, not {value!r}") from error

    def strength(self, row: Mapping[str, Any], default: Strength) -> Strength:
        """One of must, should, please."""
        value = self.words(row, "strength")
        for strength in STRENGTHS:
            if value == strength:
                return strength
        if value is None:
            return default
        raise self.error("strength", f"is {value!r}; {nearest(value, list(STRENGTHS))}")


def nearest(word: str, known: list[str]) -> str:
    """The next step for an unknown word: the one that was probably meant, or all that there are."""
    close = get_close_matches(word, known, n=1, cutoff=0.6) or get_close_matches(word.upper(), known, n=1, cutoff=0.6)
    if close:
        return f"did you mean {close[0]!r}?"
    return f"write one of {', '.join(known)}" if len(known) < 16 else "docs/reference/rules.md lists all"
