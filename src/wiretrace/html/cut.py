"""Whether a page's markup breaks off: inside a tag, a comment or a script."""

from __future__ import annotations

import re

_TAIL_CHARS = 65_536
_OPEN_TAG = re.compile(r"<[/a-zA-Z][^>]*\Z")


def why_cut(source: str) -> str | None:
    """Say why ``source`` is not whole, or ``None``. A page without end tags is not thereby cut: HTML lets them go."""
    if not source.strip():
        return None
    end = source[-256:].lower()
    if "</html" in end:
        return None
    tail = source[-_TAIL_CHARS:].lower()
    if tail.rfind("<script") > tail.rfind("</script"):
        return "the markup ends inside a script"
    if tail.rfind("<!--") > tail.rfind("-->"):
        return "the markup ends inside a comment"
    if _OPEN_TAG.search(tail, max(0, tail.rfind("<"))):
        return "the markup ends inside a tag"
    return None
