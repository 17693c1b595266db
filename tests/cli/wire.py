"""A story of the invented wire, two pages and the terms, as files: what the command's tests work on."""

import json
from pathlib import Path
from typing import NamedTuple

TEXT = """\
The night ferry to Skarvoy Island will sail again from Monday, eleven weeks after a fire in its engine room left \
ninety-four passengers adrift in the outer strait, the harbor authority said.
Engineers replaced two generators and rewired the lower deck, and inspectors signed the certificate late on Thursday.
"We would not put a single passenger aboard if we had any doubt left," said the ferry line's director, Ragna Solheim.
Islanders had lived on a cargo boat that came twice a week when the weather let it, and the only bakery on the island \
ran out of flour three times in February, according to the parish council.
The line will pay each passenger of that night 300 crowns, and has ordered a second fire door for every engine room.
Fishermen who had carried schoolchildren across the strait at dawn said that they would miss the company, not the work.
"""

STORY = {
    "id": "hlns-ferry",
    "version": 1,
    "headline": "Night ferry to Skarvoy sails again",
    "byline": ["Marta Lindqvist"],
    "text": TEXT,
    "url": "https://harborlight.example/ferry",
    "published": "2026-03-01T09:00:00+00:00",
    "wire": {
        "name": "Harbor Light News Service",
        "aliases": ["Harbor Light", "HLNS"],
        "home": "https://harborlight.example",
    },
}

TERMS = """\
name = "Harbor Light News Service"
corrections = false

[wire]
name = "Harbor Light News Service"
aliases = ["Harbor Light", "HLNS"]

[[rule]]
code = "BYLINE"
"""


class Files(NamedTuple):
    """Where the files are; ``kept`` is a page that keeps the byline, ``broken`` one that dropped it."""

    folder: Path
    stories: Path
    terms: Path
    kept: Path
    broken: Path
    innocent: Path


def page_html(credit: str) -> str:
    """A page with the story under a credit line."""
    paragraphs = "".join(f"<p>{line}</p>" for line in TEXT.splitlines())
    return (
        "<!doctype html><html><head><title>Night ferry sails again</title></head><body>"
        f"<article><h1>Night ferry to Skarvoy sails again</h1>{credit}{paragraphs}</article>"
        "<footer><p>The Quay Courier, printed on the quay since the year of the great storm.</p></footer></body></html>"
    )


INNOCENT = (
    "<!doctype html><html><body><article><h1>Market opens</h1><p>The fish market opened at six with little to sell, as "
    "the boats had stayed in for a second day, and buyers from the inland towns drove home with empty vans.</p>"
    "</article></body></html>"
)


def write_files(folder: Path) -> Files:
    """Write all files into ``folder``."""
    files = Files(
        folder,
        folder / "stories.jsonl",
        folder / "terms.toml",
        folder / "kept.html",
        folder / "broken.html",
        folder / "innocent.html",
    )
    files.stories.write_text(json.dumps(STORY) + "\n", encoding="utf-8")
    files.terms.write_text(TERMS, encoding="utf-8")
    credit = '<p class="byline">By Marta Lindqvist, Harbor Light News Service</p>'
    files.kept.write_text(page_html(credit), encoding="utf-8")
    files.broken.write_text(page_html('<p class="byline">By our own staff</p>'), encoding="utf-8")
    files.innocent.write_text(INNOCENT, encoding="utf-8")
    return files
