"""Markdown (CommonMark), written from the package. The only importer of markdownify."""

from __future__ import annotations

import re
from html import escape
from typing import Any, Final

from markdownify import ATX, BACKSLASH, MarkdownConverter

from wirecopy.renditions.formats.html import write
from wirecopy.renditions.formats.package import package
from wirecopy.renditions.release import Release

_SIGNS: Final = re.compile(r"([\\`*_\[\]<>&!|~])")
_NO_LIST: Final = re.compile(r"(?<=\S)([ \t]+[0-9]{1,9})\\(?=[.)])")  # "on March 2\\. The": only a line begins a list
_IN_ADDRESS: Final = str.maketrans({"(": "%28", ")": "%29", "<": "%3C", ">": "%3E", "\\": "%5C"})


class _Converter(MarkdownConverter):
    """Addresses that cannot end a link before its time, and pictures that keep what Markdown has no sign for."""

    def convert_a(self, el: Any, text: str, parent_tags: set[str]) -> str:
        """A link; brackets in its address are written as their codes."""
        words = text.strip()
        title = (el.get("title") or "").replace("\\", "\\\\").replace('"', '\\"')
        said = f' "{title}"' if title else ""
        before, after = " " * text.startswith(" "), " " * text.endswith(" ")
        return f"{before}[{words}]({el['href'].translate(_IN_ADDRESS)}{said}){after}" if words else ""

    def escape(self, text: str, parent_tags: set[str]) -> str:
        """Escape what could be read as a sign; a number within a line is none."""
        return _NO_LIST.sub(r"\1", super().escape(text, parent_tags))  # type: ignore[misc]  # it has no types

    def convert_img(self, el: Any, text: str, parent_tags: set[str]) -> str:
        """A picture of the story as Markdown; logo and beacon as HTML, for their size and how they load."""
        if el.parent.name == "figure":
            alt = _SIGNS.sub(r"\\\1", el["alt"])
            return f"![{alt}]({el['src'].translate(_IN_ADDRESS)})"
        written = " ".join(f'{name}="{escape(value)}"' for name, value in el.attrs.items())
        return f"<img {written}>"


def render(release: Release) -> bytes:
    """Write the release as Markdown, UTF-8.

    What Markdown has no sign for (raised and lowered signs, the logo's size, the beacon) is HTML, which CommonMark lets
    through. Whatever could be read as a sign of Markdown is escaped.
    """
    html = "\n".join(line for block in package(release) for line in write(block))
    converter = _Converter(
        autolinks=False, bullets="-", escape_misc=True, heading_style=ATX, newline_style=BACKSLASH,
        sub_symbol="<sub>", sup_symbol="<sup>",
    )  # fmt: skip
    return f"{converter.convert(html).strip()}\n".encode()
