"""Who stands behind a claim: "according to X", "X said", "X told Y", "reported by Y". English only.

What somebody says in quotation marks is not looked at, nor what is denied or only possible ("did not say", "would say"), nor
what is told as an event ("after X said no, ..."): none of these ascribes the sentence to anybody.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import islice
from typing import Final

from wirecopy.desk.check.english import EVENT, LANGUAGE
from wirecopy.desk.check.names import inverted, phrase_after, phrase_before, tokens
from wirecopy.desk.check.outlets import full_names, is_outlet, name_of, only_cited
from wirecopy.desk.check.reading import Reading
from wirecopy.desk.check.report import Advice, Attribution, AttributionForm
from wirecopy.desk.check.subject import Link
from wiretrace.model import Span

LEAST_TO_ONE: Final = 3
"""Claims that go to one outlet before it is said to carry the story."""

SHARE_OF_ONE: Final = 0.5
"""Their share of all attributions."""

MOST_IN_SENTENCE: Final = 12
"""Verbs of saying that are looked at in one sentence; a text made of nothing else must not take minutes."""

_ACCORDING: Final = re.compile(r"\baccording\s{1,3}to\s{1,3}", re.I)
# "According to plan" says how, not who.
_MANNER: Final = re.compile(
    r"(?:(?:the|a|an|his|her|its|their|your|our|one’s|one's)\s)?(?:\w{1,15}\s)?"
    r"(?:plan|schedule|script|size|age|weight|height|taste|tastes|need|needs|rank|ability|abilities|means|wishes|custom"
    r"|tradition|merit|preference|preferences|season|seniority|type|colou?r|circumstances|requirements|specifications)\b"
    r"(?!\s+(?:by|from|of|released|published|drawn|filed|announced|obtained|seen|documents?|for))"
    r"|(?:whether|how|what|which|when|where|who|whom|why)\b",
    re.I,
)
_SAID: Final = re.compile(
    r"\b(?:said|says|say|told|tells|tell|claimed|claims|stated|insisted|argued|wrote|writes|testified|reported|reports|added|adds|noted|warned"
    r"|explained|acknowledged|alleged|alleges|confirmed)\b"
)
_ALWAYS: Final = frozenset("said says say told tells tell insisted".split())
_TOLD: Final = frozenset("told tells tell".split())
_TALES: Final = frozenset(
    "story stories lie lies joke jokes tale tales truth anecdote time fortune fortunes difference".split()
)
_THAT: Final = re.compile(r"(?:\s(?:on\s)?\w{3,9}day)?\s+(?:that\b(?!\s+\w{1,20}[.,;])|[“\"‘])")
_NOT_A_CLAIM: Final = re.compile(r"\s+(?:to be\b|to have\b|and done\b|\w{1,12} (?:vessel|property)\b)|\s?[-–]")
_WORD: Final = re.compile(r"\w+")
_NOBODY: Final = frozenset("that this it which what there easier all enough having being as percent pct".split())
_FIRST_REPORTED: Final = re.compile(
    r"\b(?:as|first|was|were|been|originally|previously)\s+(?:first\s+)?(?:reported|revealed|published)\s+by\s+"
)
_INTERVIEW: Final = re.compile(r"\b(?:interview\s+(?:with|to)|statement\s+to|, (?:per|via)|citing|quoting)\s+")
_FOLLOWED_BY_SPEECH: Final = re.compile(r"[,:]?\s*[“\"‘]")


def attributions(
    reading: Reading, *, language: str, links: Sequence[Link] = (), own: frozenset[str] = frozenset()
) -> tuple[Attribution, ...]:
    """Find the attributions of a story, ascending; nothing for a language without a table.

    ``own`` are the names of the wire itself in small letters: what somebody told the wire's own reporter goes through no outlet.
    An attribution is linked where a link stands in its sentence.
    """
    if language != LANGUAGE:
        return ()
    found = sorted(_found(reading), key=lambda a: a.start)
    cited = Counter(name_of(one.source) for one in found if one.form in ("according_to", "reported"))
    words = Counter(_WORD.findall(reading.text.lower()))
    houses = {name for name, times in cited.items() if only_cited(words, name, times)}
    linked = frozenset(reading.sentence_at(link[1]).start for link in links)
    through = [_through_outlet(reading, one, houses, own, linked) for one in _without_overlaps(found)]
    whole = full_names(one.outlet for one in through)
    return tuple(replace(one, outlet=whole.get(one.outlet, one.outlet)) for one in through)


def _found(reading: Reading) -> Iterator[Attribution]:
    text = reading.text
    for hit in _ACCORDING.finditer(text):
        if reading.is_own_words(hit.start()) and not _MANNER.match(text, hit.end()):
            source = phrase_after(text, hit.end(), reading.sentence_at(hit.start()).end)
            if source:
                yield Attribution("according_to", hit.start(), source.end, text[source.start : source.end])
    for pattern in (_FIRST_REPORTED, _INTERVIEW):
        for hit in pattern.finditer(text):
            source = phrase_after(text, hit.end(), reading.sentence_at(hit.start()).end)
            if source and reading.is_own_words(hit.start()) and is_outlet(text[source.start : source.end]):
                yield Attribution("reported", hit.start(), source.end, text[source.start : source.end])
    for sentence in reading.sentences:
        for hit in islice(_SAID.finditer(text, *sentence), MOST_IN_SENTENCE):
            if reading.is_own_words(hit.start()) and not _NOT_A_CLAIM.match(text, hit.end()):
                yield from _said(reading, Span(hit.start(), hit.end()))


def _said(reading: Reading, verb: Span) -> Iterator[Attribution]:
    text, sentence = reading.text, reading.sentence_at(verb.start)
    word = text[verb.start : verb.end].lower()
    beside = _beside_quotation(text, verb)
    behind, source = inverted(text, verb, sentence), phrase_before(text, verb.start, sentence.start)
    if source is None or (behind and (source.start != sentence.start or tokens(text, *behind)[0].is_name)):
        source = behind or source
    if (
        source is None
        or text[source.start : source.end].lower().split()[-1] in _NOBODY
        or _is_event(text, source, sentence)
    ):
        return
    said = text[source.start : source.end]
    beside = beside or text[max(0, source.start - 3) : source.start].rstrip()[-1:] in ("”", '"', "’")
    if word not in _ALWAYS and not (
        beside or _THAT.match(text, verb.end) or (is_outlet(said) and word.startswith("report"))
    ):
        return
    to = phrase_after(text, verb.end + 1, sentence.end) if word in _TOLD else None
    if word in _TOLD and (to is None or _TALES & set(text[to.start : to.end].lower().split()[:3])):
        return
    outlet = text[to.start : to.end] if to and is_outlet(text[to.start : to.end]) else ""
    form: AttributionForm = "told" if to else "reported" if word.startswith("report") else "said"
    end = max(verb.end, source.end, to.end if to and outlet else 0)
    yield Attribution(form, min(source.start, verb.start), end, said, outlet)


def _beside_quotation(text: str, verb: Span) -> bool:
    before = text[max(0, verb.start - 4) : verb.start].rstrip()
    return (before[-1:] in tuple("”\"’'") and bool(before)) or bool(_FOLLOWED_BY_SPEECH.match(text, verb.end))


def _is_event(text: str, source: Span, sentence: Span) -> bool:
    before = tokens(text, max(sentence.start, source.start - 20), source.start)
    return bool(before) and before[-1].lower in EVENT


def _without_overlaps(found: Sequence[Attribution]) -> list[Attribution]:
    kept: list[Attribution] = []
    for one in found:
        if not kept or one.start >= kept[-1].end:
            kept.append(one)
    return kept


def _through_outlet(
    reading: Reading, one: Attribution, houses: set[str], own: frozenset[str], linked: frozenset[int]
) -> Attribution:
    outlet = one.outlet or (one.source if name_of(one.source) in houses or is_outlet(one.source) else "")
    outlet = "" if name_of(outlet).lower() in own else name_of(outlet)
    return replace(one, outlet=outlet, is_linked=reading.sentence_at(one.start).start in linked)


def advise(text: str, found: Sequence[Attribution]) -> Iterator[Advice]:
    """Advise on outlets without a link, each once, and on a story that one outlet carries."""
    by_outlet: dict[str, list[Attribution]] = defaultdict(list)
    for one in found:
        if one.outlet:
            by_outlet[one.outlet.lower()].append(one)
    for claims in by_outlet.values():
        first = claims[0]
        if not any(claim.is_linked for claim in claims):
            times = f"{len(claims)} claims are" if len(claims) > 1 else "a claim is"
            message = (
                f"{times} ascribed to {first.outlet}, and none of their sentences has a link; link to what it published"
            )
            yield Advice(
                "outlet_without_link", message, first.start, first.end, first.outlet, text[first.start : first.end]
            )
    most = Counter(one.outlet.lower() for one in found if one.outlet).most_common(1)
    if len(by_outlet) == 1 and most[0][1] >= max(LEAST_TO_ONE, SHARE_OF_ONE * len(found)):
        first = by_outlet[most[0][0]][0]
        share = f"all {len(found)}" if most[0][1] == len(found) else f"{most[0][1]} of {len(found)}"
        message = (
            f"one outlet carries the story: {share} attributions go to {first.outlet}; find a second source, or say so"
        )
        yield Advice("one_outlet", message, first.start, first.end, first.outlet, text[first.start : first.end])
