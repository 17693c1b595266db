"""Stories of a folder of Markdown files."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from tests.cast import MARTA, PARAGRAPHS, TOMAS
from tests.wirecopy.desk.imports.sources import HEADLINE, parted, stories
from wirecopy.desk.imports import Picture
from wirecopy.desk.imports.folder import MOST_BYTES, read

STORY = f"""---
headline: {HEADLINE}
slug: fish-market
authors: ["{MARTA}", "{TOMAS}"]
dateline: PORT ELLERY
summary: The harbor board has decided.
language: en
date: 2026-03-02
modified: Mon, 02 Mar 2026 09:00:00 +0100
tags: [harbor, fishing]
url: https://harborlight.example/fish-market
pictures:
  - url: market.jpg
    alt: Stalls under a leaking roof
    credit: Ada Quill
---
# {HEADLINE}

{PARAGRAPHS[0]}

## The **costs**

> {PARAGRAPHS[2]}

![A gull](https://harborlight.example/gull.jpg)
"""


@pytest.fixture()
def folder(tmp_path: Path) -> Path:
    root = tmp_path / "stories"
    root.mkdir()
    return root


def written(folder: Path, words: str | bytes, name: str = "market.md") -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(words.encode() if isinstance(words, str) else words)
    return path


def headed(body: str, more: str = "") -> str:
    return f"---\nheadline: {HEADLINE}\n{more}---\n{body}"


def test_a_file_comes_with_its_front_matter_and_its_text_as_html(folder: Path) -> None:
    written(folder, STORY)
    written(folder, STORY, "2026/market.markdown")
    written(folder, STORY, ".hidden/market.md")
    written(folder, STORY, "notes.txt")
    market, story = stories(read(str(folder)))
    assert market.source == f"folder:{folder}:market.md"
    assert story.source == f"folder:{folder}:2026/market.markdown"
    assert (story.headline, story.slug, story.dateline) == (HEADLINE, "fish-market", "PORT ELLERY")
    assert (story.bylines, story.language, story.topics) == ((MARTA, TOMAS), "en", ("harbor", "fishing"))
    assert story.published == datetime(2026, 3, 2, tzinfo=UTC)
    assert story.modified == datetime(2026, 3, 2, 8, 0, tzinfo=UTC)
    assert story.canonical == "https://harborlight.example/fish-market"
    assert "<h1>" not in story.body
    assert "<h2>The <strong>costs</strong></h2>" in story.body
    assert "<blockquote>" in story.body
    assert market.pictures == (
        Picture((folder / "market.jpg").as_uri(), "Stalls under a leaking roof", "", "Ada Quill"),
        Picture("https://harborlight.example/gull.jpg", "A gull"),
    )


def test_html_in_markdown_stays_text(folder: Path) -> None:
    written(folder, headed("<script>alert(1)</script>\n\n[x](javascript:alert(1))"))
    body = stories(read(str(folder)))[0].body
    assert "&lt;script&gt;" in body
    assert "href" not in body


def test_a_file_that_is_gone_comes_as_deleted_and_a_folder_that_is_gone_deletes_nothing(folder: Path) -> None:
    written(folder, STORY)
    known = [f"folder:{folder}:market.md", f"folder:{folder}:old.md", "folder:/elsewhere:x.md"]
    found = stories(read(str(folder), known=known))
    assert [(story.source, story.is_deleted) for story in found] == [(known[0], False), (known[1], True)]
    assert stories(read(str(folder), known=known, since=datetime(2999, 1, 1, tzinfo=UTC)))[0].source == known[1]
    found, problems = parted(read(str(folder / "gone"), known=known))
    assert (found, len(problems)) == ([], 1)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("No front matter.", "no front matter"),
        ("---\nheadline: x\n", "does not end"),
        ("---\nheadline = x\n---\n", "is not 'key: value'"),
        (b"---\nheadline: x\n---\n\xff\xfe", "is not UTF-8"),
        (b"---\nheadline: x\n---\n" + b"x" * MOST_BYTES, "part it"),
        (headed("Text.", "embargo: soon\n"), "its embargo cannot be read, so it is not taken"),
    ],
)
def test_a_bad_file_is_named_and_the_rest_goes_on(folder: Path, words: str | bytes, said: str) -> None:
    bad = written(folder, words, "a.md")
    written(folder, STORY, "b.md")
    found, problems = parted(read(str(folder), known=[f"folder:{folder}:a.md"]))
    assert [story.headline for story in found] == [HEADLINE]
    assert problems[0].item == str(bad)
    assert said in problems[0].message


def test_files_and_pictures_outside_of_the_folder_are_not_read(folder: Path) -> None:
    secret = written(folder.parent, STORY, "secret.md")
    (folder / "link.md").symlink_to(secret)
    text = "![x](../secret.jpg) ![x](file:///etc/passwd) ![x](file://host/share.jpg) ![x](inside.jpg)"
    written(folder, headed(text, "image: /etc/hostname\n"))
    found, problems = parted(read(str(folder)))
    assert "leads out of the folder" in problems[0].message
    assert [picture.url for picture in found[0].pictures] == [(folder / "inside.jpg").as_uri()]
    assert [remark.split()[2].rpartition("/")[2] for remark in found[0].remarks] == ["hostname", "secret.jpg"]
    assert "etc/passwd" in found[0].body  # which Markdown itself leaves as text


def test_a_folder_that_cannot_be_read_deletes_nothing(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    written(folder, STORY, "inner/market.md")
    scandir = os.scandir

    def locked(path: str) -> Any:
        if str(path).endswith("inner"):
            raise PermissionError(13, "Permission denied", str(path))
        return scandir(path)

    monkeypatch.setattr(os, "scandir", locked)
    found, problems = parted(read(str(folder), known=[f"folder:{folder}:inner/market.md"]))
    assert (found, problems[0].item) == ([], str(folder / "inner"))
    assert "Permission denied; nothing is taken as deleted" in problems[0].message


def test_a_heading_is_the_headline_where_the_front_matter_has_none(folder: Path) -> None:
    written(folder, "---\nlanguage: tlh_Latn_and_so_on\ndate: someday\n---\n\n# From the text\n\nHere.")
    story = stories(read(str(folder)))[0]
    assert (story.headline, story.body.strip(), story.language) == ("From the text", "<p>Here.</p>", "")
    assert story.remarks[0].startswith("published: 'someday'")


def test_a_correction_of_the_front_matter_or_of_the_text_is_found(folder: Path) -> None:
    written(folder, headed("Text.", 'correction: "The hall costs $6.4 million."\n'), "a.md")
    written(folder, headed("Text.\n\n*Correction: The hall costs $6.4 million.*"), "b.md")
    assert {story.correction for story in stories(read(str(folder)))} == {"The hall costs $6.4 million."}


@pytest.mark.parametrize(
    "body", [">" * 50_000, "[" * 50_000, "*a " * 50_000, "![" * 20_000, "- " * 10_000, "`" * 50_000]
)
def test_markdown_made_to_exhaust_is_read_in_bounds(folder: Path, body: str) -> None:
    written(folder, headed(body))
    assert len(list(read(str(folder)))) == 1
