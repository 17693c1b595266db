"""Who is meant: the name or noun phrase right before a verb, or right behind a word such as "according to". English only.

There is no grammar here, only rules on small words and capitals, which is what an editor's marks need: the phrase may be a
word too short, and names nobody who is not there.
"""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from wirecopy.desk.check.english import (
    ADVERBS,
    AUXILIARIES,
    CONJUNCTIONS,
    DETERMINERS,
    FUNCTION,
    MONTHS,
    NOT_SAID,
    OPENERS,
    PARTICLES,
    PREPOSITIONS,
    PRONOUNS,
    TITLES,
    WEEKDAYS,
)
from wiretrace.model import Span

REACH: Final = 240
"""Characters that are looked at on either side."""

MOST_WORDS: Final = 14

_TOKEN: Final = re.compile(
    rf"(?:[A-Z]\.){{2,4}}|[A-Z]\.(?=\s[A-Z])|(?i:{'|'.join(sorted(TITLES))})\."
    r"|[^\W_](?:[\w'’&./-]{0,40}(?:[^\W_]|(?<=s)[’'](?=\s[a-z])))?|&|[^\w\s]"
)
# Behind a noun, these begin a clause about it.
_PARTICIPLES: Final = frozenset(
    "obtained released published posted reviewed filed issued seen compiled cited familiar close briefed made sent who"
    " said says told reported shared provided viewed dated laid put given taken drawn wrote added replied answered confirmed denied insisted called pointed".split()
)
_ROLE_AFTER_NAME: Final = frozenset(
    "news agency newspaper magazine officials official police spokesman spokeswoman spokesperson data figures report"
    " study researchers analysts sources records documents estimates statistics website radio television broadcaster"
    " executives lawyers residents authorities survey poll reports lawyer prosecutors filing survey scientists staff"
    " reporter reporters correspondent story article interview editorial column".split()
)
# What somebody wrote: "a report by the county board" is one source.
_PIECES: Final = frozenset(
    "report reports story article investigation analysis study research survey poll data figures estimates review paper interview documents".split()
)
_HEADS: Final = PRONOUNS - {"who", "you", "i"} | {"one", "another", "some", "many", "most", "several"}
_OF_MANY: Final = _HEADS - PRONOUNS | set(
    "two three four five six seven eight nine ten half all both none each any".split()
)
_POSSIBLE: Final = frozenset("will would could can may might should".split())
_OFFICES: Final = frozenset(
    "chief executive officer president vice-president chairman chairwoman chair director manager secretary minister spokesman spokeswoman"
    " spokesperson professor analyst economist strategist editor leader head coach captain boss founder co-founder owner attorney lawyer judge"
    " sheriff commissioner senator mayor governor deputy vice general managing senior assistant executive researcher scientist reporter"
    " correspondent columnist police official adviser advisor trader partner player striker midfielder defender manager technology finance"
    " financial operating foreign prime interior defence defense treasurer and".split()
)


class Token(NamedTuple):
    """A word or mark, and where it stands."""

    word: str
    start: int
    end: int

    @property
    def lower(self) -> str:
        """The word in small letters."""
        return self.word.lower()

    @property
    def is_word(self) -> bool:
        """Say whether it is no mark."""
        return self.word[0].isalnum() or self.word == "&"

    @property
    def is_function(self) -> bool:
        """Say whether it is a small word of the language, also where a capital begins the sentence with it."""
        return self.lower in FUNCTION and not (self.word.isupper() and len(self.word) > 1)

    @property
    def is_name(self) -> bool:
        """Say whether it is written as a part of a name."""
        is_capital = any(c.isupper() for c in self.word.rpartition("-")[2])  # "Newport-based" is no name
        return self.is_word and is_capital and not self.is_function and not self.is_day

    @property
    def is_day(self) -> bool:
        """Say whether it is a weekday or a month."""
        return self.word[0].isupper() and (self.lower in WEEKDAYS or self.lower.rstrip(".") in MONTHS - {"may"})


def tokens(text: str, start: int, end: int) -> list[Token]:
    """Split a short range into words and marks."""
    return [Token(hit.group(), hit.start(), hit.end()) for hit in _TOKEN.finditer(text, start, end)]


