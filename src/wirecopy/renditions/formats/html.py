"""The HTML package: a story to paste into any publishing system, with its credit, notice, links and beacon."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from typing import Final

from wirecopy.renditions.formats.addresses import web_address
from wirecopy.renditions.formats.blocks import Block, image_tag
from wirecopy.renditions.formats.package import package
from wirecopy.renditions.release import Release

_RIGHT_TO_LEFT: Final = frozenset(("ar", "ckb", "dv", "fa", "he", "ks", "ku", "ps", "sd", "syr", "ug", "ur", "yi"))


def render(release: Release) -> bytes:
    """Write the release as an ``<article>`` to paste: UTF-8, a block a line.

    A ``<link rel="canonical">`` does not survive a paste. So the address stands visibly at the end, and as ``data-canonical``
    at the top for whoever fills in the canonical address by hand. (In a comment, the classic editor of WordPress would take
    it for a paragraph, and close one that was never opened.)
    """
    lines = [f"<article {_attributes(release)}>"]
    lines += [line for block in package(release) for line in write(block)]
    return "\n".join([*lines, "</article>", ""]).encode()


def write(block: Block) -> Iterator[str]:
    """The HTML of a block, a line each."""
    called = f' class="{block.css_class}"' if block.role else ""
    match block.kind:
        case "paragraph":
            yield f"<p{called}>{block.html}</p>"
        case "heading":
            yield f"<h{block.level}{called}>{block.html}</h{block.level}>"
        case "quote":
            yield f"<blockquote{called}>{''.join(line for inner in block.inner for line in write(inner))}</blockquote>"
        case "list":
            tag = "ol" if block.is_ordered else "ul"
            yield f"<{tag}{called}>{''.join(_item(item) for item in block.inner)}</{tag}>"
        case "picture":
            caption = f"<figcaption>{block.html}</figcaption>" if block.html else ""
            yield f"<figure{called}>{image_tag(block.image)}{caption}</figure>"
        case "rule":
            yield "<hr>"


def _item(item: Block) -> str:
    return f"<li>{item.html}{''.join(line for inner in item.inner for line in write(inner))}</li>"


def _attributes(release: Release) -> str:
    written = {
        "class": "wirecopy",
        "lang": release.language,
        "dir": "rtl" if release.language.split("-")[0].lower() in _RIGHT_TO_LEFT else "ltr",
        "data-story": release.urn,
        "data-version": str(release.version),
        "data-signal": release.signal,
        **({"data-canonical": address} if (address := web_address(release.url)) else {}),
    }
    return " ".join(f'{name}="{escape(value)}"' for name, value in written.items())
