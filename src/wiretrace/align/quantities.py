"""Quantities in units, degrees and times of day: whether two houses say the same with different figures."""

from __future__ import annotations

import re

from wiretrace.align.figures import numbers, values_of, word_value

# Names of units, by the factor to the common measure: metres, kilograms, square metres, litres.
# Source: BIPM SI brochure, NIST SP 811. Names that are another unit elsewhere ("Pfund", Dutch "ton") are left out.
_UNIT_NAMES = {
    ("m", 1609.344): "mile miles meile meilen mille milles milla millas miglio miglia mijl milha milhas",
    ("m", 1000.0): "kilometer kilometers kilometre kilometres km kilometern kilomètre kilomètres kilómetro kilómetros"
    " kilometro kilometros chilometro chilometri quilômetro quilômetros quilómetros",
    ("m", 0.3048): "foot feet fuß pied pieds pie pies piede piedi",
    ("m", 1.0): "meter meters metre metres metern mètre mètres metro metros metri",
    ("m", 0.0254): "inch inches zoll pouce pouces pulgada pulgadas pollici",
    ("m", 0.01): "centimetre centimetres centimeter centimeters cm zentimeter zentimetern centimètre centimètres"
    " centímetro centímetros centimetro centimetri",
    ("kg", 0.45359): "pound pounds",
    ("kg", 1.0): "kilogram kilograms kg kilo kilos kilogramm kilogramme kilogrammes kilogramo kilogramos chilo chili"
    " chilogrammi quilo quilos",
    ("kg", 907.18): "ton tons",
    ("kg", 1000.0): "tonne tonnes tonnen tonelada toneladas tonnellata tonnellate",
    ("m2", 4046.86): "acre acres acri",
    ("m2", 10000.0): "hectare hectares ha hektar hectárea hectáreas ettaro ettari",
    ("l", 3.78541): "gallon gallons gallonen galón galones galloni",
    ("l", 1.0): "liter liters litre litres litern litro litros litri",
}
_UNITS = {name: unit for unit, names in _UNIT_NAMES.items() for name in names.split()}
_CONVERSION_TOLERANCE = 0.06  # newsrooms round: 600 miles are given as 965, 966, 970 or 1,000 kilometres
_DEGREE_TOLERANCE = 1.0  # degrees Celsius: both sides are rounded to whole degrees
_DEGREES = re.compile(
    r"([-−–]|minus )?(\d+(?:[.,]\d+)?)\s?(?:°|º|degrees?|grad|degrés?|grados?|gradi|graus?)?\s?"
    r"(C|F|celsius|fahrenheit)\b\.?",
    re.I,
)
_CLOCK = re.compile(
    r"(?:at |um |à |a las |alle |às |om )?(?P<hour>\d{1,2})(?:[:.h](?P<minute>\d{2}))?\s?"
    r"(?:(?P<half>[ap])\.?\s?m\b\.?|(?P<hours>uhr|uur|heures?))?",
    re.I,
)
_WORD = re.compile(r"\w+")


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
    return [word for word in words if word not in _UNITS and word_value(word) is None and not word.isdecimal()]


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
    value = values_of(figure)[0] * (-1 if minus else 1)
    if scale[0] in "Ff":
        return "C", 5 / 9, (value - 32) * 5 / 9
    return "C", 1.0, value


def clock_time(text: str) -> int | None:
    """Minutes since midnight that a text names as a time of day and says nothing else; ``None`` if it does not.

    A bare "7:30" is taken as it stands: it may be the evening's, but the text does not say so. "3 h" and "3 heures"
    may be a length of time, and are none without minutes.
    """
    hit = _CLOCK.fullmatch(text.strip())
    if hit is None or not (hit["minute"] or hit["half"] or (hit["hours"] and hit["hours"].lower() in ("uhr", "uur"))):
        return None
    hour, minute = int(hit["hour"]), int(hit["minute"] or 0)
    if minute > 59 or hour > 24 or (hit["half"] and not 1 <= hour <= 12):
        return None
    if hit["half"]:
        hour = hour % 12 + (12 if hit["half"] in "pP" else 0)
    return hour * 60 + minute
