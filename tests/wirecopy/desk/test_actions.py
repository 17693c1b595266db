"""What the desk does to stories: nothing is overwritten, nothing is refused without a word, everything is in the log."""

from datetime import datetime, timedelta

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from tests.wirecopy.desk.stories import BODY, WRONG, corrected, draft, embargoed, killed, live, withdrawn
from tests.wirecopy.wire import harbor_light
from wirecopy.accounts.models import User
from wirecopy.audit.queries import entries_of
from wirecopy.desk.actions import (
    Correction,
    Words,
    correct_story,
    create_story,
    hold_story,
    kill_story,
    lift_embargo,
    refile_story,
    release_story,
    save_draft,
    update_story,
    withdraw_story,
)
from wirecopy.desk.models import Story, Version, VersionIsFinal
from wirecopy.desk.queries import public_stories
from wirecopy.desk.tasks import follow_the_clock
from wirecopy.desk.transitions import TRANSITIONS, after, verbs_for
from wirecopy.errors import DraftChanged, NotAllowed, StoryIncomplete, TransitionRefused

HOUR = timedelta(hours=1)


def actions_of(story: Story) -> list[str]:
    return [entry.action for entry in entries_of("story", story.key)]


def test_a_story_is_released_as_version_1_and_the_log_says_by_whom(editor: User, now: datetime) -> None:
    story = live(editor, now)
    assert (story.state, story.released_at) == ("live", now)
    assert (story.standing.number, story.standing.kind, story.standing.released_by) == (1, "release", editor)
    assert actions_of(story) == ["began", "release"]
    assert [entry.actor for entry in entries_of("story", story.key)] == [f"user:{editor.pk}"] * 2
    assert [author.name for author in story.authors.all()] == ["Marta Lindqvist"]


def test_a_reporter_writes_and_does_not_release(reporter: User, now: datetime) -> None:
    story = draft(reporter, now)
    with pytest.raises(NotAllowed, match="may not release"):
        release_story(story, by=reporter, at=now)
    story.refresh_from_db()
    assert story.state == "draft"
    assert not Version.objects.exists()


def test_an_update_and_a_correction_leave_what_was_out_as_it_was(editor: User, now: datetime) -> None:
    story = live(editor, now)
    before = story.versions.get(number=1).body
    save_draft(story, Words({"body": "<p>All of it is new.</p>"}), revision=1, by=editor, at=now + HOUR)
    update_story(story, by=editor, at=now + HOUR)
    correct_story(story, WRONG, by=editor, at=now + 2 * HOUR)
    kinds = [(version.number, version.kind) for version in story.versions.all()]
    assert kinds == [(1, "release"), (2, "update"), (3, "correction")]
    assert story.versions.get(number=1).body == before
    assert story.standing.right == WRONG.right
    assert (story.released_at, story.corrected_at) == (now, now + 2 * HOUR)


def test_what_was_released_cannot_be_changed_by_any_way(editor: User, now: datetime) -> None:
    version = live(editor, now).standing
    version.headline = "Another"
    with pytest.raises(VersionIsFinal):
        version.save()
    with pytest.raises(VersionIsFinal):
        version.delete()
    for statement in ("UPDATE desk_version SET headline = 'Another'", "DELETE FROM desk_version"):
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)
    assert Version.objects.get().headline != "Another"


def test_the_log_cannot_be_changed_in_the_database_either(editor: User, now: datetime) -> None:
    live(editor, now)
    for statement in ("UPDATE audit_entry SET reason = 'none'", "DELETE FROM audit_entry"):
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)


def test_the_second_of_two_editors_is_told_and_nothing_is_lost(editor: User, reporter: User, now: datetime) -> None:
    story = draft(editor, now)
    save_draft(story, Words({"body": "<p>The first one's.</p>"}), revision=1, by=reporter, at=now + HOUR)
    with pytest.raises(DraftChanged, match=r"Marta Lindqvist saved .* at 10:00 UTC"):
        save_draft(story, Words({"body": "<p>The second one's.</p>"}), revision=1, by=editor, at=now + HOUR)
    story.draft.refresh_from_db()
    assert story.draft.body == "<p>The first one's.</p>"
    assert save_draft(story, Words({"body": "<p>Both.</p>"}), revision=2, by=editor, at=now + HOUR) == 3


def test_an_embargo_is_lifted_by_the_clock_and_not_before(editor: User, now: datetime) -> None:
    story = embargoed(editor, now)
    follow_the_clock(at=now + timedelta(hours=2, minutes=59))
    story.refresh_from_db()
    assert (story.state, story.embargo_zone) == ("embargoed", "America/New_York")
    assert not public_stories(at=now + timedelta(hours=2)).exists()
    follow_the_clock(at=now + timedelta(hours=3))
    story.refresh_from_db()
    assert (story.state, story.released_at) == ("live", now + timedelta(hours=3))
    assert entries_of("story", story.key).order_by("-id")[0].actor == "job:follow_the_clock"
    follow_the_clock(at=now + timedelta(hours=3))  # twice does no harm
    assert actions_of(story) == ["began", "embargo", "lift"]


def test_an_embargo_is_lifted_by_hand_or_the_story_is_held(editor: User, now: datetime) -> None:
    story = embargoed(editor, now)
    lift_embargo(story, by=editor, at=now + HOUR, reason="It is out elsewhere.")
    assert story.is_public(at=now + HOUR)
    held = embargoed(editor, now)
    hold_story(held, by=editor, at=now, reason="One more call.")
    assert held.state == "draft"


