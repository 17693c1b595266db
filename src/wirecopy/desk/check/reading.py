"""A draft's text, read once: its sentences, what stands in quotation marks, what leads elsewhere."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from wirecopy.desk.check.marks import quoted_ranges
from wirecopy.desk.check.sentences import sentences
from wiretrace.model import Span


@dataclass(frozen=True, slots=True)
class Reading:
    """The story's text and its parts, each list ascending and without overlaps.

    ``asides`` are lines that lead to other stories: their words are those of another headline.
    """

    text: str
    sentences: Sequence[Span]
    quoted: Sequence[Span]
    asides: Sequence[Span]

    def sentence_at(self, place: int) -> Span:
        """The sentence in which a place lies, or the last one before it; an empty range where there is none."""
        i = bisect_right(self.sentences, (place, len(self.text) + 1)) - 1
        return self.sentences[i] if i >= 0 else Span(place, place)

    def sentences_with(self, hints: Sequence[str]) -> Iterator[Span]:
        """Give the sentences that hold one of some small-letter words: few do, and only these need a closer look."""
        for span in self.sentences:
            small = self.text[span.start : span.end].lower()
            if any(hint in small for hint in hints):
                yield span

    def is_quoted(self, place: int) -> bool:
        """Say whether a place stands in a quotation."""
        return _is_in(self.quoted, place)

    def is_aside(self, place: int) -> bool:
        """Say whether a place stands in a line that leads elsewhere."""
        return _is_in(self.asides, place)

    def is_own_words(self, place: int) -> bool:
        """Say whether the story itself speaks here."""
        return not self.is_quoted(place) and not self.is_aside(place)


def read(text: str, *, asides: Sequence[Span]) -> Reading:
    """Read a text. Costs some 0.3 µs a character."""
    quoted = [span for span in quoted_ranges(text) if not _is_in(asides, span.start)]
    return Reading(text, sentences(text), quoted, asides)


def _is_in(spans: Sequence[Span], place: int) -> bool:
    i = bisect_right(spans, (place, 1 << 62)) - 1
    return i >= 0 and spans[i].start <= place < spans[i].end
