"""Quotations and who is quoted: the speaker behind, before, or with the sentence before. English only.

Words of three or fewer between marks are no quotation here (scare quotes), nor are titles of works; what runs over paragraphs is
one. A pronoun stays a pronoun: nobody is guessed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from wirecopy.desk.check.english import LANGUAGE
from wirecopy.desk.check.names import inverted, phrase_after, phrase_before, subject_of_sentence, tokens
from wirecopy.desk.check.reading import Reading
from wirecopy.desk.check.report import Advice, Quotation
from wiretrace.model import Span

LEAST_WORDS: Final = 4
REACH: Final = 240
"""Characters behind a quotation in which its speaker stands, and twice as many before it."""

MOST_VERBS: Final = 12
"""Verbs that are looked at for one quotation."""

_SPOKE: Final = frozenset(
    """
    screams screamed complaining assured assures asserted asserts bantered emailed tell write argue ask report note explain suggest remarking remarks
    said says say saying told tells telling added adds adding asked asks wrote writes writing explained explains noted notes warned warns claimed
    claims insisted insists argued argues stated states read reads reading continued continues recalled recalls remarked replied replies answered
    declared announced announces concluded concludes commented joked jokes admitted admits acknowledged exclaimed exclaims observed observes testified
    tweeted posted shouted whispered cried urged predicted stressed reported reports complained revealed offered offers suggested suggests agreed
    laughed quipped confirmed described describes describing called calls calling dubbed labelled labeled termed denounced condemned dismissed praised
    hailed branded vowed promised pledged accused quoted cited think thinks thought believe believes believed maintains maintained reiterated responded
    cautioned emphasized emphasised contend contends contended hopes hoped feels felt beams beamed repeated repeats reacted implores implored begins
    began opened ended sees saw found pledging promising warning arguing insisting claiming advised advises chanted chants sang
    """.split()
)
_TWO_WORDS: Final = re.compile(r"\b(?:went\son|puts?\sit|points?\sout|pointed\sout|had\sthis\sto\ssay)\b")
_BEHIND: Final = re.compile(r"\s{0,2},?\s{0,2}")
_ACCORDING: Final = re.compile(r"\s{0,2},?\s{0,2}according\s+to\s+")
_SIGNED: Final = re.compile(r"(?:\s?[–—]\s?|\s-\s|:\s)(?=[A-Z])")
_ELIDED: Final = frozenset("and but also to then or".split())
# "She answered the board with a letter: ..." names the speaker without a verb of saying.
_PIECE: Final = re.compile(
    r"\b(?:tweet|statement|letter|e-?mail|post|memo|speech|message|note|interview|judgment|answer|reply|response|remarks?|verdict)\b"
)
_WORD: Final = re.compile(r"\w+")
_LETTERS: Final = re.compile(r"[^\W\d_]+")
_TITLE_SMALL: Final = frozenset("a an the of in on at for and to with from by or as is it".split())


def quotations(reading: Reading, *, language: str) -> tuple[Quotation, ...]:
    """Find the quotations of a story, ascending, each with its speaker. Linear."""
    if language != LANGUAGE:
        return ()
    found: list[Quotation] = []
    for span in reading.quoted:
        words = _WORD.findall(reading.text, span.start, min(span.end, span.start + 400))
        if len(words) < LEAST_WORDS or _is_title(reading.text, span, words):
            continue
        speaker = _speaker(reading, span)
        carried = None if speaker else _carried_over(reading, span, found)
        said = speaker or carried
        text = reading.text[said.start : said.end] if said else None
        if said is None and carried is None and found and _follows(reading, found[-1], span):
            text = found[-1].speaker
            carried = Span(span.start, span.start) if text else None
        found.append(Quotation(span.start, span.end, text, carried is not None, _is_woven(reading.text, span)))
    return tuple(found)


def _is_title(text: str, span: Span, words: Sequence[str]) -> bool:
    """Say whether it is the title of a work: capitals throughout, and no sentence of some length."""
    if text[span.end - 1] in ".!?,…" and len(words) > 12:
        return False
    large = [word for word in words if word.lower() not in _TITLE_SMALL and len(word) > 1]
    return bool(large) and words[0][0].isupper() and all(word[0].isupper() or word[0].isdigit() for word in large)


def _is_woven(text: str, span: Span) -> bool:
    """Say whether the writer's sentence takes these words in: 'called it "the end of the pier as we know it" and left'."""
    first = next((c for c in text[span.start : span.start + 8] if c.isalnum()), "")
    before = text[max(0, span.start - 4) : span.start - 1].rstrip(" ")
    stands_alone = not before or before[-1] in ".!?…:,\n”\"’'—–"
    last = text[max(span.start, span.end - 4) : span.end].rstrip()[-1:]
    return first.islower() or not (stands_alone and last in tuple(".!?,…—-’'"))


