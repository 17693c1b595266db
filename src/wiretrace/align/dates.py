"""Weekdays, months and the words around them, in the languages of the wires measured so far."""

from __future__ import annotations

import re

_WEEKDAY_NAMES = (
    "monday mon montag lundi lunes lunedì lunedi maandag segunda",
    "tuesday tue tues dienstag mardi martes martedì martedi dinsdag terça terca",
    "wednesday wed mittwoch mercredi miércoles miercoles mercoledì mercoledi woensdag quarta",
    "thursday thu thur thurs donnerstag jeudi jueves giovedì giovedi donderdag quinta",
    "friday fri freitag vendredi viernes venerdì venerdi vrijdag sexta",
    "saturday sat samstag sonnabend samedi sábado sabado sabato zaterdag",
    "sunday sun sonntag dimanche domingo domenica zondag",
)
_MONTH_NAMES = (
    "january jan januar jänner janvier enero gennaio januari janeiro",
    "february feb februar février fevrier febrero febbraio februari fevereiro",
    "march mar märz maerz mars marzo maart março marco",
    "april apr avril abril aprile",
    "may mai mayo maggio mei maio",
    "june jun juni juin junio giugno junho",
    "july jul juli juillet julio luglio julho",
    "august aug août aout agosto augustus",
    "september sep sept septembre septiembre settembre setembro",
    "october oct oktober okt octobre octubre ottobre outubro",
    "november nov novembre noviembre novembro",
    "december dec dezember dez décembre decembre diciembre dicembre dezembro",
)
_OTHER_DAYS = """
today yesterday tomorrow last next this earlier week month year heute gestern morgen vorgestern aujourd hui hier demain
hoy ayer mañana oggi ieri domani vandaag gisteren hoje ontem amanhã feira
"""
_BETWEEN = "on of the in am vom der den dem le du de del el di il op la den"


def _by_name(rows: tuple[str, ...]) -> dict[str, int]:
    return {name: number for number, names in enumerate(rows, start=1) for name in names.split()}


_WEEKDAYS = _by_name(_WEEKDAY_NAMES)
_MONTHS = _by_name(_MONTH_NAMES)
_SAYING = _WEEKDAYS.keys() | _MONTHS.keys() | frozenset(_OTHER_DAYS.split())
_WORDS = _SAYING | frozenset(_BETWEEN.split())
_WORD = re.compile(r"\w+")
_ORDINAL = re.compile(r"(?<=\d)(?:st|nd|rd|th|er|º|ª)\b")


def is_date(text: str) -> bool:
    """Say whether a text is a date or a day and nothing else: "on Monday", "3. März", "le 4 juillet", "yesterday"."""
    words = _WORD.findall(_ORDINAL.sub("", text.lower()))
    return all(word in _WORDS or (word.isdigit() and len(word) in (1, 2, 4)) for word in words) and any(
        word in _SAYING for word in words
    )


def names_other_days(old: str, new: str) -> bool:
    """Say whether both name a weekday, or both a month, and not the same ones: Monday may be March 2, not Tuesday."""
    for names in (_WEEKDAYS, _MONTHS):
        left, right = ({names[word] for word in _WORD.findall(text.lower()) if word in names} for text in (old, new))
        if left and right and left != right:
            return True
    return False