def phrase_after(text: str, start: int, end: int) -> Span | None:
    """Give the phrase that begins at ``start``, at most up to ``end``; ``None`` if no phrase begins there."""
    there = tokens(text, start, min(end, start + REACH))
    if not there or there[0].start > start + 2 or not there[0].is_word:
        return None
    if there[0].lower in PRONOUNS - {"both", "others"}:
        return (
            Span(there[0].start, there[0].end) if there[0].lower in ("he", "she", "they", "it", "him", "her") else None
        )
    taken = 0
    while taken < min(len(there), MOST_WORDS) and _goes_on(there, taken):
        taken += 1
    while taken and (there[taken - 1].is_function or there[taken - 1].lower in PARTICLES):
        taken -= 1
    return Span(there[0].start, there[taken - 1].end) if taken else None


def _goes_on(there: list[Token], i: int) -> bool:
    """Say whether token ``i`` belongs to the phrase that the tokens before it make."""
    token, last = there[i], there[i - 1] if i else None
    if not token.is_word:
        return False
    if token.is_day:
        return i + 1 < len(there) and there[i + 1].is_name and there[i + 1].start == token.end + 1
    if last is None:
        return token.lower in DETERMINERS or not token.is_function
    if token.lower in DETERMINERS and token.lower != "that":
        return last.lower in PREPOSITIONS or last.lower in DETERMINERS or last.lower == "and"
    if token.lower == "and" and _is_role_of_name(there, i + 1):
        return True
    if token.lower == "and":
        return i + 1 < len(there) and (there[i + 1].lower in ("the", "a", "an", "its") or there[i + 1].is_name)
    if token.lower == "for" and i + 1 < len(there) and there[i + 1].lower == "comment":
        return False
    if token.lower in ("of", "for", "from", "with", "&") or (token.lower in ("by", "in") and last.lower in _PIECES):
        return (
            i + 1 < len(there)
            and there[i + 1].is_word
            and (not there[i + 1].is_function or there[i + 1].lower in DETERMINERS)
        )
    if token.is_function or token.lower in _PARTICIPLES or token.lower in AUXILIARIES or token.lower in ADVERBS:
        return False
    is_of_a_kind = i == 2 and there[0].lower in ("a", "an")  # "a London broker"
    if last.is_name and not token.is_name and (is_of_a_kind or _is_role_of_name(there, i)) and not token.is_function:
        return True
    if last.is_name and not token.is_name:
        return (
            token.lower in _ROLE_AFTER_NAME or last.word.endswith(("’s", "'s", "s’", "s'")) or token.lower in PARTICLES
        )
    is_clause = token.word.endswith("ed") and i + 1 < len(there) and there[i + 1].lower in PREPOSITIONS
    return not (token.word.islower() and (token.word.endswith("ly") or is_clause))


def _is_role_of_name(there: list[Token], i: int) -> bool:
    """Say whether words of office begin here that end in a name: "Quay Line chief executive Ann Ray"."""
    j = i
    while j < min(len(there), i + 7) and (
        there[j].lower in _OFFICES or (j > i and there[j].lower in ("of", "and", "staff"))
    ):
        j += 1
    return i < j < len(there) and there[j].is_name


def phrase_before(text: str, end: int, floor: int, *, even_possible: bool = False) -> Span | None:
    """Give the phrase that ends at ``end``, the subject of a verb there, at least from ``floor``; ``None``: there is none.

    Adverbs and "has" before the verb are passed over, and so is what stands between commas or behind "who". A verb that
    is denied or only possible ("did not say", "would say") has no subject here, but with ``even_possible`` the latter has.
    """
    there = tokens(text, max(floor, end - REACH), end)
    i = _before_adverbs(there, len(there) - 1, even_possible)
    if i is not None and there[i].lower in ("who", "that", "which"):
        i = _before_adverbs(there, i - 1, even_possible)
        i = i - 1 if i is not None and i > 0 and there[i].word == "," else i
    elif i is not None and there[i].word in ",)—–":
        i = _before_aside(there, i)
    if i is None or i < 0:
        return None
    return _leftwards(there, i)


def _before_adverbs(there: list[Token], i: int, even_possible: bool) -> int | None:
    while i >= 0 and (there[i].lower in ADVERBS or (even_possible and there[i].lower in _POSSIBLE)):
        i -= 1
    return None if i < 0 or there[i].lower in NOT_SAID else i


def _before_aside(there: list[Token], i: int) -> int | None:
    """Go from the mark that closes an aside to the last word before it: "Moreno, of Port Ellery, 41, said"."""
    opening = {")": "(", ",": ",", "—": "—", "–": "–"}[there[i].word]
    for _ in range(4):
        j = i - 1
        while j >= 0 and there[j].word != opening and there[j].word not in '“”";:':
            j -= 1
        if j <= 0 or there[j].word != opening:
            return None
        if opening != ",":
            return j - 1
        k = j - 1
        while k >= 0 and there[k].is_word:
            k -= 1
        first = there[k + 1]
        is_aside = first.lower in PREPOSITIONS or first.word[0].isdigit() or first.lower in ("who", "a", "an", "whose")
        if k < 0 or there[k].word != "," or not is_aside:
            return j - 1
        i = j
    return None


