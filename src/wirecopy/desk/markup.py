"""The HTML of a story's body: what may stay of what is pasted or imported, and the text in it. The only importer of nh3."""

from __future__ import annotations

import re
from html import escape
from typing import Any, Final

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
_PASSES: Final = 8
_UNSOUND: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
MOST_NESTED: Final = 100
"""Elements around one another. Beyond some 250 the parser of ``_tree`` loses without a word what lies deeper."""
_TAG: Final = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)")
_CLOSED_BY_OTHERS: Final = frozenset(
    "p li br hr img input wbr source track embed area col link meta base param td th tr tbody thead tfoot dd dt option".split()
)


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
    pasted = demand_shallow(sound(pasted))
    if "<" not in pasted:
        lines = (line.strip() for line in pasted.splitlines())
        pasted = "\n".join(f"<p>{escape(line, quote=False)}</p>" for line in lines if line)
    for _ in range(_PASSES):
        pasted, before = _cleaned(pasted), pasted
        if pasted == before:
            break
    return pasted


def _cleaned(pasted: str) -> str:
    """One pass: what two parsers of HTML make of broken nesting may take another one to settle."""
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


def sound(value: Any) -> Any:
    """Leave out of texts, also inside lists and objects, what no database takes: control characters, lone surrogates."""
    if isinstance(value, str):
        return _UNSOUND.sub("", value)
    if isinstance(value, list):
        return [sound(item) for item in value]
    if isinstance(value, dict):
        return {sound(key): sound(item) for key, item in value.items()}
    return value


def demand_shallow(html: str) -> str:
    """Give HTML back. Raises ``StoryIncomplete`` for what nests deeper than ``MOST_NESTED``, or leaves as many elements open."""
    depth = 0
    for tag in _TAG.finditer(html):
        if tag[2].lower() not in _CLOSED_BY_OTHERS:
            depth = max(depth - 1, 0) if tag[1] else depth + 1
        if depth > MOST_NESTED:
            raise StoryIncomplete(
                f"the HTML nests or leaves open more than {MOST_NESTED} elements; tidy it where it comes from"
            )
    return html


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
        pieces: list[str] = []
        for link, begin, end in _raw_links(block, pieces):
            before, inner = " ".join("".join(pieces)[:begin].split()), " ".join("".join(pieces)[begin:end].split())
            at = words.find(inner, len(before)) if inner else -1
            if at >= 0 and link.get("href"):
                found.append((str(link.get("href")), start + at, start + at + len(inner)))
        start += len(words) + 1
    return found


def _raw_links(block: lxml_html.HtmlElement, pieces: list[str]) -> list[tuple[lxml_html.HtmlElement, int, int]]:
    """Give the links of a block with their ranges of its raw text, which is gathered in ``pieces``."""
    found: list[tuple[lxml_html.HtmlElement, int, int]] = []

    def walk(element: lxml_html.HtmlElement) -> None:
        begin = sum(map(len, pieces))
        pieces.append(str(element.text or ""))
        for child in element:
            walk(child)
            pieces.append(str(child.tail or ""))
        if element.tag == "a":
            found.append((element, begin, sum(map(len, pieces))))

    walk(block)
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
    blocks: list[str] = []
    _gather(_tree(kept), blocks)
    return "\n".join(blocks)


def _gather(element: lxml_html.HtmlElement, blocks: list[str]) -> None:
    """Add the blocks in an element; of one that only marks words and holds blocks, such as a link, the blocks alone stay."""
    loose = escape(element.text or "", quote=False)
    for child in element:
        tail, child.tail = child.tail or "", None
        is_block = child.tag in (*_BLOCKS, "ul", "ol")
        if is_block or child.tag == "br" or _has_blocks(child):
            _settle(loose, blocks)
            loose = ""
        else:
            loose += _written(child)
        if is_block and child.text_content().strip():
            blocks.append(" ".join(_written(child).split()))
        elif not is_block and _has_blocks(child):
            _gather(child, blocks)
        loose += escape(tail, quote=False)
    _settle(loose, blocks)


def _settle(loose: str, blocks: list[str]) -> None:
    if loose.strip() and str(_tree(loose).text_content()).strip():
        blocks.append(f"<p>{' '.join(loose.split())}</p>")


def _written(element: lxml_html.HtmlElement) -> str:
    return str(lxml_html.tostring(element, encoding="unicode"))
