"""Reads terms from TOML and JSON, which have the same shape, and writes them as TOML."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

from wiretrace.errors import TermsError
from wiretrace.model import Rule, Terms, Wire
from wiretrace.terms.codes import CODES
from wiretrace.terms.validation import validate
from wiretrace.terms.values import RULE_KEYS, TERMS_KEYS, WIRE_KEYS, Where

_CORRECTION = Rule("CORRECTION", "should", text="A correction that we send is made on the copy, too.")
_MAX_BYTES = 4_000_000  # the largest set of published guidelines has 20 rules; a megabyte of terms is not terms


def read_terms(path: str | Path) -> Terms:
    """Read terms from a ``.toml`` or ``.json`` file (docs/reference/terms.md has the format).

    Rules keep their order. Unless the file says ``corrections = false`` or has a CORRECTION rule of its own, a
    CORRECTION rule of strength *should* is added at the end. Raises TermsError, which names file, rule, key and what
    to write instead, for what is unreadable, unknown or contradicts itself.
    """
    file = Path(path)
    try:
        if file.stat().st_size > _MAX_BYTES:
            raise TermsError(f"{file}: larger than {_MAX_BYTES:,} bytes, so it is not read; is it a terms file?")
        data = _decode(file)
    except OSError as error:
        raise TermsError(f"{file}: cannot be read ({error.strerror}); check the path") from error
    return terms_from(data, where=str(file))


def terms_from(data: object, *, where: str = "terms") -> Terms:
    """Build terms from the parsed shape of a terms file; ``where`` is what errors call it. Raises TermsError."""
    top = Where(where)
    if not isinstance(data, Mapping):
        raise TermsError(f"{where}: the terms are {_kind(data)}; write a table with name and [[rule]] tables")
    top.check_keys(data, TERMS_KEYS)
    if not data.get("name"):
        raise TermsError(f'{where}: the terms have no name; add name = "..." at the top')
    rows = data.get("rule", [])
    if not isinstance(rows, list):
        raise TermsError(f"{where}: rule is {_kind(rows)}; write each rule as a [[rule]] table")
    rules = [_rule(row, Where(where, number)) for number, row in enumerate(rows, start=1)]
    if top.flag(data, "corrections", default=True) and not any(rule.code == "CORRECTION" for rule in rules):
        rules.append(_CORRECTION)
    terms = Terms(
        name=top.words(data, "name") or "",
        rules=tuple(rules),
        wire=_wire(data["wire"], where) if "wire" in data else None,
        contact=top.words(data, "contact"),
        licence=top.words(data, "licence"),
        licence_url=top.words(data, "licence_url"),
        tiers=top.several(data, "tiers"),
        since=top.day(data, "since"),
        until=top.day(data, "until"),
        source=top.words(data, "source") or "",
    )
    validate(terms, where=where)
    return terms


def as_toml(terms: Terms) -> str:
    """Write terms as the TOML that ``read_terms`` reads back to equal terms."""
    lines = _pairs(terms, [key for key in TERMS_KEYS if key not in ("wire", "rule", "corrections")])
    if not any(rule.code == "CORRECTION" for rule in terms.rules):
        lines.append("corrections = false")
    if terms.wire is not None:
        lines += ["", "[wire]", *_pairs(terms.wire, WIRE_KEYS)]
    for rule in terms.rules:
        lines += ["", "[[rule]]", *_pairs(rule, RULE_KEYS)]
    return "\n".join(lines) + "\n"


def _decode(file: Path) -> object:
    try:
        words = file.read_bytes().decode("utf-8-sig")
        return json.loads(words) if file.suffix.lower() == ".json" else tomllib.loads(words)
    except UnicodeDecodeError as error:
        raise TermsError(f"{file}: is not UTF-8 at byte {error.start}; save it as UTF-8") from error
    except (json.JSONDecodeError, tomllib.TOMLDecodeError) as error:
        form = "JSON" if file.suffix.lower() == ".json" else "TOML"
        raise TermsError(f"{file}: is not valid {form}: {error}; mend that line") from error
    except RecursionError as error:
        raise TermsError(f"{file}: nests its values too deep to be terms; check the file") from error


def _rule(row: object, where: Where) -> Rule:
    if not isinstance(row, Mapping):
        raise where.error(None, f"is {_kind(row)}; write it as a [[rule]] table with a code")
    where.check_code(row.get("code"))
    where = replace(where, code=str(row["code"]))
    where.check_keys(row, RULE_KEYS)
    known = CODES[str(row["code"])]
    return Rule(
        code=known.code,
        strength=where.strength(row, known.strength),
        place=where.words(row, "place") or known.place,
        target=where.words(row, "target") or known.target,
        scope=where.words(row, "scope") or known.scope,
        formats=where.several(row, "formats"),
        any_of=where.words(row, "any_of"),
        tiers=where.several(row, "tiers"),
        except_publishers=where.several(row, "except_publishers"),
        limit=where.number_of(row, "limit"),
        unit=where.words(row, "unit"),
        since=where.day(row, "since"),
        until=where.day(row, "until"),
        text=where.words(row, "text") or "",
        allows=where.several(row, "allows") if "allows" in row else None,
    )


def _wire(row: object, where: str) -> Wire:
    here = Where(where, table="wire")
    if not isinstance(row, Mapping) or not row.get("name"):
        raise TermsError(f'{where}: [wire] has no name; add name = "..." to it')
    here.check_keys(row, WIRE_KEYS)
    return Wire(
        name=here.words(row, "name") or "",
        aliases=here.several(row, "aliases"),
        notices=here.several(row, "notices"),
        logos=here.several(row, "logos"),
        home=here.words(row, "home"),
    )


def _pairs(record: Terms | Wire | Rule, keys: Iterable[str]) -> list[str]:
    values = ((key, getattr(record, key)) for key in keys)
    # An empty list says something only for allows: not even house style.
    return [
        f"{key} = {_toml(value)}"
        for key, value in values
        if value not in (None, "", ()) or (key, value) == ("allows", ())
    ]


def _toml(value: Any) -> str:
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, tuple):
        return "[" + ", ".join(_toml(item) for item in value) + "]"
    if isinstance(value, str):
        return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
    return repr(value)


def _kind(value: object) -> str:
    names = {"list": "a list", "dict": "a table", "str": "a text", "NoneType": "empty"}
    return names.get(type(value).__name__, f"a {type(value).__name__}")
