"""Figures in a text: what numbers it states, and what stands at them: a sign, a currency, per cent."""

from __future__ import annotations

import re
from typing import NamedTuple

# Number words of a language that are no other word of another one ("once", "sei", "neuf" are); one is an article.
_WORDS_FOR = {
    1: "one",
    2: "two zwei deux dois twee",
    3: "three drei trois tre tres três drie",
    4: "four vier quatre cuatro quattro quatro",
    5: "five fünf cinq cinco cinque vijf",
    6: "six sechs seis zes",
    7: "seven sieben siete sette zeven",
    8: "eight acht huit ocho oito",
    9: "nine neun nueve nove negen",
    10: "ten zehn diez dieci dez",
    11: "eleven onze undici",
    12: "twelve zwölf douze doce dodici twaalf",
}
_VALUE = {word: float(value) for value, words in _WORDS_FOR.items() for word in words.split()}
_WORD = re.compile(r"\w+")
_SPACED = r"\d{1,3}(?:[ \u00a0\u202f'’]\d{3})+(?!\d)"
_NUMBER = re.compile(rf"(?:(?<![^\s(])[-−–])?(?:{_SPACED}|\d+(?:[.,]\d+)*)")
# A set in front lets the search skip what is no digit; four digits and a space are a year, no thousands.
_FIGURE = re.compile(r"[\d]\d*(?:[.,:/'’\-–]\d+|(?<!\d{4})[ \u00a0\u202f]\d{3}(?!\d))*")
_PART = re.compile(rf"{_SPACED}|\d+(?:[.,]\d+)*")
_MARKS = "$€£¥%"
_SIGNS = frozenset("-−–$€£¥")
_BEFORE = re.compile(r"(?:(?:[^\S\n]|\()[-−–])?[$€£¥]?[^\S\n]?$")
_AFTER = re.compile(r"[^\S\n]?[%$€£¥]")
# How the marks are said in words, within the next words: "5 million dollars", "5 per cent", "5 pour cent".
_SAID = {
    "%": frozenset("percent pct per cent prozent procent pour por ciento cento".split()),
    "$": frozenset("dollar dollars dólares dolares dólar dollari usd".split()),
    "€": frozenset("euro euros eur".split()),
    "£": frozenset("pound pounds sterling pfund livres libras sterline gbp".split()),
    "¥": frozenset("yen yuan renminbi jpy".split()),
}
_WORDS_ON = 3


class Figure(NamedTuple):
    """A number in figures: its range, the numbers that it states, and what stands at it.

    ``before`` and ``after`` are the characters that belong to it: a sign, a currency, per cent.
    """

    start: int
    end: int
    values: tuple[float, ...]
    before: str = ""
    after: str = ""

    @property
    def is_negative(self) -> bool:
        """Say whether a minus sign stands before it."""
        return any(sign in self.before for sign in "-−–")

    @property
    def mark(self) -> str:
        """Its currency or per cent sign, or an empty text."""
        return "".join(char for char in self.before + self.after if char in _MARKS)[:1]


def word_value(word: str) -> float | None:
    """The value of a lower-case number word up to twelve; ``None`` for any other word."""
    return _VALUE.get(word)


def numbers(text: str) -> list[float]:
    """The numbers that a text states, in figures or in words up to twelve, sorted."""
    lowered = text.lower()
    found = [_VALUE[word] for word in _WORD.findall(lowered) if word in _VALUE]
    for hit in _NUMBER.findall(lowered):
        sign = -1.0 if hit[0] in "-−–" else 1.0
        found += [sign * value for value in values_of(hit.lstrip("-−–"))]
    return sorted(found)


def values_of(figure: str) -> list[float]:
    """The numbers of one figure: "1,200.50" and "1.200,50" are one, "3,5" is one, "1.5.2024" are three."""
    parts = re.split(r"[.,\s'’]", figure)
    head, last = parts[:-1], parts[-1]
    if len(parts) > 1 and all(len(part) == 3 for part in parts[1:]):
        return [float("".join(parts))]
    if len(parts) == 2 or (len(parts) > 2 and all(len(part) == 3 for part in head[1:])):
        return [float("".join(head) + "." + last)]
    return [float(part) for part in parts]


def figures(text: str) -> list[Figure]:
    """All figures of a text, ascending. Costs a pass over the text."""
    return [figure_at(text, hit.start(), hit.end()) for hit in _FIGURE.finditer(text)]


def figure_at(text: str, start: int, end: int) -> Figure:
    """The figure that stands at a range of a text; what is not a digit or inside a number parts two numbers."""
    near, digits = text[max(start - 4, 0) : start], text[start:end]
    before = _BEFORE.search(near) if not _SIGNS.isdisjoint(near) else None
    after = _AFTER.match(text, end, end + 2)
    if digits.isdecimal():
        values: tuple[float, ...] = (float(digits),)
    else:
        values = tuple(value for part in _PART.findall(digits) for value in values_of(part))
    return Figure(start, end, values, before.group().lstrip() if before else "", after.group() if after else "")


def is_same_figure(old: Figure, old_text: str, new: Figure, new_text: str) -> bool:
    """Say whether two figures state the same; a mark on one side alone may be said in words on the other."""
    if old.values != new.values or old.is_negative != new.is_negative:
        return False
    if not (old.before or old.after or new.before or new.after):
        return True
    if old.mark == new.mark or (old.mark and new.mark):
        return old.mark == new.mark
    bare, text, mark = (new, new_text, old.mark) if old.mark else (old, old_text, new.mark)
    following = _WORD.findall(text[bare.end : bare.end + 60].lower())[:_WORDS_ON]
    return not _SAID[mark].isdisjoint(following)


def says_mark(words: str, beside: str) -> bool:
    """Say whether ``words`` spell out a mark that the other text has there: "percent" for "%", "dollars" for "$"."""
    found = set(_WORD.findall(words.lower()))
    return any(found <= _SAID[mark] for mark in _MARKS if mark in beside)
