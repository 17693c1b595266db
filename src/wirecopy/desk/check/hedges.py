"""Words that hold a claim at arm's length, "reportedly" and its like, each with the source in its sentence. English only.

Not counted: hedges in quotation marks, which are the speaker's; and "alleged" before a noun ("the alleged thief's lawyer"),
which is how the law speaks of everybody who is not convicted.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from wirecopy.desk.check.reading import Reading
from wirecopy.desk.check.report import Advice, Attribution, Hedge

_PASSIVE: Final = r"(?:said|believed|thought|understood|reported|alleged|claimed|rumou?red|reputed|suspected)"
_ADVERB: Final = r"(?:(?:also|widely|now|still|generally|commonly|reliably|being|been)\s){0,2}"
_NOT_WHAT: Final = r"(?!the\b|a\b|an\b|him\b|her\b|his\b|their\b|its\b|me\b|us\b|you\b|them\b|reporters\b|anyone\b|those\b|be\s+(?:determined|seen)\b)"
TABLES: Final = {
    "en": re.compile(
        r"\b(?:reportedly|allegedly|purportedly|supposedly|reputedly|ostensibly|apparently|rumou?red(?:ly)?"
        rf"|it\s(?:is|was|has\sbeen|had\sbeen)\s{_ADVERB}(?:claimed|alleged|believed|rumou?red|understood|reported|thought|said)"
        r"(?=\s(?:that|he|she|they|the|a|an|some|more|his|her|its|there)\b)"
        rf"|(?:is|are|was|were|be|been)\s{_ADVERB}{_PASSIVE}\sto\b(?=\s{_NOT_WHAT}[a-z])"
        r"|(?:said|believed|thought|understood|alleged|rumou?red|reputed|suspected)\sto\s(?:be|have)\b(?!\sdetermined)"
        r"|unconfirmed\s(?:\w{1,12}\s)?reports?|rumou?rs?\shas\sit"
        r"|(?:some|press|media|news|newspaper|initial|early|local|several|recent)\sreports\s(?:say|said|saying|suggest|suggested"
        r"|claim|claimed|indicate|indicated|that)"
        r"|(?:(?<=\A)|(?<=\n)|(?<=[.!?]\s)|(?<=amid\s)|(?<=despite\s)|(?<=following\s))reports\s(?:say|said|suggest|suggested|that)"
        r")\b",
        re.I,
    )
}
"""The forms of each language; a language without a row is not looked at."""

_HINTS: Final = {
    "en": (
        "edly", "ostensibly", "apparently", "rumo", "reports", "unconfirmed", "said to", "believed to", "thought to", "understood to",
        "reported to", "alleged to", "claimed to", "reputed to", "suspected to", "it is ", "it was ", "it has ", "it had ",
    )
}  # fmt: skip


def hedges(reading: Reading, attributions: Sequence[Attribution], *, language: str) -> tuple[Hedge, ...]:
    """Find the hedges of a story, ascending, each with the nearest source that its sentence names. Linear."""
    pattern = TABLES.get(language)
    if pattern is None:
        return ()
    by_sentence: dict[int, list[Attribution]] = {}
    for one in attributions:
        by_sentence.setdefault(reading.sentence_at(one.start).start, []).append(one)
    return tuple(
        Hedge(
            hit.start(), hit.end(), _nearest(by_sentence.get(reading.sentence_at(hit.start()).start, ()), hit.start())
        )
        for span in reading.sentences_with(_HINTS[language])
        for hit in pattern.finditer(reading.text, *span)
        if reading.is_own_words(hit.start())
    )


def _nearest(there: Sequence[Attribution], place: int) -> str | None:
    """Give the nearest source; one whose own saying is hedged ("she reportedly said") stands behind nothing."""
    behind = [one for one in there if not one.start <= place < one.end]
    return min(behind, key=lambda one: abs(one.start - place)).source if behind else None


def advise(text: str, found: Sequence[Hedge]) -> Iterator[Advice]:
    """Advise on each hedge: who stands behind the claim, or that its sentence names nobody."""
    for one in found:
        word = text[one.start : one.end]
        if one.source is None:
            message = f"“{word}”: nobody in this sentence stands behind the claim; say who does"
        else:
            message = f"“{word}”: the sentence names {one.source} as the source; see that the claim is theirs"
        yield Advice("hedged", message, one.start, one.end, one.source, word)
