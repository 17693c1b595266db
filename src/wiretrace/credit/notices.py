"""Finds the wire's notice: by its known wordings, and by the standing forms that notices take.

Wordings change over the years, and publishers retype them. A known wording is found when most of its words stand in
the line; the rarer a word is in notices at large, the more it counts.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from wiretrace.credit import phrases
from wiretrace.credit.article import Article
from wiretrace.credit.names import fold_same_length
from wiretrace.model import Mention, Page, Span, Wire

# Share of a wording's words that a line must hold. Two versions of one notice share 70 to 95 % of their words,
# two wires' notices under 45 % (their stock phrases): 0.6 lies between.
SAME_WORDING = 0.6
MIN_WORDS = 6
MAX_BARE = 80
_WORD = re.compile(r"\w+")


def _shingles(text: str) -> set[str]:
    words = _WORD.findall(fold_same_length(text))
    return {" ".join(words[i : i + 2]) for i in range(len(words) - 1)} or set(words)


def likeness(wording: str, text: str) -> float:
    """The share of ``wording``'s word pairs that stand in ``text`` (0..1); 0 for wordings under six words."""
    wanted = _shingles(wording)
    if len(wanted) < MIN_WORDS - 1:
        return 1.0 if fold_same_length(wording).strip() in fold_same_length(text) else 0.0
    return len(wanted & _shingles(text)) / len(wanted)


def known_notices(article: Article, wire: Wire) -> Iterator[Mention]:
    """Yield the lines that carry one of the wire's known wordings, also when it runs over several lines."""
    for wording in wire.notices:
        words = set(_WORD.findall(fold_same_length(wording)))
        for index, block in enumerate(article.page.blocks):
            if block.element < 0 or block.end - block.start < len(wording) // 8:
                continue
            text = article.page.text[block.start : min(block.end, block.start + 4 * len(wording) + 400)]
            if len(words & set(_WORD.findall(fold_same_length(text)))) < SAME_WORDING * len(words) / 2:
                continue
            end = _notice_end(article.page, index, wording)
            if end is not None:
                place, span = article.place(block.element), Span(block.start, end)
                yield Mention("notice", article.page.text[block.start : end][:400], place, span, "wire", wire.name)
                break


def _notice_end(page: Page, index: int, wording: str) -> int | None:
    """Where a wording ends that begins in block ``index``: with the block that adds the last of it; ``None``: it is not there."""
    start, limit = page.blocks[index].start, min(page.blocks[index].start + 2 * len(wording) + 200, page.visible_end)
    most = likeness(wording, page.text[start:limit])
    if most < SAME_WORDING:
        return None
    for block in page.blocks[index:]:
        if block.end >= limit or likeness(wording, page.text[start : block.end]) >= most:
            return min(block.end, limit)
    return limit


def is_notice_line(folded: str, *, below: bool) -> bool:
    """Say whether a line that names the wire has the form of a notice: copyright, origin, contribution.

    A source line ("Quelle: ...") is one too where it stands ``below`` the text, as its last word on where it is from.
    """
    forms = (phrases.COPYRIGHT, phrases.ORIGINAL, phrases.CONTRIBUTION, phrases.SIGN_OFF)
    return any(form.search(folded) for form in forms) or (below and bool(phrases.SOURCE_LINE.search(folded)))


def settle_copyright_lines(mentions: Iterable[Mention], article: Article) -> Iterator[Mention]:
    """Decide what copyright lines of the wire are: the story's notice, or the site's own foot.

    Some sites print an agency's line at the foot of every page, wire copy or not. A bare one ("(c) Wire. All rights
    reserved" and no more), and any that stands away from the story, is the story's notice only where the story is
    credited to the wire by something else: a credit line, a dateline, a logo. One among the story's own paragraphs
    needs no such witness.
    """
    found = list(mentions)
    credited = any(m.of == "wire" and m.kind in ("credit_line", "dateline", "logo") for m in found)
    for mention in found:
        if mention.of != "wire" or mention.span is None or not _needs_witness(mention, mention.span, article):
            yield mention
        else:
            is_notice = credited or article.is_beside_text(mention.span)
            yield replace(mention, kind="notice" if is_notice else "chrome")


def _needs_witness(mention: Mention, span: Span, article: Article) -> bool:
    folded = fold_same_length(mention.text)
    if mention.kind not in ("notice", "chrome") or not phrases.COPYRIGHT.search(folded):
        return False
    before = fold_same_length(article.page.text[max(span.start - 40, 0) : span.start])
    after = article.page.text[span.end : span.end + 3].lstrip()
    if mention.kind == "chrome" and (before.rstrip().endswith("/") or after.startswith(("/", "|"))):
        return False  # "(c) Jane Doe/Wire" is a picture's
    if len(folded) <= MAX_BARE and not phrases.TERMS.search(folded) and not phrases.ORIGINAL.search(folded):
        return True
    return mention.kind == "chrome" and bool(phrases.CLAIM.search(before))
