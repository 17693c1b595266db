"""Full text: what is live is found, by words and beginnings, in any script; what is not live is not."""

from datetime import datetime

import pytest

from tests.wirecopy.desk.stories import draft, embargoed, killed, live, withdrawn
from wirecopy.accounts.models import User
from wirecopy.desk.actions import Words, save_draft, update_story
from wirecopy.desk.search import find_stories


def test_a_live_story_is_found_by_words_of_headline_body_and_byline(editor: User, now: datetime) -> None:
    story = live(
        editor, now, headline="Herring returns to the Ellery banks", body="<p>The fleet saw <em>señales</em>.</p>"
    )
    for asked in ("herring", "HERRING banks", "fleet", "herr", "Lindqvist", "señales", "herring fleet"):
        assert list(find_stories(asked)) == [story.pk], asked
    assert list(find_stories("cod")) == []
    assert list(find_stories("herring cod")) == []


@pytest.mark.parametrize(
    "asked", ["", "   ", "*", "'", '"', "OR", "a' OR 1=1 --", "(", "NEAR(", "\x00", "&|!", "x" * 5000]
)
def test_no_words_that_somebody_types_break_the_search(db: None, asked: str) -> None:
    assert list(find_stories(asked)) == []


def test_what_is_not_live_is_not_found(editor: User, now: datetime) -> None:
    for make in (draft, embargoed, killed, withdrawn):
        make(editor, now, headline="Herring returns")
    assert list(find_stories("herring")) == []


def test_a_version_that_says_something_else_is_found_by_that(editor: User, now: datetime) -> None:
    story = live(editor, now, headline="Zander returns")
    save_draft(story, Words({"headline": "Mackerel returns"}), revision=1, by=editor, at=now)
    update_story(story, by=editor, at=now)
    assert list(find_stories("mackerel")) == [story.pk]
    assert list(find_stories("zander")) == []


def test_a_headline_counts_for_more_than_a_body(editor: User, now: datetime) -> None:
    body = live(editor, now, headline="A story", body="<p>Of herring and other fish.</p>")
    headline = live(editor, now, headline="Of herring", body="<p>A story.</p>")
    assert list(find_stories("herring")) == [headline.pk, body.pk]


def test_the_latest_comes_first_and_of_too_many_the_latest_are_found(editor: User, now: datetime) -> None:
    made = [live(editor, now, headline=f"Story {number}", body="<p>Of herring.</p>").pk for number in range(5)]
    headline = live(editor, now, headline="Herring again", body="<p>A story.</p>").pk
    newest = live(editor, now, headline="The last", body="<p>Of herring.</p>").pk
    assert list(find_stories("herring")) == [headline, newest, *reversed(made)]
    assert list(find_stories("herring", most=3)) == [headline, newest, made[-1]]


@pytest.mark.parametrize("beginning", ["he", "her", "herr", "herri", "herring"])
def test_a_beginning_is_found_alone_and_beside_words_however_long_it_is(
    editor: User, now: datetime, beginning: str
) -> None:
    found = live(editor, now, headline="Herring returns", body="<p>The fleet saw it.</p>")
    live(editor, now, headline="Cod returns", body="<p>The fleet saw more.</p>")
    assert list(find_stories(beginning)) == [found.pk]
    assert list(find_stories(f"fleet {beginning}")) == [found.pk]
    assert list(find_stories(f"returns fleet {beginning}")) == [found.pk]
    assert list(find_stories(f"cod {beginning}")) == []


def test_one_letter_is_a_word_and_no_beginning(editor: User, now: datetime) -> None:
    plan_b = live(editor, now, headline="Plan B", body="<p>A story.</p>")
    live(editor, now, headline="Plan of the board", body="<p>One story.</p>")
    assert list(find_stories("plan b")) == [plan_b.pk]


@pytest.mark.parametrize("asked", ["a_b", "o'brien", "6.2", "naïve", "東京", "Ελλάδα", "ᦰᦱ", "ñ", "e\u0301"])
def test_words_of_any_script_are_looked_for(db: None, asked: str) -> None:
    assert list(find_stories(asked)) == []
    assert list(find_stories(f"{asked} {asked}")) == []
