"""Stories as ninjs, of both generations, with their corrections, deletions and embargoes."""

from __future__ import annotations

import json
import os
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from tests.cast import MARTA, PARAGRAPHS, TOMAS
from tests.wirecopy.desk.imports.sources import BODY, HEADLINE, SITE, Pages, ninjs, parted, stories
from wirecopy.desk.imports import Imported, Picture
from wirecopy.desk.imports.ninjs import parse, read
from wirecopy.net.client import Answer

WHERE = f"{SITE}/ninjs"
EXAMPLES = Path(os.environ.get("WIRECOPY_SHARED", "../shared"), "data/standards/ninjs/documentation/includes/examples")


def one(**changed: Any) -> Imported:
    return stories(parse(json.dumps(ninjs(**changed)).encode(), WHERE))[0]


def lowered(value: Any) -> Any:
    """An item as 2.x writes it: all names in lower case."""
    if isinstance(value, dict):
        return {key.lower(): lowered(item) for key, item in value.items()}
    return [lowered(item) for item in value] if isinstance(value, list) else value


def test_an_item_comes_with_everything_that_it_says() -> None:
    story = one()
    assert story.source == f"ninjs:{WHERE}:urn:uuid:6d0f1f3c-6a4f-4f0e-9d6b-2f1f4a0f9a01"
    assert (story.headline, story.slug, story.dateline) == (HEADLINE, "fish-market", "PORT ELLERY")
    assert (story.body, story.summary) == (BODY, "The board has decided.")
    assert (story.bylines, story.language) == ((MARTA,), "en")
    assert story.topics == ("medtop:20000212", "harbors")
    assert story.canonical == f"{SITE}/fish-market"
    assert story.pictures == (
        Picture(f"{SITE}/market.jpg", "Stalls under a leaking roof", "The old hall.", "Ada Quill"),
    )
    assert story.published == datetime(2026, 3, 2, 8, 0, tzinfo=UTC)
    assert (story.correction, story.embargo_until, story.remarks) == ("", None, ())


def test_both_generations_read_the_same() -> None:
    old = {**lowered(ninjs()), "embargoed": "2026-03-03T08:00:00Z"}
    assert stories(parse(json.dumps(old).encode(), WHERE)) == [one(embargoedUntil="2026-03-03T08:00:00Z")]


def test_a_byline_stands_for_authors_where_no_people_are_named() -> None:
    assert one(people=[]).bylines == (MARTA, TOMAS)


def test_a_plain_text_becomes_paragraphs_where_there_is_no_html() -> None:
    story = one(bodies=[{"contentType": "text/plain", "value": "\n\n".join(PARAGRAPHS)}])
    assert story.body.count("<p>") == len(PARAGRAPHS)


def test_a_body_of_another_format_is_named() -> None:
    item = ninjs(bodies=[{"contentType": "application/nitf+xml", "value": "<nitf/>"}])
    assert "send text/html" in parted(parse(json.dumps(item).encode(), WHERE))[1][0].message


@pytest.mark.parametrize("status", ["canceled", "withheld"])
def test_what_is_canceled_or_withheld_comes_as_deleted(status: str) -> None:
    story = one(pubStatus=status, edNote="KILL: The papers were forged.", bodies=[])
    assert (story.is_deleted, story.reason) == (True, "KILL: The papers were forged.")
    assert one(pubStatus=status).reason == f"the source says that it is {status}"


@pytest.mark.parametrize(
    ("version", "note", "correction"),
    [
        ("2", "CORRECTION: The hall costs $6.4 million.", "CORRECTION: The hall costs $6.4 million."),
        (3, "The hall costs $6.4 million.", "The hall costs $6.4 million."),
        ("1", "Photos follow.", ""),
        ("2", "", ""),
        ("2", "UPDATE: replaces version 1.", ""),
        ("2", "Adds a reaction of the stall holders.", ""),
        ("two", "The hall costs $6.4 million.", ""),
        (None, "The hall costs $6.4 million.", ""),
    ],
)
def test_a_later_version_with_a_note_is_a_correction(version: Any, note: str, correction: str) -> None:
    story = one(version=version, edNote=note)
    assert (story.correction, story.editors_note) == (correction, note)


def test_an_embargo_that_cannot_be_read_keeps_the_item_out() -> None:
    found, problems = parted(parse(json.dumps(ninjs(embargoedUntil="tomorrow at noon")).encode(), WHERE))
    assert found == []
    assert "its embargo cannot be read, so it is not taken" in problems[0].message


def test_one_bad_item_is_named_and_the_rest_goes_on() -> None:
    items = [ninjs(), {"headline": "no uri"}, 7, ninjs(uri="urn:2", type="picture"), ninjs(uri="urn:3")]
    for data in (json.dumps(items), json.dumps({"items": items})):
        found, problems = parted(parse(data.encode(), WHERE))
        assert [story.source.rpartition(":")[2] for story in found] == ["6d0f1f3c-6a4f-4f0e-9d6b-2f1f4a0f9a01", "3"]
        assert [
            next(words for words in ("without uri", "only text is taken") if words in each.message) for each in problems
        ] == ["without uri", "without uri", "only text is taken"]


@pytest.mark.parametrize(
    "data", [b"", b"<xml/>", b"\xff\xfe", b"[" * 200_000, b'{"uri": "' + b"9" * 9 + b'"', b"9" * 5000]
)
def test_what_is_no_ninjs_is_named(data: bytes) -> None:
    found, problems = parted(parse(data, WHERE))
    assert (found, len(problems)) == ([], 1)


def test_fields_of_the_wrong_kind_do_no_harm() -> None:
    odd = {name: {"a": [1]} for name in ninjs() if name not in ("uri", "type", "pubStatus")}
    story = stories(parse(json.dumps({"uri": "urn:1", **odd}).encode(), WHERE))[0]
    assert (story.headline, story.body, story.pictures, story.bylines) == ("", "", (), ())
    assert len(story.remarks) == 2


def test_an_address_is_read_and_what_is_away_is_named() -> None:
    pages = Pages()
    assert "takes no connection" in parted(read(WHERE, fetch=pages))[1][0].message
    pages.answers = {WHERE: Answer(WHERE, 304)}
    assert list(read(WHERE, fetch=pages)) == []
    pages.answers = {WHERE: Answer(WHERE, 500)}
    assert "answered 500" in parted(read(WHERE, fetch=pages))[1][0].message
    pages.answers = {WHERE: Answer(WHERE, 200, {}, json.dumps([ninjs()]).encode())}
    assert len(stories(read(WHERE, fetch=pages))) == 1
    assert stories(read(WHERE, fetch=pages, since=datetime(2026, 3, 3, tzinfo=UTC))) == []


@pytest.mark.skipif(not EXAMPLES.is_dir(), reason="the IPTC's own examples are not here")
@pytest.mark.parametrize("generation", ["2.2", "3.1"])
def test_the_articles_of_the_standard_itself_are_read(generation: str) -> None:
    read_as = {}
    for path in sorted((EXAMPLES / generation).glob("*article.json")):
        found, problems = parted(parse(path.read_bytes(), WHERE))
        read_as[path.name] = len(found)
        assert problems == []
        assert all(story.headline and story.body for story in found), path.name
    assert len(read_as) == 2
