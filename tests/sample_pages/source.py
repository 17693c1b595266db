"""The sample wire's stories as lists of paragraphs, read without the code under test."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from pathlib import Path

import wiretrace

SAMPLES = Path(wiretrace.__file__).parent / "samples"
_LINK = re.compile(r"\[([^]]+)\]\(([^)]+)\)")


@dataclass(frozen=True)
class Source:
    """One version: ``paragraphs`` are HTML, the wire's closing notice is the last of them."""

    headline: str
    paragraphs: tuple[str, ...]


def read_source(story: str, version: int = 1) -> Source:
    """Read one version from the sample wire."""
    for row in map(json.loads, (SAMPLES / "wire" / "stories.jsonl").read_text(encoding="utf-8").splitlines()):
        if row["id"] == story and "html" in row:
            return Source(row["headline"], tuple(re.findall(r"<p>(.*?)</p>", row["html"])))
        if row["id"] == story:
            return Source(row["headline"], tuple(row["text"].split("\n\n")))
    names = (f"{story}.v{version}.md", f"{story}.md")
    path = next(path for name in names if (path := SAMPLES / "wire" / name).exists())
    _, head, body = path.read_text(encoding="utf-8").split("---\n", 2)
    headline = re.search(r"^headline: (.*)$", head, re.MULTILINE)
    assert headline
    text = _LINK.sub(r'<a href="\2">\1</a>', body.strip().replace("&", "&amp;"))
    return Source(headline[1].strip('"'), tuple(text.split("\n\n")))
