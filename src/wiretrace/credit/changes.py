"""What a publisher changed in a story, without what a page only puts between its paragraphs."""

from __future__ import annotations

from collections.abc import Iterator

from wiretrace.credit.article import Article
from wiretrace.credit.classify import standing
from wiretrace.credit.copy import Copy
from wiretrace.model import Edit, Span

# Of 202 real pages laid on their own text, 136 have something between its paragraphs: subheadings, posts, captions,
# advertisements. With these tests 9 are left, half of them words that stand inside a line. When they change, count again on pages that changed nothing.
OWN_WORDS = 20
LINKED = 0.5
FURNITURE = frozenset("blockquote table ul ol dl figure aside form h1 h2 h3 h4 h5 h6 iframe button".split())


def changes_of(copy: Copy) -> Iterator[Edit]:
    """The match's edits, by what became of the story.

    An addition counts inside a line of the story, and between its lines if it is prose of the publisher's own; subheadings, posts, captions, advertisements and lists of
    links between the paragraphs do not.
    """
    for edit in copy.match.edits if copy.match else ():
        if edit.before or edit.kind not in ("insertion", "quotation") or _is_added(copy.article, edit):
            yield edit


def _is_added(article: Article, edit: Edit) -> bool:
    """Say whether an insertion is text of the publisher's own; page furniture is none."""
    if edit.page is None or not article.page.blocks:
        return len(edit.after.split()) >= OWN_WORDS
    first, last = article.block_at(edit.page.start), article.block_at(max(edit.page.end - 1, edit.page.start))
    block = article.page.blocks[first]
    if first == last and block.start < edit.page.start and edit.page.end < block.end - 1:
        return True  # in the middle of one of the story's own lines
    return any(_is_own_paragraph(article, index, edit.page) for index in range(first, last + 1))


def _is_own_paragraph(article: Article, index: int, span: Span) -> bool:
    block = article.page.blocks[index]
    start, end = max(block.start, span.start), min(block.end, span.end)
    words = article.page.text[start:end]
    if block.element < 0 or len(words.split()) < OWN_WORDS:
        return False
    if standing(article, block.element, index=index) != "none":
        return False
    if FURNITURE & {article.page.elements[holder].tag for holder in article.branch(block.element)}:
        return False
    linked = sum(min(link.end, end) - link.start for link in article.links_in(start, end - 1))
    return linked < LINKED * (end - start)
