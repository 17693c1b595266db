"""The blocks of what publishers paste: paragraphs, headings, quotes, lists, pictures; and a cleaned body read as blocks."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from html import escape
from typing import Final, Literal

from lxml import html as lxml_html

from wirecopy.renditions.formats.addresses import web_address
from wiretrace.text import split

Kind = Literal["paragraph", "heading", "quote", "list", "picture", "rule"]

_INLINE: Final = frozenset(("strong", "em", "sub", "sup"))
_DROPPED: Final = frozenset(("script", "style", "iframe", "object", "svg", "math", "template", "title", "noscript"))
_LISTS: Final = frozenset(("ul", "ol"))
_BLOCKS: Final = frozenset(("p", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "div", "li", *_LISTS))


@dataclass(frozen=True, slots=True)
class Block:
    """One block. ``html`` is its inline HTML, safe as it stands; ``role`` says what it is for, as a class name does.

    A heading has a ``level``; a quote holds blocks, a list holds its items, each a paragraph and the lists below it
    (``inner``); ``is_ordered`` is a list's. A picture's ``html`` is its caption, ``image`` its ``<img>``'s attributes.
    """

    kind: Kind
    html: str = ""
    role: str = ""
    level: int = 2
    is_ordered: bool = False
    inner: tuple[Block, ...] = ()
    image: tuple[tuple[str, str], ...] = ()

    @property
    def css_class(self) -> str:
        """The class that says its role, with a prefix, so that no site's own styles hide a ``logo`` or ``byline``."""
        return f"wirecopy-{self.role}" if self.role else ""


def read_body(body: str) -> tuple[Block, ...]:
    """Read cleaned HTML as blocks, in order. Nothing but text, emphasis and web links comes through.

    The desk has cleaned the body; what is pasted on other people's sites is held to the same once more. Links of other
    schemes than http and https lose their address and keep their words. Costs one parse.
    """
    if not body.strip():
        return ()
    return tuple(_blocks(lxml_html.fragment_fromstring(body, create_parent="div")))


def link(words: str, address: str, *, title: str = "") -> str:
    """``words`` (HTML) as a link to ``address``; without one where the address may not be written."""
    target = web_address(address)
    said = f' title="{escape(" ".join(title.split()))}"' if title else ""
    return f'<a href="{escape(target)}"{said}>{words}</a>' if target else words


def plain(html: str) -> str:
    """The text of inline HTML, in one line."""
    return str(lxml_html.fragment_fromstring(html.replace("<br>", " "), create_parent="div").text_content())


def words_in(block: Block) -> int:
    """How many words a block has, with all that is in it, as the engine counts them."""
    return len(split(plain(block.html))) + sum(words_in(inner) for inner in block.inner)


def lines_in(block: Block) -> int:
    """How many paragraphs a block counts for: one for itself, or those of its items."""
    return sum(lines_in(inner) for inner in block.inner) + bool(block.html)


def image_tag(image: tuple[tuple[str, str], ...]) -> str:
    """The ``<img>`` of these attributes."""
    written = " ".join(f'{name}="{escape(value)}"' for name, value in image)
    return f"<img {written}>"


def _blocks(parent: lxml_html.HtmlElement) -> Iterator[Block]:
    """The blocks of an element; what stands loose between them becomes paragraphs."""
    loose = escape(parent.text or "", quote=False)
    for child in parent:
        if child.tag in _BLOCKS:
            yield from _paragraph(loose)
            loose = ""
            yield from _block(child)
        else:
            loose += _inline(child)
        loose += escape(child.tail or "", quote=False)
    yield from _paragraph(loose)


def _paragraph(html: str) -> Iterator[Block]:
    html = " ".join(html.split())
    if html:
        yield Block("paragraph", html)


def _block(element: lxml_html.HtmlElement) -> Iterator[Block]:
    tag = str(element.tag)
    if tag in _LISTS:
        items = tuple(_item(child) for child in element if child.tag == "li")
        items = tuple(item for item in items if item.html or item.inner)
        if items:
            yield Block("list", is_ordered=tag == "ol", inner=items)
    elif tag == "blockquote":
        inner = tuple(_blocks(element))
        if inner:
            yield Block("quote", inner=inner)
    elif len(tag) == 2 and tag[0] == "h":
        html = " ".join(_inner(element).split())
        if html:
            yield Block("heading", html, level=min(max(int(tag[1]), 2), 3))
    else:
        yield from _blocks(element)


def _item(element: lxml_html.HtmlElement) -> Block:
    """An item: its words in one line, the lists below it beside them."""
    found = tuple(_blocks(element))
    words = "<br>".join(block.html for block in found if block.html)
    return Block("paragraph", words, inner=tuple(block for block in found if block.kind == "list"))


def _inner(element: lxml_html.HtmlElement) -> str:
    parts = [escape(element.text or "", quote=False)]
    for child in element:
        parts += [_inline(child), escape(child.tail or "", quote=False)]
    return "".join(parts)


def _inline(element: lxml_html.HtmlElement) -> str:
    tag = element.tag
    if not isinstance(tag, str) or tag in _DROPPED:  # comments have no tag
        return ""
    if tag == "br":
        return "<br>"
    if tag == "a":
        return link(_inner(element), element.get("href") or "", title=element.get("title") or "")
    return f"<{tag}>{_inner(element)}</{tag}>" if tag in _INLINE else _inner(element)
