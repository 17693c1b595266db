"""ORIG_LINE, ORIG_TOP, BOILER: the wire's notice, its line of origin or its description stands with the story."""

from __future__ import annotations

from collections.abc import Iterable

from wiretrace.credit.article import Article
from wiretrace.credit.copy import Copy
from wiretrace.credit.evidence import clip, finding, mentions_of, unseen
from wiretrace.credit.notices import likeness
from wiretrace.model import Finding, Mention, Rule

NAME = "notice"
# Of a fixed line most words must stand; the threshold is that of credit.notices.SAME_WORDING.
FIXED_LINE = 0.6


def judge(copy: Copy, rule: Rule) -> Finding:
    """Kept if a notice of the wire is found; of a line that the rule fixes (``text``), that line; at its ``place``.

    A notice in another wire's name does not count, nor one that the site prints away from any story.
    """
    notices = _one_a_line(copy.article, mentions_of(copy, "wire", "notice"))
    if rule.text:
        notices = tuple(notice for notice in notices if likeness(rule.text, notice.text) >= FIXED_LINE)
    if rule.place == "top":
        below = notices
        notices = tuple(notice for notice in notices if _above(copy, notice))
        if below and not notices:
            why = f"the notice stands below the story's top: {clip(below[0].text)}"
            return finding(NAME, rule, "broken", why, below)
    if notices:
        return finding(NAME, rule, "kept", f"the notice stands: {clip(notices[0].text)}", notices)
    if reason := unseen(copy):
        return finding(NAME, rule, "cannot_tell", reason)
    return finding(NAME, rule, "broken", f"no notice of {copy.wire.name} stands with the story")


def _one_a_line(article: Article, notices: Iterable[Mention]) -> tuple[Mention, ...]:
    """One notice may name the wire several times, and be known by its wording besides: the longest stands for it."""
    found: list[Mention] = []
    taken = -1
    placed = [(notice.span, notice) for notice in notices if notice.span is not None]
    for span, notice in sorted(placed, key=lambda item: (article.block_at(item[0].start), item[0].start - item[0].end)):
        if span.start >= taken:
            found.append(notice)
            taken = max(span.end, article.page.blocks[article.block_at(span.start)].end)
    return (*found, *(notice for notice in notices if notice.span is None))


def _above(copy: Copy, notice: Mention) -> bool:
    """At the top: before the end of the story's first passage, give or take its opening paragraph."""
    if copy.match is None or not copy.match.passages or notice.span is None:
        return False
    return notice.span.start <= min(p.page.start for p in copy.match.passages) + 400
