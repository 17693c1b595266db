"""What a publisher's house style may change without changing what is said: spelling, numerals, dates, units."""

from __future__ import annotations

import re
from difflib import SequenceMatcher

from wiretrace.align.dates import is_date, names_other_days
from wiretrace.align.figures import numbers, values_of, word_value
from wiretrace.align.quantities import is_same_quantity

_SAME_SPELLING = 0.75  # organize/organise .89, color/colour .91; other words of one length rarely pass .7
_WORD = re.compile(r"\w+")
_FIGURE = re.compile(r"\d+(?:[.,]\d+)*")
_FIGURE_OR_WORD = re.compile(r"\d+(?:[.,]\d+)*|\w+")
_VARIANTS = ((r"our\b", "or"), (r"is(e|ed|es|ing|ation|ations)\b", r"iz\1"), (r"tre\b", "ter"), (r"lled\b", "led"),
             (r"lling\b", "ling"), (r"ogue\b", "og"), (r"ence\b", "ense"), (r"\bpercent\b|\bper cent\b|%", " pct "),
             (r"ae|oe", "e"), (r"ys(e|ed|ing)\b", r"yz\1"), (r"programme", "program"))  # fmt: skip


def is_style(old: str, new: str) -> bool:
    """Say whether ``new`` says the same as ``old`` in another house's style. A changed number is never style."""
    if names_other_days(old, new):
        return False
    if is_same_quantity(old, new):
        return True
    if numbers(old) != numbers(new):
        return is_date(old) and is_date(new) and not (numbers(old) and numbers(new))
    if _squeezed(old) == _squeezed(new) or (is_date(old) and is_date(new)):
        return True
    left, right = _words(old), _words(new)
    return len(left) == len(right) and all(_same_word(a, b) for a, b in zip(left, right, strict=True))


def _squeezed(text: str) -> str:
    return "".join(_WORD.findall(text.casefold()))


def _words(text: str) -> list[str]:
    text = text.casefold()
    for form, standard in _VARIANTS:
        text = re.sub(form, standard, text)
    return [_standard(word) for word in _FIGURE_OR_WORD.findall(text)]


def _standard(word: str) -> str:
    if _FIGURE.fullmatch(word):
        return " ".join(map(str, values_of(word)))
    value = word_value(word)
    return word if value is None else str(value)


def _same_word(left: str, right: str) -> bool:
    """The same word in another spelling: after the known variants, no more than its vowels or doublings differ."""
    if left == right:
        return True
    if left[:1] != right[:1] or min(len(left), len(right)) < 5 or left.isdigit():
        return False
    bones = [re.sub(r"[aeiouy]|(\w)(?=\1)", "", word) for word in (left, right)]
    return bones[0] == bones[1] and SequenceMatcher(None, left, right).ratio() >= _SAME_SPELLING
