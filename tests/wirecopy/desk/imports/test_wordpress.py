"""Stories of a WordPress site: posts, pages, authors, pictures, and what is gone."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

import pytest

from tests.cast import MARTA, NGOZI, PARAGRAPHS, TOMAS
from tests.wirecopy.desk.imports.sources import SITE, WordPress, parted, post, stories
from wirecopy.desk.imports import Imported, Picture, Problem
from wirecopy.desk.imports.wordpress import parse, read
from wirecopy.net.client import Answer
from wirecopy.net.errors import NetError


def one(**changed: Any) -> Imported:
    return stories(read(SITE, fetch=WordPress(post(**changed))))[0]


def problem(**changed: Any) -> Problem:
    found = next(iter(read(SITE, fetch=WordPress(post(**changed)))))
    assert isinstance(found, Problem)
    return found


def test_a_post_comes_with_its_author_picture_topics_and_link() -> None:
    story = one()
    assert story.source == "wordpress:https://quaycourier.example:123"
    assert story.headline == "Fish market of Port Ellery to move – across the basin"
    assert (story.slug, story.summary) == ("fish-market", "The harbor board has decided.")
    assert PARAGRAPHS[2] in story.body
    assert story.bylines == (MARTA,)
    assert story.published == datetime(2026, 3, 2, 8, 0, tzinfo=UTC)
    assert story.modified == datetime(2026, 3, 2, 8, 30, tzinfo=UTC)
    assert story.pictures == (Picture(f"{SITE}/wp-content/market.jpg", "Stalls under a leaking roof", "The old hall."),)
    assert story.topics == ("Fishing & Trade", "harbor")
    assert (story.canonical, story.remarks, story.is_deleted) == (f"{SITE}/fish-market/", (), False)


def test_all_pages_are_read_and_each_post_once() -> None:
    site = WordPress(*(post(number) for number in (1, 2, 3, 4, 5)), post(2), per_page=2)
    assert [story.source.rpartition(":")[2] for story in stories(read(f"{SITE}/", fetch=site))] == list("12345")
    assert [url.rpartition("page=")[2] for url in site.asked] == ["1", "2", "3"]


def test_only_what_was_modified_is_asked_for_with_a_minute_of_overlap() -> None:
    site = WordPress(post(1, modified_gmt="2026-03-01T00:00:00"), post(2))
    found = stories(read(SITE, fetch=site, since=datetime(2026, 3, 2, 8, 30, 30, tzinfo=UTC)))
    assert [story.source for story in found] == [f"wordpress:{SITE}:2"]
    assert "modified_after=2026-03-02T08%3A29%3A30Z" in site.asked[0]


def test_a_site_that_goes_away_in_the_middle_keeps_what_came_and_deletes_nothing() -> None:
    site = WordPress(*(post(number) for number in (1, 2, 3)), per_page=2)
    site.away_from_page = 2
    found, problems = parted(read(SITE, fetch=site, known=[f"wordpress:{SITE}:9"]))
    assert [story.source.rpartition(":")[2] for story in found] == ["1", "2"]
    assert len(problems) == 1
    assert "page=2" in problems[0].item
    assert "what came before is kept" in problems[0].message


def test_a_last_page_that_is_gone_meanwhile_is_no_problem() -> None:
    site = WordPress(*(post(number) for number in (1, 2)), per_page=1)

    def shrinking(url: str) -> Answer:
        answer = site(url)
        site.posts = site.posts[:1]
        return answer

    assert len(stories(read(SITE, fetch=shrinking))) == 1


def test_a_site_without_rewritten_addresses_is_asked_in_the_other_way() -> None:
    site = WordPress(post(1))
    site.is_pretty = False
    found = stories(read(SITE, fetch=site, known=[f"wordpress:{SITE}:1", f"wordpress:{SITE}:2"]))
    assert [story.source for story in found] == [f"wordpress:{SITE}:1"]
    assert all("rest_route=/wp/v2/posts" in url for url in site.asked[1:])


def test_a_post_that_is_deleted_trashed_or_no_longer_public_comes_as_deleted() -> None:
    site = WordPress(post(1))
    site.gone = {
        "2": (404, {"code": "rest_post_invalid_id"}),
        "3": (401, {"code": "rest_forbidden"}),
        "4": (200, {"id": 4, "status": "trash"}),
    }
    known = [f"wordpress:{SITE}:{number}" for number in (1, 2, 3, 4, 5)] + ["wordpress:https://other.example:6", "x"]
    found = stories(read(SITE, fetch=site, known=known))
    gone = {story.source.rpartition(":")[2]: story.reason for story in found if story.is_deleted}
    assert gone == {
        "2": f"{SITE}: post 2 is deleted",
        "3": f"{SITE}: post 3 is no longer public",
        "4": f"{SITE}: post 4 is now trash",
    }
    assert stories(read(SITE, fetch=WordPress(post(7, status="trash"))))[0].is_deleted


@pytest.mark.parametrize(
    "answer", [(500, {}), (404, {"code": "rest_no_route"}), (401, {"code": "rest_login_required"})]
)
def test_a_site_that_does_not_say_that_a_post_is_gone_deletes_nothing(answer: tuple[int, dict[str, Any]]) -> None:
    site = WordPress(post(1))
    site.gone = {"2": answer}
    found, problems = parted(read(SITE, fetch=site, known=[f"wordpress:{SITE}:2"]))
    assert not any(story.is_deleted for story in found)
    assert "not known" in problems[0].message


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (Answer("", 200, {}, b"<html>"), "sent no JSON"),
        (Answer("", 200, {}, b"[" * 200_000), "sent no JSON"),
        (Answer("", 200, {}, b'{"posts": []}'), "no list of posts"),
        (Answer("", 503, {}, b""), "answered 503"),
        (Answer("", 401, {}, b'{"code": "x", "message": "Only for members."}'), "answered 401 Only for members"),
    ],
)
def test_what_is_no_wordpress_is_named(answer: Answer, words: str) -> None:
    found = list(read(SITE, fetch=lambda url: answer))
    assert len(found) == 1
    assert isinstance(found[0], Problem)
    assert words in found[0].message


def test_one_bad_post_is_named_and_the_rest_goes_on() -> None:
    posts = [post(1), post(2, content={"rendered": "", "protected": True}), post(3)]
    data = json.dumps([posts[0], {"id": "x"}, 7, None, posts[1], {"id": True}, posts[2]]).encode()
    found, problems = parted(parse(data, SITE))
    assert [story.source.rpartition(":")[2] for story in found] == ["1", "3"]
    assert [each.item for each in problems] == [SITE, SITE, SITE, f"wordpress:{SITE}:2", SITE]
    assert "password" in problems[3].message


def test_a_post_without_most_of_its_fields_is_still_read() -> None:
    story = stories(parse(b'{"id": 5}', SITE))[0]
    assert (story.headline, story.body, story.bylines, story.pictures, story.published) == ("", "", (), (), None)


def test_several_authors_of_a_plug_in_are_taken_before_the_one_who_posted() -> None:
    embedded = {
        "author": [{"name": "newsroom"}],
        "wp:term": [[{"taxonomy": "author", "name": NGOZI}, {"taxonomy": "author", "name": TOMAS}]],
    }
    assert one(_embedded=embedded).bylines == (NGOZI, TOMAS)
    assert one(_embedded={"author": [{"code": "rest_user_invalid_id"}]}).bylines == ()
    assert one(_embedded={"author": "none", "wp:term": {"a": 1}, "wp:featuredmedia": [None]}).bylines == ()


def test_pictures_of_the_body_come_along_without_counting_pixels_and_data() -> None:
    body = (
        '<figure><img src="/a.jpg" alt="A gull"><figcaption>A gull. <span class="credit">Ada Quill</span></figcaption></figure>'
        '<img src="data:image/png;base64,AAAA" data-src="b.jpg"><img src="https://count.example/p.gif" width="1" height="1">'
        '<img src="javascript:alert(1)"><img src="file:///etc/passwd"><img src="/wp-content/market.jpg"><img>'
    )
    pictures = one(content={"rendered": body}).pictures
    assert [picture.url for picture in pictures] == [
        f"{SITE}/wp-content/market.jpg",
        f"{SITE}/a.jpg",
        f"{SITE}/fish-market/b.jpg",
    ]
    assert pictures[1] == Picture(f"{SITE}/a.jpg", "A gull", "A gull.", "Ada Quill")


def test_an_excerpt_that_the_site_cut_itself_is_no_summary() -> None:
    assert one(excerpt={"rendered": "<p>PORT ELLERY (HLNS) — The fish market [&hellip;]</p>"}).summary == ""


def test_a_correction_note_in_the_text_is_found() -> None:
    note = "<p><em>Correction, March 3: An earlier version gave the wrong number of stalls.</em></p>"
    assert one(content={"rendered": note}).correction == "An earlier version gave the wrong number of stalls."
    assert one(content={"rendered": "<p>The correction of the harbor: it was dug anew.</p>"}).correction == ""


def test_text_without_an_element_keeps_its_characters() -> None:
    assert one(content={"rendered": "Fish &amp; ice"}).body == "<p>Fish &amp; ice</p>"
    assert one(title={"rendered": "Fish &amp; ice \ud800\x00\x1b"}).headline == "Fish & ice"


@pytest.mark.parametrize("date", ["0000-00-00T00:00:00", "soon", 5, {"a": 1}])
def test_a_date_that_is_none_is_remarked_and_the_post_is_taken(date: Any) -> None:
    story = one(date_gmt=date)
    assert story.published is None
    assert story.remarks[0].startswith("date_gmt: ")


def test_a_private_post_of_a_push_is_not_taken() -> None:
    assert "publish it first" in problem(status="draft").message


def test_a_site_that_is_away_is_a_problem() -> None:
    def away(url: str) -> Answer:
        raise NetError(f"{url}: takes no connection; try again later")

    assert "try again later" in parted(read(SITE, fetch=away))[1][0].message
