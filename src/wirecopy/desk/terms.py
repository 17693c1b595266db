"""The wire's terms in the database: read, set, and what changed from one version to the next."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime
from functools import lru_cache
from typing import Final, get_args

from django.db import transaction

from wirecopy.accounts.actions import demand
from wirecopy.accounts.models import User
from wirecopy.accounts.roles import May
from wirecopy.audit.actions import write_entry
from wirecopy.desk.models import TermsVersion
from wirecopy.errors import ChangedMeanwhile, TermsInvalid
from wiretrace.errors import TermsError
from wiretrace.model import EditKind, Rule, Terms, Wire
from wiretrace.terms import CODES, as_toml, in_words, terms_from

_TITLES: Final = {
    "name": "name of the terms",
    "contact": "licensing desk",
    "licence": "licence",
    "licence_url": "text of the licence",
    "tiers": "tiers of publishers",
    "since": "first day",
    "until": "day after the last",
    "source": "where they are published",
}
_WIRE_TITLES: Final = {
    "name": "name of the wire",
    "aliases": "other names of the wire",
    "home": "site of the wire",
    "logos": "logos of the wire",
    "notices": "notices of the wire",
}


def read(source: str) -> Terms:
    """Read terms from TOML. Raises ``TermsInvalid``, which names rule, key and what to write instead."""
    try:
        data = tomllib.loads(source)
    except tomllib.TOMLDecodeError as error:
        raise TermsInvalid(f"these terms are not valid TOML: {error}; mend that line") from error
    return terms_of(data)


def terms_of(data: Mapping[str, object]) -> Terms:
    """Make terms from the parsed shape of a terms file. Raises ``TermsInvalid``."""
    try:
        return terms_from(data, where="these terms")
    except TermsError as error:
        raise TermsInvalid(str(error), rule=error.rule) from error


@lru_cache(maxsize=32)
def _read_version(number: int, source: str) -> Terms:
    return read(source)


def parsed(version: TermsVersion) -> Terms:
    """The terms of a version; the last ones are kept, since each page asks for them."""
    return _read_version(version.number, version.source)


def set_terms(
    terms: Terms, *, since: datetime, by: User, at: datetime, note: str = "", seen: int | None = None
) -> TermsVersion:
    """Set the terms that hold from ``since`` on: now or later, never before.

    ``seen`` is the last version that whoever sets them knew of (``None``: it does not matter). Raises ``NotAllowed``,
    ``TermsInvalid``, and ``ChangedMeanwhile`` where there is a later one.
    """
    demand(by, May.TERMS)
    if since < at:
        raise TermsInvalid("terms cannot hold from a moment that is over: copies were made under the old ones")
    source = as_toml(terms)
    if read(source) != terms:
        raise TermsInvalid("these terms cannot be written down and read back alike; please report it")
    with transaction.atomic():
        last = TermsVersion.objects.select_for_update().order_by("-number").first()
        if seen is not None and last is not None and last.number != seen:
            raise ChangedMeanwhile(
                f"{last.made_by} has set version {last.number} meanwhile; look at it, and press Preview to see what yours changes"
            )
        version = TermsVersion.objects.create(
            number=last.number + 1 if last else 1, source=source, since=since, note=note, made_at=at, made_by=by
        )
        data = {"since": since.isoformat()}
        write_entry("set terms", by=by.actor, kind="terms", subject=version.number, at=at, reason=note, data=data)
    return version


def changes(before: Terms, after: Terms) -> list[tuple[str, str, str]]:
    """Say what changed from one to the other: (what, before, after) in plain words, rules by their titles, in order."""
    found = [
        (title, _plain(old), _plain(new))
        for name, title in _TITLES.items()
        if (old := getattr(before, name)) != (new := getattr(after, name))
    ]
    old_wire, new_wire = before.wire or Wire(""), after.wire or Wire("")
    found += [
        (title, _plain(old), _plain(new))
        for name, title in _WIRE_TITLES.items()
        if (old := getattr(old_wire, name)) != (new := getattr(new_wire, name))
    ]
    old_rules, new_rules = _by_code(before), _by_code(after)
    found += [
        (CODES[code].title, _words(old_rules.get(code, []), before), _words(new_rules.get(code, []), after))
        for code in dict.fromkeys([*old_rules, *new_rules])
        if old_rules.get(code) != new_rules.get(code)
    ]
    return found


def _by_code(terms: Terms) -> dict[str, list[Rule]]:
    rules: dict[str, list[Rule]] = {}
    for rule in terms.rules:
        edits = ("style",) if rule.allows is None else rule.allows  # in one order: kinds of edit are a set
        said = replace(rule, allows=tuple(kind for kind in get_args(EditKind) if kind in edits))
        rules.setdefault(rule.code, []).append(said)
    return rules


def _words(rules: Iterable[Rule], terms: Terms) -> str:
    return "; ".join(in_words(rule, terms) for rule in rules)


def _plain(value: object) -> str:
    return ", ".join(value) if isinstance(value, tuple) else str(value or "")
