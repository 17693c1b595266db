"""Says what a mention is: a name in a credit line is a credit, the same name in a caption is not."""

from __future__ import annotations

import re
from functools import cached_property
from typing import Literal

from wiretrace.credit import phrases
from wiretrace.credit.article import Article
from wiretrace.credit.names import fold_same_length
from wiretrace.credit.page_view import label_words
from wiretrace.model import MentionKind, Span

Standing = Literal["caption", "author", "credit", "chrome", "none"]

_CHROME = """
nav navbar navigation menu related recommended recommendations recirc trending popular promo promos teaser teasers
newsletter breadcrumb breadcrumbs ticker outbrain taboola carousel latest mostread topnav subnav sitemap morestories
readmore cookie banner advert advertisement sponsored tag tags tagcloud topics keywords categories footernav
"""
_COMMENTS = "comment comments commentlist disqus reply replies"
_WEAK_CHROME = """
aside sidebar complementary widget masthead footer contentinfo header headlines next previous bio about
"""
_CAPTION = """
figure figcaption caption captions photographer photocredit imagecredit gallery slideshow cutline slide lightbox enlarge
bildunterschrift bildquelle legende legend legends photogallery
"""
_PICTURE = "photo photos picture pictures image images img"
_AUTHOR = """
byline bylines author authors writer writers reporter autor autoren auteur auteurs autores contributor contributors
signature authorname authorinfo sourcename address
"""
_CREDIT = """
credit credits source sources attribution provider agency affiliation publisher quelle fuente fonte wire organization
jobtitle
"""
# What elements call themselves (the words of tag, class, id, role, itemprop), by what stands in them.
CHROME = frozenset(_CHROME.split())
COMMENTS = frozenset(_COMMENTS.split())
WEAK_CHROME = frozenset(_WEAK_CHROME.split())
CAPTION = frozenset(_CAPTION.split())
PICTURE = frozenset(_PICTURE.split())
AUTHOR = frozenset(_AUTHOR.split())
CREDIT = frozenset(_CREDIT.split())

# "article-header" is the article's own.
_ARTICLE = frozenset(("article", "story", "post", "entry"))
_OF_ARTICLE = frozenset(("header", "footer"))

# A credit line is short. In lines read by hand the longest real one had four words beside the names, dates and small
# words that `phrases.residue` takes out; a sentence has more. An element that calls itself a byline may say more.
MAX_RESIDUE = 4
MAX_RESIDUE_IN_BYLINE = 12
MAX_CREDIT_CHARACTERS = 240
# Between the story's paragraphs a bare name is a caption's; a byline stands within so many blocks of the opening.
OPENING_BLOCKS = 8


class Line:
    """The line (block) that a name stands in, with what its classification needs; built once a block."""

    def __init__(self, article: Article, index: int, names: list[Span], reporters: list[Span]) -> None:
        self.article = article
        self.index = index
        self.block = article.page.blocks[index]
        self.text = article.text(index)
        self.folded = fold_same_length(self.text)
        self.zone = article.zone(index)
        start = self.block.start
        self.names = [Span(s.start - start, s.end - start) for s in names]
        self.reporter_ends = {s.end - start for s in reporters}
        self.reporter_starts = {s.start - start for s in reporters}

    @cached_property
    def residue(self) -> int:
        """How many words the line has beside names, dates and what credit lines consist of."""
        rest = self.folded
        for span in self.names:
            rest = rest[: span.start] + " " * (span.end - span.start) + rest[span.end :]
        return phrases.residue(rest)

    @cached_property
    def in_teaser(self) -> bool:
        """Say whether the line belongs to another story's headline: both stand in a box without our text."""
        article = self.article
        own = set(article.branch(self.block.element))
        for index in range(self.index - 1, max(self.index - 4, -1), -1):
            box = own & set(article.branch(article.page.blocks[index].element))
            if not box:
                return False
            if article.links_to_another_story(index):
                return True
        return False

    def standing(self, span: Span) -> Standing:
        """What the elements around a mention call themselves."""
        return standing(self.article, self.article.element_at(span), index=self.index)


def standing(article: Article, element: int, *, index: int) -> Standing:
    """What an element (in block ``index``) and those around it call themselves, up to those that hold the story.

    Lists of other stories win wherever they stand; a caption or a byline wins over a mere "credit", and both over an
    aside or a header.
    """
    found: Standing = "none"
    weak = False
    for branch in article.branch(element):
        words = label_words(article.page.elements[branch])
        if words & CHROME or (words & COMMENTS and not article.near_opening(index)):
            return "chrome"
        if _is_caption(words) or (found in ("none", "credit") and words & PICTURE and not words & AUTHOR):
            found = "caption"
        elif found in ("none", "credit") and words & AUTHOR:
            found = "author"
        elif found == "none" and words & CREDIT:
            found = "credit"
        weak = weak or bool(words & (WEAK_CHROME - _OF_ARTICLE if words & _ARTICLE else WEAK_CHROME))
    return "chrome" if weak and found == "none" else found