def _leftwards(there: list[Token], i: int) -> Span | None:
    head = there[i]
    if not head.is_word or head.is_day:
        return None
    if head.lower in _HEADS or head.word == "I":
        return Span(head.start, head.end)
    if head.is_function or head.lower in CONJUNCTIONS:
        return None
    if i > 0 and there[i - 1].lower == "to" and head.word.islower() and not head.word.endswith("s"):
        return None  # "the letter he was told to sign"
    first = _first_of_phrase(there, i)
    if first == i and head.word.islower() and head.word.endswith("ing"):
        return None
    while first < i and (there[first].lower in PREPOSITIONS or there[first].word == "&"):
        first += 1
    return Span(there[first].start, head.end)


def _first_of_phrase(there: list[Token], i: int) -> int:
    """Give the token with which the phrase begins that ends at token ``i``."""
    first = i
    if there[i].is_name:
        while first > 0 and there[first - 1].is_name:
            first -= 1
        if (
            first > 1
            and there[first - 1].word in PARTICLES
            and there[first - 2].is_word
            and not there[first - 2].is_function
        ):
            return _first_of_phrase(there, first - 2) if i - first < MOST_WORDS else first
        return _with_role(there, first)
    while (
        first > 0
        and i - first < MOST_WORDS
        and there[first - 1].is_word
        and not there[first - 1].is_function
        and not there[first - 1].is_day
    ):
        first -= 1
    return _with_determiner(there, first)


def _with_role(there: list[Token], first: int) -> int:
    """Take in "the harbor pilot" before a name, and what the whole is of: "a spokesman for the county board"."""
    j = first
    while (
        j > 0
        and first - j < 4
        and there[j - 1].is_word
        and there[j - 1].word.islower()
        and not there[j - 1].is_function
        and there[j - 1].lower not in _PARTICIPLES
    ):
        j -= 1
    if j > 0 and there[j - 1].lower in DETERMINERS and (j < 2 or there[j - 2].lower not in PREPOSITIONS):
        return _with_determiner(there, j)
    if 0 < j < first and there[j - 1].is_name and all(token.lower in _OFFICES for token in there[j:first]):
        return _first_of_phrase(there, j - 1)
    return _with_determiner(there, first)


def _with_determiner(there: list[Token], first: int) -> int:
    if first > 0 and there[first - 1].lower in DETERMINERS:
        first -= 1
    if first > 1 and there[first - 1].lower in ("of", "for", "from", "at", "in", "with", "on"):
        noun = there[first - 2]
        if noun.lower in _OF_MANY and there[first - 1].lower == "of":
            return first - 2
        if noun.is_word and not noun.is_function and not noun.is_day:
            return _first_of_phrase(there, first - 2)
    if (
        first > 2
        and there[first - 1].lower == "by"
        and there[first - 2].word.islower()
        and there[first - 2].word.endswith("ed")
    ):
        asked = there[first - 3]  # "bankers polled by the Courier said": the bankers did
        return first if asked.is_function or not asked.is_word else _first_of_phrase(there, first - 3)
    return first


def inverted(text: str, verb: Span, sentence: Span) -> Span | None:
    """Give the speaker behind a verb that stands after what was said: '..., said Perla Moreno.'"""
    before = text[max(sentence.start, verb.start - 3) : verb.start].rstrip()
    if before[-1:] not in tuple(",”\"’'") or not before:
        return None
    source = phrase_after(text, verb.end + 1, sentence.end)
    if source is None:
        return None
    ends = text[source.end : source.end + 2].lstrip()[:1] in tuple('.,;:—–("“”') or source.end >= sentence.end
    return source if before[-1] in "”\"’'" or ends else None


def subject_of_sentence(text: str, sentence: Span) -> Span | None:
    """Give the phrase with which a sentence begins, behind "On Monday," and its like; ``None`` if it begins otherwise."""
    there = tokens(text, sentence.start, min(sentence.end, sentence.start + 80))
    start = there[0].start if there else sentence.start
    if there and (there[0].lower in PREPOSITIONS or there[0].lower in OPENERS):
        comma = next((token for token in there if token.word == ","), None)
        start = comma.end + 1 if comma else there[0].end + 1
    return phrase_after(text, start, sentence.end)
