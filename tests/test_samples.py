"""The sample wire: what ships is what the script makes, and every page is judged as it was written to be."""

from __future__ import annotations

import gzip
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest

from tests.sample_pages.cases import all_pages
from tests.sample_pages.make import archive
from tests.sample_pages.source import SAMPLES
from wiretrace.cli.demo import Sample, differences, read_samples, run_demo
from wiretrace.credit.pictures import phash
from wiretrace.model import Story, Terms, Verdict
from wiretrace.pages import read_page
from wiretrace.pipeline import check
from wiretrace.stories import read_stories
from wiretrace.terms import read_terms

EXPECTED = read_samples()


@pytest.fixture(scope="module")
def stories() -> list[Story]:
    return read_stories([SAMPLES / "wire"])


@pytest.fixture(scope="module")
def terms() -> Terms:
    return read_terms(SAMPLES / "wire" / "terms.toml")


def _judged(sample: Sample, stories: list[Story], terms: Terms) -> Verdict:
    page = read_page(SAMPLES / "pages" / sample.file, url=sample.url)
    found = check(page, stories, terms=terms, at=sample.at)
    assert len(found) < 2, [verdict.match for verdict in found]
    return found[0] if found else Verdict("no_match", None)


@pytest.mark.parametrize("sample", EXPECTED, ids=lambda sample: sample.file[3:-5])
def test_each_page_is_judged_as_it_was_written_to_be(sample: Sample, stories: list[Story], terms: Terms) -> None:
    assert differences(sample, _judged(sample, stories, terms)) == []


def test_a_verdict_that_differs_is_said_in_words(stories: list[Story], terms: Terms) -> None:
    careful, nameless = EXPECTED[0], EXPECTED[1]
    said = differences(careful, _judged(nameless, stories, terms))
    assert "01-careful-copy.html: verdict is broken, expected kept" in said
    assert "01-careful-copy.html: byline is broken, expected kept" in said


def test_the_pages_that_ship_are_those_that_the_script_makes() -> None:
    made = {page.file: page.html for page in all_pages()}
    shipped = {path.name: path.read_text(encoding="utf-8") for path in (SAMPLES / "pages").glob("*.html")}
    assert shipped == made


def test_the_archive_that_ships_holds_the_same_pages() -> None:
    # Deflate differs between builds of zlib, so the bytes are compared unpacked.
    shipped = (SAMPLES / "pages.warc.gz").read_bytes()
    assert gzip.decompress(shipped) == gzip.decompress(archive(all_pages()))
    assert len(shipped) < 150_000


def test_every_page_says_what_is_expected_of_it() -> None:
    made = [(page.file, page.url, datetime.fromisoformat(page.at)) for page in all_pages()]
    assert [(sample.file, sample.url, sample.at) for sample in EXPECTED] == made


def test_the_wire_has_a_correction_a_kill_and_an_embargo(stories: list[Story]) -> None:
    assert {story.status for story in stories} == {"usable", "corrected", "killed"}
    assert [story.id for story in stories if story.embargo_until]
    assert [picture for story in stories for picture in story.pictures if not picture.rights]


def test_the_logo_is_a_picture_that_can_be_known_again() -> None:
    assert phash((SAMPLES / "wire" / "hlns-logo.png").read_bytes())


def test_a_logo_with_a_name_that_says_nothing_is_known_by_its_picture(stories: list[Story], terms: Terms) -> None:
    sample = next(sample for sample in EXPECTED if sample.file == "20-logo-by-picture.html")
    found = {finding.rule: finding for finding in _judged(sample, stories, terms).findings}
    assert [mention.place.endswith("(by picture)") for mention in found["logo"].mentions] == [True]
    page = read_page(SAMPLES / "pages" / sample.file, url=sample.url)
    unseen = check(replace(page, pictures={}), stories, terms=terms, at=sample.at)[0]
    assert {finding.rule: finding.answer for finding in unseen.findings}["logo"] != "kept"


def test_the_demo_writes_a_report_and_the_matches(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run_demo(tmp_path / "out") == 0
    assert "Story and page, side by side" in (tmp_path / "out" / "report.html").read_text(encoding="utf-8")
    lines = (tmp_path / "out" / "matches.jsonl").read_text(encoding="utf-8").splitlines()
    carrying = sum(sample.verdict != "no_match" for sample in EXPECTED)
    assert len([line for line in lines if '"kind":"template"' not in line.replace(" ", "")]) == carrying
    assert "report.html" in capsys.readouterr().err
