"""Which rules hold: for a moment, a tier and a publisher."""

from __future__ import annotations

from datetime import UTC, date, datetime

from wiretrace.model import Rule, Terms


def in_force(
    terms: Terms, *, at: datetime | None = None, tier: str | None = None, publisher: str | None = None
) -> tuple[Rule, ...]:
    """Pick the rules that hold for a copy taken ``at`` a moment, by a ``publisher`` of a ``tier``; in their order.

    Dates are days in UTC, ``since`` inclusive and ``until`` exclusive. Without ``at`` the newest wording holds: every
    rule without an ``until``, whatever the dates of the terms. A ``tier`` of ``None`` is the first tier of the terms,
    the footing of a publisher that nobody knows. ``publisher`` is compared with ``except_publishers`` without regard
    to case. Returns an empty tuple when the terms themselves were not in force. Raises nothing. Costs one pass over
    the rules.
    """
    day = None if at is None else at.astimezone(UTC).date()
    if day is not None and not _holds(terms.since, terms.until, day):
        return ()
    footing = tier if tier is not None else (terms.tiers[0] if terms.tiers else None)
    return tuple(
        rule for rule in terms.rules if _holds(rule.since, rule.until, day) and _binds(rule, footing, publisher)
    )


def _holds(since: date | None, until: date | None, day: date | None) -> bool:
    if day is None:
        return until is None
    return (since is None or since <= day) and (until is None or day < until)


def _binds(rule: Rule, tier: str | None, publisher: str | None) -> bool:
    if rule.tiers and tier not in rule.tiers:
        return False
    return publisher is None or publisher.casefold() not in {name.casefold() for name in rule.except_publishers}


def overlap(one: Rule, other: Rule) -> bool:
    """Whether two rules can hold for one publisher in one medium on one day."""
    if one.scope != other.scope:
        return False
    if one.tiers and other.tiers and not set(one.tiers) & set(other.tiers):
        return False
    starts, ends = (
        max(one.since or date.min, other.since or date.min),
        min(one.until or date.max, other.until or date.max),
    )
    return starts < ends
