"""The report: one file, safe with hostile text, that says what the verdict says."""

from __future__ import annotations

import re
from datetime import UTC, datetime

from wiretrace.model import Edit, Finding, Match, Mention, Page, Passage, Span, Story, Verdict
from wiretrace.report import ReportItem, report_html
from wiretrace.report.diff import rows

STORY = Story(
    "hlns-1",
    "The council paid 18 million for the pier.\n“We found nothing at all,” said Ruth Askelund.\nThe last line was cut.",
    headline="Pier costs 18 million",
    url="https://harborlight.example/pier",
)
COPY = "Menu\nThe council paid 39 million for the pier.\nOur own line.\n“We found nothing,” said Ruth Askelund.\nFooter"


def _span(text: str, part: str) -> Span:
    return Span(text.index(part), text.index(part) + len(part))


def _match() -> Match:
    quoted = _span(STORY.text, "We found nothing at all"), _span(COPY, "We found nothing")
    edits = (
        Edit("number", _span(STORY.text, "18"), _span(COPY, "39"), "18", "39"),
        Edit("insertion", None, _span(COPY, "Our own line."), "", "Our own line."),
        Edit("quotation", *quoted, "We found nothing at all", "We found nothing"),
        Edit("cut", _span(STORY.text, "The last line was cut."), None, "The last line was cut.", ""),
    )
    first = Passage(_span(STORY.text, "The council paid 18 million for the pier."),
                    _span(COPY, "The council paid 39 million for the pier."), 7)  # fmt: skip
    second = Passage(_span(STORY.text, "We found nothing at all,” said Ruth Askelund."),
                     _span(COPY, "We found nothing,” said Ruth Askelund."), 6)  # fmt: skip
    return Match("hlns-1", 1, "edited", 13, 5, 0.68, 0.5, (first, second), edits)


def _item(page: Page | None = None, **more: object) -> ReportItem:
    finding = Finding("byline", "broken", "must", "Nobody is named.", (Mention("logo", "HLNS", "img"),), "BYLINE")
    page = page or Page(COPY, url="https://inlandledger.example/pier", visible_end=len(COPY))
    return ReportItem(page, STORY, Verdict("broken", _match(), (finding,), ruleset="r1", kernel="k1"), "ledger")


def _kinds() -> list[list[str]]:
    return [[piece.kind for piece in row.pieces] for row in rows(STORY, Page(COPY), _match())]


def test_rows_follow_the_story_and_name_each_change() -> None:
    assert _kinds() == [["same", "number", "same"], ["insertion"], ["quotation", "same"], ["cut"]]


def test_words_that_no_edit_explains_are_not_drawn_as_the_same() -> None:
    story, page = Story("s", "one two three four five"), Page("one two THIRTY four five")
    whole = Passage(Span(0, len(story.text)), Span(0, len(page.text)), 4)
    match = Match("s", 1, "edited", 4, 2, 0.8, 0.8, (whole,))
    assert [piece.kind for row in rows(story, page, match) for piece in row.pieces] == ["same", "wording", "same"]


def test_a_stretch_that_no_passage_covers_is_a_cut() -> None:
    story, page = Story("s", "one two three\nfour five six"), Page("one two three")
    match = Match("s", 1, "excerpt", 3, 3, 0.5, 1.0, (Passage(Span(0, 13), Span(0, 13), 3),))
    assert [[piece.kind for piece in row.pieces] for row in rows(story, page, match)] == [["same"], ["cut"]]


def test_the_report_says_verdict_finding_and_changes() -> None:
    html = report_html([_item()], title="Copies", made_at=datetime(2026, 3, 12, 9, 30, tzinfo=UTC))
    assert "It does not keep: <strong>byline</strong>" in html
    assert "Nobody is named." in html
    assert re.search(r'<mark class="number">39<small> number changed</small></mark>', html)
    assert "<ins>Our own line" in html
    assert "<del>The last line was cut" in html
    assert "12 March 2026, 09:30 UTC" in html
    assert "ruleset r1 · kernel k1" in html


