"""What XML cannot hold, in every machine format; and that the same input gives the same bytes."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from tests.wirecopy.renditions import releases
from wirecopy.renditions.formats import atom, jsonfeed, news_sitemap, newsml_g2, ninjs, rss
from wirecopy.renditions.formats.normal import holdable, normal, normal_feed, stamp
from wirecopy.renditions.release import Correction, Credit, Related, Release, Subject

BAD = "a\x00b\x0bc\x1fd\ud800e\ufffef"
AT = datetime(2026, 2, 10, 0, 0, tzinfo=UTC)


def _sitemap(release: Release) -> bytes:
    return news_sitemap.render(releases.feed(releases=(release,)), at=AT)


FORMATS: dict[str, Callable[[Release], bytes]] = {
    "rss": lambda release: rss.render(releases.feed(releases=(release,))),
    "atom": lambda release: atom.render(releases.feed(releases=(release,))),
    "jsonfeed": lambda release: jsonfeed.render(releases.feed(releases=(release,))),
    "ninjs": ninjs.render,
    "ninjs22": ninjs.render_22,
    "newsml_g2": newsml_g2.render,
    "news_sitemap": _sitemap,
}


def read(written: bytes) -> None:
    """Parse it as its kind, strictly."""
    if written.startswith(b"<?xml"):
        etree.fromstring(written)
    else:
        json.loads(written)


def bad_release(text: str) -> Release:
    return releases.correction(
        headline=text,
        summary=text,
        dateline=text,
        slug=text,
        body=f"<p>{text} &#1; &#xB; &#xD800; &#0;</p>",
        byline=(Credit(text, text, text),),
        notice_text=text,
        notice_html=f"<p>{text}</p>",
        editors_note=text,
        subjects=(Subject("medtop:04000000", text),),
        places=(text,),
        related=(Related(text, "https://harborlight.example/r"),),
        pictures=(replace(releases.PICTURES[0], alt=text, caption=text, credit=text),),
        corrections=(Correction(text, text, "minor", AT),),
    )


@pytest.mark.parametrize("name", FORMATS)
def test_control_characters_and_lone_surrogates_break_no_format(name: str) -> None:
    written = FORMATS[name](bad_release(BAD))
    read(written)
    assert b"abcdef" in written


@pytest.mark.parametrize("name", FORMATS)
@pytest.mark.parametrize("sample", releases.all_releases())
def test_the_same_release_gives_the_same_bytes(name: str, sample: str) -> None:
    first, second = releases.all_releases()[sample], releases.all_releases()[sample]
    assert FORMATS[name](first) == FORMATS[name](second)


@settings(deadline=None, max_examples=60)
@given(st.text(st.characters(), max_size=30))
def test_whatever_is_written_every_format_stays_readable(text: str) -> None:
    release = bad_release(text)
    for render in FORMATS.values():
        read(render(release))


@pytest.mark.parametrize("name", FORMATS)
def test_the_zone_of_a_time_does_not_change_the_bytes(name: str) -> None:
    east = timezone(timedelta(hours=9))
    moved = releases.update(released=releases.RELEASED.astimezone(east), changed=releases.CHANGED.astimezone(east))
    assert FORMATS[name](moved) == FORMATS[name](releases.update())


def test_what_can_be_held_stays() -> None:
    text = "tab\t line\n é ل 🐟 \x85"
    assert holdable(text) == text


def test_addresses_are_written_in_ascii_and_those_not_of_the_web_are_left_out() -> None:
    made = normal(
        releases.release(
            url="https://harborlight.example/fisk å",
            beacon_url="javascript:alert(1)",
            pictures=(replace(releases.PICTURES[0], url="data:image/png;base64,AA"),),
            related=(Related("r", "ftp://x.example/"),),
        )
    )
    assert made.url == "https://harborlight.example/fisk%20%C3%A5"
    assert made.beacon_url == ""
    assert made.pictures == ()
    assert made.related == ()


def test_a_picture_that_is_not_free_goes_nowhere() -> None:
    owned = replace(releases.PICTURES[0], url="https://harborlight.example/owned.jpg", is_free=False)
    release = releases.release(pictures=(owned,))
    for render in FORMATS.values():
        assert b"owned.jpg" not in render(release)


def test_a_feed_is_made_ready_with_all_that_is_in_it() -> None:
    feed = normal_feed(releases.feed(title="x\x00y", releases=(releases.release(headline="a\x00b"),)))
    assert (feed.title, feed.releases[0].headline) == ("xy", "ab")


def test_a_moment_is_stamped_in_utc_to_the_second() -> None:
    assert stamp(datetime(2026, 2, 9, 20, 30, 5, 999, tzinfo=timezone(timedelta(hours=2)))) == "2026-02-09T18:30:05Z"
