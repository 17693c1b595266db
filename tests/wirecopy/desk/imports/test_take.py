"""Taking what was imported into the desk: once, in order, and nothing of the desk's own work is lost."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from django.db import IntegrityError

from tests.cast import MARTA, PARAGRAPHS, TOMAS
from tests.wirecopy.desk.imports.sources import BODY, HEADLINE, SITE
from wirecopy.accounts.models import User
from wirecopy.audit.queries import entries_of
from wirecopy.desk.actions import Words, create_story, kill_story, refile_story, save_draft, withdraw_story
from wirecopy.desk.imports import Imported, Picture, Problem, take
from wirecopy.desk.imports.memory import Mark
from wirecopy.desk.imports.take import Manner, Outcome, Taken, known_sources, take_all, take_imported
from wirecopy.desk.models import Person, Story, Topic, Version, Wire
from wirecopy.errors import NotAllowed, StoryIncomplete
from wirecopy.net.errors import TooLarge

HOUR = timedelta(hours=1)
OUT = Manner(release=True)
KEY = f"wordpress:{SITE}:123"
ITEM = Imported(
    source=KEY,
    headline=HEADLINE,
    slug="fish-market",
    summary="The harbor board has decided.",
    body=BODY,
    bylines=(MARTA, TOMAS),
    language="en",
    topics=("medtop:20000212", "Harbors", "gulls"),
)
LATER = replace(ITEM, body=BODY.replace("$6.2", "$6.4"))


@pytest.fixture(autouse=True)
def topics(db: None) -> None:
    Topic.objects.create(code="medtop:20000212", name="fishing industry", slug="fishing")
    Topic.objects.create(code="medtop:20000213", name="harbors", slug="harbors")


def story() -> Story:
    return Story.objects.get(source=KEY)


def marks() -> list[str]:
    return [entry.action for entry in entries_of("story", story().key) if entry.action in list(Mark)]


def kinds() -> list[str]:
    return list(Version.objects.filter(story=story()).order_by("number").values_list("kind", flat=True))


def test_a_new_item_becomes_a_draft_with_its_authors_and_topics(editor: User, now: datetime) -> None:
    outcome = take_imported(ITEM, by=editor, at=now)
    assert (outcome.taken, outcome.remarks) == (Taken.NEW, ("the desk has no topic gulls",))
    assert (story().state, story().slug, kinds()) == ("draft", "fish-market", [])
    draft = story().draft
    assert (draft.headline, draft.summary, draft.language) == (HEADLINE, ITEM.summary, "en")
    assert [row["name"] for row in draft.byline] == [MARTA, TOMAS]
    assert {row["person"] for row in draft.byline} == set(Person.objects.values_list("pk", flat=True))
    assert draft.topics == ["medtop:20000212", "medtop:20000213"]
    entry = entries_of("story", story().key).get(action=Mark.NEW)
    assert (entry.actor, entry.data["source"]) == (editor.actor.key, KEY)


def test_a_new_item_is_released_where_that_is_asked_for(editor: User, now: datetime) -> None:
    assert take_imported(ITEM, by=editor, at=now, manner=OUT).taken == Taken.RELEASED
    assert (story().state, kinds()) == ("live", ["release"])
    assert {person.name for person in story().authors.all()} == {MARTA, TOMAS}


def test_taking_the_same_again_changes_nothing(editor: User, now: datetime) -> None:
    take_imported(ITEM, by=editor, at=now, manner=OUT)
    before = (story().changed_at, list(entries_of("story", story().key)), kinds())
    same = replace(ITEM, modified=now + HOUR, body=f"{BODY}<script>track(7)</script>")
    for item in (ITEM, same):
        assert take_imported(item, by=editor, at=now + HOUR, manner=OUT).taken == Taken.UNCHANGED
    assert (story().changed_at, list(entries_of("story", story().key)), kinds()) == before
    assert Person.objects.count() == 2


def test_a_change_becomes_the_next_version(editor: User, now: datetime) -> None:
    take_imported(ITEM, by=editor, at=now, manner=OUT)
    assert take_imported(LATER, by=editor, at=now + HOUR).taken == Taken.UPDATED
    assert kinds() == ["release", "update"]
    current = story().current
    assert current is not None
    assert "$6.4" in current.body
    assert take_imported(LATER, by=editor, at=now + HOUR).taken == Taken.UNCHANGED


def test_a_change_of_a_draft_stays_a_draft(editor: User, now: datetime) -> None:
    take_imported(ITEM, by=editor, at=now)
    assert take_imported(LATER, by=editor, at=now, manner=OUT).taken == Taken.DRAFTED
    assert (story().state, kinds()) == ("draft", [])
    assert "$6.4" in story().draft.body


def test_a_correction_note_becomes_a_correction_once(editor: User, now: datetime) -> None:
    take_imported(ITEM, by=editor, at=now, manner=OUT)
    noted = replace(LATER, correction="The hall costs $6.4 million.")
    assert take_imported(noted, by=editor, at=now + HOUR).taken == Taken.CORRECTED
    current = story().current
    assert current is not None
    assert (current.wrong, current.gravity) == ("The hall costs $6.4 million.", "major")
    assert story().corrected_at == now + HOUR
    again = replace(noted, summary="Another summary.")
    assert take_imported(again, by=editor, at=now + 2 * HOUR).taken == Taken.UPDATED
    assert kinds() == ["release", "correction", "update"]


def test_a_note_alone_is_a_correction_too(editor: User, now: datetime) -> None:
    take_imported(ITEM, by=editor, at=now, manner=OUT)
    noted = replace(ITEM, correction="The hall has 48 stalls.")
    assert take_imported(noted, by=editor, at=now).taken == Taken.CORRECTED
    assert take_imported(noted, by=editor, at=now).taken == Taken.UNCHANGED


def test_a_note_that_was_there_at_first_corrects_nothing_here(editor: User, now: datetime) -> None:
    noted = replace(ITEM, correction="The hall costs $6.4 million.")
    take_imported(noted, by=editor, at=now, manner=OUT)
    take_imported(replace(noted, summary="Another."), by=editor, at=now)
    assert kinds() == ["release", "update"]


def test_a_note_as_this_service_writes_it_keeps_wrong_right_and_gravity(editor: User, now: datetime) -> None:
    take_imported(ITEM, by=editor, at=now, manner=OUT)
    note = "CORRECTION: Wrong (since 2026-03-01T09:00:00Z): It costs $6.2 million. Right: It costs $6.4 million. Gravity: severe."
    take_imported(replace(LATER, correction=note), by=editor, at=now)
    current = story().current
    assert current is not None
    assert (current.wrong, current.right) == ("It costs $6.2 million.", "It costs $6.4 million.")
    assert (current.gravity, current.wrong_since) == ("severe", datetime.fromisoformat("2026-03-01T09:00:00Z"))


def test_a_deletion_changes_nothing_and_asks_a_person_once(editor: User, now: datetime) -> None:
    take_imported(ITEM, by=editor, at=now, manner=OUT)
    gone = Imported(source=KEY, is_deleted=True, reason="post 123 is in the trash")
    for _ in range(3):
        outcome = take_imported(gone, by=editor, at=now + HOUR)
        assert outcome.taken == Taken.DELETION
        assert "kill it, withdraw it or leave it" in outcome.remarks[-1]
    assert (story().state, kinds(), marks()) == ("live", ["release"], [Mark.NEW, Mark.DELETION])
    assert entries_of("story", story().key).get(action=Mark.DELETION).reason == "post 123 is in the trash"


def test_what_comes_back_is_said_and_can_be_deleted_again(editor: User, now: datetime) -> None:
    gone = Imported(source=KEY, is_deleted=True, reason="gone")
    take_imported(ITEM, by=editor, at=now, manner=OUT)
    for _ in range(2):
        take_imported(gone, by=editor, at=now)
        assert take_imported(ITEM, by=editor, at=now).taken == Taken.UNCHANGED
    assert marks() == [Mark.NEW, Mark.DELETION, Mark.BACK, Mark.DELETION, Mark.BACK]


def test_a_deletion_of_what_was_never_taken_or_is_gone_already_is_ignored(editor: User, now: datetime) -> None:
    gone = Imported(source=KEY, is_deleted=True)
    assert take_imported(gone, by=editor, at=now).taken == Taken.IGNORED
    take_imported(ITEM, by=editor, at=now, manner=OUT)
    withdraw_story(story(), reason="We are looking into it.", by=editor, at=now)
    assert take_imported(gone, by=editor, at=now).taken == Taken.IGNORED
    assert marks() == [Mark.NEW]


def test_a_killed_story_is_never_brought_back(editor: User, now: datetime) -> None:
    take_imported(ITEM, by=editor, at=now, manner=OUT)
    kill_story(story(), reason="The papers were forged.", by=editor, at=now)
    overwriting = Manner(release=True, overwrite=True)
    for item in (ITEM, ITEM, LATER, LATER, replace(LATER, correction="All of it.")):
        outcome = take_imported(item, by=editor, at=now + HOUR, manner=overwriting)
        assert outcome.taken == Taken.HELD
        assert "was killed here and its source still has it" in outcome.remarks[0]
    assert (story().state, kinds()) == ("killed", ["release", "kill"])
    assert marks() == [Mark.NEW, Mark.HELD, Mark.HELD, Mark.HELD]
    assert Story.objects.count() == 1


def test_a_withdrawn_story_waits_for_a_person_and_is_brought_up_to_date_when_refiled(
    editor: User, now: datetime
) -> None:
    take_imported(ITEM, by=editor, at=now, manner=OUT)
    withdraw_story(story(), reason="We are looking into it.", by=editor, at=now)
    assert take_imported(ITEM, by=editor, at=now).taken == Taken.UNCHANGED
    for _ in range(2):
        assert take_imported(LATER, by=editor, at=now).taken == Taken.HELD
    assert (story().state, marks()) == ("withdrawn", [Mark.NEW, Mark.HELD])
    refile_story(story(), by=editor, at=now, reason="It was right.")
    assert take_imported(LATER, by=editor, at=now).taken == Taken.UPDATED
    assert kinds() == ["release", "withdrawal", "refile", "update"]


def test_what_somebody_wrote_at_the_desk_is_not_overwritten(editor: User, now: datetime) -> None:
    take_imported(ITEM, by=editor, at=now, manner=OUT)
    save_draft(story(), Words({"headline": "Our own headline"}), revision=1, by=editor, at=now)
    assert take_imported(ITEM, by=editor, at=now).taken == Taken.UNCHANGED
    for _ in range(2):
        assert take_imported(LATER, by=editor, at=now).taken == Taken.HELD
    assert (story().draft.headline, kinds(), marks()) == ("Our own headline", ["release"], [Mark.NEW, Mark.HELD])
    assert take_imported(LATER, by=editor, at=now, manner=Manner(overwrite=True)).taken == Taken.UPDATED
    assert (story().draft.headline, kinds()) == (HEADLINE, ["release", "update"])
    assert take_imported(ITEM, by=editor, at=now).taken == Taken.UPDATED


def test_a_held_change_is_not_forgotten_when_the_source_deletes_and_brings_back(editor: User, now: datetime) -> None:
    take_imported(ITEM, by=editor, at=now, manner=OUT)
    save_draft(story(), Words({"headline": "Our own headline"}), revision=1, by=editor, at=now)
    take_imported(LATER, by=editor, at=now)
    take_imported(Imported(source=KEY, is_deleted=True), by=editor, at=now)
    assert take_imported(LATER, by=editor, at=now).taken == Taken.HELD
    assert take_imported(ITEM, by=editor, at=now).taken == Taken.UNCHANGED
    assert story().draft.headline == "Our own headline"


def test_html_with_scripts_is_clean_before_anybody_sees_it(editor: User, now: datetime) -> None:
    hostile = (
        f"{BODY}<script>alert(1)</script><p onclick='x()'>Told.<svg><script>x</script></svg></p><iframe src='//evil.example'>"
        "</iframe><a href='javascript:alert(1)'>here</a><img src=x onerror=alert(1)><style>p{}</style><form><input></form>"
    )
    take_imported(replace(ITEM, body=hostile), by=editor, at=now, manner=OUT)
    version = Version.objects.get(story=story())
    for words in ("script", "onclick", "onerror", "svg", "iframe", "javascript", "<img", "style", "form"):
        assert words not in version.body, words
    assert "<p>Told.</p>" in version.body
    assert PARAGRAPHS[3] in version.body


def test_duplicate_slugs_get_numbers_and_both_stories_stay(editor: User, now: datetime) -> None:
    create_story("Ours", by=editor, at=now, slug="fish-market")
    take_imported(ITEM, by=editor, at=now)
    take_imported(replace(ITEM, source=f"wordpress:{SITE}:124"), by=editor, at=now)
    assert set(Story.objects.values_list("slug", flat=True)) == {"fish-market", "fish-market-2", "fish-market-3"}


def test_authors_are_found_again_without_regard_to_case_and_slugs_are_their_own(editor: User, now: datetime) -> None:
    Person.objects.create(name="Other", slug="marta-lindqvist")
    take_imported(replace(ITEM, bylines=(MARTA, "王芳", "李娜")), by=editor, at=now)
    take_imported(replace(LATER, bylines=(MARTA.upper(),)), by=editor, at=now)
    assert Person.objects.count() == 4
    assert len(set(Person.objects.values_list("slug", flat=True))) == 4
    assert story().draft.byline[0]["name"] == MARTA.upper()


def test_the_language_is_the_wires_own_where_the_source_says_none(editor: User, now: datetime) -> None:
    Wire.objects.create(
        pk=1, name="Harbor Light News Service", short_name="HLNS", home="https://harborlight.example", language="de"
    )
    take_imported(replace(ITEM, language=""), by=editor, at=now)
    assert story().draft.language == "de"


def test_pictures_are_stored_by_what_is_given_and_those_left_are_named(editor: User, now: datetime) -> None:
    one, two, three = (Picture(f"{SITE}/{number}.jpg", f"Picture {number}") for number in (1, 2, 3))

    def store(picture: Picture) -> int | None:
        if picture is two:
            raise TooLarge(f"{picture.url}: has more than 10 bytes")
        return None if picture is three else 7

    pictured = replace(ITEM, pictures=(one, two, three))
    outcome = take_imported(pictured, by=editor, at=now, manner=Manner(store_picture=store))
    assert outcome.pictures == (two, three)
    assert f"the picture {two.url} was left out: {two.url}: has more than 10 bytes" in outcome.remarks
    assert story().draft.media == [{"media": 7, "caption": "", "credit": "", "alt": "Picture 1"}]
    assert take_imported(pictured, by=editor, at=now).taken == Taken.UNCHANGED


def test_a_picture_that_could_not_be_fetched_is_fetched_the_next_time(editor: User, now: datetime) -> None:
    pictured = replace(ITEM, pictures=(Picture(f"{SITE}/1.jpg"),))
    away = Manner(release=True, store_picture=lambda picture: None)
    for _ in range(2):
        take_imported(pictured, by=editor, at=now, manner=away)
    assert (kinds(), marks()) == (["release"], [Mark.NEW])
    back = Manner(store_picture=lambda picture: 8)
    assert take_imported(pictured, by=editor, at=now, manner=back).taken == Taken.UPDATED
    assert [row["media"] for row in story().draft.media] == [8]
    assert take_imported(pictured, by=editor, at=now, manner=back).taken == Taken.UNCHANGED


def test_pictures_do_not_bring_an_import_over_what_the_desk_wrote(editor: User, now: datetime) -> None:
    pictured = replace(ITEM, pictures=(Picture(f"{SITE}/1.jpg"),))
    take_imported(pictured, by=editor, at=now, manner=Manner(store_picture=lambda picture: None))
    save_draft(story(), Words({"headline": "Our own headline"}), revision=1, by=editor, at=now)
    take_imported(pictured, by=editor, at=now, manner=Manner(store_picture=lambda picture: 8))
    assert (story().draft.headline, story().draft.media) == ("Our own headline", [])


def test_pictures_are_not_fetched_for_what_has_not_changed(editor: User, now: datetime) -> None:
    asked: list[str] = []

    def store(picture: Picture) -> int:
        asked.append(picture.url)
        return 7

    manner = Manner(store_picture=store)
    pictured = replace(ITEM, pictures=(Picture(f"{SITE}/1.jpg"),))
    for _ in range(3):
        take_imported(pictured, by=editor, at=now, manner=manner)
    assert asked == [f"{SITE}/1.jpg"]


def test_an_embargo_of_the_source_holds_here_and_follows_when_it_is_moved(editor: User, now: datetime) -> None:
    waiting = replace(ITEM, embargo_until=now + HOUR)
    take_imported(waiting, by=editor, at=now, manner=OUT)
    assert (story().state, story().embargo_until) == ("embargoed", now + HOUR)
    assert take_imported(replace(waiting, embargo_until=now + 3 * HOUR), by=editor, at=now).taken == Taken.UPDATED
    assert (story().state, story().embargo_until) == ("embargoed", now + 3 * HOUR)
    assert not story().is_public(at=now + 2 * HOUR)


def test_an_embargo_in_the_past_is_none_and_one_on_a_draft_is_said(editor: User, now: datetime) -> None:
    take_imported(replace(ITEM, embargo_until=now - HOUR), by=editor, at=now, manner=OUT)
    assert story().state == "live"
    other = replace(ITEM, source="x:y:1", embargo_until=now + HOUR)
    assert "under embargo until 2026-03-02 10:00 UTC" in take_imported(other, by=editor, at=now).remarks[-1]


def test_an_embargo_on_what_is_out_asks_a_person(editor: User, now: datetime) -> None:
    take_imported(ITEM, by=editor, at=now, manner=OUT)
    outcome = take_imported(replace(LATER, embargo_until=now + HOUR), by=editor, at=now)
    assert outcome.taken == Taken.HELD
    assert "now has it under embargo" in outcome.remarks[0]


@pytest.mark.parametrize(
    ("item", "words"),
    [
        (replace(ITEM, headline=" "), "has no headline"),
        (replace(ITEM, body="<script>x</script>"), "has no text"),
        (replace(ITEM, headline="x" * 301), "301 characters, of which at most 300"),
        (replace(ITEM, body="x" * 2_000_001), "at most 2,000,000 are taken"),
    ],
)
def test_an_item_of_which_no_story_can_be_made_is_refused_whole(
    editor: User, now: datetime, item: Imported, words: str
) -> None:
    with pytest.raises(StoryIncomplete, match=words):
        take_imported(item, by=editor, at=now)
    assert Story.objects.count() == Person.objects.count() == 0


def test_who_may_not_release_takes_drafts_only_and_leaves_nothing_half_done(reporter: User, now: datetime) -> None:
    with pytest.raises(NotAllowed):
        take_imported(ITEM, by=reporter, at=now, manner=OUT)
    assert Story.objects.count() == 0
    assert take_imported(ITEM, by=reporter, at=now).taken == Taken.NEW


def test_one_bad_item_is_named_and_the_rest_goes_on(editor: User, now: datetime) -> None:
    problem = Problem("page 3", "the site answered 500")
    items: list[Imported | Problem] = [
        ITEM,
        problem,
        replace(ITEM, source="x:y:1", headline=""),
        replace(ITEM, source="x:y:2"),
    ]
    outcomes = list(take_all(items, by=editor, at=now))
    assert [type(each) for each in outcomes] == [Outcome, Problem, Problem, Outcome]
    assert outcomes[1] is problem
    assert isinstance(outcomes[2], Problem)
    assert outcomes[2].item == "x:y:1"
    assert Story.objects.count() == 2


def test_two_who_take_the_same_item_at_once_make_one_story(
    editor: User, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The other one's story is there between the look and the writing."""
    original = take._new

    def raced(*given: object) -> Outcome:
        monkeypatch.setattr(take, "_new", original)
        take_imported(ITEM, by=editor, at=now)
        raise IntegrityError("one per source")

    monkeypatch.setattr(take, "_new", raced)
    assert take_imported(ITEM, by=editor, at=now).source == KEY
    assert Story.objects.count() == 1


def test_the_keys_of_a_source_are_its_own_only(editor: User, now: datetime) -> None:
    keys = [KEY, f"wordpress:{SITE.upper()}:1", f"wordpress:{SITE}.other:1", "feed:x:1"]
    for key in keys:
        take_imported(replace(ITEM, source=key), by=editor, at=now)
    assert known_sources(f"wordpress:{SITE}:") == [KEY]
