"""STORIES of the command: every kind, and refusals that name file, line and field."""

import gzip
import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from wiretrace.errors import StoryConflict, StoryError
from wiretrace.model import Picture, Wire
from wiretrace.stories import read_stories, story_from

RECORD: dict[str, Any] = {
    "id": "hlns-1",
    "version": 2,
    "headline": "Ferry stops",
    "byline": ["Marta Lindqvist", "Tomas O'Brien-Hale"],
    "text": "The ferry stopped on Monday.",
    "url": "https://harborlight.example/ferry",
    "published": "2026-03-02T09:00:00Z",
    "embargo_until": "2026-03-02 08:00",
    "dateline": "PORT ELLEN (HLNS)",
    "status": "corrected",
    "wire": {"name": "Harbor Light News Service", "aliases": ["HLNS"], "home": "https://harborlight.example"},
    "pictures": [{"url": "a.jpg", "rights": False}],
    "unknown": "is left alone",
}


def test_a_record_of_the_contract_becomes_a_story(tmp_path: Path) -> None:
    (tmp_path / "s.jsonl").write_text(json.dumps(RECORD) + "\n\n")
    (story,) = read_stories([tmp_path / "s.jsonl"])
    assert (story.id, story.version, story.status) == ("hlns-1", 2, "corrected")
    assert story.byline == ("Marta Lindqvist", "Tomas O'Brien-Hale")
    assert story.published == datetime(2026, 3, 2, 9, tzinfo=UTC)
    assert story.embargo_until == datetime(2026, 3, 2, 8, tzinfo=UTC)
    assert story.wire == Wire("Harbor Light News Service", ("HLNS",), home="https://harborlight.example")
    assert story.pictures == (Picture("a.jpg", rights=False),)


def test_a_story_in_html_is_its_paragraphs_with_links_and_pictures() -> None:
    markup = "<p>One <a href=https://a.example/>two</a>.</p><script>x</script><p>Three.</p><img src=a.jpg>"
    story = story_from({"id": "1", "html": markup}, where="s.jsonl:1")
    assert story.text == "One two.\nThree."
    assert story.links == ("https://a.example/",)
    assert story.pictures == (Picture("a.jpg"),)


MARKDOWN = """---
id: hlns-2
version: 3
headline: "Ferry: the end"
byline: [Marta Lindqvist, Ngozi Adeyemi]
published: 2026-03-02T09:00:00+02:00
wire:
  name: Harbor Light News Service
  aliases: [HLNS, "Harbor Light"]
---
## The end

The *ferry* [stopped](https://a.example/) for **good**. It has snake_case and 3 * 4.

> Never again.
"""


def test_a_folder_of_markdown_is_read_with_its_front_matter(tmp_path: Path) -> None:
    (tmp_path / "two.md").write_text(MARKDOWN)
    (story,) = read_stories([tmp_path])
    assert (story.id, story.version, story.headline) == ("hlns-2", 3, "Ferry: the end")
    assert story.byline == ("Marta Lindqvist", "Ngozi Adeyemi")
    assert story.wire is not None
    assert story.wire.aliases == ("HLNS", "Harbor Light")
    assert story.text.startswith("The end\n\nThe ferry stopped for good.")
    assert story.text.endswith("Never again.")
    assert story.links == ("https://a.example/",)


def test_an_html_file_is_a_story_of_its_heading_author_and_paragraphs(tmp_path: Path) -> None:
    (tmp_path / "ferry.html").write_text(
        "<meta name=author content='Marta Lindqvist'><link rel=canonical href=https://harborlight.example/f>"
        "<nav>Home</nav><h1>Ferry stops</h1><p>The ferry stopped.</p>"
    )
    (story,) = read_stories([tmp_path / "ferry.html"])
    assert (story.id, story.headline, story.byline) == ("ferry", "Ferry stops", ("Marta Lindqvist",))
    assert (story.text, story.url) == ("The ferry stopped.", "https://harborlight.example/f")


