"""Figures that changed where the words did not: a sign, a currency, a point that became a dash."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from operator import attrgetter

from wiretrace.align.aligned import Aligned
from wiretrace.align.figures import Figure, figure_at, is_same_figure
from wiretrace.align.quantities import is_same_quantity
from wiretrace.align.quotations import in_quotation
from wiretrace.model import Edit, EditKind, Page, Span


def figure_edits(aligned: Aligned, page: Page) -> Iterator[Edit]:
    """Yield the figures inside runs whose digits agree and that state another number.

    "3.5" and "3-5", "-3" and "3", "$5" and "€5", "5%" and "5" have the same words. Costs a look at each figure of the
    story that stands on the page.
    """
    there = aligned.page
    for run in aligned.runs:
        moved = run.page - run.story
        for old in aligned.figures[bisect_left(aligned.figures, run.story, key=attrgetter("first")) :]:
            if old.first >= run.story + run.length:
                break
            if old.end > run.story + run.length:
                continue
            new = figure_at(page.text, there.starts[old.first + moved], there.ends[old.end + moved - 1])
            if not _states_the_same(aligned, page, old.figure, new):
                yield _edit(aligned, page, old.figure, new)


def _states_the_same(aligned: Aligned, page: Page, old: Figure, new: Figure) -> bool:
    if is_same_figure(old, aligned.story.text, new, page.text):
        return True
    return is_same_quantity(aligned.story.text[old.start : old.end], page.text[new.start : new.end])


def _edit(aligned: Aligned, page: Page, old: Figure, new: Figure) -> Edit:
    story, there = (Span(figure.start - len(figure.before), figure.end + len(figure.after)) for figure in (old, new))
    kind: EditKind = "quotation" if in_quotation(aligned.quoted, old.start, old.end) else "number"
    return Edit(kind, story, there, aligned.story.text[story.start : story.end], page.text[there.start : there.end])
