"""Plain text, as a wire sends it: headline, byline, dateline and paragraphs, blank lines between, the notice at the end."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from lxml import html as lxml_html

from wirecopy.renditions.formats import notes
from wirecopy.renditions.formats.addresses import web_address
from wirecopy.renditions.formats.blocks import Block, plain
from wirecopy.renditions.formats.package import package
from wirecopy.renditions.release import Release

_RULE: Final = "* * *"
_INDENT: Final = "    "
_LEFT_OUT: Final = ("logo", "notice")  # said in words of their own: a text shows no picture


def render(release: Release) -> bytes:
    """Write the release as UTF-8 text without marks.

    Links stand in brackets behind their words, quotes are indented, list items have a dash or a number, subheadings are
    underlined. Pictures are named at the end, and so is the logo, by their addresses. No line is broken: each paragraph
    is one, for editors break lines themselves. There is no beacon in a text.
    """
    blocks = [block for block in package(release) if block.role not in _LEFT_OUT]
    end = next(number for number, block in enumerate(blocks) if block.kind == "rule" or block.role == "related-heading")
    pictures = [block for block in blocks if block.kind == "picture"]
    ordered = [block for block in blocks[:end] if block.kind != "picture"]
    paragraphs = ["\n".join(_lines(block)) for block in (*ordered, *pictures, *blocks[end:])]
    written = "\n\n".join([*paragraphs[:-1], *_closing(release), paragraphs[-1]])
    return f"{written.rstrip()}\n".encode()


def _closing(release: Release) -> Iterator[str]:
    """Logo and notice, as a text can carry them."""
    logo = web_address(release.wire.logo_url)
    if logo:
        yield f"{notes.logo_alt(release)}: {logo}"
    notice = "\n".join(line.rstrip() for line in release.notice_text.strip().splitlines())
    if notice and not release.is_gone:
        yield notice


def _lines(block: Block) -> Iterator[str]:
    """The lines of a block."""
    match block.kind:
        case "paragraph":
            yield from [plain(block.html)] if block.role == "byline" else words(block.html).split("\n")
        case "heading":
            said = words(block.html)
            yield said
            if block.role != "headline":
                yield "-" * len(said)
        case "quote":
            for number, inner in enumerate(block.inner):
                yield from ["", *_indented(inner, _INDENT)] if number else _indented(inner, _INDENT)
        case "list":
            for number, item in enumerate(block.inner, start=1):
                yield from _item(item, f"{number}. " if block.is_ordered else "- ")
        case "picture":
            image = dict(block.image)
            yield f"Picture: {words(block.html) or image['alt']} ({image['src']})"
        case "rule":
            yield _RULE


def _item(item: Block, mark: str) -> Iterator[str]:
    said = words(item.html).split("\n")
    yield f"{mark}{said[0]}"
    yield from (f"{' ' * len(mark)}{line}" for line in said[1:])
    for inner in item.inner:
        yield from _indented(inner, " " * len(mark))


def _indented(block: Block, by: str) -> Iterator[str]:
    yield from (f"{by}{line}" if line else "" for line in _lines(block))


def words(html: str) -> str:
    """Inline HTML as text: links written out, raised signs behind ``^`` (10³ is not 103), line breaks kept."""
    return _inner(lxml_html.fragment_fromstring(html, create_parent="div")).strip()


def _inner(element: lxml_html.HtmlElement) -> str:
    return (element.text or "") + "".join(_inline(child) + (child.tail or "") for child in element)


def _inline(element: lxml_html.HtmlElement) -> str:
    said = _inner(element)
    if element.tag == "br":
        return "\n"
    if element.tag == "sup" and said:
        return f"^{said}"
    if element.tag == "a":
        address = element.get("href") or ""
        return said if said == address else f"{said} ({address})"
    return said
