"""Finds the names of a wire and of reporters in text, however they are set.

Text is compared in a folded form of the same length (lower case, no accents, straight quotes), so that every
offset found is an offset of the original text.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from wiretrace.model import Span, Wire

_SUFFIXES = {"jr", "sr", "ii", "iii", "iv", "phd", "md"}
_QUOTES = dict.fromkeys("‘’‚‛ʼ`´′", "'") | dict.fromkeys("“”„«»″", '"') | dict.fromkeys("‐‑‒–—−", "-")
# "Ap National Writer", "Ap Auto Writer": a house style that title-cases the byline mangles the agency's initials.
_JOB = r"(?=\s+(?:\w+\s+){0,3}(?:writer|reporter|correspondent|editor|staff|photographer))"
_ACRONYM_LENGTH = 6


class _FoldTable(dict[int, str]):
    """Code point -> one folded character, filled as text is met."""

    def __missing__(self, code: int) -> str:
        char = chr(code)
        folded = _QUOTES.get(char)
        if folded is None:
            base = unicodedata.normalize("NFKD", char)[:1]
            folded = " " if char.isspace() and char != "\n" else base.lower()[:1] or char
        self[code] = folded
        return folded


_FOLD = _FoldTable()


def fold_same_length(text: str) -> str:
    """Fold ``text`` for comparing names; ``len(result) == len(text)``. Costs one table look-up a character."""
    return text.translate(_FOLD)


@dataclass(frozen=True, slots=True)
class NameHit:
    """A name found: its span, which name of the list it is, and whether it is only an initial and a last name."""

    span: Span
    index: int
    initials: bool = False


def is_acronym(name: str) -> bool:
    """Say whether a name is initials (AP, dpa, UPI): such are compared with their case."""
    return " " not in name and len(name) <= _ACRONYM_LENGTH and (name.isupper() or (name.islower() and len(name) <= 4))


def _without_article(name: str) -> str:
    return re.sub(r"^the\s+", "", name, flags=re.IGNORECASE)


def wire_names(wire: Wire) -> tuple[str, ...]:
    """All names of a wire without a leading "The", longest first."""
    names = {_without_article(name).strip() for name in (wire.name, *wire.aliases)}
    return tuple(sorted((name for name in names if name), key=len, reverse=True))


def _flexible(name: str) -> str:
    parts = re.split(r"[\s\-]+", fold_same_length(name))
    return r"[\s\-]+".join(re.escape(part) for part in parts if part)


@lru_cache(maxsize=256)
def _wire_pattern(names: tuple[str, ...]) -> re.Pattern[str]:
    forms = []
    for name in names:
        if is_acronym(name):
            folded = fold_same_length(name)
            forms += [re.escape(folded), r"\.".join(map(re.escape, folded)) + r"\."]
        else:
            forms.append(_flexible(name))
    return re.compile("|".join(f"(?:{form})" for form in forms) or r"(?!)")


def _edge_ok(text: str, start: int, end: int) -> bool:
    """A name may touch a letter only where two elements ran together: "Joe DavidsonThe Washington Post"."""
    before, first = text[start - 1 : start], text[start]
    last, after = text[end - 1], text[end : end + 1]
    left = not (before.isalnum() or before in {"@", "#", "_"}) or (before.islower() and first.isupper())
    right = not (after.isalnum() or after == "_") or (last.islower() and after.isupper())
    return left and right


def _acronym_ok(text: str, found: str, end: int, names: tuple[str, ...]) -> bool:
    plain = found.replace(".", "")
    for name in names:
        if is_acronym(name) and plain.lower() == name.lower():
            if plain in (name, name.upper()):
                return True
            return bool(plain == name.capitalize() and re.match(_JOB, text[end : end + 60], re.IGNORECASE))
    return True


def find_wire(text: str, folded: str, wire: Wire) -> Iterator[Span]:
    """Yield the spans of ``text`` that name the wire, in order, not overlapping. ``folded`` is the folded text."""
    names = wire_names(wire)
    for hit in _wire_pattern(names).finditer(folded):
        start, end = hit.span()
        if _edge_ok(text, start, end) and _acronym_ok(text, text[start:end], end, names):
            yield Span(start, end)


def names_wire(text: str, wire: Wire) -> bool:
    """Say whether ``text`` names the wire."""
    return next(find_wire(text, fold_same_length(text), wire), None) is not None


def _tokens(name: str) -> list[str]:
    name = re.sub(r"^by\s+", "", name.strip(), flags=re.IGNORECASE)
    if name.count(",") == 1 and name.split(",")[1].strip().lower().rstrip(".") not in _SUFFIXES:
        last, first = name.split(",")
        name = f"{first} {last}"
    tokens = [token.strip(",.") for token in fold_same_length(name).split()]
    while len(tokens) > 2 and tokens[-1].replace(".", "") in _SUFFIXES:
        tokens.pop()
    return [token for token in tokens if token]


def _loose(token: str) -> str:
    """A name's part with its hyphens and apostrophes optional: O'Brien-Hale, OBrien Hale."""
    return "".join(r"[\s\-]" if c == "-" else r"'?\s?" if c == "'" else re.escape(c) for c in token)


@lru_cache(maxsize=1024)
def _reporter_patterns(name: str) -> tuple[re.Pattern[str], re.Pattern[str] | None]:
    tokens = _tokens(name)
    if not tokens:
        return re.compile(r"(?!)"), None
    first, last, middle = _loose(tokens[0]), _loose(tokens[-1]), tokens[1:-1]
    if len(tokens) == 1:
        return re.compile(first), None
    given = "".join(rf"(?:{_loose(token)}|{re.escape(token[0])})?\.?[ \-]*" for token in middle)
    # Between first and last name: the known middle names or their initials, or one initial that we did not know.
    whole = rf"{first}\.?[ ]+{given}(?:\w\.?[ ]+)?{last}"
    reverse = rf"{last},[ ]*{first}"
    shared = rf"{first}[ ]+(?:and|&|und|et|y|e|og)[ ]+[\w'\-]+[ ]+{last}"
    initials = rf"{re.escape(tokens[0][0])}\.?[ ]*{given}{last}"
    return re.compile(f"{whole}|{reverse}|{shared}"), re.compile(initials)


def find_reporters(text: str, folded: str, byline: Sequence[str]) -> Iterator[NameHit]:
    """Yield where reporters of ``byline`` are named in ``text``, reporter by reporter, in order of the text.

    Full names in either order, with or without middle names, accents and case; then initial and last name
    (``initials`` true), which is a credit only where a credit stands.
    """
    for index, name in enumerate(byline):
        whole, initials = _reporter_patterns(name)
        taken: list[Span] = []
        for hit in whole.finditer(folded):
            if _edge_ok(text, *hit.span()) and _case_ok(name, hit.group(), text[hit.start() : hit.end()]):
                taken.append(Span(*hit.span()))
                yield NameHit(taken[-1], index)
        if initials is None:
            continue
        for hit in initials.finditer(folded):
            inside = any(span.start <= hit.start() < span.end for span in taken)
            if not inside and _edge_ok(text, *hit.span()) and text[hit.start()].isupper():
                yield NameHit(Span(*hit.span()), index, initials=True)


def _case_ok(name: str, folded: str, found: str) -> bool:
    """A one-word signature ("det", "ino") must stand as it is written; a full name may be in any case."""
    return " " in name.strip() or found in (name, name.upper())
