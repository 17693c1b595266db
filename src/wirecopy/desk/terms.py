"""The wire's terms in the database: read, set, and what changed from one version to the next."""

from __future__ import annotations

import tomllib
from datetime import datetime
from functools import lru_cache

from django.db import transaction

from wirecopy.accounts.actions import demand
from wirecopy.accounts.models import User
from wirecopy.accounts.roles import May
from wirecopy.audit.actions import write_entry
from wirecopy.desk.models import TermsVersion
from wirecopy.errors import TermsInvalid
from wiretrace.errors import TermsError
from wiretrace.model import Rule, Terms
from wiretrace.terms import as_toml, terms_from


def read(source: str) -> Terms:
    """Read terms from TOML. Raises ``TermsInvalid``, which names rule, key and what to write instead."""
    try:
        return terms_from(tomllib.loads(source), where="these terms")
    except (TermsError, tomllib.TOMLDecodeError) as error:
        raise TermsInvalid(str(error)) from error


@lru_cache(maxsize=32)
def _read_version(number: int, source: str) -> Terms:
    return read(source)


def parsed(version: TermsVersion) -> Terms:
    """The terms of a version; the last ones are kept, since each page asks for them."""
    return _read_version(version.number, version.source)


def set_terms(terms: Terms, *, since: datetime, by: User, at: datetime, note: str = "") -> TermsVersion:
    """Set the terms that hold from ``since`` on: now or later, never before. Raises ``NotAllowed``, ``TermsInvalid``."""
    demand(by, May.TERMS)
    if since < at:
        raise TermsInvalid("terms cannot hold from a moment that is over: copies were made under the old ones")
    source = as_toml(terms)
    if read(source) != terms:
        raise TermsInvalid("these terms cannot be written down and read back alike; please report it")
    with transaction.atomic():
        last = TermsVersion.objects.select_for_update().order_by("-number").first()
        version = TermsVersion.objects.create(
            number=last.number + 1 if last else 1, source=source, since=since, note=note, made_at=at, made_by=by
        )
        data = {"since": since.isoformat()}
        write_entry("set terms", by=by.actor, kind="terms", subject=version.number, at=at, reason=note, data=data)
    return version


def changes(before: Terms, after: Terms) -> list[tuple[str, str, str]]:
    """Say what changed from one to the other: (what, before, after), rules by their codes, in their order."""
    found = [
        (name, str(old or ""), str(new or ""))
        for name in ("name", "wire", "contact", "licence", "licence_url", "tiers", "since", "until")
        if (old := getattr(before, name)) != (new := getattr(after, name))
    ]
    old_rules, new_rules = _by_code(before), _by_code(after)
    found += [
        (code, _words(old_rules.get(code)), _words(new_rules.get(code)))
        for code in dict.fromkeys([*old_rules, *new_rules])
        if old_rules.get(code) != new_rules.get(code)
    ]
    return found


def _by_code(terms: Terms) -> dict[str, list[Rule]]:
    rules: dict[str, list[Rule]] = {}
    for rule in terms.rules:
        rules.setdefault(rule.code, []).append(rule)
    return rules


def _words(rules: list[Rule] | None) -> str:
    return "; ".join(repr(rule) for rule in rules) if rules else ""
