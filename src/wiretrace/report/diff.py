"""Lays a story and its copy side by side: rows of paired paragraphs, in pieces that are the same or edited."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from wiretrace.model import Edit, EditKind, Match, Page, Passage, Span, Story
from wiretrace.text import split

PieceKind = Literal["same"] | EditKind


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of the story, of the page, or of both. ``same``: the same words on both sides."""

    kind: PieceKind
    story: Span | None
    page: Span | None


@dataclass(frozen=True, slots=True)
class Row:
    """One paragraph of the story beside what became of it."""

    pieces: tuple[Piece, ...]

    @property
    def is_untouched(self) -> bool:
        """Whether the paragraph stands on the page as it was."""
        return all(piece.kind in ("same", "style") for piece in self.pieces)


def rows(story: Story, page: Page, match: Match) -> list[Row]:
    """Pair story and page by ``match``: rows in the story's order, each a paragraph of the story.

    Every code point of the story from its first word to its last is in exactly one piece. A stretch that neither a
    passage nor an edit covers is a cut. Page text that no passage or edit names is not shown. Costs a split of the
    story and the matched stretches.
    """
    inner, outer = _sorted_edits(match)
    pieces: list[tuple[int, Piece]] = []
    for passage in match.passages:
        mine = [edit for edit in inner if _inside(edit, passage)]
        pieces += [(piece.story.start if piece.story else -1, piece) for piece in _walk(story, page, passage, mine)]
    pieces = _place_insertions(pieces)
    pieces += [(_key(edit, match.passages), Piece(edit.kind, edit.story, edit.page)) for edit in outer]
    ordered = [piece for _, piece in sorted(pieces, key=lambda pair: pair[0])]
    return _paragraphs(story.text, page.text, _fill_gaps(story.text, ordered))


def _sorted_edits(match: Match) -> tuple[list[Edit], list[Edit]]:
    """Edits inside a passage, and those between passages; a move or a headline is told elsewhere."""
    told = [edit for edit in match.edits if edit.kind not in ("reorder", "headline") and (edit.story or edit.page)]
    inner: list[Edit] = []
    outer: list[Edit] = []
    for edit in told:
        (inner if any(_inside(edit, passage) for passage in match.passages) else outer).append(edit)
    return inner, outer


def _inside(edit: Edit, passage: Passage) -> bool:
    on_story = edit.story is None or _within(edit.story, passage.story)
    on_page = edit.page is None or _within(edit.page, passage.page)
    return on_story and on_page


def _within(span: Span, whole: Span) -> bool:
    return whole.start <= span.start and span.end <= whole.end


def _place_insertions(pieces: list[tuple[int, Piece]]) -> list[tuple[int, Piece]]:
    """Give a piece without a story side the place of the piece before it."""
    last, placed = 0, []
    for key, piece in pieces:
        last = key if piece.story else last
        placed.append((last, piece))
    return placed


def _key(edit: Edit, passages: Sequence[Passage]) -> int:
    """Where in the story an edit belongs; an insertion goes behind the passage that ends before it on the page."""
    if edit.story:
        return edit.story.start
    assert edit.page
    before = [passage for passage in passages if passage.page.end <= edit.page.start]
    return max(before, key=lambda passage: passage.page.end).story.end - 1 if before else -1


def _walk(story: Story, page: Page, passage: Passage, edits: Sequence[Edit]) -> Iterator[Piece]:
    """Go through a passage word by word on both sides at once.

    Words that no edit claims pair up in order; where the folded words of a pair differ the stretch is wording.
    """
    left = _Side(story.text, passage.story, [edit.story for edit in edits])
    right = _Side(page.text, passage.page, [edit.page for edit in edits])
    while not (left.done and right.done):
        claims = [number for number in (left.claim, right.claim) if number is not None]
        if claims:
            edit = edits[min(claims)]
            left.skip(edit.story)
            right.skip(edit.page)
            yield Piece(edit.kind, edit.story, edit.page)
        elif left.done or right.done:
            kind: PieceKind = "insertion" if left.done else "cut"
            yield Piece(kind, left.rest(), right.rest())
        else:
            same = left.word == right.word
            a, b = left.run(right, same=same)
            yield Piece("same" if same else "wording", a, b)


