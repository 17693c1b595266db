"""The HTML inside a feed's item, or a news item's body: the package without the headline, which stands beside it."""

from __future__ import annotations

from html import escape

from wirecopy.renditions.formats.html import write
from wirecopy.renditions.formats.normal import holdable
from wirecopy.renditions.formats.package import package
from wirecopy.renditions.release import Release


def content(release: Release) -> str:
    """The package as one ``<article>``, a block a line; ``dir="auto"`` because a feed cannot say which way it reads.

    For releases that are not gone: a tombstone has its reason and no package. Costs one parse of the body.
    """
    blocks = [block for block in package(release) if block.role != "headline"]
    lines = [line for block in blocks for line in write(block)]
    opening = f'<article class="wirecopy" lang="{escape(release.language)}" dir="auto">'
    return holdable("\n".join([opening, *lines, "</article>"]))  # &#1; in the body has become a character by now
