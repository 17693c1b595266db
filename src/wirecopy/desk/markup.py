"""The HTML of a story's body: what may stay of what is pasted or imported, and the text in it. The only importer of nh3."""

from __future__ import annotations

import re
from html import escape
from typing import Final

import nh3
from lxml import html as lxml_html

from wirecopy.errors import StoryIncomplete

MOST_CHARACTERS: Final = 2_000_000
"""Of a body. The longest investigations have 150,000."""

_TAGS: Final = {"p", "h2", "h3", "blockquote", "ul", "ol", "li", "a", "strong", "em", "br", "sub", "sup"}
_SAME: Final = {"b": "strong", "i": "em", "h1": "h2", "h4": "h3", "h5": "h3", "h6": "h3", "div": "p"}
_SCHEMES: Final = {"http", "https", "mailto", "tel"}
_RENAMED: Final = re.compile(rf"<(/?)({'|'.join(_SAME)})(?=[\s>])", re.I)
_BLOCKS: Final = ("p", "h2", "h3", "li", "blockquote")
_FRAGMENT: Final = re.compile(r"<!--(?:Start|End)Fragment-->")


def clean(pasted: str) -> str:
    """Give what may stay: paragraphs, headings, quotes, lists, links and emphasis, a block a line; nothing that acts.

    Word and Google Docs send fonts, classes, conditional comments and empty paragraphs; scripts, handlers, forms, frames,
    ``javascript:`` addresses and SVG are dropped with what is in them. Plain text becomes paragraphs. Cleaning twice gives the
    same. Raises ``StoryIncomplete`` beyond ``MOST_CHARACTERS``. Costs some 50 ns a character.
    """
    if len(pasted) > MOST_CHARACTERS:
        raise StoryIncomplete(
            f"the text has {len(pasted):,} characters, of which at most {MOST_CHARACTERS:,} are taken; paste it in parts"
        )
    if "<" not in pasted:
        return "\n".join(f"<p>{escape(line.strip(), quote=False)}</p>" for line in pasted.splitlines() if line.strip())
    kept = nh3.clean(
        _RENAMED.sub(lambda found: f"<{found[1]}{_SAME[found[2].lower()]}", pasted),
        tags=_TAGS,
        attributes={"a": {"href", "title"}},
        url_schemes=_SCHEMES,
        link_rel=None,
        strip_comments=True,
        clean_content_tags={"script", "style", "svg", "math", "iframe", "object", "template", "title", "noscript"},
    )
    return _in_blocks(kept)


def text_of(body: str) -> str:
    """Give the plain text of a cleaned body: a line for each block."""
    if not body.strip():
        return ""
    return "\n".join(filter(None, (_words(block) for block in _tree(body).iter(*_BLOCKS) if not _has_blocks(block))))


def links_of(body: str) -> list[tuple[str, int, int]]:
    """Give the links of a cleaned body: where each goes, and its half-open range (code points) of ``text_of(body)``."""
    found: list[tuple[str, int, int]] = []
    start = 0
    for block in _tree(body).iter(*_BLOCKS) if body.strip() else ():
        if _has_blocks(block) or not (words := _words(block)):
            continue
        at = 0
        for link in block.iter("a"):
            inner = " ".join(str(link.text_content()).split())
            at = max(words.find(inner, at), 0)
            if inner and link.get("href"):
                found.append((link.get("href"), start + at, start + at + len(inner)))
            at += len(inner)
        start += len(words) + 1
    return found


def _tree(body: str) -> lxml_html.HtmlElement:
    return lxml_html.fragment_fromstring(body, create_parent="div")


def _words(element: lxml_html.HtmlElement) -> str:
    for line_break in element.iter("br"):
        line_break.tail = f" {line_break.tail or ''}"
    return " ".join(str(element.text_content()).split())


def _has_blocks(element: lxml_html.HtmlElement) -> bool:
    return any(child.tag in _BLOCKS for child in element.iterdescendants())


def _in_blocks(kept: str) -> str:
    """Put loose text into paragraphs, leave empty blocks out, and write a block a line."""
    tree = _tree(kept)
    blocks: list[str] = []
    loose = escape(tree.text or "", quote=False)

    def settle() -> None:
        nonlocal loose
        if loose.strip():
            blocks.append(f"<p>{' '.join(loose.split())}</p>")
        loose = ""

    for child in tree:
        tail, child.tail = child.tail or "", None
        if child.tag in (*_BLOCKS, "ul", "ol"):
            settle()
            if child.text_content().strip():
                blocks.append(" ".join(_written(child).split()))
        elif child.tag == "br":
            settle()
        else:
            loose += _written(child)
        loose += escape(tail, quote=False)
    settle()
    return "\n".join(blocks)


def _written(element: lxml_html.HtmlElement) -> str:
    return str(lxml_html.tostring(element, encoding="unicode"))
