"""What a publisher's house style may change without changing what is said: spelling, numerals, dates, units."""

from __future__ import annotations

import re
from difflib import SequenceMatcher

_NUMBER_WORDS = "zero one two three four five six seven eight nine ten eleven twelve".split()
_VALUE = {word: float(value) for value, word in enumerate(_NUMBER_WORDS)}
_WEEKDAYS = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu thur thurs fri sat sun".split()
)
_MONTHS = frozenset(
    """
    january february march april may june july august september october november december
    jan feb mar apr jun jul aug sep sept oct nov dec
    """.split()
)
_DATE = (
    _WEEKDAYS
    | _MONTHS
    | frozenset("on today yesterday tomorrow of the last next this earlier week month year in".split())
)
# Factors to a common measure: metres, kilograms, square metres, litres. Source: BIPM SI brochure, NIST SP 811.
_UNITS = {
    "mile": ("m", 1609.344), "miles": ("m", 1609.344), "kilometer": ("m", 1000.0), "kilometers": ("m", 1000.0),
    "kilometre": ("m", 1000.0), "kilometres": ("m", 1000.0), "km": ("m", 1000.0), "foot": ("m", 0.3048),
    "feet": ("m", 0.3048), "meter": ("m", 1.0), "meters": ("m", 1.0), "metre": ("m", 1.0), "metres": ("m", 1.0),
    "inch": ("m", 0.0254), "inches": ("m", 0.0254), "centimetres": ("m", 0.01), "centimeters": ("m", 0.01),
    "pound": ("kg", 0.45359), "pounds": ("kg", 0.45359), "kilogram": ("kg", 1.0), "kilograms": ("kg", 1.0),
    "kg": ("kg", 1.0), "ton": ("kg", 907.18), "tons": ("kg", 907.18), "tonne": ("kg", 1000.0),
    "tonnes": ("kg", 1000.0), "acre": ("m2", 4046.86), "acres": ("m2", 4046.86), "hectare": ("m2", 10000.0),
    "hectares": ("m2", 10000.0), "gallon": ("l", 3.78541), "gallons": ("l", 3.78541), "liters": ("l", 1.0),
    "litres": ("l", 1.0),
}  # fmt: skip
_CONVERSION_TOLERANCE = 0.06  # newsrooms round: 600 miles are given as 965, 966, 970 or 1,000 kilometres
_DEGREE_TOLERANCE = 1.0  # degrees Celsius: both sides are rounded to whole degrees
_DEGREES = re.compile(r"([-−–]|minus )?(\d+(?:[.,]\d+)?)\s?(?:°|º|degrees?)\s?(C|F|celsius|fahrenheit)\b\.?", re.I)
_CLOCK = re.compile(
    r"(?:at |um |à |a las )?(?P<hour>\d{1,2})(?:[:.h](?P<minute>\d{2}))?\s?(?:(?P<half>[ap])\.?\s?m\b\.?|(?P<hours>uhr|h))?",
    re.I,
)
_SAME_SPELLING = 0.75  # organize/organise .89, color/colour .91; other words of one length rarely pass .7
_WORD = re.compile(r"\w+")
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_ORDINAL = re.compile(r"(?<=\d)(?:st|nd|rd|th)\b")
_VARIANTS = ((r"our\b", "or"), (r"is(e|ed|es|ing|ation|ations)\b", r"iz\1"), (r"tre\b", "ter"), (r"lled\b", "led"),
             (r"lling\b", "ling"), (r"ogue\b", "og"), (r"ence\b", "ense"), (r"\bpercent\b|\bper cent\b|%", " pct "),
             (r"ae|oe", "e"), (r"ys(e|ed|ing)\b", r"yz\1"), (r"programme", "program"))  # fmt: skip


def numbers(text: str) -> list[float]:
    """The numbers that a text states, in figures or in English words up to twelve, sorted."""
    lowered = text.lower()
    found = [_VALUE[word] for word in _WORD.findall(lowered) if word in _VALUE]
    found += [_value(hit) for hit in _NUMBER.findall(lowered)]
    return sorted(found)


def _value(figure: str) -> float:
    parts = re.split(r"[.,]", figure)
    if len(parts) > 1 and all(len(part) == 3 for part in parts[1:]):
        return float("".join(parts))
    return float("".join(parts[:-1]) + "." + parts[-1]) if len(parts) > 1 else float(figure)


def is_style(old: str, new: str) -> bool:
    """Say whether ``new`` says the same as ``old`` in another house's style. A changed number is never style."""
    if _squeezed(old) == _squeezed(new):
        return True
    if _names_other_days(old, new):
        return False
    if is_same_quantity(old, new):
        return True
    if numbers(old) != numbers(new):
        return _is_date(old) and _is_date(new) and not (numbers(old) and numbers(new))
    if _is_date(old) and _is_date(new):
        return True
    left, right = _words(old), _words(new)
    return len(left) == len(right) and all(_same_word(a, b) for a, b in zip(left, right, strict=True))


