"""Names every difference between a story and its copy: cut, insertion, number, name, quotation, style, wording."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import SequenceMatcher
from itertools import pairwise

from wiretrace.align.aligned import Aligned
from wiretrace.align.figure_edits import figure_edits
from wiretrace.align.figures import says_mark
from wiretrace.align.house_style import is_style
from wiretrace.align.passages import Chain
from wiretrace.align.quantities import is_changed_number, is_same_quantity
from wiretrace.align.quotations import (
    in_quotation,
    is_in_quotation,
    leaves_words_of_its_lines,
    takes_part_of,
)
from wiretrace.align.runs import Run
from wiretrace.model import Edit, EditKind, Page, Span

NAME = re.compile(r"(?<![.!?:\"“„»]\s)(?<!^)\b[^\W\d_a-z]\w+")
"""A capitalised word that does not open a sentence."""

MARK_REACH = 15
"""Characters before a place in which a currency may stand that is spelled out there: "$1,200 million" and "dollars"."""

SHARED_WORDS = 2
"""Words between two differences that may belong to one quantity or time of day: its unit, its minutes."""


def edits(aligned: Aligned, page: Page) -> tuple[Edit, ...]:
    """Give the edits: inside passages in the order of the story, at figures, between passages, and the headline's."""
    return (
        *_gaps(aligned, page),
        *figure_edits(aligned, page),
        *_between(aligned, page),
        *_reordered(aligned, page),
        *_headline(aligned, page),
    )


def _range(aligned: Aligned, start: int, end: int, *, page: bool) -> Span | None:
    words = aligned.page if page else aligned.words
    return Span(words.starts[start], words.ends[end - 1]) if end > start else None


def _gaps(aligned: Aligned, page: Page) -> Iterator[Edit]:
    """The differences inside passages, between two runs."""
    for chain in aligned.chains:
        for before, after in _around_gaps(aligned, page, chain):
            story, there = _gap(aligned, before, after)
            if story or there:
                yield _edit(aligned, page, story, there, (before, after))


def _around_gaps(aligned: Aligned, page: Page, chain: Chain) -> Iterator[tuple[Run, Run]]:
    """The runs on both sides of each gap; two gaps are one where together they give one quantity or time of day.

    "12 degrees Celsius" and "54 degrees Fahrenheit" share a word, "7:30 p.m." and "19:30" share their minutes.
    """
    runs = chain.runs
    at = 0
    while at + 1 < len(runs):
        step = 1
        if at + 2 < len(runs) and runs[at + 1].length <= SHARED_WORDS:
            step += _is_one_quantity(aligned, page, runs[at], runs[at + 2])
        yield runs[at], runs[at + step]
        at += step


def _is_one_quantity(aligned: Aligned, page: Page, before: Run, after: Run) -> bool:
    story, there = _gap(aligned, before, after)
    if story is None or there is None:
        return False
    return is_same_quantity(aligned.story.text[story.start : story.end], page.text[there.start : there.end])


def _gap(aligned: Aligned, before: Run, after: Run) -> tuple[Span | None, Span | None]:
    """What stands between two runs, on the story's side and on the page's."""
    story = _range(aligned, before.story + before.length, after.story, page=False)
    return story, _range(aligned, before.page + before.length, after.page, page=True)


def _edit(aligned: Aligned, page: Page, story: Span | None, there: Span | None, around: tuple[Run, Run]) -> Edit:
    """Name what stands between the runs ``around``: ``story`` on the one side, ``there`` on the other."""
    old = aligned.story.text[story.start : story.end] if story else ""
    new = page.text[there.start : there.end] if there else ""
    kind = kind_of(old, new, quoted=_is_quoted(aligned, story, there, around))
    if kind in ("cut", "insertion") and says_mark(old or new, _beside(aligned, page, around[0], on_page=not new)):
        kind = "style"
    return Edit(kind, story, there, old, new)


def _is_quoted(aligned: Aligned, story: Span | None, there: Span | None, around: tuple[Run, Run]) -> bool:
    if story is None:
        start, end = aligned.words.ends[around[0].story + around[0].length - 1], aligned.words.starts[around[1].story]
        return any(quoted.start < start and end < quoted.end for quoted in aligned.quoted)
    if there is None:
        return takes_part_of(aligned.quoted, aligned.story.text, story)
    return in_quotation(aligned.quoted, story.start, story.end)


