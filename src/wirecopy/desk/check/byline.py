"""Whether the story names its reporters, and each with the affiliation that the terms demand. For any language."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from wirecopy.desk.check.report import Advice
from wirecopy.desk.check.subject import Byline
from wiretrace.model import Rule


def demands(rules: Sequence[Rule], *codes: str) -> bool:
    """Say whether the rules in force make one of the codes a must that nothing else can stand in for."""
    return any(rule.code in codes and rule.strength == "must" and rule.any_of is None for rule in rules)


def advise(byline: Sequence[Byline], rules: Sequence[Rule]) -> Iterator[Advice]:
    """Advise on a byline that is missing, and on names without an affiliation; a lock where the terms demand it."""
    named = [(name.strip(), affiliation.strip()) for name, affiliation in byline if name.strip()]
    must_name, must_affiliate = demands(rules, "BYLINE"), demands(rules, "AFFIL")
    if not named:
        is_lock = must_name or must_affiliate
        why = "; the terms demand it of every publisher, who cannot print what is not there" if is_lock else ""
        yield Advice("byline_missing", f"the story names no reporter{why}; add a byline", is_lock=is_lock)
    for name, affiliation in named:
        if not affiliation:
            why = ", which the terms demand of every publisher" if must_affiliate else ""
            message = f"the byline of {name} has no affiliation{why}; choose its form"
            yield Advice("affiliation_missing", message, source=name, is_lock=must_affiliate)
