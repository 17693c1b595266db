"""Sources whom the text does not name: "on condition of anonymity", "a person familiar with", "sources said". English only.

Sources of water, light or income are none, nor are officials who are only not named in the sentence.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from wirecopy.desk.check.reading import Reading
from wirecopy.desk.check.report import Advice, AnonymousSource

_MANY: Final = r"(?:(?:a|an|one|two|three|four|five|some|several|many|multiple|other|another|the|these|those|his|her|its|their)\s)?"
_KIND: Final = r"(?:(?!(?:said|says|told|that|by|from|to|the|of|in|on|at|according|but|and|or|as)\b)(?:[\w’'-]{2,18}|U\.[SNK]\.) ){0,3}?"
_PEOPLE: Final = r"(?:person|people|source|sources|official|officials|individual|individuals|insiders?|executives?|aides?|diplomats?|employees?|lawyers?|staffers?)"
_SPEAK: Final = r"(?:said|says|say|told|tell|tells|added|add|confirmed|claim|claimed|revealed|indicated|reported|suggest|suggested|expect|believe|cautioned|denied)"
TABLES: Final = {
    "en": re.compile(
        r"\b(?:on\s(?:the\s)?condition\sof\s(?:strict\s)?anonymity|on\scondition\s(?:that\s)?(?:\w{1,12}\s){0,3}not\sbe\s(?:named|identified)"
        r"|(?:ask(?:ed|ing)|request(?:ed|ing)|prefer(?:red|ring)|declin(?:ed|ing)|refus(?:ed|ing)|want(?:ed|ing)|wish(?:ed|ing))\s(?:not\s)?(?:to\s)?(?:be|remain|stay)\s(?:named|identified|quoted\sby\sname|anonymous)"
        r"|(?:request(?:ed|ing)|granted|sought|promised)\sanonymity|sp(?:oke|oken|eaking)\sanonymously|sp(?:oke|eaking)\son\s(?:deep\s)?background"
        r"|(?:not|un)\s?authori[sz]ed\sto\s(?:speak|talk|comment|discuss)"
        rf"|{_MANY}{_KIND}{_PEOPLE}\s(?:who\s(?:is|are|was|were)\s)?(?:familiar\swith|close\sto|with\s(?:direct\s|first-?hand\s|close\s|inside\s)?knowledge\sof|briefed\son|in\sthe\sknow)"
        rf"|{_MANY}(?:unnamed|anonymous|unidentified)\s(?:[\w-]{{2,18}}\s){{0,2}}{_PEOPLE}"
        rf"|{_MANY}{_KIND}(?:sources?|insiders?)\s(?:here\s)?(?:also\s|have\s|has\s|had\s)?{_SPEAK}\b"
        r"|(?:according\sto|citing|quoting|told\sby)\s(?:[\w’'.-]{2,18}\s){0,3}?(?:sources\b(?!\sof\b)|an?\s(?:[\w’'-]{2,18}\s){0,2}source\b(?!\sof\b))"
        r")",
        re.I,
    )
}
"""The forms of each language."""

_HINTS: Final = (
    "source", "insider", "anonym", "familiar with", "close to", "knowledge of", "briefed on", "in the know", "be named", "identified",
    "quoted by name", "unnamed", "on background", "deep background", "authorised to", "authorized to",
)  # fmt: skip
_THINGS: Final = re.compile(
    r"\b(?:water|energy|light|power|food|news|heat|funding|data|income|revenue|fuel|open|tax)[\s-]sources?\b", re.I
)
# "The sources said" are those of whom the text told before.
_AGAIN: Final = re.compile(r"(?:the|these|those)\s(?:sources?|insiders?)\s", re.I)
_NEARNESS: Final = re.compile(r"\b(?:familiar\swith|close\sto|knowledge\sof|briefed\son|in\sthe\sknow)$", re.I)
_SAYS: Final = re.compile(rf"\b(?:{_SPEAK}|according\sto|citing|quoting)\b", re.I)


def anonymous_sources(reading: Reading, *, language: str) -> tuple[AnonymousSource, ...]:
    """Find them, ascending, one a sentence and none that was named before ("the sources said"): a source is often marked twice ("a person familiar with it, who asked not ...")."""
    pattern = TABLES.get(language)
    if pattern is None:
        return ()
    found: dict[int, AnonymousSource] = {}
    hits = (hit for span in reading.sentences_with(_HINTS) for hit in pattern.finditer(reading.text, *span))
    for hit in hits:
        if reading.is_own_words(hit.start()) and _speaks(reading, hit) and not _THINGS.search(hit.group()):
            if found and _AGAIN.match(hit.group()):
                continue
            found.setdefault(reading.sentence_at(hit.start()).start, AnonymousSource(*_trimmed(hit)))
    return tuple(found.values())


def _speaks(reading: Reading, hit: re.Match[str]) -> bool:
    """Say whether a phrase such as "people close to" stands in a sentence in which somebody says something."""
    if not _NEARNESS.search(hit.group()):
        return True
    sentence = reading.sentence_at(hit.start())
    return bool(_SAYS.search(reading.text, sentence.start, sentence.end))


def _trimmed(hit: re.Match[str]) -> tuple[int, int]:
    return hit.start(), hit.end() - (len(hit.group()) - len(hit.group().rstrip()))


def advise(text: str, found: Sequence[AnonymousSource]) -> Iterator[Advice]:
    """Advise on each: readers should learn why there is no name."""
    for one in found:
        message = "this source has no name; see that an editor knows it, and tell readers why it is not given"
        yield Advice("anonymous_source", message, one.start, one.end, None, text[one.start : one.end])