def _squeezed(text: str) -> str:
    return "".join(_WORD.findall(text.casefold()))


def _words(text: str) -> list[str]:
    text = text.casefold()
    for form, standard in _VARIANTS:
        text = re.sub(form, standard, text)
    return [str(_VALUE[word]) if word in _VALUE else _figure(word) for word in re.findall(r"\d+(?:[.,]\d+)*|\w+", text)]


def _figure(word: str) -> str:
    return str(_value(word)) if _NUMBER.fullmatch(word) else word


def _same_word(left: str, right: str) -> bool:
    """The same word in another spelling: after the known variants, no more than its vowels or doublings differ."""
    if left == right:
        return True
    if left[:1] != right[:1] or min(len(left), len(right)) < 5 or left.isdigit():
        return False
    bones = [re.sub(r"[aeiouy]|(\w)(?=\1)", "", word) for word in (left, right)]
    return bones[0] == bones[1] and SequenceMatcher(None, left, right).ratio() >= _SAME_SPELLING


def _is_date(text: str) -> bool:
    words = _WORD.findall(_ORDINAL.sub("", text.lower()))
    return (
        bool(words)
        and all(word in _DATE or (word.isdigit() and len(word) in (1, 2, 4)) for word in words)
        and any(word.isalpha() and word not in ("of", "the", "in", "on") for word in words)
    )


def _names_other_days(old: str, new: str) -> bool:
    """Say whether both name a weekday, or both a month, and not the same ones: Monday may be March 2, not Tuesday."""
    for names in (_WEEKDAYS, _MONTHS):
        left, right = ({word[:3] for word in _WORD.findall(text.lower()) if word in names} for text in (old, new))
        if left and right and left != right:
            return True
    return False


def is_changed_number(old: str, new: str) -> bool:
    """Say whether the numbers differ, or the quantities do: 600 miles are 965 kilometres, and not 600 kilometres."""
    if _measure(old) is not None and _measure(new) is not None:
        return not _converted(old, new)
    return numbers(old) != numbers(new)


def is_same_quantity(old: str, new: str) -> bool:
    """Say whether both give one quantity in two units, or one time of day on two clocks, and else the same words."""
    if (time := clock_time(old)) is not None:
        return time == clock_time(new)
    return _converted(old, new) and _beside_quantity(old) == _beside_quantity(new)


def _beside_quantity(text: str) -> list[str]:
    if _DEGREES.fullmatch(text.strip()):
        return []
    words = _WORD.findall(text.lower())
    return [word for word in words if word not in _UNITS and word not in _VALUE and not word.isdecimal()]


def _converted(old: str, new: str) -> bool:
    left, right = _measure(old), _measure(new)
    if left is None or right is None or left[0] != right[0]:
        return False
    if left[1] == right[1]:
        return left[2] == right[2]  # in one unit nothing is rounded
    if left[0] == "C":
        return abs(left[2] - right[2]) <= _DEGREE_TOLERANCE
    return abs(left[2] - right[2]) <= _CONVERSION_TOLERANCE * max(left[2], right[2])


def _measure(text: str) -> tuple[str, float, float] | None:
    """Give what is measured, the unit's factor and the value in the common measure; ``None`` if it is no quantity."""
    if degrees := _DEGREES.fullmatch(text.strip()):
        return _temperature(*degrees.groups())
    values = numbers(text)
    units = [_UNITS[word] for word in _WORD.findall(text.lower()) if word in _UNITS]
    if len(values) != 1 or len(units) != 1:
        return None
    return *units[0], values[0] * units[0][1]


def _temperature(minus: str | None, figure: str, scale: str) -> tuple[str, float, float]:
    value = -_value(figure) if minus else _value(figure)
    if scale[0] in "Ff":
        return "C", 5 / 9, (value - 32) * 5 / 9
    return "C", 1.0, value


def clock_time(text: str) -> int | None:
    """Minutes since midnight that a text names as a time of day and says nothing else; ``None`` if it does not.

    A bare "7:30" is taken as it stands: it may be the evening's, but the text does not say so.
    """
    hit = _CLOCK.fullmatch(text.strip())
    if hit is None or not (hit["minute"] or hit["half"] or hit["hours"]):
        return None
    hour, minute = int(hit["hour"]), int(hit["minute"] or 0)
    if minute > 59 or hour > 24 or (hit["half"] and not 1 <= hour <= 12):
        return None
    if hit["half"]:
        hour = hour % 12 + (12 if hit["half"] in "pP" else 0)
    return hour * 60 + minute
