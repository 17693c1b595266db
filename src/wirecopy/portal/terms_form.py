"""The terms as a form: what stands in its fields, from terms or as somebody typed it, and back to the shape of a terms file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Final, get_args

from django.http import QueryDict

from wirecopy.portal.forms import whole_number
from wiretrace.model import EditKind, Rule, Terms, Wire
from wiretrace.terms import CODES, Code
from wiretrace.terms.wording import EDITS

MOST_RULES: Final = 300
_TOP: Final = ("name", "contact", "licence", "licence_url", "source", "since", "until")
_WORDS: Final = ("strength", "place", "target", "scope", "any_of", "limit", "unit", "since", "until", "text")
_FORMS: Final = frozenset({"AFFIL"})
_PLACED: Final = frozenset({"byline", "affiliation", "credit", "logo", "notice", "link"})


@dataclass(frozen=True, slots=True)
class RuleFields:
    """A rule as its fields say it; ``said`` are the texts by the keys of a terms file."""

    code: Code
    said: Mapping[str, str]
    formats: str = ""
    except_publishers: str = ""
    tiers: tuple[str, ...] = ()
    allows: tuple[str, ...] = ()

    @property
    def has_place(self) -> bool:
        """Whether the form offers a place."""
        return self.code.checker in _PLACED or bool(self.said.get("place"))

    @property
    def has_target(self) -> bool:
        """Whether the form offers where a link leads."""
        return self.code.checker == "link" or bool(self.said.get("target"))

    @property
    def has_formats(self) -> bool:
        """Whether the form offers forms of a credit."""
        return self.code.code in _FORMS or bool(self.formats)

    @property
    def has_limit(self) -> bool:
        """Whether the form offers a number and its unit."""
        return bool(self.code.units)

    @property
    def has_allows(self) -> bool:
        """Whether the form offers the kinds of edit that pass."""
        return self.code.code == "NOEDIT"

    @property
    def edits(self) -> list[tuple[str, str, bool]]:
        """The kinds of edit, each with its name and whether it passes."""
        return [(kind, EDITS[kind], kind in self.allows) for kind in get_args(EditKind)]

    def row(self) -> dict[str, Any]:
        """The rule in the shape of a terms file; what was not filled in is left out."""
        row: dict[str, Any] = {"code": self.code.code}
        row |= {key: value for key, value in self.said.items() if value}
        row |= {key: _number(row[key]) for key in ("limit",) if key in row}
        several = {"formats": _lines(self.formats), "except_publishers": _lines(self.except_publishers)}
        row |= {key: value for key, value in (several | {"tiers": list(self.tiers)}).items() if value}
        if self.has_allows and self.allows != ("style",):
            row["allows"] = list(self.allows)
        return row


@dataclass(frozen=True, slots=True)
class TermsFields:
    """Terms as the fields of the form say them."""

    said: Mapping[str, str] = field(default_factory=dict)
    wire: Mapping[str, str] = field(default_factory=dict)
    tiers: str = ""
    rules: tuple[RuleFields, ...] = ()

    @property
    def tier_names(self) -> list[str]:
        """The tiers, each for a box to tick."""
        return _parts(self.tiers)

    def data(self) -> dict[str, Any]:
        """The shape of a terms file, for ``terms_of``. No rule is added to those of the form."""
        data: dict[str, Any] = {key: value for key, value in self.said.items() if value}
        if self.tier_names:
            data["tiers"] = self.tier_names
        wire = {key: self.wire[key] for key in ("name", "home") if self.wire.get(key)}
        several = {
            "aliases": _lines(self.wire.get("aliases", "")),
            "logos": _lines(self.wire.get("logos", "")),
            "notices": _paragraphs(self.wire.get("notices", "")),
        }
        wire_data = wire | {key: value for key, value in several.items() if value}
        if wire_data:
            data["wire"] = wire_data
        return data | {"corrections": False, "rule": [rule.row() for rule in self.rules]}

    def with_rule(self, code: str) -> TermsFields:
        """With one more rule, as the catalogue has it; the same where there is no such code."""
        return replace(self, rules=(*self.rules, _rule_fields(Rule(code)))) if code in CODES else self

    def without_rule(self, number: int) -> TermsFields:
        """Without the rule of this number, from 1."""
        return replace(self, rules=tuple(rule for each, rule in enumerate(self.rules, start=1) if each != number))


def fields_of(terms: Terms) -> TermsFields:
    """The fields that say ``terms``: read back they are equal, but for house style, which a rule may also leave unsaid."""
    wire = terms.wire or Wire("")
    return TermsFields(
        said={key: str(getattr(terms, key) or "") for key in _TOP},
        wire={
            "name": wire.name,
            "home": wire.home or "",
            "aliases": "\n".join(wire.aliases),
            "logos": "\n".join(wire.logos),
            "notices": "\n\n".join(wire.notices),
        },
        tiers=", ".join(terms.tiers),
        rules=tuple(_rule_fields(rule) for rule in terms.rules),
    )


def typed(form: QueryDict) -> TermsFields:
    """The fields as somebody filled them in. Rules of unknown codes are left out: the form offers none."""
    many = min(whole_number(form.get("rules", "")), MOST_RULES)
    return TermsFields(
        said={key: form.get(key, "").strip() for key in _TOP},
        wire={key: form.get(f"wire-{key}", "").strip() for key in ("name", "home", "aliases", "logos", "notices")},
        tiers=form.get("tiers", "").strip(),
        rules=tuple(
            _typed_rule(form, f"rule-{number}-")
            for number in range(1, many + 1)
            if form.get(f"rule-{number}-code") in CODES
        ),
    )


def _typed_rule(form: QueryDict, prefix: str) -> RuleFields:
    return RuleFields(
        code=CODES[str(form[f"{prefix}code"])],
        said={key: form.get(prefix + key, "").strip() for key in _WORDS},
        formats=form.get(f"{prefix}formats", ""),
        except_publishers=form.get(f"{prefix}except_publishers", ""),
        tiers=tuple(form.getlist(f"{prefix}tiers")),
        allows=tuple(form.getlist(f"{prefix}allows")),
    )


def _rule_fields(rule: Rule) -> RuleFields:
    known = CODES[rule.code]
    said = {key: str(getattr(rule, key) or "") for key in _WORDS}
    said["limit"] = _digits(rule.limit) if rule.limit is not None else ""
    said["place"] = said["place"] or known.place or ""
    said["target"] = said["target"] or known.target or ""
    return RuleFields(
        code=known,
        said=said,
        formats="\n".join(rule.formats),
        except_publishers="\n".join(rule.except_publishers),
        tiers=rule.tiers,
        allows=("style",) if rule.allows is None else rule.allows,
    )


def _digits(number: float) -> str:
    """A number with all that it says, as somebody would type it."""
    return str(int(number)) if number.is_integer() else repr(number)


def _number(words: str) -> float | str:
    """A number; words that are none stay, for the error that names them."""
    try:
        return float(words)
    except ValueError:
        return words


def _lines(words: str) -> list[str]:
    return [line for part in words.splitlines() if (line := part.strip())]


def _parts(words: str) -> list[str]:
    return list(dict.fromkeys(part for piece in words.split(",") if (part := piece.strip())))


def _paragraphs(words: str) -> list[str]:
    return [" ".join(part.split()) for part in words.replace("\r\n", "\n").split("\n\n") if part.strip()]
