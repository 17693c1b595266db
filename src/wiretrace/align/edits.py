"""Names every difference between a story and its copy: cut, insertion, number, name, quotation, style, wording."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import SequenceMatcher
from itertools import pairwise

from wiretrace.align.aligned import Aligned
from wiretrace.align.house_style import is_changed_number, is_same_quantity, is_style
from wiretrace.align.passages import Chain
from wiretrace.align.quotations import in_quotation, takes_part_of
from wiretrace.align.runs import Run
from wiretrace.model import Edit, EditKind, Page, Span

NAME = re.compile(r"(?<![.!?:\"“„»]\s)(?<!^)\b[^\W\d_a-z]\w+")
"""A capitalised word that does not open a sentence."""

SAME_HEADLINE = 0.999
SHARED_WORDS = 2
"""Words between two differences that may belong to one quantity or time of day: its unit, its minutes."""


def edits(aligned: Aligned, page: Page) -> tuple[Edit, ...]:
    """Give the edits in the order of the story, then insertions and the headline's."""
    return (*_gaps(aligned, page), *_between(aligned, page), *_reordered(aligned, page), *_headline(aligned, page))


def _range(aligned: Aligned, start: int, end: int, *, page: bool) -> Span | None:
    words = aligned.page if page else aligned.words
    return Span(words.starts[start], words.ends[end - 1]) if end > start else None


def _gaps(aligned: Aligned, page: Page) -> Iterator[Edit]:
    """The differences inside passages, between two runs, and what only punctuation or case changed inside runs."""
    for chain in aligned.chains:
        for before, after in _around_gaps(aligned, page, chain):
            story, there = _gap(aligned, before, after)
            if story or there:
                around = Span(aligned.words.ends[before.story + before.length - 1], aligned.words.starts[after.story])
                yield _edit(aligned, page, story, there, around)


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


def _edit(aligned: Aligned, page: Page, story: Span | None, there: Span | None, around: Span) -> Edit:
    old = aligned.story.text[story.start : story.end] if story else ""
    new = page.text[there.start : there.end] if there else ""
    if story is None:
        quoted = any(q.start < around.start and around.end < q.end for q in aligned.quoted)
    elif there is None:
        quoted = takes_part_of(aligned.quoted, aligned.story.text, story)
    else:
        quoted = in_quotation(aligned.quoted, story.start, story.end)
    return Edit(kind_of(old, new, quoted=quoted), story, there, old, new)


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
    at = 0
    for chain in sorted(aligned.chains, key=lambda chain: chain.story):
        yield from _cut(aligned, at, chain.story[0])
        at = max(at, chain.story[1])
    yield from _cut(aligned, at, len(aligned.words.folded))
    for before, after in pairwise(aligned.chains):
        there = _range(aligned, before.page[1], after.page[0], page=True)
        if there and there.end <= (page.visible_end or len(page.text)):
            yield Edit("insertion", None, there, "", page.text[there.start : there.end])


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
    closest = max(range(len(heads)), key=lambda i: SequenceMatcher(None, texts[i].lower(), headline.lower()).ratio())
    if SequenceMatcher(None, texts[closest].casefold(), headline.casefold()).ratio() < SAME_HEADLINE:
        block = heads[closest]
        yield Edit("headline", None, Span(block.start, block.end), headline, texts[closest])
