"""What ``wirecopy demo --check`` looks at: pages, packages, the desk and the beacon of the sample wire, as they are served."""

from __future__ import annotations

import http.client
import time
from collections.abc import Callable
from dataclasses import dataclass
from http.cookies import SimpleCookie
from typing import Final
from urllib.parse import urlencode, urlsplit

from django.conf import settings
from django.utils import timezone

import wiretrace
from wirecopy.beacon.actions import load_journal
from wirecopy.beacon.queries import views_of
from wirecopy.cli.sample import PASSWORD, SAMPLES, STAFF
from wirecopy.desk import addresses
from wirecopy.desk.markup import text_of
from wirecopy.desk.models import Story
from wirecopy.errors import DemoFailed
from wirecopy.renditions.actions import render_story
from wiretrace.terms import read_terms

BROWSER: Final = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"
BEACON_START_S: Final = 30


@dataclass(frozen=True, slots=True)
class Answer:
    """What a page answered."""

    status: int
    text: str
    cookies: str
    location: str


def _get(host: str, path: str, *, form: dict[str, str] | None = None, cookies: str = "") -> Answer:
    connection = http.client.HTTPConnection(host, timeout=30)
    headers = {"Host": urlsplit(settings.SITE_URL).netloc, "Cookie": cookies, "Referer": settings.SITE_URL}
    if form is not None:
        headers["Content-Type"] = "application/x-www-form-urlencoded"
    try:
        connection.request("GET" if form is None else "POST", path, urlencode(form) if form else None, headers)
        answer = connection.getresponse()
        text = answer.read().decode()
    finally:
        connection.close()
    jar = SimpleCookie(cookies)
    for each in answer.headers.get_all("Set-Cookie") or ():
        jar.load(each)
    cookies = "; ".join(f"{name}={morsel.value}" for name, morsel in jar.items())
    return Answer(answer.status, text, cookies, answer.getheader("Location") or "")


def _demand(is_so: bool, words: str) -> None:
    if not is_so:
        raise DemoFailed(f"{words}; this is a fault of wirecopy, please report it")


def _front(host: str) -> str:
    page = _get(host, "/")
    live = Story.objects.filter(state=Story.State.LIVE).select_related("current")
    hidden = Story.objects.exclude(state=Story.State.LIVE).select_related("draft")
    for story in live:
        _demand(story.slug in page.text, f"the front page does not show {story.slug}")
    for story in hidden:
        _demand(story.slug not in page.text, f"the front page shows {story.slug}, which is {story.state}")
    return f"{live.count()} stories, and none of the {hidden.count()} that are no longer or not yet out"


def _correction(host: str) -> str:
    story = Story.objects.filter(corrected_at__isnull=False, state=Story.State.LIVE)[0]
    page = _get(host, f"/stories/{story.slug}/")
    _demand(page.status == 200 and "Correction," in page.text, f"{story.slug} does not say that it was corrected")
    return f"{story.slug} says what was corrected, and when"


def _kill(host: str) -> str:
    story = Story.objects.filter(state=Story.State.KILLED)[0]
    page = _get(host, f"/stories/{story.slug}/")
    _demand(page.status == 410, f"{story.slug} was killed and answers {page.status}, not 410")
    _demand(story.standing.headline not in page.text, f"{story.slug} was killed and its headline is still shown")
    feed = _get(host, "/feed.atom").text
    _demand(story.urn in feed and "deleted-entry" in feed, "the feed does not say that a story was killed")
    return f"{story.slug} answers 410, and the feed says so"


def _packages(host: str) -> str:
    story = Story.objects.filter(state=Story.State.LIVE, authors__isnull=False).order_by("pk")[0]
    version = story.standing
    byline = tuple(row["name"] for row in version.byline)
    told = wiretrace.Story(id=story.urn, text=text_of(version.body), headline=version.headline, byline=byline)
    for name in ("html", "wordpress"):
        package = _get(host, f"/stories/{story.slug}/as/{name}").text
        page = wiretrace.parse(f"<html><body>{package}</body></html>")
        (verdict,) = wiretrace.check(page, [told], terms=read_terms(SAMPLES / "terms.toml"))
        broken = [
            finding.rule for finding in verdict.findings if finding.answer == "broken" and finding.strength == "must"
        ]
        _demand(not broken, f"the {name} package of {story.slug} breaks {', '.join(broken)}")
    return "HTML and WordPress packages keep every must of the terms, says the engine's own check"


def _desk(host: str) -> str:
    email, name, _ = STAFF[1]
    stranger = _get(host, "/desk/")
    _demand(stranger.status == 302, f"the desk answers {stranger.status} to a stranger, not 302")
    form = _get(host, "/accounts/login/")
    token = form.text.partition('name="csrfmiddlewaretoken" value="')[2].partition('"')[0]
    typed = {"login": email, "password": PASSWORD, "csrfmiddlewaretoken": token}
    entered = _get(host, "/accounts/login/", form=typed, cookies=form.cookies)
    desk = _get(host, "/desk/", cookies=entered.cookies)
    _demand(desk.status == 200 and name in desk.text, f"{email} cannot sign in")
    return f"{name} signs in, a stranger does not"


def look_at_beacon(host: str) -> str:
    """Look at a package's picture as a reader does, and see that the desk counts it."""
    story = Story.objects.filter(state=Story.State.LIVE, authors__isnull=False).order_by("pk")[0]
    made = render_story(story, "html", at=timezone.now())
    key = made.rendition.beacon
    _demand(key.encode() in made.data, f"the HTML package of {story.slug} carries no beacon")
    path = urlsplit(addresses.beacon(key)).path
    answer = _answer_of_beacon(path)
    _demand(answer == 200, f"the beacon answers {answer} at {addresses.beacon(key)}, not 200")
    load_journal(settings.DATA / "beacon", at=timezone.now())
    views = views_of(key)
    _demand(views.reader == 1, f"one reader looked at {story.slug}, and {views.reader} were counted")
    return f"a reader of {story.slug} is counted: {views.reader} of {views.raw}"


def _answer_of_beacon(path: str) -> int:
    """Ask as a browser does; the beacon has just been started, and is waited for."""
    give_up = time.monotonic() + BEACON_START_S
    while True:
        connection = http.client.HTTPConnection(urlsplit(settings.BEACON_URL).netloc, timeout=10)
        try:
            connection.request("GET", path, headers={"User-Agent": BROWSER, "Referer": "https://quay-courier.example/"})
            return connection.getresponse().status
        except ConnectionRefusedError:
            _demand(time.monotonic() < give_up, f"the beacon did not start within {BEACON_START_S} seconds")
            time.sleep(0.1)
        finally:
            connection.close()


LOOKS: Final[tuple[tuple[str, Callable[[str], str]], ...]] = (
    ("front page", _front),
    ("a corrected story", _correction),
    ("a killed story", _kill),
    ("packages", _packages),
    ("the desk", _desk),
)
