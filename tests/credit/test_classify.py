"""What a mention is depends on where and how it stands."""

from __future__ import annotations

import pytest

from tests.credit.pages import STORY, TEXT, kinds, mentions, page_with
from wiretrace import html
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
        f"<aside><div><address><span>{NAME}</span>, <span>Harbor Light in Port Ellery</span></address></div></aside>",
        f"<div class='articleHeader--subhead'><span>{NAME}, Harbor Light</span></div>",
        "<p><span>By MARTA LINDQVIST</span><span>March 3, 2026</span><span>HLNS</span></p>",
        f"<p><a href='/m'>{NAME}</a>12 hours ago<a href='/w'>Harbor Light</a></p>",
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


@pytest.mark.parametrize(
    "line",
    [
        "<p>Dagblad/Ida Holm via HLNS</p>",
        "<ul class='legends'><li>HLNS/Corbis</li></ul>",
    ],
)
def test_a_picture_by_way_of_the_agency_is_no_affiliation(line: str) -> None:
    assert "credit_line" not in kinds(page_with(above=line), "wire")


@pytest.mark.parametrize(
    "line",
    [
        "<p>Follow Harbor Light reporter Ida Holm at social.example/holm.</p>",
        "<p>Watch the full story on Harbor Light tonight at ten.</p>",
        "<p>More from Harbor Light</p>",
        "<p>Harbor Light Headlines</p>",
        "<p>Our standards: The Harbor Light Trust Principles</p>",
        "<p><a href='/1'>Harbor Light</a> | <a href='/2'>Sund Press</a> | <a href='/3'>Quay Wire</a></p>",
    ],
)
@pytest.mark.parametrize("side", ["above", "below"])
def test_a_line_that_sells_lists_or_sends_away_is_no_credit(line: str, side: str) -> None:
    assert "credit_line" not in kinds(page_with(**{side: line}), "wire")


def test_a_dateline_in_an_element_of_its_own_is_a_dateline() -> None:
    found = kinds(page_with(above="<div>PORT ELLERY, Sund (HLNS) —</div>"), "wire")
    assert "dateline" in found
    assert "credit_line" not in found


@pytest.mark.parametrize(
    "sentence",
    [
        "The fund is contributing to the rise in fares, she told Harbor Light.",
        "Harbor Light previously reported that the board had doubts about the fund.",
        "The mayor, Harbor Light also reported, had asked for another vote on it.",
    ],
)
def test_a_sentence_of_the_story_is_no_notice(sentence: str) -> None:
    assert kinds(page_with(below=f"<p>{sentence}</p>"), "wire") <= {"text", "chrome"}


@pytest.mark.parametrize(
    "line",
    [
        "Ida Holm of Harbor Light in Port Ellery contributed.",
        "Harbor Light writers Ida Holm and Per Sand in Ellery contributed to this report.",
        "Contributing: Harbor Light",
        "With contributions from Harbor Light",
        "Harbor Light contributed reporting from the Sund coast.",
    ],
)
def test_the_forms_in_which_contributions_come(line: str) -> None:
    assert "contribution" in kinds(page_with(below=f"<p>{line}</p>"), "wire")


def test_a_credit_above_a_long_slideshow_is_found_by_the_headline() -> None:
    slides = "".join(f"<li>Picture {number} of the hall</li>" for number in range(120))
    above = f"<div class='credit'><cite class='byline'>By {NAME}, HLNS</cite></div><ul>{slides}</ul>"
    assert "credit_line" in kinds(page_with(above=above), "reporter")


def test_a_contribution_line_under_the_authors_box_belongs_to_the_story() -> None:
    box = "<h3>About the author</h3><p>Pat Poster covers harbors.</p><p>With files from Harbor Light</p>"
    assert "contribution" in kinds(page_with(below=box), "wire")


def test_a_dateline_is_a_dateline() -> None:
    page = page_with(above="<p>PORT ELLERY (HLNS) — Fishermen came early to the hall on Tuesday night.</p>")
    assert "dateline" in kinds(page, "wire")
    assert "credit_line" not in kinds(page, "wire")


def test_the_agency_in_the_chrome_of_the_site_is_no_credit() -> None:
    assert kinds(page_with(), "wire") == {"chrome"}


def test_a_hidden_credit_is_no_credit() -> None:
    page = page_with(above=f"<p style='display:none'>By {NAME}, HLNS</p>")
    assert "credit_line" not in kinds(page, "reporter") | kinds(page, "wire")


def test_a_credit_that_the_pages_style_sheet_hides_is_no_credit() -> None:
    page = page_with(above=f"<style>.wire-credit{{display:none}}</style><p class='wire-credit'>By {NAME}, HLNS</p>")
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


def test_a_bare_copyright_line_among_the_storys_paragraphs_is_its_notice() -> None:
    body = html.parse(
        f"<html><body><article><h1>{STORY.headline}</h1><div>"
        + "".join(f"<p>{line}</p>" for line in TEXT.split("\n"))
        + "<p>© Harbor Light</p></div></article></body></html>"
    )
    assert "notice" in kinds(body, "wire")


def test_a_full_copyright_notice_at_the_foot_of_the_page_counts_for_a_credited_story() -> None:
    menu = "".join(f"<h4><a href='/{n}'>Harbor news of the day number {n}</a></h4>" for n in range(20))
    claim = "Copyright © 2026 Harbor Light News Service. This material may not be published or rewritten."
    foot = f"<div>{menu}</div><footer><p>{claim}</p></footer>"
    assert "notice" not in kinds(page_with(foot=foot), "wire")
    assert "notice" in kinds(page_with(above="<p>By Marta Lindqvist, HLNS</p>", foot=foot), "wire")


def test_the_copyright_of_a_picture_in_a_list_of_others_is_no_notice() -> None:
    foot = "<ul class='related'><li>The quay © Ida Holm/HLNS</li></ul>"
    assert "notice" not in kinds(page_with(above="<p>By Marta Lindqvist, HLNS</p>", foot=foot), "wire")


def test_a_notice_ends_with_its_last_line_and_not_in_what_follows() -> None:
    lines = (
        "<p>This story was produced by Harbor Light News Service,</p><p>an independent newsroom on the Sund coast.</p>"
    )
    page = page_with(below=f"{lines}<p>The council meets again on Friday.</p>")
    known = [m for m in mentions(page) if m.kind == "notice" and "independent" in m.text]
    assert [page.text[m.span.start : m.span.end].endswith("Sund coast.") for m in known if m.span] == [True]


def test_a_mention_in_a_long_line_is_shown_in_whole_words() -> None:
    words = "harbor council members spoke at length about winter crossings "
    page = page_with(below=f"<p>{words * 4}and Harbor Light wrote it down, {words * 4}</p>")
    shown = next(m.text for m in mentions(page) if "wrote it down" in m.text)
    assert (shown[0], shown[-1]) == ("…", "…")
    assert set(shown.strip("…").replace(",", "").split()) <= set(words.split()) | set(
        "and Harbor Light wrote it down".split()
    )


def test_a_retyped_notice_is_found_by_its_wording() -> None:
    page = page_with(below="<p>This story was produced by Harbor Light News, an independent newsroom on the coast.</p>")
    assert "notice" in kinds(page, "wire")
