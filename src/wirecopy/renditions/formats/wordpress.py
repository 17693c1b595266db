"""WordPress blocks: the package as the block editor writes it itself, so that nothing in it is called invalid."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from wirecopy.renditions.formats.blocks import Block, image_tag
from wirecopy.renditions.formats.package import package
from wirecopy.renditions.release import Release


def render(release: Release) -> bytes:
    """Write the release as core blocks for WordPress 6.1 or later, as any author may paste them.

    Pasted into the empty title of a post, the first block, the headline, becomes the title and the others the post; in
    the code editor it stays, of level 2, because the post's own title is of level 1. Credit, logo, notice, links and
    beacon are paragraphs and pictures, which WordPress leaves alone. It strips ``referrerpolicy``; ``loading="eager"``
    stays, so that the beacon is not put off. Source of the markup: what the blocks' ``save`` functions write.
    """
    return "\n\n".join([*(write(block) for block in package(release)), ""]).encode().rstrip(b"\n") + b"\n"


def write(block: Block) -> str:
    """One block with its comments."""
    role = {"className": block.css_class} if block.css_class else {}
    match block.kind:
        case "paragraph":
            return _wrap("paragraph", role, f"<p{_called(block.css_class)}>{block.html}</p>")
        case "heading":
            return _heading(block, role)
        case "quote":
            inner = "\n\n".join(write(item) for item in block.inner)
            return _wrap("quote", role, f"<blockquote{_called('wp-block-quote', block.css_class)}>{inner}</blockquote>")
        case "list":
            return _list(block, role)
        case "picture":
            return _picture(block, role)
        case "rule":
            return _wrap("separator", {}, '<hr class="wp-block-separator has-alpha-channel-opacity"/>')


def _heading(block: Block, role: Mapping[str, Any]) -> str:
    level = max(block.level, 2)
    stated = role if level == 2 else {"level": level, **role}
    called = _called("wp-block-heading", block.css_class)
    return _wrap("heading", stated, f"<h{level}{called}>{block.html}</h{level}>")


def _list(block: Block, role: Mapping[str, Any]) -> str:
    tag = "ol" if block.is_ordered else "ul"
    stated = {"ordered": True, **role} if block.is_ordered else role
    items = "\n\n".join(_wrap("list-item", {}, f"<li>{item.html}{_nested(item)}</li>") for item in block.inner)
    return _wrap("list", stated, f"<{tag}{_called('wp-block-list', block.css_class)}>{items}</{tag}>")


def _nested(item: Block) -> str:
    return "".join(write(inner) for inner in item.inner)


def _picture(block: Block, role: Mapping[str, Any]) -> str:
    """Without width and height: the editor writes them in another way in each of its versions."""
    image = tuple((name, value) for name, value in block.image if name in ("src", "alt"))
    tag = f"{image_tag(image).removesuffix('>')}/>"
    caption = f'<figcaption class="wp-element-caption">{block.html}</figcaption>' if block.html else ""
    return _wrap("image", role, f"<figure{_called('wp-block-image', block.css_class)}>{tag}{caption}</figure>")


def _called(*names: str) -> str:
    given = " ".join(name for name in names if name)
    return f' class="{given}"' if given else ""


def _wrap(name: str, attributes: Mapping[str, Any], html: str) -> str:
    stated = f" {json.dumps(attributes, ensure_ascii=False, separators=(',', ':'))}" if attributes else ""
    return f"<!-- wp:{name}{stated} -->\n{html}\n<!-- /wp:{name} -->"