def test_without_a_time_the_report_has_none() -> None:
    assert "<time" not in report_html([_item()], title="Copies")


def test_hostile_text_is_never_markup() -> None:
    evil = "</title><script>alert(1)</script><img src=x onerror=alert(2)>\x00\u202e"
    story = Story("s", evil, headline=evil, url="javascript:alert(3)")
    whole = Passage(Span(0, len(evil)), Span(0, len(evil)), 4)
    edit = Edit("headline", None, None, evil, evil)
    match = Match("s", 1, "full", 4, 4, 1.0, 1.0, (whole,), (edit,))
    finding = Finding(evil, "broken", "must", evil, (Mention("text", evil, evil),) * 9, evil)
    page = Page(evil, url=" javascript:alert(4)", visible_end=len(evil))
    verdict = Verdict("broken", match, (finding,), ruleset=evil, kernel=evil)
    html = report_html([ReportItem(page, story, verdict, evil)], title=evil)
    assert "<script" not in html
    assert "<img" not in html
    assert 'href="javascript' not in html.lower()
    assert "\x00" not in html
    assert "\u202e" not in html
    assert not [href for href in re.findall(r'href="([^"]*)"', html) if not href.startswith(("#", "http"))]


def test_nothing_outside_the_file_is_loaded() -> None:
    html = report_html([_item()], title="Copies")
    assert not re.search(r"<(script|link|img|iframe|object)\b|url\(|@import|\ssrc=", html)


def test_a_page_without_a_copy_stands_in_the_overview_only() -> None:
    item = ReportItem(Page("nothing"), Story("", ""), Verdict("no_match", None), "gull")
    html = report_html([item], title="Copies")
    assert "gull" in html
    assert "No copy" in html
    assert 'id="item-1"' not in html


def test_the_marks_behind_a_cut_are_struck_with_it() -> None:
    story, page = Story("s", "VARN (HLNS) — The boat left at dawn."), Page("The boat left at dawn.")
    passage = Passage(_span(story.text, "The boat left at dawn"), _span(page.text, "The boat left at dawn"), 5)
    match = Match("s", 1, "full", 5, 5, 0.7, 1.0, (passage,))
    html = report_html([ReportItem(page, story, Verdict("kept", match))], title="Copies")
    assert "<del>VARN (HLNS</del><del>) — </del>The boat left at dawn" in html


def test_a_long_stretch_that_is_gone_is_folded_with_its_count() -> None:
    lines = [f"Paragraph number {n} says so." for n in ("one", "two", "three", "four")]
    story, page = Story("s", "\n".join(lines)), Page(lines[0])
    match = Match("s", 1, "excerpt", 5, 5, 0.25, 1.0, (Passage(Span(0, 29), Span(0, 29), 5),))
    html = report_html([ReportItem(page, story, Verdict("kept", match))], title="Copies")
    assert "<summary>3 paragraphs, 15 words, not on the page</summary>" in html


def test_a_rule_that_is_not_asked_says_so_and_does_not_unsettle_the_sentence() -> None:
    moot = Finding("byline", "cannot_tell", "must", "the story names no reporter", (), "BYLINE", applies=False)
    html = report_html([ReportItem(Page(COPY), STORY, Verdict("kept", _match(), (moot,)))], title="Copies")
    assert '<span class="chip none"><span aria-hidden="true">–</span> Not asked</span>' in html
    assert "keeps everything that it must keep" in html


def test_a_rule_that_no_page_can_show_does_not_unsettle_the_sentence() -> None:
    register = Finding("audience", "cannot_tell", "must", "the register shows it", (), "VET_AUDIENCE")
    verdict = Verdict("kept", _match(), (register,))
    html = report_html([ReportItem(Page(COPY), STORY, verdict)], title="Copies")
    assert "keeps everything that it must keep" in html
    assert "Not for a page to show, so not judged here: audience." in html