def _is_caption(words: frozenset[str]) -> bool:
    """Say whether an element calls itself a picture's caption. ``byline-caption`` is a byline, where no picture is named:
    the element around a caption says so itself.
    """
    found = words & CAPTION
    return bool(found) and not (found <= {"caption", "captions"} and words & AUTHOR and not words & PICTURE)


def kind_of(line: Line, span: Span, *, is_wire: bool) -> MentionKind:
    """Classify a mention of the wire or of a reporter at ``span`` (of the page's text)."""
    standing = line.standing(span)
    if standing == "chrome" or line.zone == "away" or line.in_teaser:
        return "chrome"
    start, end = span.start - line.block.start, span.end - line.block.start
    if phrases.CONTRIBUTION.search(line.folded):
        return "contribution"
    if phrases.SIGN_OFF.search(line.folded):
        return "notice"
    if is_wire and _is_dateline(line, start, end):
        return "dateline"
    if standing == "caption" or _is_photo_credit(line, start, end, standing):
        return "photo_credit"
    if standing == "none" and _is_menu(line):
        return "chrome"
    return _credit_or_text(line, end, standing)


def _is_photo_credit(line: Line, start: int, end: int, standing: Standing) -> bool:
    """A photo credit by the words next to the name ("Photo: ", "Getty"), or by its form "Jane Doe/AP"."""
    near = line.folded[max(start - 30, 0) : start] + " \u0000 " + line.folded[end : end + 20]
    if phrases.PHOTO.search(near) or (
        len(line.text) <= MAX_CREDIT_CHARACTERS and phrases.PHOTO_LINE.search(line.folded)
    ):
        return True
    if standing == "author" or phrases.BY.search(line.folded):
        return False
    before, after = line.text[:start].rstrip(), line.text[end:].lstrip()
    if before.endswith(" via") and "/" in before:
        return True
    return _person_before_slash(line, before) or _person_after_slash(line, after, len(line.text) - len(after))


def _person_before_slash(line: Line, before: str) -> bool:
    if not before.endswith(("/", "|")):
        return False
    name = before.rstrip("/| ")
    is_reporter = len(name) in line.reporter_ends
    return not is_reporter and bool(re.search(r"[^\W\d_a-z][\w.'’\-]*\s+(?:\w\.?\s+)?[^\W\d_a-z][\w'’\-]+$", name))


def _person_after_slash(line: Line, after: str, at: int) -> bool:
    if not after.startswith("/"):
        return False
    name = after[1:].lstrip()
    is_reporter = at + len(after) - len(name) in line.reporter_starts
    return not is_reporter and bool(re.match(r"[^\W\d_]\w*\s+[^\W\d_a-z]\w+", name))


def _is_dateline(line: Line, start: int, end: int) -> bool:
    """A line of text that opens "PLACE (WIRE) -" or "PLACE via WIRE -"."""
    if start > phrases.DATELINE_LENGTH or phrases.COPYRIGHT.search(line.folded):
        return False
    if len(line.text) - end < 20 and not phrases.DATELINE_ALONE.match(line.folded[end:]):
        return False
    before, after = line.folded[:start].rstrip(), line.folded[end : end + 40]
    if "(" in before[-24:] and ")" not in before[before.rfind("(") :]:
        return bool(phrases.DATELINE_BRACKET.match(after)) and len(before) <= phrases.DATELINE_LENGTH
    return bool(phrases.DATELINE_DASH.match(after)) and (before.endswith((" via", ",")) or before.isupper())


def _is_menu(line: Line) -> bool:
    """A row of links to sections or providers, one of which is named like the wire."""
    links = line.article.links_in(line.block.start, line.block.end)
    linked = sum(link.end - link.start for link in links)
    return (
        len(links) >= 3 and linked * 2 > len(line.text) and not (line.reporter_ends or phrases.BY.search(line.folded))
    )


def _credit_or_text(line: Line, end: int, standing: Standing) -> MentionKind:
    if phrases.SOURCE_LINE.search(line.folded) and len(line.text) < MAX_CREDIT_CHARACTERS:
        return "credit_line"
    if phrases.COPYRIGHT.search(line.folded) or phrases.ORIGINAL.search(line.folded):
        return "notice"
    is_product = standing == "none" and phrases.PRODUCT.search(line.folded[end:])
    return "credit_line" if not is_product and _looks_like_credit(line, standing) else "text"


def _sends_away(line: Line) -> bool:
    return bool(phrases.LEADS_ON.search(line.folded) or phrases.ASKS.search(line.folded))


def _looks_like_credit(line: Line, standing: Standing) -> bool:
    """A line that holds names and little else, above or right below the story, is a credit line."""
    if len(line.text) > MAX_CREDIT_CHARACTERS or _sends_away(line):
        return False
    if line.zone == "tail" and not line.article.reaches(line.index):
        return False
    if standing in ("author", "credit"):
        return line.residue <= MAX_RESIDUE_IN_BYLINE
    if phrases.BY.search(line.folded):
        return line.residue <= MAX_RESIDUE
    if line.zone == "body" and not line.article.near_edge(line.index, OPENING_BLOCKS):
        return False
    return line.residue <= (0 if line.article.is_heading(line.index) else MAX_RESIDUE)