def _beside(aligned: Aligned, page: Page, before: Run, *, on_page: bool) -> str:
    """The text around the end of a run, where a currency or per cent sign may stand."""
    text, words, start = (
        (page.text, aligned.page, before.page) if on_page else (aligned.story.text, aligned.words, before.story)
    )
    end = words.ends[start + before.length - 1]
    return text[max(end - MARK_REACH, 0) : end + 2]


def kind_of(old: str, new: str, *, quoted: bool) -> EditKind:
    """Name one replacement. What stands in quotation marks is a changed quotation, whatever else it is.

    A number that went with the words around it is cut, one that came with them is inserted; only where other words
    took the place of some is a number changed.
    """
    if quoted:
        return "quotation"
    if not new:
        return "cut"
    if not old:
        return "insertion"
    if is_style(old, new):
        return "style"
    if is_changed_number(old, new):
        return "number"
    if set(NAME.findall(" " + old)) != set(NAME.findall(" " + new)):
        return "name"
    return "wording"


def _between(aligned: Aligned, page: Page) -> Iterator[Edit]:
    """What is cut from the story between passages and at its ends, and what is inserted between them on the page."""
    put_in_place = _replaced_quotations(aligned, page)
    taken = {edit.story for edit in put_in_place} | {edit.page for edit in put_in_place}
    at = 0
    for chain in sorted(aligned.chains, key=lambda chain: chain.story):
        yield from (edit for edit in _cut(aligned, at, chain.story[0]) if edit.story not in taken)
        at = max(at, chain.story[1])
    yield from _cut(aligned, at, len(aligned.words.folded))
    for before, after in pairwise(aligned.chains):
        there = _range(aligned, before.page[1], after.page[0], page=True)
        if there and there.end <= (page.visible_end or len(page.text)) and there not in taken:
            yield Edit("insertion", None, there, "", page.text[there.start : there.end])
    yield from put_in_place


def _replaced_quotations(aligned: Aligned, page: Page) -> list[Edit]:
    """Quotations that gave way to many other quoted words, with who said it left standing: no cut and insertion."""
    found = []
    for before, after in pairwise(aligned.chains):
        story = _range(aligned, before.story[1], after.story[0], page=False)
        there = _range(aligned, before.page[1], after.page[0], page=True)
        if (
            story is not None
            and there is not None
            and in_quotation(aligned.quoted, *story)
            and leaves_words_of_its_lines(aligned.story.text, story)
            and is_in_quotation(page.text, there)
        ):
            old, new = aligned.story.text[story.start : story.end], page.text[there.start : there.end]
            found.append(Edit("quotation", story, there, old, new))
    return found


def _cut(aligned: Aligned, start: int, end: int) -> Iterator[Edit]:
    """A cut, which is a shortened quotation where it takes a part of one and leaves the rest."""
    span = _range(aligned, start, end, page=False)
    if span is None:
        return
    partly = takes_part_of(aligned.quoted, aligned.story.text, span)
    yield Edit("quotation" if partly else "cut", span, None, aligned.story.text[span.start : span.end], "")


def _reordered(aligned: Aligned, page: Page) -> Iterator[Edit]:
    last: Chain | None = None
    for chain in aligned.chains:
        if last is not None and chain.story[0] < last.story[0]:
            story = _range(aligned, *chain.story, page=False)
            there = _range(aligned, *chain.page, page=True)
            if story and there:
                old, new = aligned.story.text[story.start : story.end], page.text[there.start : there.end]
                yield Edit("reorder", story, there, old, new)
        last = chain


def _headline(aligned: Aligned, page: Page) -> Iterator[Edit]:
    headline = aligned.story.headline
    heads = [b for b in page.blocks if b.element >= 0 and page.elements[b.element].tag == "h1"]
    if not headline or not heads or not aligned.chains:
        return
    texts = [page.text[block.start : block.end] for block in heads]
    if headline.casefold() in (text.casefold() for text in texts):
        return
    closest = max(range(len(heads)), key=lambda i: SequenceMatcher(None, texts[i].lower(), headline.lower()).ratio())
    block = heads[closest]
    yield Edit("headline", None, Span(block.start, block.end), headline, texts[closest])
