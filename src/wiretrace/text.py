"""Words of any language, folded for comparison, with their offsets in the original text.

Folding is context-free: every code point folds to a fixed sequence of code points (`folded_code_point`), so a
compiled kernel can do the same with a table that it fetches from here (`fold_block`), and one table is the only
source of truth. Two texts that are equal under NFKC and case folding fold to the same text.

What a folded code point is decides where words begin and end (`kind`); ``split`` below is the readable form of that
automaton. Sources: Unicode 3.13 (default case folding), UAX 15 (NFKD), UAX 29 (why scripts without spaces need a
dictionary to find words; characters are used there instead).
"""

from __future__ import annotations

import html
import re
import unicodedata
from array import array
from dataclasses import dataclass
from functools import lru_cache

FOLD_VERSION = 1
"""Raised whenever the same text may fold or split differently: every index made before is then out of date."""

SEPARATOR, LETTER, CHARACTER, MARK, APOSTROPHE, DROPPED = range(6)
"""What a folded code point does. LETTER (digits too) builds words; CHARACTER is a word of its own (scripts without
spaces); MARK attaches to what is open; APOSTROPHE joins two letters and vanishes; DROPPED was folded away."""

EXPANSION = 7
"""Kind of a table entry that stands for several folded code points."""

KIND_SHIFT = 21
"""A table entry is ``kind << KIND_SHIFT | code point``; 21 bits hold every code point."""

# Letters with a stroke or joined, which Unicode does not decompose but newsrooms replace: Łódź is printed as Lodz.
_PLAIN = {"ø": "o", "ł": "l", "đ": "d", "ħ": "h", "ŧ": "t", "ı": "i", "æ": "ae", "œ": "oe"}
_TYPOGRAPHY = {
    **dict.fromkeys("’‘‛`ʹʻʼʽ′", "'"),
    **dict.fromkeys("“”„‟«»‹›‚″〝〞〟", '"'),
    **dict.fromkeys("‐‑‒–—―−⁃", "-"),
}
_SAME = str.maketrans({**_PLAIN, **_TYPOGRAPHY})

