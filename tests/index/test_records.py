"""Any story comes back from its record as it was."""

from dataclasses import fields, replace
from datetime import UTC, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wiretrace.index.records import pack_record, plain_record, unpack_record
from wiretrace.model import Picture, Story, Wire

TEXT = st.text(st.characters(), max_size=12)
TEXTS = st.lists(TEXT, max_size=3).map(tuple)
TIMES = st.datetimes(timezones=st.sampled_from([UTC, timezone(timedelta(hours=5, minutes=30))]))
STORIES = st.builds(
    Story,
    id=TEXT,
    text=TEXT,
    version=st.integers(-5, 9),
    headline=TEXT,
    byline=TEXTS,
    dateline=TEXT,
    url=st.none() | TEXT,
    published=st.none() | TIMES,
    embargo_until=st.none() | TIMES,
    status=st.sampled_from(["usable", "corrected", "killed", "withdrawn"]),
    wire=st.none() | st.builds(Wire, name=TEXT, aliases=TEXTS, notices=TEXTS, logos=TEXTS, home=st.none() | TEXT),
    links=TEXTS,
    pictures=st.lists(
        st.builds(Picture, url=TEXT, credit=TEXT, rights=st.booleans(), phash=st.none() | TEXT), max_size=2
    ).map(tuple),
    beacon=st.none() | TEXT,
    language=st.none() | TEXT,
)


@given(STORIES)
def test_a_story_comes_back_as_it_was(story: Story) -> None:
    assert unpack_record(pack_record(plain_record(story))) == story


def test_the_stories_above_fill_every_field() -> None:
    """A new field of the model must be added to the strategy, and to the record if it is of a new type."""
    covered = "id text version headline byline dateline url published embargo_until status wire links pictures"
    assert [f.name for f in fields(Story)] == [*covered.split(), "beacon", "language"]
    assert [f.name for f in fields(Wire)] == ["name", "aliases", "notices", "logos", "home"]
    assert [f.name for f in fields(Picture)] == ["url", "credit", "rights", "phash"]


def test_fields_at_their_default_take_no_place() -> None:
    """So that a story's content hash stays the same when the model gets a new field."""
    story = Story("hlns-1", "The light burned.")
    assert plain_record(story) == b'{"id":"hlns-1","text":"The light burned."}'
    assert plain_record(replace(story, version=2)) == b'{"id":"hlns-1","text":"The light burned.","version":2}'


def test_a_record_that_is_not_one_is_refused() -> None:
    with pytest.raises(ValueError, match="Expecting"):
        unpack_record(pack_record(b"not json"))
