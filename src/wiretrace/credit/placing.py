"""Where a credit stands in relation to the story, in the words that terms use: top, first paragraph, byline, end."""

from __future__ import annotations

from wiretrace.credit import phrases
from wiretrace.credit.article import Article
from wiretrace.credit.classify import CHROME, WEAK_CHROME, standing
from wiretrace.credit.copy import Copy
from wiretrace.credit.names import fold_same_length


def why_no_credit(article: Article, element: int, offset: int) -> str | None:
    """Say why what stands at ``offset`` in ``element`` cannot be a credit of the story; ``None``: it can."""
    if not article.page.blocks:
        return "it stands outside the text"
    page, index = article.page, article.block_at(offset)
    if element >= 0 and page.elements[element].hidden:
        return "it is hidden from readers"
    if article.zone(index) == "away":
        return "it stands away from the story"
    if _is_chrome(article, element, index):
        return "it stands in the site's own frame (menu, footer, side column, list of stories)"
    if phrases.LEADS_ON.search(fold_same_length(article.text(index))):
        return "it stands in a line that leads on to other stories"
    return None


def _is_chrome(article: Article, element: int, index: int) -> bool:
    """The site's own frame; the header and footer of the article itself are none, they are where credits stand."""
    if standing(article, element, index=index) != "chrome":
        return False
    branch = article.branch(element)
    trunk = article.chain(element)[len(branch) :]
    in_article = any(article.page.elements[holder].tag == "article" for holder in trunk)
    return not in_article or bool(article.branch_words(element) & (CHROME | WEAK_CHROME - {"header", "footer"}))


def stands_at(copy: Copy, offset: int, place: str | None) -> bool:
    """Say whether ``offset`` is at the ``place`` that a rule asks for (``None``: anywhere).

    Top is everything up to and including the story's first paragraph; end is everything from its last one on; byline
    is a block that holds a credit line. Without a known passage nothing stands at a place.
    """
    if place is None:
        return True
    article = copy.article
    if article.first is None or article.last is None:
        return False
    index = article.block_at(offset)
    if place == "top":
        return index <= article.first
    if place == "first paragraph":
        return index == article.first
    if place == "end":
        return index >= article.last
    credit_lines = (m.span for m in copy.mentions if m.kind == "credit_line" and m.span is not None)
    return any(article.block_at(span.start) == index for span in credit_lines)
