"""Time and versions: EMBARGO, TIME_LIMIT, CORRECTION, KILL."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from tests.rules.copies import PARAGRAPHS, STORY, TAKEN, a_copy, a_page, judged

RELEASE = datetime(2026, 3, 2, 6, tzinfo=UTC)
HELD = replace(STORY, embargo_until=RELEASE)
RIGHT = PARAGRAPHS[1].replace("48 million", "84 million")
CORRECTED = replace(
    STORY,
    version=2,
    status="corrected",
    text="\n".join((PARAGRAPHS[0], RIGHT, *PARAGRAPHS[2:])),
    published=datetime(2026, 3, 1, 18, tzinfo=UTC),
)
KILLED = replace(STORY, version=2, status="killed", published=datetime(2026, 3, 1, 20, tzinfo=UTC))


def published(moment: str) -> str:
    return a_page(head=f'<meta property="article:published_time" content="{moment}">')


@pytest.mark.parametrize(
    ("html", "at", "answer"),
    [
        (a_page(), RELEASE - timedelta(minutes=1), "broken"),
        (published("2026-03-02T05:59:00+00:00"), TAKEN, "broken"),
        (published("2026-03-02T07:30:00+02:00"), TAKEN, "broken"),
        (published("2026-03-02T06:01:00Z"), TAKEN, "kept"),
        (published("2026-03-02T06:30:00"), TAKEN, "cannot_tell"),
        (published("2026-02-28T06:30:00"), TAKEN, "broken"),
        (published("2026-03-02"), TAKEN, "cannot_tell"),
        (a_page(), TAKEN, "cannot_tell"),
        (a_page(), None, "cannot_tell"),
        (a_page("Another story."), TAKEN, "cannot_tell"),
    ],
)
def test_an_embargo_is_broken_by_a_page_taken_or_published_before_it_ends(
    html: str, at: datetime | None, answer: str
) -> None:
    assert judged("EMBARGO", a_copy(html, HELD, at=at)).answer == answer


def test_a_story_without_an_embargo_may_run() -> None:
    assert not judged("EMBARGO", a_copy(a_page(), at=None)).applies


def test_a_copy_is_down_when_its_window_ends() -> None:
    window = {"limit": 90.0, "unit": "days"}
    inside, after = (a_copy(a_page(), at=STORY.published + timedelta(days=days)) for days in (89, 91))  # type: ignore[operator]
    assert judged("TIME_LIMIT", inside, **window).answer == "kept"
    late = judged("TIME_LIMIT", after, **window)
    assert late.answer == "broken"
    assert "2026-05-30" in late.why
    assert judged("TIME_LIMIT", a_copy(a_page(), at=None), **window).answer == "cannot_tell"
    assert judged("TIME_LIMIT", a_copy(a_page(), replace(STORY, published=None)), **window).answer == "cannot_tell"


def test_a_stale_copy_lacks_the_correction_and_a_corrected_one_has_it() -> None:
    stale = judged("CORRECTION", a_copy(a_page(), STORY, CORRECTED))
    assert stale.answer == "broken"
    assert "version 1" in stale.why
    fresh = a_copy(a_page(PARAGRAPHS[0], RIGHT, *PARAGRAPHS[2:]), STORY, CORRECTED)
    assert judged("CORRECTION", fresh).answer == "kept"


def test_a_correction_is_not_owed_before_it_was_issued_nor_within_its_grace() -> None:
    early = a_copy(a_page(), STORY, CORRECTED, at=datetime(2026, 3, 1, 17, tzinfo=UTC))
    assert judged("CORRECTION", early).answer == "kept"
    copy = a_copy(a_page(), STORY, CORRECTED)
    assert judged("CORRECTION", copy, limit=48, unit="hours").answer == "kept"
    assert judged("CORRECTION", copy, limit=2, unit="days").answer == "kept"
    assert judged("CORRECTION", copy, limit=6, unit="hours").answer == "broken"


def test_an_excerpt_that_fits_both_versions_cannot_be_told() -> None:
    both = a_copy(a_page(*PARAGRAPHS[2:]), STORY, CORRECTED)
    found = judged("CORRECTION", both)
    assert found.answer == "cannot_tell"
    assert "1, 2" in found.why


def test_a_story_that_was_never_corrected_owes_nothing() -> None:
    assert not judged("CORRECTION", a_copy(a_page())).applies
    update = replace(CORRECTED, status="usable")
    assert not judged("CORRECTION", a_copy(a_page(), STORY, update)).applies


@pytest.mark.parametrize("status", ["killed", "withdrawn"])
def test_a_killed_story_still_up_is_broken(status: str) -> None:
    gone = replace(KILLED, status=status)  # type: ignore[arg-type]
    found = judged("KILL", a_copy(a_page(), STORY, gone))
    assert found.answer == "broken"
    assert status in found.why


def test_a_kill_binds_only_pages_taken_after_it_that_still_carry_the_story() -> None:
    before = a_copy(a_page(), STORY, KILLED, at=datetime(2026, 3, 1, 19, tzinfo=UTC))
    assert judged("KILL", before).answer == "kept"
    assert not judged("KILL", a_copy(a_page())).applies
    assert judged("KILL", a_copy(a_page("Another story."), STORY, KILLED)).answer == "cannot_tell"
    back = replace(STORY, version=3)
    assert not judged("KILL", a_copy(a_page(), STORY, KILLED, back)).applies
