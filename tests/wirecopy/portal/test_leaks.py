"""No route shows what may not be shown: every route, with every kind of story, by every kind of visitor."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver
from django.utils import timezone

from tests.wirecopy.desk import stories
from tests.wirecopy.staff import user
from tests.wirecopy.wire import harbor_light
from wirecopy.accounts.roles import Role
from wirecopy.desk.actions import Words, kill_story, save_draft
from wirecopy.desk.models import Story, Topic
from wirecopy.renditions.formats import FEEDS, FORMATS

SECRET = "xyzzyplugh"
"""A word that stands in headline, summary and body of what may not be shown."""


def draft(at: datetime) -> Story:
    return secret(stories.draft, at)


def embargoed(at: datetime) -> Story:
    return secret(stories.embargoed, at)


def killed(at: datetime) -> Story:
    return secret(stories.killed, at)


def withdrawn(at: datetime) -> Story:
    return secret(stories.withdrawn, at)


def killed_in_embargo(at: datetime) -> Story:
    story = secret(stories.embargoed, at)
    kill_story(story, reason="It was not so.", by=user(Role.EDITOR), at=at)
    return story


def protected(at: datetime) -> Story:
    story = secret(stories.live, at)
    Story.objects.filter(pk=story.pk).update(is_protected=True)
    return story


def expired(at: datetime) -> Story:
    story = secret(stories.live, at)
    Story.objects.filter(pk=story.pk).update(expires_at=at)
    return story


def rewritten(at: datetime) -> Story:
    """A live story whose draft says what is not out yet."""
    story = stories.live(user(Role.EDITOR), at)
    save_draft(story, Words({"headline": SECRET, "body": f"<p>{SECRET}</p>"}), revision=1, by=user(Role.EDITOR), at=at)
    return story


def secret(make: Callable[..., Story], at: datetime) -> Story:
    editor = user(Role.EDITOR)
    story = make(editor, at, headline=f"Headline {SECRET}", body=f"<p>Body {SECRET}.</p>")
    Story.objects.filter(pk=story.pk).update(slug=f"slug-{make.__name__}")
    story.subjects.set(Topic.objects.filter(slug="economy-business-and-finance"), through_defaults={"released_at": at})
    story.refresh_from_db()
    return story


KINDS = (draft, embargoed, killed, withdrawn, killed_in_embargo, protected, expired, rewritten)


def names_of_routes() -> set[str]:
    found: set[str] = set()

    def walk(patterns: list[URLPattern | URLResolver], inside: str = "") -> None:
        for pattern in patterns:
            if isinstance(pattern, URLResolver):
                if "allauth" not in str(pattern.urlconf_name):
                    walk(pattern.url_patterns, inside)
            else:
                found.add(pattern.name or "")

    walk(get_resolver().url_patterns)
    return found


def addresses_of(story: Story) -> dict[str, list[str]]:
    """The public addresses of each route, for a story."""
    topic, author = "economy-business-and-finance", "marta-lindqvist"
    return {
        "front": ["/"],
        "story": [f"/stories/{story.slug}/"],
        "republish": [f"/stories/{story.slug}/republish/"],
        "rendition": [f"/stories/{story.slug}/as/{name}" for name in FORMATS],
        "topic": [f"/topics/{topic}/"],
        "topic-feed": [f"/topics/{topic}/feed.{kind}" for kind in FEEDS],
        "author": [f"/authors/{author}/"],
        "author-feed": [f"/authors/{author}/feed.{kind}" for kind in FEEDS],
        "search": [f"/search/?q={SECRET}", "/search/?q=Headline"],
        "corrections": ["/corrections/"],
        "republishing": ["/republish/"],
        "offer": ["/republish/offer.jsonld"],
        "rsl": ["/republish/rsl.xml"],
        "tdm-policy": ["/republish/tdm-policy.jsonld"],
        "tdm-reservation": ["/.well-known/tdmrep.json"],
        "about": ["/about/"],
        "licensing": ["/licensing/"],
        "enquiry": ["/licensing/a-secret-of-nobody/"],
        "invitation": ["/invitation/a-secret-of-nobody/"],
        "media": ["/media/media/2026/03/none.jpg", "/media/originals/2026/03/none", "/media/../wirecopy.sqlite3"],
        "health": ["/healthz"],
        "ready": ["/readyz"],
        "metrics": ["/metrics"],
        "feed": [f"/feed.{kind}" for kind in FEEDS],
        "sitemap": ["/sitemap.xml"],
        "sitemap-part": ["/sitemap-1.xml", "/sitemap-99.xml"],
        "news-sitemap": ["/news-sitemap.xml"],
        "robots": ["/robots.txt"],
        "push": ["/push/1/"],
    }


PRIVATE = {name for name in names_of_routes() if name.startswith("desk")}


def test_every_public_route_is_walked(db: None) -> None:
    assert names_of_routes() - PRIVATE == set(addresses_of(Story(slug="any")))


@pytest.mark.parametrize("make", KINDS, ids=lambda make: str(make.__name__))
@pytest.mark.parametrize("role", [None, Role.REPORTER, Role.LICENSING])
def test_nothing_that_may_not_be_shown_is_shown(db: None, make: Callable[[datetime], Story], role: Role | None) -> None:
    at = timezone.now() - timedelta(hours=2)
    harbor_light(at)
    stories.live(user(Role.EDITOR), at, headline="Another story that is out")
    story = make(at)
    client = Client()
    if role is not None:
        client.force_login(user(role))
    for name, addresses in addresses_of(story).items():
        for address in addresses:
            answer = client.get(address)
            assert answer.status_code < 500, address
            shown = answer.content.decode()
            if name == "search":
                shown = shown.replace(f"“{SECRET}”", "").replace(f'value="{SECRET}"', "")
            assert SECRET not in shown, f"{address} shows a story that is {make.__name__}"
            if name in ("sitemap", "sitemap-part", "news-sitemap") and make is not rewritten:
                assert story.slug not in shown


@pytest.mark.parametrize(
    ("make", "code"),
    [(draft, 404), (embargoed, 404), (killed, 410), (withdrawn, 410), (killed_in_embargo, 404), (protected, 404),
     (expired, 404), (rewritten, 200)],
)  # fmt: skip
def test_a_story_page_answers_with_the_right_code(db: None, make: Callable[[datetime], Story], code: int) -> None:
    at = timezone.now() - timedelta(hours=2)
    harbor_light(at)
    story = make(at)
    for address in (f"/stories/{story.slug}/", f"/stories/{story.slug}/as/ninjs"):
        assert Client().get(address).status_code == code
    assert Client().get(f"/stories/{story.slug}/republish/").status_code == (200 if code == 200 else 404)


def test_a_story_of_somebody_else_is_shown_and_not_given_away(db: None) -> None:
    at = timezone.now() - timedelta(hours=2)
    harbor_light(at)
    story = stories.live(user(Role.EDITOR), at, headline="Theirs alone", body=f"<p>{SECRET}</p>")
    Story.objects.filter(pk=story.pk).update(is_third_party=True)
    page = Client().get(f"/stories/{story.slug}/").content.decode()
    assert SECRET in page
    assert "Republish this story" not in page
    for address in (f"/stories/{story.slug}/republish/", *(f"/stories/{story.slug}/as/{name}" for name in FORMATS)):
        assert Client().get(address).status_code == 404, address
    for kind in FEEDS:
        assert SECRET not in Client().get(f"/feed.{kind}").content.decode()


def test_the_rights_of_a_story_are_changed_on_its_screen_and_hold_at_once(db: None) -> None:
    at = timezone.now() - timedelta(hours=2)
    harbor_light(at)
    story = stories.live(user(Role.EDITOR), at, headline=f"Headline {SECRET}", body=f"<p>{SECRET}</p>")
    editor, reporter, reader = Client(), Client(), Client()
    editor.force_login(user(Role.EDITOR))
    reporter.force_login(user(Role.REPORTER))
    change, page = f"/desk/{story.key}/do/rights/", f"/stories/{story.slug}/"
    feed = reader.get("/feed.atom")["ETag"]
    assert reporter.post(change, {"is_protected": "on", "reason": "mine"}).status_code == 403
    assert editor.post(change, {"is_protected": "on", "reason": " "}).status_code == 422
    assert reader.get(page).status_code == 200
    assert editor.post(change, {"is_protected": "on", "reason": "for members until May"}).status_code == 302
    assert reader.get(page).status_code == 404
    assert reader.get("/feed.atom", headers={"If-None-Match": feed}).status_code == 200
    for name, addresses in addresses_of(story).items():
        for address in addresses:
            shown = reader.get(address).content.decode()
            if name == "search":
                shown = shown.replace(f"“{SECRET}”", "").replace(f'value="{SECRET}"', "")
            assert SECRET not in shown, address
    assert "For members" in editor.get(f"/desk/{story.key}/").content.decode()
    assert "for members until May" in editor.get(f"/desk/{story.key}/history/").content.decode()
    assert editor.post(change, {"is_third_party": "on", "reason": "theirs"}).status_code == 302
    assert SECRET in reader.get(page).content.decode()
    assert reader.get(f"{page}republish/").status_code == 404
    assert SECRET not in reader.get("/feed.atom").content.decode()
    assert editor.post(change, {"reason": "ours after all"}).status_code == 302
    assert reader.get(f"{page}republish/").status_code == 200