def _speaker(reading: Reading, quoted: Span) -> Span | None:
    text, behind = reading.text, quoted.end + 1
    newline = text.find("\n", quoted.end, behind + REACH)
    limit = newline if newline >= 0 else min(len(text), behind + REACH)
    according = _ACCORDING.match(text, behind, limit) or _SIGNED.match(text, behind, limit)
    if according and (named := phrase_after(text, according.end(), limit)):
        return named
    at = _BEHIND.match(text, behind)
    verb = next(_verbs(text, at.end(), limit), None) if at else None
    if at and verb and verb.start == at.end():
        return inverted(text, verb, Span(quoted.start, limit)) or _before(reading, quoted)
    return _behind(text, quoted, limit) or _before(reading, quoted)


def _behind(text: str, quoted: Span, limit: int) -> Span | None:
    """Look in the sentence that goes on behind the quotation: '..." Perla Moreno, who sells eels, said'."""
    if not _goes_on(text, quoted):
        return _right_behind(text, quoted, limit)
    quote_again = next((i for i in range(quoted.end + 1, limit) if text[i] in '“"'), limit)
    for verb in _verbs(text, quoted.end + 1, quote_again):
        found = phrase_before(text, verb.start, quoted.end + 1, even_possible=True)
        found = found or inverted(text, verb, Span(quoted.start, limit))
        if found:
            return found
    return None


def _right_behind(text: str, quoted: Span, limit: int) -> Span | None:
    """Look for 'X said.' as all that follows a full stop inside the marks."""
    verb = next(_verbs(text, quoted.end + 1, min(limit, quoted.end + 60)), None)
    found = (
        phrase_before(text, verb.start, quoted.end + 1)
        if verb and text[verb.end : verb.end + 1] in tuple(".,")
        else None
    )
    return found if found and not text[quoted.end + 1 : found.start].strip() else None


def _goes_on(text: str, quoted: Span) -> bool:
    last = text[max(quoted.start, quoted.end - 4) : quoted.end].rstrip()[-1:]
    following = text[quoted.end + 1 : quoted.end + 4].lstrip()
    return last in tuple(",?!—-’'") or following[:1] in tuple(",–—-") or following[:1].islower()


def _verbs(text: str, start: int, end: int) -> Iterator[Span]:
    """Give the verbs of saying in a short range, at most ``MOST_VERBS``; a look-up a word, which a pattern of them all is not."""
    found = [
        Span(hit.start(), hit.end())
        for hit in _LETTERS.finditer(text, start, max(start, end))
        if hit.group().lower() in _SPOKE
    ]
    found += [Span(hit.start(), hit.end()) for hit in _TWO_WORDS.finditer(text, start, max(start, end))]
    return iter(sorted(found)[:MOST_VERBS])


def _before(reading: Reading, quoted: Span) -> Span | None:
    """Look in the sentence before the quotation: 'X said: "..."', 'X called it "..."', 'Said X: "..."'."""
    place = quoted.start - 1
    while place > 0 and reading.text[place - 1] == " ":
        place -= 1
    return _who_spoke(
        reading,
        Span(max(reading.sentence_at(max(0, place - 1)).start, quoted.start - 2 * REACH), max(0, quoted.start - 1)),
    )


def _who_spoke(reading: Reading, part: Span) -> Span | None:
    """Give the subject of the last verb of saying in a part of a sentence."""
    text = reading.text
    found: Span | None = None
    is_elided = text[part.end - 2 : part.end + 1].rstrip(' \n“"').endswith(":") and bool(
        _PIECE.search(text, part.start, part.end)
    )
    for verb in _verbs(text, part.start, part.end):
        if reading.is_quoted(verb.start):
            continue
        subject = phrase_before(text, verb.start, part.start, even_possible=True)
        if subject is None and verb.start == part.start:
            subject = phrase_after(text, verb.end + 1, part.end)
        before = tokens(text, max(part.start, verb.start - 30), verb.start)
        is_participle = text[verb.start : verb.end].endswith("ing")
        is_elided = is_elided or is_participle or (bool(before) and before[-1].lower in _ELIDED)
        found = inverted(text, verb, part) or (None if is_participle else subject) or found
    return found or (subject_of_sentence(text, part) if is_elided else None)


def _carried_over(reading: Reading, quoted: Span, found: Sequence[Quotation]) -> Span | None:
    """Take the speaker of the sentence right before this one, unless a quotation stands in it."""
    text, start = reading.text, quoted.start - 1
    while start > 0 and text[start - 1].isspace():
        start -= 1
    if start <= 0 or (found and _follows(reading, found[-1], quoted)):
        return None
    sentence = reading.sentence_at(start - 1)
    return _who_spoke(reading, Span(sentence.start, min(sentence.end, start)))


def _follows(reading: Reading, last: Quotation, quoted: Span) -> bool:
    """Say whether the last quotation stands in the same paragraph, or in the sentence right before."""
    between = reading.text[last.end : quoted.start]
    if len(between) > 3 * REACH:
        return False
    return "\n" not in between or len(between.replace("\n", " ").split()) < 20


def advise(text: str, found: Sequence[Quotation]) -> Iterator[Advice]:
    """Advise on statements without a speaker; words that a sentence of the writer's takes in have that sentence."""
    for one in found:
        if one.speaker is None and not one.is_woven:
            message = "nobody is named who says this; name the speaker in the sentence or the one before"
            yield Advice("quotation_without_speaker", message, one.start, one.end, None, text[one.start : one.end])