# Marks with a combining class are dropped (accents, Hebrew points, Arabic harakat, Thai tones), which also makes the
# order in which they were typed irrelevant. The Japanese voicing marks stay, as they tell ka from ga; so the one order
# that still matters is theirs beside a Greek iota subscript, which no text has.
_VOICING = "\u3099\u309a"
# Default-ignorable code points that are not format characters (Cf): grapheme joiner, Hangul fillers, Khmer inherent
# vowels, variation selectors. Tatweel only stretches an Arabic word.
_IGNORABLE = re.compile("[\u034f\u0640\u115f\u1160\u17b4\u17b5\u180b-\u180d\u180f\ufe00-\ufe0f\U000e0100-\U000e01ef]")
# Thai and Lao, Myanmar, Khmer, Tai scripts, kana and bopomofo, Han.
_WITHOUT_SPACES = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u1950-\u19df\u1a20-\u1aaf\ua9e0-\ua9ff\uaa60-\uaadf"
    "\u3005-\u3007\u3021-\u3029\u3031-\u3035\u3038-\u303b\u3040-\u312f\u31a0-\u31bf\u31f0-\u31ff"
    "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U0001aff0-\U0001b16f\U00020000-\U0003ffff]"
)
_CHUNK = re.compile(r"\S+")
_CACHED_CHUNK = 40  # longer runs without a space seldom come twice (addresses, Chinese): not worth remembering
_ENTITY = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a text, in order, as parallel lists.

    ``folded[i]`` stands at ``text[starts[i]:ends[i]]`` (half-open code points of the original). ``weights[i]`` is
    1.0 for a word and 0.5 for one character of a script without spaces. Starts never decrease; two words may share
    a code point that folds to several (``½`` is ``1`` and ``2``).
    """

    folded: list[str]
    starts: list[int]
    ends: list[int]
    weights: list[float]

    def __len__(self) -> int:
        return len(self.folded)


def split(text: str) -> Words:
    """Split ``text`` into folded words with offsets; 1 to 2 microseconds a word.

    White space always ends a word, so each run without white space is split on its own and remembered.
    """
    words = Words([], [], [], [])
    folded, starts, ends, weights = words.folded, words.starts, words.ends, words.weights
    for found in _CHUNK.finditer(text):
        base, end = found.span()
        chunk = found.group()
        if chunk.isascii() and chunk.isalnum():  # four words of five; nothing in them folds but their case
            folded.append(chunk.lower())
            starts.append(base)
            ends.append(end)
            weights.append(1.0)
            continue
        for word, start, stop, weight in _split_short(chunk) if end - base <= _CACHED_CHUNK else _split_chunk(chunk):
            folded.append(word)
            starts.append(base + start)
            ends.append(base + stop)
            weights.append(weight)
    return words


def fold(text: str) -> str:
    """Fold ``text`` for comparison: compatibility forms, case, accents, typography and invisible characters.

    Punctuation and spaces stay (as plain ones), so that names and phrases can be searched in the result. Offsets are
    not kept; ``split`` keeps them.
    """
    return "".join(map(folded_code_point, text))


@lru_cache(maxsize=1 << 16)
def folded_code_point(character: str) -> str:
    """Fold one code point; the empty string if it vanishes. The fold of the result is the result."""
    folded = character
    while (again := _fold_once(folded)) != folded:
        folded = again
    return folded


@lru_cache(maxsize=1 << 16)
def kind(character: str) -> int:
    """Say what a folded code point does: SEPARATOR, LETTER, CHARACTER, MARK or APOSTROPHE."""
    category = unicodedata.category(character)
    if character == "'":
        return APOSTROPHE
    if category[0] == "M":
        return MARK
    if category[0] not in "LN":
        return SEPARATOR
    return CHARACTER if _WITHOUT_SPACES.match(character) else LETTER


def fold_block(number: int) -> tuple[array[int], array[int]]:
    """Give the fold table of code points ``256 * number`` to ``256 * number + 255`` for a kernel.

    The first array holds 256 entries ``kind << KIND_SHIFT | code point``. Where the kind is EXPANSION, the rest of
    the entry is a place in the second array, where the count of entries stands, then these entries.
    """
    first, expansions = array("I"), array("I")
    for code_point in range(256 * number, 256 * number + 256):
        entries = [kind(c) << KIND_SHIFT | ord(c) for c in folded_code_point(chr(code_point))]
        if len(entries) == 1:
            first.append(entries[0])
        elif not entries:
            first.append(DROPPED << KIND_SHIFT)
        else:
            first.append(EXPANSION << KIND_SHIFT | len(expansions))
            expansions.extend([len(entries), *entries])
    return first, expansions


def unescape(text: str) -> tuple[str, list[int]]:
    """Replace HTML entities that were left in a text (``&nbsp;`` as six letters), keeping the way back.

    Returns the new text and ``origin``: code point ``i`` of it began at ``text[origin[i]]``; ``origin`` has one item
    more than the text, so ``origin[start], origin[end]`` maps a half-open span. Unknown entities stay.
    """
    pieces: list[str] = []
    origin: list[int] = []
    done = 0
    for found in _ENTITY.finditer(text):
        meant = html.unescape(found.group())
        if meant == found.group():
            continue
        pieces += text[done : found.start()], meant
        origin += range(done, found.start())
        origin += [found.start()] * len(meant)
        done = found.end()
    pieces.append(text[done:])
    origin += range(done, len(text) + 1)
    return "".join(pieces), origin


def _fold_once(text: str) -> str:
    return "".join(map(_kept, unicodedata.normalize("NFKD", text).casefold().translate(_SAME)))


def _kept(character: str) -> str:
    """Give what stays of one decomposed, case folded code point."""
    if character.isascii():
        return character
    category = unicodedata.category(character)
    if category == "Nd":
        return str(unicodedata.decimal(character))
    dropped = unicodedata.combining(character) and character not in _VOICING
    return "" if dropped or category == "Cf" or _IGNORABLE.match(character) else character


def _split_chunk(chunk: str) -> tuple[tuple[str, int, int, float], ...]:
    """Split a run without white space: (folded word, start, end, weight) of each word."""
    words: list[tuple[str, int, int, float]] = []
    letters, start, end, weight, apostrophe = "", 0, 0, 1.0, False
    for i, original in enumerate(chunk):
        for character in folded_code_point(original) or (None,):
            what = kind(character) if character else DROPPED
            if character and letters and ((what == LETTER and weight == 1.0) or (what == MARK and not apostrophe)):
                letters, end, apostrophe = letters + character, i + 1, False
            elif what == DROPPED:
                end = end if apostrophe else i + 1
            elif what == APOSTROPHE and letters and weight == 1.0 and not apostrophe:
                apostrophe = True
            else:
                if letters:
                    words.append((letters, start, end, weight))
                begins = character is not None and what in (LETTER, CHARACTER)
                letters, start, end = character if character and begins else "", i, i + 1
                weight, apostrophe = (0.5 if what == CHARACTER else 1.0), False
    if letters:
        words.append((letters, start, end, weight))
    return tuple(words)


_split_short = lru_cache(maxsize=1 << 15)(_split_chunk)
