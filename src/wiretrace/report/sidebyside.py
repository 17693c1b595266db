"""Draws the rows of a diff: story left, page right, untouched stretches folded."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Final

from wiretrace.model import Match, Page, Span, Story
from wiretrace.report.diff import Piece, Row, rows
from wiretrace.report.markup import EDITS, counted, escape
from wiretrace.text import split

# A fold hides at least three paragraphs: for fewer, its own line costs the reader as much as it saves.
_FOLDED_ROWS: Final = 3
_HEAD: Final = '<div class="sides" aria-hidden="true"><p>The story</p><p>The page</p></div>'


def side_by_side(story: Story, page: Page, match: Match) -> str:
    """Return the diff as HTML. Numbers at the rows are code points of the story's text."""
    parts = [_HEAD]
    for said, group in groupby(rows(story, page, match), key=_folds_as):
        run = list(group)
        drawn = "\n".join(_row(row, story.text, page.text) for row in run)
        parts.append(_fold(run, story.text, drawn, said) if said and len(run) >= _FOLDED_ROWS else drawn)
    return f'<div class="diff">{"".join(parts)}</div>'


def _folds_as(row: Row) -> str:
    """What a run of such rows is called when it is folded; empty where the reader must see it."""
    if row.is_untouched:
        return "as in the story"
    return "not on the page" if all(piece.kind == "cut" for piece in row.pieces) else ""


def _fold(run: Sequence[Row], text: str, drawn: str, how: str) -> str:
    # Weights, as Match counts: a character of a script without spaces is half a word.
    words = sum(sum(split(_cut(text, piece.story)).weights) for row in run for piece in row.pieces)
    said = f"{counted(len(run), 'paragraph')}, {counted(round(words), 'word')}, {how}"
    return f"<details><summary>{said}</summary>\n{drawn}\n</details>"


def _row(row: Row, story: str, page: str) -> str:
    left = "".join(_left(row.pieces, story))
    right = "".join(_right(row.pieces, page))
    spans = [piece.story for piece in row.pieces if piece.story]
    at = f", characters {spans[0].start:,}–{spans[-1].end:,}" if spans else ""
    style = "row quiet" if row.is_untouched else "row"
    return (
        f'<div class="{style}"><p class="story" dir="auto"><span class="side">Story{at}</span>'
        f"{left or _nothing('not in the story')}</p>"
        f'<p class="copy" dir="auto"><span class="side">Page</span>{right or _nothing("not on the page")}</p></div>'
    )


def _nothing(said: str) -> str:
    return f'<span class="nothing">{said}</span>'


def _left(pieces: Sequence[Piece], text: str) -> Iterator[str]:
    last: Piece | None = None
    for piece in pieces:
        if piece.story is None:
            continue
        gap = _between(text, last.story if last else None, piece.story)
        yield f"<del>{gap}</del>" if last and last.kind == "cut" and gap.strip() else gap
        said = escape(_cut(text, piece.story))
        if piece.kind == "cut":
            said = f"<del>{said}</del>"
        elif piece.kind not in ("same", "style"):
            said = f'<mark class="{piece.kind}">{said}</mark>'
        yield said
        last = piece
    if last is not None and last.story is not None:
        tail = escape(_tail(text, last.story.end))
        yield f"<del>{tail}</del>" if last.kind == "cut" and tail else tail


def _right(pieces: Sequence[Piece], text: str) -> Iterator[str]:
    last: Span | None = None
    for piece in pieces:
        if piece.page is None:
            continue
        yield _between(text, last, piece.page)
        said = escape(_cut(text, piece.page)).replace("\n", "<br>")
        if piece.kind == "insertion":
            said = f"<ins>{said}</ins>"
        elif piece.kind == "style":
            said = f'<span class="style" title="{EDITS["style"]}">{said}</span>'
        elif piece.kind != "same":
            said = f'<mark class="{piece.kind}">{said}<small> {EDITS[piece.kind]}</small></mark>'
        yield said
        last = piece.page
    if last is not None:
        yield escape(_tail(text, last.end))


def _between(text: str, last: Span | None, span: Span) -> str:
    """Punctuation and space between two pieces; an ellipsis where words that belong to no piece stand there."""
    if last is None:
        return escape(_lead(text, span.start))
    gap = text[last.end : span.start]
    if last.end > span.start or split(gap).folded:
        return " … "
    return escape(gap).replace("\n", "<br>")


def _lead(text: str, start: int) -> str:
    """An opening mark before the first word, such as a quotation mark or a dollar sign."""
    at = start
    while at > 0 and not text[at - 1].isalnum() and not text[at - 1].isspace():
        at -= 1
    return text[at:start]


def _tail(text: str, end: int) -> str:
    """The closing mark behind the last word."""
    at = end
    while at < len(text) and not text[at].isalnum() and not text[at].isspace():
        at += 1
    return text[end:at]


def _cut(text: str, span: Span | None) -> str:
    return text[span.start : span.end] if span else ""
