"""What a mention is depends on where and how it stands."""

from __future__ import annotations

import pytest

from tests.credit.pages import kinds, mentions, page_with
from wiretrace.model import MentionKind

NAME = "Marta Lindqvist"


@pytest.mark.parametrize(
    "line",
    [
        f"<p>By {NAME}, Harbor Light News Service</p>",
        f"<p>{NAME} / HLNS</p>",
        f"<p>{NAME} - Harbor Light - March 3, 2026</p>",
        "<p class='byline'>MARTA LINDQVIST</p><p class='source'>Harbor Light News Service</p>",
        f"<div><span>{NAME}</span><span>Harbor Light News Service</span></div>",
        f"<div class='author'>{NAME}, HLNS Business Writer</div>",
        f"<p>HLNS | {NAME}</p>",
        "<p>By Lindqvist, Marta (HLNS)</p>",
        f"<address><div class='byline-caption'><p>{NAME}, Harbor Light News Service</p></div></address>",
    ],
)
def test_the_forms_in_which_bylines_and_affiliations_come_are_credit_lines(line: str) -> None:
    page = page_with(above=line)
    assert "credit_line" in kinds(page, "reporter")
    assert "credit_line" in kinds(page, "wire")


@pytest.mark.parametrize(
    ("above", "below", "foot", "kind"),
    [
        (f"<figure><img src='q.jpg'><figcaption>The quay. {NAME}</figcaption></figure>", "", "", "photo_credit"),
        (f"<p>The quay at dusk. (Photo: {NAME})</p>", "", "", "photo_credit"),
        (f"<div class='photo-byline-caption'>{NAME}</div>", "", "", "photo_credit"),
        (f"<figure><img src='q.jpg'><p class='byline-caption'>{NAME}</p></figure>", "", "", "photo_credit"),
        ("", f"<p>{NAME} contributed to this report.</p>", "", "contribution"),
        ("", f"<p><em>Additional reporting by {NAME}</em></p>", "", "contribution"),
        ("", "", f"<div><h3><a href='/b'>Harbor fund grows again this year</a></h3><p>By {NAME}</p></div>", "chrome"),
        ("", f"<div><a href='/b'>Harbor fund grows again this year</a><p>By {NAME}</p></div>", "", "chrome"),
        ("", "", f"<footer><p>{NAME}</p></footer>", "chrome"),
    ],
)
def test_a_name_elsewhere_is_no_credit(above: str, below: str, foot: str, kind: MentionKind) -> None:
    assert kinds(page_with(above=above, below=below, foot=foot), "reporter") == {kind}


def test_a_photo_credited_to_the_agency_is_no_affiliation() -> None:
    assert "credit_line" not in kinds(page_with(above="<div><img src='q.jpg'><p>Ida Holm/HLNS</p></div>"), "wire")


def test_a_dateline_is_a_dateline() -> None:
    page = page_with(above="<p>PORT ELLERY (HLNS) — Fishermen came early to the hall on Tuesday night.</p>")
    assert "dateline" in kinds(page, "wire")
    assert "credit_line" not in kinds(page, "wire")


def test_the_agency_in_the_chrome_of_the_site_is_no_credit() -> None:
    assert kinds(page_with(), "wire") == {"chrome"}


def test_a_hidden_credit_is_no_credit() -> None:
    page = page_with(above=f"<p style='display:none'>By {NAME}, HLNS</p>")
    assert "credit_line" not in kinds(page, "reporter") | kinds(page, "wire")


def test_another_person_in_the_reporters_place_is_found() -> None:
    page = page_with(above="<p class='author'>By Pat Poster</p>")
    assert [m.name for m in mentions(page) if m.of == "other"] == ["Pat Poster"]


def test_a_line_of_origin_is_a_notice() -> None:
    page = page_with(below="<p>This story originally appeared on Harbor Light News Service.</p>")
    assert "notice" in kinds(page, "wire")


def test_a_bare_copyright_line_is_a_notice_only_where_the_story_is_credited() -> None:
    foot = "<p>© Harbor Light. All rights reserved.</p>"
    assert "notice" not in kinds(page_with(foot=foot), "wire")
    assert "notice" in kinds(page_with(above="<p>By Marta Lindqvist, HLNS</p>", foot=foot), "wire")


def test_a_retyped_notice_is_found_by_its_wording() -> None:
    page = page_with(below="<p>This story was produced by Harbor Light News, an independent newsroom on the coast.</p>")
    assert "notice" in kinds(page, "wire")