def write_lines(tmp_path: Path, *records: object) -> Path:
    path = tmp_path / "s.jsonl.gz"
    path.write_bytes(gzip.compress("\n".join(json.dumps(record) for record in records).encode()))
    return path


def test_versions_of_one_story_stand_beside_each_other(tmp_path: Path) -> None:
    path = write_lines(tmp_path, {**RECORD, "version": 1}, RECORD)
    assert [story.version for story in read_stories([path])] == [1, 2]


def test_the_same_record_twice_counts_once_and_another_is_a_conflict(tmp_path: Path) -> None:
    assert len(read_stories([write_lines(tmp_path, RECORD, RECORD)])) == 1
    with pytest.raises(StoryConflict, match=r"s\.jsonl\.gz:2.*hlns-1.*version 2"):
        read_stories([write_lines(tmp_path, RECORD, {**RECORD, "text": "The ferry sails."})])


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"id": ""}, "no id"),
        ({"text": ""}, "hlns-1 has no text"),
        ({"text": " \n"}, "hlns-1 has no text"),
        ({"text": 5}, "text is 5"),
        ({"version": 0}, "version is 0"),
        ({"version": "2"}, "version is '2'"),
        ({"version": True}, "version is True"),
        ({"status": "Corrected"}, "status 'Corrected' is unknown"),
        ({"published": "Monday"}, "published is 'Monday'"),
        ({"byline": {"name": "x"}}, "byline is"),
        ({"wire": "HLNS"}, "wire is 'HLNS'"),
        ({"wire": {"name": "x", "aliases": [1]}}, "aliases is"),
        ({"pictures": ["a.jpg"]}, "a picture is"),
        ({"text": None, "html": "<div>" * 50_000}, "HTML cannot be read"),
        ({"text": None, "html": "<script>x</script>"}, "has no text"),
    ],
)
def test_a_refusal_names_the_line_and_the_field(tmp_path: Path, change: dict[str, Any], words: str) -> None:
    path = write_lines(tmp_path, RECORD, {**RECORD, **change})
    with pytest.raises(StoryError) as refusal:
        read_stories([path])
    assert f"{path}:2" in str(refusal.value)
    assert words in str(refusal.value)


@pytest.mark.parametrize("line", ["{", "[1]", "5", "null", "[" * 50_000])
def test_a_line_that_is_no_story_is_named(tmp_path: Path, line: str) -> None:
    (tmp_path / "s.jsonl").write_text(line)
    with pytest.raises(StoryError, match=r"s\.jsonl:1"):
        read_stories([tmp_path / "s.jsonl"])


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("No front matter", "begin the file with a line ---"),
        ("---\nid: x\nBody", "does not end"),
        ("---\nid x\n---\nBody", "m.md:2"),
        ("---\n  deep: x\n---\nBody", "m.md:2"),
        ("---\nid: x\n---\n", "x has no text"),
    ],
)
def test_bad_front_matter_is_named_by_its_line(tmp_path: Path, text: str, words: str) -> None:
    (tmp_path / "m.md").write_text(text)
    with pytest.raises(StoryError, match=r"m\.md") as refusal:
        read_stories([tmp_path / "m.md"])
    assert words in str(refusal.value)


def test_files_that_cannot_be_read_are_named(tmp_path: Path) -> None:
    (tmp_path / "cut.jsonl.gz").write_bytes(gzip.compress(b"x" * 999)[:-9])
    (tmp_path / "latin.jsonl").write_bytes(b"\xff\xfe\xff")
    (tmp_path / "s.docx").write_bytes(b"x")
    for name in ("cut.jsonl.gz", "latin.jsonl", "s.docx", "missing.jsonl"):
        with pytest.raises(StoryError, match=name.replace(".", r"\.")):
            read_stories([tmp_path / name])


def test_a_folder_without_stories_is_refused(tmp_path: Path) -> None:
    with pytest.raises(StoryError, match="no story"):
        read_stories([tmp_path])
