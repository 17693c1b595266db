"""Which language's tables a text is read with."""

from __future__ import annotations

import re
from typing import Final

from wirecopy.desk.check.english import LANGUAGE

_WORD: Final = re.compile(r"[^\W\d_]{1,20}")
_SMALL: Final = frozenset("the of and to in a is that was for on it with as his by at from he said has have".split())
SAMPLE: Final = 4000
"""Characters that are looked at."""

ENOUGH: Final = 0.15
"""Share of English small words. News in English has 0.25 to 0.45, in German, French, Spanish, Dutch under 0.08 ("in", "a", "is", "was")."""


def language_of(tag: str, text: str) -> str:
    """Give ``en``, or the empty string where there is no table for the language.

    A tag is believed (``en-GB`` is English). Without one, a text is English if enough of its small words are.
    """
    primary = tag.strip().lower().replace("_", "-").partition("-")[0]
    if primary:
        return LANGUAGE if primary in (LANGUAGE, "eng", "english") else ""
    words = _WORD.findall(text[:SAMPLE].lower())
    return LANGUAGE if words and sum(word in _SMALL for word in words) >= ENOUGH * len(words) else ""
