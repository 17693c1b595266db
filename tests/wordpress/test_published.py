"""What readers are shown after an ordinary author of a real WordPress has published a rendition, to the engine's own check.

The posts go through the REST API as a user of the role ``author``, so ``wp_filter_post_kses`` runs on them as on
whatever that author saves in an editor. ``test_editors.py`` has the editors themselves.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest

from tests.cast import MARTA, NOTICE, TOMAS
from tests.wirecopy.renditions.formats.publisher import (
    STRIPPED_ATTRIBUTES,
    STRIPPED_TAGS,
    as_wordpress_keeps_it,
    story_of,
)
from tests.wirecopy.renditions.formats.test_engine_check import terms_of
from tests.wirecopy.renditions.releases import BODY, GIVER, URL, correction, kill, odd, release, update, withdrawal
from tests.wordpress.credit import ASKED, FORMATS, Shown, pasted
from tests.wordpress.desk import Desk
from tests.wordpress.site.wordpress import Site
from wirecopy.renditions.release import Release
from wiretrace import check, preset_names
from wiretrace.model import Status

STORIES = {made.__name__: made for made in (release, update, correction, odd)}
RIGHT = "cost $6.2 million, a third of it paid by the county,"
WRONG = "cost $2.6 million, all of it paid by the stall holders, who must find the money by the end of the summer,"
Publisher = Callable[[str, Release], Shown]


@pytest.fixture(scope="module")
def published(author: Desk) -> Publisher:
    """Publish a release as the author, and show it. Releases that are written alike share a post."""
    shown: dict[tuple[str, str], Shown] = {}

    def publish(form: str, made: Release) -> Shown:
        content = pasted(form, made)
        if (made.headline, content) not in shown:
            shown[made.headline, content] = Shown.at(author.publish(made.headline, content).link)
        return shown[made.headline, content]

    return publish


@pytest.fixture(scope="module")
def administrator(site: Site) -> Iterator[Desk]:
    with Desk.of(site, site.administrator) as desk:
        yield desk


def test_the_author_is_an_ordinary_one(author: Desk, administrator: Desk) -> None:
    assert author.may("publish_posts")
    assert not author.may("unfiltered_html")
    assert administrator.may("unfiltered_html")


def test_an_ordinary_author_loses_what_the_other_tests_say(author: Desk, administrator: Desk) -> None:
    """The formats' tests strip posts by themselves; here the list that they use is held against WordPress's own."""
    tags = "".join(f"<{tag} class='mark-{tag}'>x</{tag}>" for tag in STRIPPED_TAGS)
    attributes = " ".join(f"{name}='mark-{name}'" for name in STRIPPED_ATTRIBUTES)
    kept = "class='mark-class' data-story='mark-data' loading='eager'"
    sent = f"{tags}<p>A <a href='https://a.example' rel='mark-rel'>link</a> <img src='https://a.example/b.gif' {attributes} {kept}></p>"
    left = author.publish("What an author keeps", sent).raw
    assert [tag for tag in STRIPPED_TAGS if f"<{tag}" in left] == []
    assert [name for name in STRIPPED_ATTRIBUTES if f"mark-{name}" in left] == []
    assert all(mark in left for mark in ("mark-class", "mark-data", "mark-rel", "eager"))
    assert all(f"mark-{mark}" not in as_wordpress_keeps_it(sent) for mark in (*STRIPPED_TAGS, *STRIPPED_ATTRIBUTES))
    assert "<script" in administrator.publish("What an administrator keeps", sent).raw


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("name", STORIES)
def test_the_wires_own_terms_are_kept_on_the_page(name: str, form: str, published: Publisher) -> None:
    made = STORIES[name]()
    shown = published(form, made)
    assert shown.broken(made) == []
    assert shown.kept(made) >= ASKED


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("name", preset_names())
def test_the_terms_of_other_wires_are_kept_as_far_as_a_post_can(name: str, form: str, published: Publisher) -> None:
    for make in (release, odd):
        made = make(terms=terms_of(name))
        assert published(form, made).broken(made) == [], make.__name__


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("name", [*STORIES, "kill", "withdrawal"])
def test_the_beacon_is_still_there_and_not_put_off(name: str, form: str, published: Publisher) -> None:
    made = {**STORIES, "kill": kill, "withdrawal": withdrawal}[name]()
    beacon = published(form, made).picture(made.beacon_url)
    assert beacon["loading"] == "eager"
    assert beacon["alt"]
    assert beacon["style"] == "width:1px;height:1px"
    assert "referrerpolicy" not in beacon  # so we hear of the site and not of the page


@pytest.mark.parametrize("name", STORIES)
def test_every_paragraph_of_the_html_package_that_closes_was_opened(name: str, published: Publisher) -> None:
    """WordPress puts paragraphs around what it takes for text: nothing of the package may look like it."""
    inside = published("html", STORIES[name]()).markup.partition('class="wirecopy"')[2].partition("</article>")[0]
    opened, closed = (len(re.findall(pattern, inside)) for pattern in (r"<p[ >]", r"</p>"))
    assert opened == closed > 5


@pytest.mark.parametrize("form", FORMATS)
def test_credit_logo_notice_and_link_can_be_read(form: str, published: Publisher) -> None:
    page = published(form, release()).page
    tomas = TOMAS.replace("'", "’")  # as WordPress sets it
    assert f"By {MARTA}, {GIVER.name} and {tomas}, {GIVER.name}" in page.text
    assert NOTICE in page.text
    assert URL in [link.href for link in page.links]
    assert published(form, release()).picture(GIVER.logo_url)["alt"] == "Logo of Harbor Light News Service"


@pytest.mark.parametrize("form", FORMATS)
def test_a_correction_pasted_over_the_first_release_is_carried(form: str, author: Desk) -> None:
    first, corrected = release(body=BODY.replace(RIGHT, WRONG)), correction()
    post = author.publish(first.headline, pasted(form, first))
    versions = [story_of(first), story_of(corrected)]
    before = {finding.code: finding.answer for finding in Shown.at(post.link).findings(corrected, *versions)}
    assert before["CORRECTION"] == "broken"
    author.publish(corrected.headline, pasted(form, corrected), instead_of=post)
    shown = Shown.at(post.link)
    after = {finding.code: finding.answer for finding in shown.findings(corrected, *versions)}
    assert after["CORRECTION"] == "kept"
    assert "The hall was said to cost $2.6 million. What is right: It will cost $6.2 million." in shown.page.text


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("make", [kill, withdrawal])
def test_a_tombstone_pasted_over_the_story_takes_it_down(make: Callable[[], Release], form: str, author: Desk) -> None:
    first, gone = release(), make()
    status: Status = "killed" if make is kill else "withdrawn"
    versions = [story_of(first), replace(story_of(first), version=gone.version, status=status, published=gone.changed)]
    post = author.publish(first.headline, pasted(form, first))
    before = {finding.code: finding.answer for finding in Shown.at(post.link).findings(first, *versions)}
    assert before["KILL"] == "broken"
    author.publish(gone.headline, pasted(form, gone), instead_of=post)
    shown = Shown.at(post.link)
    assert check(shown.page, versions, terms=first.terms) == []
    assert gone.reason in shown.page.text
    assert gone.takedown in shown.page.text
    assert shown.picture(GIVER.logo_url)
