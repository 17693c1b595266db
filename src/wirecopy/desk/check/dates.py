"""Times that only mean something beside the day they were written: "Monday", "Feb. 9", "earlier this month". English only.

A dateline with a date explains them. Not counted: a weekday in a name ("Monday Night Lights", the "Sunday Times", "Good
Friday"), what happens every week ("on Mondays", "Monday to Friday"), a day with its year, and what counts from another day of
the story ("the next day").
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from wirecopy.desk.check.english import LANGUAGE
from wirecopy.desk.check.reading import Reading
from wirecopy.desk.check.report import Advice, DateForm, NearDate

_DAY: Final = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
_MONTH: Final = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December"
    r"|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec)\b\.?)"
)
_YEAR: Final = r"(?:,?\s(?:of\s)?(?:1[0-9]|20)\d\d\b)"
_UNIT: Final = r"(?:night|morning|afternoon|evening|day|week|weekend|fortnight|month|quarter|year|spring|summer|autumn|fall|winter|season|term)"
_FEW: Final = r"(?:(?:few|couple\sof|several|two|three|four|five|six|seven|eight|nine|ten|dozen|\d{1,3})\s)"
_SOME: Final = r"(?:a\sfew|a\scouple\sof|several|a|an|one|two|three|four|five|six|seven|eight|nine|ten|\d{1,2})"

_WEEKDAY: Final = re.compile(rf"\b{_DAY}\b(?:,?\s(?:the\s)?(?:{_MONTH}\s\d{{1,2}}|\d{{1,2}}\s{_MONTH})\b)?")
_DAY_OF_MONTH: Final = re.compile(
    rf"\b(?:{_MONTH}\s\d{{1,2}}(?:st|nd|rd|th)?(?!\d|[:/.,]\d)\b|(?<![\d.,/$£€-])\d{{1,2}}(?:st|nd|rd|th)?\s(?:of\s)?{_MONTH}(?!\w))"
)
_MONTH_ALONE: Final = re.compile(
    rf"\b(?:[Ii]n|[Ll]ast|[Nn]ext|[Tt]his|[Ee]arly|[Ll]ate|[Mm]id|(?:end|beginning|start|middle)\sof)[\s-](?:early\s|late\s|mid[-\s])?({_MONTH})(?![\w’'])"
    rf"|\b(?:[Ss]ince|[Uu]ntil|[Bb]y|[Ff]rom)\s(January|February|April|June|July|September|October|November|December)(?![\w’'])"
)
_RELATIVE: Final = re.compile(
    rf"\b(?:yesterday|today|tomorrow|tonight"
    rf"|(?:(?:earlier|later|so\sfar|sometime)\s)?this\s(?:past\s|coming\s)?(?:morning|afternoon|evening|week|weekend|month|quarter|year|spring|summer|autumn|fall|winter|season)\b(?![’']s\sEnd)"
    rf"|(?:(?:early|late)\s)?last\s{_UNIT}(?:\sbut\sone)?(?!\sof\b|s\b)"
    rf"|(?:(?:early|late)\s)?next\s{_UNIT}(?!s\b)"
    rf"|(?:past|coming)\s(?:week|weekend|month|year)(?!s\b)"
    rf"|(?:last|past|next|coming)\s{_FEW}(?:hours|days|nights|weeks|weekends|months|quarters|years|seasons)"
    rf"|{_SOME}\s(?:minutes?|hours?|days?|nights?|weeks?|fortnights?|months?|years?)\sago"
    rf"|(?:in\s)?recent\s(?:days|weeks|months)|coming\s(?:days|weeks|months)"
    rf"|upcoming)\b",
    re.I,
)

_HINTS: Final = (
    "yesterday", "today", "tomorrow", "tonight", "this ", "last ", "next ", "past ", "coming ", " ago", "recent ", "upcoming",
)  # fmt: skip
_HOLY: Final = re.compile(
    r"\b(?:Black|Good|Super|Cyber|Giving|Ash|Holy|Palm|Easter|Whit|Low|Bloody|Fat|Shrove|Maundy|Spy|Man|Girl|Joe|Ruby|Freaky|Blue|Stir-up|Mad|Casual"
    r"|Dress-Down|Taco|Meatless|Sheffield|Manic|Every|every|Each|each|a|any|some|The)\s$"
)
_NAME_BEHIND: Final = re.compile(
    r"\s(?:Nights?|Times|Mail|Telegraph|Post|Express|Mirror|Herald|Independent|People|Sport|Club|Mercury|Business|Star|Sun|Tribune|World)\b"
    r"|\s(?:Market|School|Service|Group|Football|Review|Lunch)\b"
)
_CAPITAL_BEHIND: Final = re.compile(r"\s(?!I\b)[A-Z][a-z]")
_ON: Final = re.compile(
    r"\b(?:[Oo]n|[Ll]ast|[Tt]his|[Nn]ext|[Bb]y|[Ss]ince|[Uu]ntil|[Bb]efore|[Aa]fter|[Ff]rom|[Oo]f|[Ll]ate|[Ee]arly|said|told|announced|and)\s$"
)
_RANGE_BEHIND: Final = re.compile(rf"(?:\s(?:to|through|thru|until)\s|\s?[-–—]\s?){_DAY}")
_RANGE_BEFORE: Final = re.compile(rf"{_DAY}(?:\s(?:to|through|thru|until)\s|\s?[-–—]\s?)$")
_YEAR_BEHIND: Final = re.compile(
    rf"{_YEAR}|(?:\s?(?:to|and|-|–)\s?(?:{_MONTH}\s)?\d{{1,2}}(?:\s{_MONTH})?){_YEAR}|[\s,]+\d{{4}}\b"
)
_THE_NEXT: Final = re.compile(r"\b(?:the|The)\s$")
_SPAN_OF: Final = re.compile(r"\b(?:in|over|during|within|for|of|through|throughout|across)\s(?:the|The)\s$", re.I)
_CENTURY: Final = re.compile(r"(?:\d\d)\syears?\sago$")


def near_dates(reading: Reading, *, language: str) -> tuple[NearDate, ...]:
    """Find them, ascending; those in quotation marks too, whose readers need the day as much. Linear."""
    if language != LANGUAGE:
        return ()
    found = sorted(_found(reading), key=lambda one: (one.start, -one.end))
    kept: list[NearDate] = []
    for one in found:
        if not reading.is_aside(one.start) and (not kept or one.start >= kept[-1].end):
            kept.append(one)
    return tuple(kept)


def _found(reading: Reading) -> Iterator[NearDate]:
    text = reading.text
    for hit in _WEEKDAY.finditer(text):
        if not _YEAR_BEHIND.match(text, hit.end()) and (" " in hit.group().strip() or _is_day(text, hit)):
            yield _near(hit, "weekday")
    for hit in _DAY_OF_MONTH.finditer(text):
        if not _YEAR_BEHIND.match(text, hit.end()):
            yield _near(hit, "day_without_year")
    for hit in _MONTH_ALONE.finditer(text):
        if not _YEAR_BEHIND.match(text, hit.end()) and not re.match(
            r"\s\d|\s[A-Z][a-z]", text[hit.end() : hit.end() + 3]
        ):
            yield _near(hit, "month_without_year")
    hits = (hit for span in reading.sentences_with(_HINTS) for hit in _RELATIVE.finditer(text, *span))
    for hit in hits:
        if _is_from_today(text, hit):
            yield _near(hit, "relative")


def _near(hit: re.Match[str], form: DateForm) -> NearDate:
    return NearDate(hit.start(), hit.end(), form)


def _is_day(text: str, hit: re.Match[str]) -> bool:
    """Say whether a weekday means one day: no part of a name, and not every week's."""
    before = text[max(0, hit.start() - 14) : hit.start()]
    if _NAME_BEHIND.match(text, hit.end()) or _RANGE_BEHIND.match(text, hit.end()) or _RANGE_BEFORE.search(before):
        return False
    if _HOLY.search(before):
        return before.endswith((" a ", "The ")) and bool(re.match(r"\s[a-z]{4,}", text[hit.end() : hit.end() + 6]))
    return bool(_ON.search(before)) or not _CAPITAL_BEHIND.match(text, hit.end())


def _is_from_today(text: str, hit: re.Match[str]) -> bool:
    """Say whether it counts from the day of writing: not "the next day", "the last week of March", "USA Today", "50 years ago"."""
    words, before = hit.group().lower(), text[max(0, hit.start() - 14) : hit.start()]
    if words.startswith(("next", "last", "past", "coming")) and _THE_NEXT.search(before):
        return bool(_SPAN_OF.search(before)) or words.startswith(("past", "coming"))
    if re.match(r"next\s(?:day|night|morning|afternoon|evening)", words):
        return False
    if hit.group()[0].isupper() and hit.group() in ("Today", "Tomorrow", "Tonight", "Yesterday"):
        return not re.search(r"[A-Z]\w{1,12}\s$", before)
    return not _CENTURY.search(words)


def advise(text: str, found: Sequence[NearDate]) -> Iterator[Advice]:
    """Advise on each: it needs a date in the dateline, or its own."""
    for one in found:
        words = text[one.start : one.end]
        message = (
            f"“{words}” means nothing without the day it was written; give the dateline a date, or write the date out"
        )
        yield Advice("date_unexplained", message, one.start, one.end, None, words)
