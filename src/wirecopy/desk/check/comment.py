"""Who was asked for comment, and how each answered. English only.

Several parties of one sentence are told apart ("A and B did not respond"), but for offices whose own name has an "and"
("the Department of Fish and Game"). "The patient did not respond to treatment" is no such sentence, nor is "an agreement
could not be reached".
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from wirecopy.desk.check.english import LANGUAGE
from wirecopy.desk.check.names import phrase_after, phrase_before, tokens
from wirecopy.desk.check.reading import Reading
from wirecopy.desk.check.report import Advice, Answer, Party
from wirecopy.desk.check.subject import Comment
from wiretrace.model import Span

MOST_PARTIES: Final = 8

_NOW: Final = r"(?:(?:immediately|yet|directly|initially|currently|always|promptly|also|previously|subsequently)\s)?"
_ASKED: Final = (
    r"(?:requests?\s(?:for|seeking)\s(?:comment|an?\sinterview|information|interviews|further|additional|more)|requests?\b(?=\s?[.,;]|\s(?:on|by|from|before)\b)|"
    r"for\scomment|(?:phone\s|telephone\s|repeated\s)?(?:calls?|messages|e-?mails?|voicemails?|texts)\b|inquir(?:y|ies)|enquir(?:y|ies)|(?:list\sof\s|written\s|e-?mailed\s)questions)"
)
_NOT: Final = r"(?:did\snot|didn[’']t|does\snot|do\snot|has\snot|have\snot|had\snot|hasn[’']t|haven[’']t|hadn[’']t|never|failed\sto|ha[sd]\syet\sto|have\syet\sto)"
_BEFORE: Final[tuple[tuple[Answer, re.Pattern[str]], ...]] = (
    ("no_answer", re.compile(rf"\b{_NOT}\s{_NOW}(?:respond(?:ed)?|repl(?:y|ied)|return(?:ed)?|answer(?:ed)?|acknowledged?)\b(?=[^;\n]{{0,90}}?\b{_ASKED})", re.I)),
    ("no_answer", re.compile(rf"\b{_NOT}\s{_NOW}(?:respond(?:ed)?|repl(?:y|ied))\s(?:by|before|in\stime|at)\s(?:\w{{1,12}}\s){{0,2}}(?:press|publication|deadline|publishing|the\stime)", re.I)),
    ("not_reached", re.compile(
        r"\b(?:could\snot|couldn[’']t|cannot|can\snot|(?:was|were)\s(?:not\s(?:immediately\s)?able|unable)\sto)\s(?:immediately\s)?be\s(?:immediately\s)?(?:reached|contacted|located)"
        r"(?=(?:\s[\w.]{1,12}){0,4}\s(?:for|to)\s(?:comment|an\sinterview)|\s(?:by|via)\s(?:tele)?(?:phone|e-?mail)"
        r"|\s(?:immediately|late|on)?\s?(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|yesterday)|\simmediately)|\bcould\snot\simmediately\sbe\s(?:reached|contacted)\b", re.I)),
    ("not_reached", re.compile(r"\b(?:was|were|is|are)\s(?:also\s)?(?:not\s(?:immediately\s)?available|(?:immediately\s)?unavailable|unreachable)\s(?:for|to)\s(?:comment|an\sinterview)", re.I)),
    ("declined", re.compile(
        r"\b(?:(?:has\s|have\s|had\s)?(?:also\s|repeatedly\s|again\s)?(?:declin(?:ed|es|e)|refus(?:ed|es|e))\s(?:to\s(?:comment|be\sinterviewed|answer\squestions|speak\s(?:to|with)\s\w{1,12}\s?reporters|give\san\sinterview)\b"
        r"|comment\b|(?:an?\s|the\s|multiple\s|several\s|repeated\s)?(?:interview\s)?requests?\sfor\s(?:comment|an\sinterview|interviews)|(?:an?\s|multiple\s)?interview(?:\srequests?)?\b)"
        r"|would\s(?:also\s)?(?:not|neither)\s(?:immediately\s)?comment\b|(?:had|has|have|made|offered|gave|issued)\sno\s(?:immediate\s|further\s|other\s)?comment\b(?!\s(?:period|section))"
        r"|(?:chose|opted|preferred)\snot\sto\scomment|(?:did|does|do)\snot\s(?:wish|want)\sto\scomment|did\snot\s(?:immediately\s)?comment\b"
        r"|(?:was|were|is|are)\s(?:not\sprepared|unwilling|unable|not\sable)\sto\scomment)", re.I)),
    ("answered", re.compile(r"\b(?:responded|replied)\sto\s(?:an?|the|our|this|\w{1,20}[’']s?)?[^;,\n]{0,50}?\brequests?\sfor\scomment", re.I)),
    ("asked", re.compile(r"\b(?:was|were|(?:has|have|had)\sbeen)\s(?:asked|approached|contacted|invited|e-?mailed)\s(?:for|to)\s(?:a\s)?comment", re.I)),
)  # fmt: skip
_AFTER: Final[tuple[tuple[Answer, re.Pattern[str]], ...]] = (
    ("no_answer", re.compile(
        r"\b(?:calls|messages|e-?mails|letters|requests?|inquiries|enquiries|questions|call|message|e-?mail)\s(?:\w{1,12}\s){0,2}?(?:(?:for|seeking|requesting)\s(?:comment|an\sinterview)\s)?"
        r"(?:\w{1,12}\s){0,2}?(?:to|with|from|at)\s(?=[^;\n]{3,120}?\b(?:were|was|have\sbeen|had\sbeen|has\sbeen|went)\s(?:not\s(?:immediately\s)?(?:returned|answered)|unanswered|unreturned|ignored))", re.I)),
    ("not_reached", re.compile(
        r"\b(?:could\snot|couldn[’']t|(?:was|were)\sunable\sto|(?:was|were)\snot\sable\sto)\s(?:immediately\s)?(?:reach|contact)\s(?=[^;\n]{3,120}?\bfor\scomment)", re.I)),
    ("not_reached", re.compile(r"\b(?:attempts|efforts)\sto\s(?:reach|contact)\s(?=[^;\n]{3,160}?\b(?:(?:were|was|have\sbeen|proved)\s(?:unsuccessful|not\ssuccessful|fruitless|in\svain)|failed\b))", re.I)),
    ("no_answer", re.compile(r"\b(?:did|has|have|had)\snot\s(?:immediately\s)?(?:hear|heard)\sback\sfrom\s", re.I)),
    ("no_answer", re.compile(
        r"\b(?:(?:did|has|have|had)\snot\s(?:immediately\s)?(?:receive|received|get|gotten)\san?|(?:received|got)\sno)\s(?:response|reply|answer)\sfrom\s"
        r"(?=[^;\n]{2,120}?\b(?:comment|requests?|questions|inquir|enquir|interview))", re.I)),
    ("asked", re.compile(r"\b(?:contacted|approached|reached\sout\sto|e-?mailed|asked|called)\s(?=[^;,\n]{3,100}?\bfor\s(?:a\s)?comment\b)", re.I)),
    ("answered", re.compile(
        r"(?:\b(?:asked|reached|approached|contacted|pressed)\s(?:\w{1,12}\s){0,2}?(?:for\scomment|by\s(?:tele)?phone)|\b(?:asked|invited)\sto\scomment|\bin\s(?:response|reply)\sto\s(?:an?\s|the\s|our\s)?requests?\sfor\scomment)"
        r"(?:\s[^,;\n]{1,80})?,\s(?=[^;\n]{2,120}?\b(?:said|told|wrote|replied|answered|pointed|called|confirmed|denied|insisted)\b)", re.I)),
)  # fmt: skip
_NEITHER: Final = re.compile(
    r"\bneither\s(?=[^;\n]{3,160}?\bnor\b[^;\n]{2,120}?\b(?:responded|replied|returned|answered|commented|wished\sto\scomment|would\scomment|could\sbe\sreached|was\savailable)\b"
    r"[^;\n]{0,60}?\b(?:comment|requests?|calls?|messages|e-?mails?|questions))", re.I)  # fmt: skip
_NOR: Final = re.compile(
    r"\s(?:responded|replied|returned|answered|commented|wished\sto|would\s|could\sbe|was\savailable|immediately)\b",
    re.I,
)
_NO_PARTY: Final = frozenset(
    "agreement deal compromise consensus verdict settlement conclusion accord decision target ceasefire patient patients calls requests messages"
    " emails request call it that there markets shares".split()
)
_OFFICE: Final = re.compile(
    r"\b(?:Department|Ministry|Minister|Secretary|Office|Bureau|Committee|Institute|Commission|Cent(?:er|re)|Board|Council|Administration|Agency|Association"
    r"|School|Division|Society|Service|Federation|Union|Court|College|University|Museum)\s(?:of|for|on)\s(?:the\s)?[A-Z][\w’'-]*(?:,?\s[A-Z][\w’'-]*){0,3}$"
)
_HINTS: Final = (
    "comment",
    "request",
    "return",
    "interview",
    "reach",
    "contact",
    "respon",
    "repl",
    "inquir",
    "enquir",
    "answer",
    "hear ",
    "heard ",
    "receive",
)
_SPEAKING: Final = re.compile(r"\b(?:said|says|told|confirmed|denied|added)\b")


def parties(reading: Reading, *, language: str) -> tuple[Party, ...]:
    """Find who was asked, ascending; one who is named twice with the same answer comes once. Linear."""
    if language != LANGUAGE:
        return ()
    found: dict[tuple[int, int], Party] = {}
    spans = list(reading.sentences_with(_HINTS))
    for hit in _hits(reading, _NEITHER, spans):
        _add(found, reading.text, _neither(reading, hit), _how_neither(reading, hit))
    for answer, pattern in _BEFORE:
        for hit in _hits(reading, pattern, spans):
            if reading.is_own_words(hit.start()):
                _add(found, reading.text, _subjects(reading, hit.start()), answer)
    for answer, pattern in _AFTER:
        for hit in _hits(reading, pattern, spans):
            if reading.is_own_words(hit.start()):
                _add(found, reading.text, _objects(reading, hit.end()), answer)
    return tuple(sorted(_each_once(found.values()), key=lambda party: party.start))


def _hits(reading: Reading, pattern: re.Pattern[str], spans: Sequence[Span]) -> Iterator[re.Match[str]]:
    return (hit for span in spans for hit in pattern.finditer(reading.text, *span))


def _add(found: dict[tuple[int, int], Party], text: str, spans: Sequence[Span], answer: Answer) -> None:
    for span in spans:
        who = text[span.start : span.end]
        is_told = any(start < span.end and span.start < end for start, end in found)
        if not is_told and who.lower().split()[-1] not in _NO_PARTY:
            found[(span.start, span.end)] = Party(span.start, span.end, who, answer)


def _each_once(found: Iterable[Party]) -> list[Party]:
    kept: dict[tuple[str, Answer], Party] = {}
    for party in sorted(found, key=lambda p: p.start):
        kept.setdefault((party.who.lower(), party.answer), party)
    return list(kept.values())


def _subjects(reading: Reading, verb: int) -> list[Span]:
    """Give the parties before a verb: 'A, B and C declined'; where they are left out ("but declined"), the sentence's speaker."""
    text, floor = reading.text, reading.sentence_at(verb).start
    found: list[Span] = []
    last = phrase_before(text, verb, floor)
    if last is None:
        right_before = tokens(text, max(floor, verb - 30), verb)
        is_elided = bool(right_before) and right_before[-1].lower in ("and", "but", "or", "then", "yet")
        return _speaker(reading, floor, verb) if is_elided else []
    while last is not None and len(found) < MOST_PARTIES:
        found.append(last)
        before = tokens(text, max(floor, last.start - 30), last.start)
        joint = before[-1].lower if before else ""
        if joint not in ("and", "or", "nor") and not (joint == "," and len(found) > 1):
            break
        at = before[-1].start
        if len(before) > 1 and before[-2].word == "," and joint != ",":
            at = before[-2].start
        last = _earlier(text, at, floor)
        if last and joint == "and" and _is_one_office(text, last, found[-1]):
            found[-1] = Span(last.start, found[-1].end)
            break
    return found[::-1]


