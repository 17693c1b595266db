"""Finds every mention of the wire and its reporters on a page, and says what kind of place each stands in."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from wiretrace.credit.article import Article
from wiretrace.credit.classify import Line, kind_of
from wiretrace.credit.copy import Copy
from wiretrace.credit.logos import logo_mentions
from wiretrace.credit.machine import machine_mentions
from wiretrace.credit.names import NameHit, find_reporters, find_wire, fold_same_length
from wiretrace.credit.notices import is_notice_line, known_notices, settle_copyright_lines
from wiretrace.credit.others import other_mentions
from wiretrace.model import Mention, Span, Wire

__all__ = ["Article", "Copy", "find_mentions"]


def find_mentions(article: Article, wire: Wire) -> tuple[Mention, ...]:
    """Find and classify all mentions, on the whole page, never on an extractor's output.

    Returns them in this order: the visible text's (by offset), notices found by their known wording, logos, machine
    data. Costs a pass over the page's text a name, and work in proportion to the mentions found.
    """
    found = [
        *_text_mentions(article, wire),
        *other_mentions(article, wire),
        *known_notices(article, wire),
        *logo_mentions(article, wire),
        *machine_mentions(article.page, article.story.byline, wire),
    ]
    return tuple(settle_copyright_lines(found, article))


def _text_mentions(article: Article, wire: Wire) -> Iterator[Mention]:
    page = article.page
    text = page.text[: page.visible_end]
    folded = fold_same_length(text)
    by_block: dict[int, list[tuple[Span, NameHit | None]]] = defaultdict(list)
    for span in find_wire(text, folded, wire):
        by_block[article.block_at(span.start)].append((span, None))
    for named in find_reporters(text, folded, article.story.byline):
        by_block[article.block_at(named.span.start)].append((named.span, named))
    for index in sorted(by_block):
        found = by_block[index]
        line = Line(article, index, [span for span, _ in found], [span for span, hit in found if hit is not None])
        for span, hit in sorted(found, key=lambda item: item[0]):
            yield from _classified(article, line, span, hit, wire)


def _classified(article: Article, line: Line, span: Span, hit: NameHit | None, wire: Wire) -> Iterator[Mention]:
    kind = kind_of(line, span, is_wire=hit is None)
    if hit is not None and hit.initials and kind != "credit_line":
        return
    element = article.element_at(span)
    if article.page.elements and element >= 0 and article.page.elements[element].hidden:
        kind = "chrome"
    place = article.place(element)
    text = _around(line, span)
    if hit is not None:
        yield Mention(kind, text, place, span, "reporter", article.story.byline[hit.index])
        return
    yield Mention(kind, text, place, span, "wire", wire.name)
    if kind in ("contribution", "credit_line") and is_notice_line(line.folded, below=line.zone == "tail"):
        yield Mention("notice", text, place, span, "wire", wire.name)


def _around(line: Line, span: Span) -> str:
    """The line, or where it is long, the words around the mention."""
    if len(line.text) <= 200:
        return line.text
    first, end = max(span.start - line.block.start - 90, 0), span.end - line.block.start + 90
    text = line.text[first:end]
    if first:
        text = "…" + text[text.find(" ") :].lstrip() if " " in text[:90] else "…" + text
    if end < len(line.text):
        text = text[: text.rfind(" ")] + "…" if " " in text[-90:] else text + "…"
    return text