class _Side:
    """A cursor over the words of one side of a passage; it knows which words an edit claims."""

    def __init__(self, text: str, span: Span, edits: Sequence[Span | None]) -> None:
        words = split(text[span.start : span.end])
        self.text = text
        self.folded = words.folded
        self.spans = [Span(span.start + a, span.start + b) for a, b in zip(words.starts, words.ends, strict=True)]
        self.claims: list[int | None] = [None] * len(self.folded)
        ends = [word.end for word in self.spans]
        for number, edit in enumerate(edits):
            if edit is None:
                continue
            for at in range(bisect_right(ends, edit.start), len(ends)):
                if self.spans[at].start >= edit.end:
                    break
                self.claims[at] = number
        self.at = 0

    @property
    def done(self) -> bool:
        return self.at >= len(self.folded)

    @property
    def claim(self) -> int | None:
        return None if self.done else self.claims[self.at]

    @property
    def word(self) -> str:
        return self.folded[self.at]

    def skip(self, span: Span | None) -> None:
        """Step behind ``span``; always at least over the words that it claims here."""
        if span is not None:
            while not self.done and self.spans[self.at].start < span.end:
                self.at += 1

    def rest(self) -> Span | None:
        """All that is left, up to the next claim."""
        if self.done:
            return None
        start = self.spans[self.at].start
        while not self.done and self.claim is None:
            self.at += 1
        return Span(start, self.spans[self.at - 1].end)

    def run(self, other: _Side, *, same: bool) -> tuple[Span, Span]:
        """Step both sides on while their words are (not) the same, to the end of the story's paragraph at most."""
        a, b = self.spans[self.at].start, other.spans[other.at].start
        while True:
            end = self.spans[self.at].end
            self.at += 1
            other.at += 1
            if self.done or other.done or self.claim is not None or other.claim is not None:
                break
            if (self.word == other.word) != same or "\n" in self.text[end : self.spans[self.at].start]:
                break
        return Span(a, self.spans[self.at - 1].end), Span(b, other.spans[other.at - 1].end)


def _fill_gaps(text: str, pieces: Sequence[Piece]) -> list[Piece]:
    """Add a cut for each stretch of words of the story that no piece covers; drop what is covered twice."""
    filled: list[Piece] = []
    at = 0
    for piece in pieces:
        if piece.story is None:
            filled.append(piece)
        elif piece.story.start >= at:
            filled += [*_cuts(text, at, piece.story.start), piece]
            at = piece.story.end
        elif piece.page is not None and piece.kind != "same":
            filled.append(Piece("insertion", None, piece.page))
    return filled + _cuts(text, at, len(text))


def _cuts(text: str, start: int, end: int) -> list[Piece]:
    words = split(text[start:end])
    if not words.folded:
        return []
    return [Piece("cut", Span(start + words.starts[0], start + words.ends[-1]), None)]


def _paragraphs(text: str, page: str, pieces: Sequence[Piece]) -> list[Row]:
    """Break the pieces into rows where a paragraph of the story begins, or a whole paragraph was inserted."""
    rows: list[list[Piece]] = []
    last_end: int | None = None
    for piece in (part for whole in pieces for part in _by_line(text, whole)):
        alone = piece.story is None and piece.page is not None and _is_whole_line(page, piece.page)
        fresh = piece.story is not None and last_end is not None and "\n" in text[last_end : piece.story.start]
        if not rows or alone or fresh:
            rows.append([])
        rows[-1].append(piece)
        if piece.story is not None:
            last_end = piece.story.end
    return [Row(tuple(row)) for row in rows]


def _by_line(text: str, piece: Piece) -> list[Piece]:
    """A cut of several paragraphs is a piece for each of them."""
    if piece.kind != "cut" or piece.story is None:
        return [piece]
    parts, at = [], piece.story.start
    for line in text[piece.story.start : piece.story.end].split("\n"):
        if line.strip():
            parts.append(Piece("cut", Span(at, at + len(line)), None))
        at += len(line) + 1
    return parts


def _is_whole_line(text: str, span: Span) -> bool:
    before = text[text.rfind("\n", 0, span.start) + 1 : span.start]
    end = text.find("\n", span.end)
    after = text[span.end : end if end >= 0 else len(text)]
    return not split(before).folded and not split(after).folded