def _earlier(text: str, at: int, floor: int) -> Span | None:
    found = phrase_before(text, at, floor)
    if found is None:
        return None
    words = text[found.start : found.end].split()
    is_verb = any(word.islower() and word.endswith(("ed", "ing")) for word in words)
    return None if is_verb else found


def _is_one_office(text: str, left: Span, right: Span) -> bool:
    second = text[right.start : right.end]
    return bool(_OFFICE.search(text[left.start : left.end])) and second[0].isupper() and not second.startswith("The ")


def _speaker(reading: Reading, floor: int, verb: int) -> list[Span]:
    for hit in _SPEAKING.finditer(reading.text, floor, verb):
        found = phrase_before(reading.text, hit.start(), floor)
        if found:
            return [found]
    words = tokens(reading.text, floor, min(verb, floor + 120))
    named = phrase_after(reading.text, floor, verb) if words and words[0].word[0].isupper() else None
    return [named] if named else []


def _objects(reading: Reading, start: int) -> list[Span]:
    """Give the parties behind the words: "calls to A and B were not returned"."""
    text, end = reading.text, reading.sentence_at(start).end
    found: list[Span] = []
    while len(found) < MOST_PARTIES and (span := phrase_after(text, start, end)) is not None:
        found.extend(_apart(text, span))
        joint = re.compile(r",?\s(?:and|or)\s|,\s").match(text, span.end, end)
        if joint is None or not re.match(r"[A-Z]|the\s|a\s|an\s", text[joint.end() : joint.end() + 4]):
            break
        start = joint.end()
    return found