def test_a_clock_that_goes_back_does_not_show_a_story_before_its_embargo(editor: User, now: datetime) -> None:
    story = embargoed(editor, now)
    Story.objects.filter(pk=story.pk).update(state="live", released_at=now)  # as if something had gone wrong
    assert not public_stories(at=now + HOUR).exists()


def test_an_embargo_in_the_past_is_none(editor: User, now: datetime) -> None:
    story = draft(editor, now)
    release_story(story, by=editor, at=now, embargo_until=now - HOUR)
    assert (story.state, story.embargo_until) == ("live", None)


def test_a_story_whose_time_is_over_is_withdrawn_by_the_clock(editor: User, now: datetime) -> None:
    story = draft(editor, now)
    release_story(story, by=editor, at=now, expires_at=now + HOUR)
    assert not public_stories(at=now + HOUR).exists()  # even before the clock's job has come
    follow_the_clock(at=now + HOUR)
    story.refresh_from_db()
    assert (story.state, story.standing.kind, story.standing.released_by) == ("withdrawn", "withdrawal", None)
    with pytest.raises(StoryIncomplete, match="before anybody can read it"):
        release_story(draft(editor, now), by=editor, at=now, expires_at=now)


def test_a_killed_story_stays_killed(editor: User, now: datetime) -> None:
    story = killed(editor, now)
    assert (story.state, story.standing.reason, story.standing.takedown) == (
        "killed",
        "The papers were forged.",
        "every copy",
    )
    with pytest.raises(TransitionRefused, match="is killed: it cannot be killed; a killed story stays killed"):
        kill_story(story, reason="Again.", by=editor, at=now)
    for action in (update_story, release_story):
        with pytest.raises(TransitionRefused):
            action(story, by=editor, at=now)
    with pytest.raises(TransitionRefused):
        save_draft(story, Words({"body": "<p>No.</p>"}), revision=1, by=editor, at=now)
    assert verbs_for(story) == []


def test_a_kill_says_why(editor: User, now: datetime) -> None:
    story = live(editor, now)
    with pytest.raises(StoryIncomplete, match="say why you kill"):
        kill_story(story, reason="  ", by=editor, at=now)
    with pytest.raises(StoryIncomplete, match="say why you withdraw"):
        withdraw_story(story, reason="", by=editor, at=now)
    with pytest.raises(StoryIncomplete, match="what is right"):
        Correction("It was wrong.", " ", "minor")
    with pytest.raises(StoryIncomplete, match="how grave"):
        Correction("It was wrong.", "It is right.", "huge")


def test_a_withdrawn_story_comes_back_as_its_draft_stands(editor: User, now: datetime) -> None:
    story = withdrawn(editor, now)
    save_draft(story, Words({"body": "<p>It was true.</p>"}), revision=1, by=editor, at=now + 2 * HOUR)
    refile_story(story, by=editor, at=now + 2 * HOUR, reason="The papers are real.")
    assert story.is_public(at=now + 2 * HOUR)
    assert [v.kind for v in story.versions.all()] == ["release", "withdrawal", "refile"]
    assert story.standing.body == "<p>It was true.</p>"


def test_a_release_needs_a_headline_and_a_body(editor: User, now: datetime) -> None:
    story = create_story("", by=editor, at=now, slug="empty")
    with pytest.raises(StoryIncomplete, match="empty has no headline and no body"):
        release_story(story, by=editor, at=now)
    assert Story.objects.get().state == "draft"


def test_a_slug_that_is_taken_gets_a_number(editor: User, now: datetime) -> None:
    slugs = [create_story("The same", by=editor, at=now).slug for _ in range(3)]
    assert slugs == ["the-same", "the-same-2", "the-same-3"]
    assert create_story("水曜日", by=editor, at=now).slug == "story"


def test_the_table_of_transitions_knows_every_state_and_leads_out_of_no_kill() -> None:
    states = {state for row in TRANSITIONS.values() for pair in row.items() for state in pair}
    assert states == set(Story.State.values)
    assert not [verb for verb, row in TRANSITIONS.items() if Story.State.KILLED in row]
    for verb, row in TRANSITIONS.items():
        for state in Story.State.values:
            story = Story(slug="s", state=state)
            if state in row:
                assert after(verb, story) == row[state]
            else:
                with pytest.raises(TransitionRefused):
                    after(verb, story)


def test_the_database_refuses_a_correction_that_says_nothing(editor: User, now: datetime) -> None:
    story = live(editor, now)
    with pytest.raises(IntegrityError), transaction.atomic():
        Version.objects.create(story=story, number=9, kind="correction", released_at=now, released_by=editor)


def test_what_is_corrected_is_shown_with_its_correction(editor: User, now: datetime) -> None:
    story = corrected(editor, now)
    assert "$6.4" in story.standing.body
    assert story.corrected_at == now + HOUR
    assert story.standing.body != BODY


def test_what_the_terms_demand_of_every_publisher_must_be_there_before_a_release(editor: User, now: datetime) -> None:
    harbor_light(now)
    story = create_story("Unsigned", by=editor, at=now, words=Words({"body": BODY}))
    with pytest.raises(StoryIncomplete, match=r"unsigned: the story names no reporter.*add a byline"):
        release_story(story, by=editor, at=now)
    story.refresh_from_db()
    assert story.state == "draft"
    live(editor, now)  # one that is signed goes out


@pytest.mark.parametrize("priority", [0, 10, -1, "3", None])
def test_a_priority_that_is_none_is_refused(editor: User, now: datetime, priority: object) -> None:
    story = draft(editor, now)
    with pytest.raises(StoryIncomplete, match="choose 1"):
        save_draft(story, Words({"priority": priority, "headline": "New"}), revision=1, by=editor, at=now)
    story.draft.refresh_from_db()
    assert story.draft.headline != "New"