def _apart(text: str, span: Span) -> Iterator[Span]:
    """Take "A and the B" apart, which one phrase may be."""
    joint = re.compile(r"\sand\s").search(text, span.start, span.end)
    if joint is None or _is_one_office(text, Span(span.start, joint.start()), Span(joint.end(), span.end)):
        yield span
        return
    yield Span(span.start, joint.start())
    yield from _apart(text, Span(joint.end(), span.end))


def _neither(reading: Reading, hit: re.Match[str]) -> list[Span]:
    text, end = reading.text, reading.sentence_at(hit.start()).end
    nor = re.compile(r",?\snor\s").search(text, hit.end(), end)
    verb = _NOR.search(text, nor.end(), end) if nor else None
    if nor is None or verb is None:
        return []
    pair = (phrase_before(text, nor.start(), hit.end()), phrase_before(text, verb.start(), nor.end()))
    return [span for span in pair if span is not None]


def _how_neither(reading: Reading, hit: re.Match[str]) -> Answer:
    words = reading.text[hit.start() : reading.sentence_at(hit.start()).end]
    if "could be reached" in words or "available" in words:
        return "not_reached"
    return "declined" if re.search(r"wished|would comment|commented", words) else "no_answer"


_ADVICE: Final[dict[Answer, str]] = {
    "no_answer": "{who} was asked for comment and has not answered; ask again before release, and say when and how you asked",
    "not_reached": "{who} was not reached for comment; try again before release, and say how you tried",
    "asked": "{who} was asked for comment, and the story does not say what came of it; say so",
}


def advise(text: str, found: Sequence[Party], asked: Sequence[Comment]) -> Iterator[Advice]:
    """Advise on those who did not answer, and on those whom the desk has in its list and the story does not name."""
    for one in found:
        if one.answer in _ADVICE:
            message = _ADVICE[one.answer].format(who=one.who)
            yield Advice("comment_not_answered", message, one.start, one.end, one.who, text[one.start : one.end])
    told = text.casefold()
    for who, answer, *_ in asked:
        if who.strip() and not answer.strip() and who.strip().casefold() not in told:
            message = f"{who} was asked for comment and has not answered, and the story does not say so; add it"
            yield Advice("comment_not_in_text", message, source=who)
