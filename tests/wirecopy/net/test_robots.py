"""What robots.txt allows, how long that is remembered, and how fast one host is asked."""

from __future__ import annotations

import pytest

from tests.wirecopy.net.conftest import LIMITS
from tests.wirecopy.net.server import Reply, Server
from wirecopy.net.addresses import Gate
from wirecopy.net.client import Guarded
from wirecopy.net.errors import AddressRefused, RobotsRefused
from wirecopy.net.pace import MOST_HOSTS, Pace
from wirecopy.net.robots import KEPT_BROKEN_S, KEPT_S, MOST_DELAY_S


class Time:
    """A clock that only a test moves, and what was slept."""

    def __init__(self) -> None:
        self.now = 1000.0
        self.slept: list[float] = []

    def clock(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.now += seconds


@pytest.fixture()
def time() -> Time:
    return Time()


@pytest.fixture()
def polite(site: Server, time: Time) -> Guarded:
    gate = Gate(frozenset({f"127.0.0.1:{site.port}"}))
    site.replies["/story"] = Reply(b"story")
    return Guarded(
        home="https://harborlight.example", gate=gate, limits=LIMITS, gap_s=2.0, clock=time.clock, sleep=time.sleep
    )


def test_what_robots_txt_forbids_is_not_asked(site: Server, polite: Guarded) -> None:
    site.replies["/robots.txt"] = Reply(b"User-agent: wirecopy\nDisallow: /story\n\nUser-agent: *\nAllow: /\n")
    with pytest.raises(RobotsRefused, match="does not allow it"):
        polite.get(site.url("/story"), robots=True)
    assert site.paths == ["/robots.txt"]
    assert polite.get(site.url("/story")).body == b"story"


def test_robots_txt_is_asked_once_a_day(site: Server, polite: Guarded, time: Time) -> None:
    site.replies["/robots.txt"] = Reply(b"User-agent: *\nDisallow: /private\n")
    for _ in range(3):
        polite.get(site.url("/story"), robots=True)
    assert site.paths.count("/robots.txt") == 1
    time.now += KEPT_S
    polite.get(site.url("/story"), robots=True)
    assert site.paths.count("/robots.txt") == 2


@pytest.mark.parametrize("status", [401, 403, 404, 410, 429])
def test_a_site_without_robots_txt_allows_all(site: Server, polite: Guarded, status: int) -> None:
    site.replies["/robots.txt"] = Reply(b"User-agent: *\nDisallow: /\n", status)
    assert polite.get(site.url("/story"), robots=True).status == 200


@pytest.mark.parametrize(
    "reply",
    [
        Reply(status=500),
        Reply(status=503),
        Reply(raw=[b""]),
        Reply(b"x", headers={"Content-Encoding": "br"}),
        Reply(status=301, headers={"Location": "/robots.txt"}),
    ],
)
def test_a_site_whose_robots_txt_is_broken_allows_nothing_for_a_while(
    site: Server, polite: Guarded, time: Time, reply: Reply
) -> None:
    site.replies["/robots.txt"] = reply
    for _ in range(2):
        with pytest.raises(RobotsRefused, match="cannot be read, which forbids all"):
            polite.get(site.url("/story"), robots=True)
    assert "/story" not in site.paths
    asked = len(site.asked)
    site.replies["/robots.txt"] = Reply(status=404)
    time.now += KEPT_BROKEN_S
    assert polite.get(site.url("/story"), robots=True).body == b"story"
    assert len(site.asked) == asked + 2


def test_a_robots_txt_of_many_megabytes_is_read_to_its_limit(site: Server, polite: Guarded) -> None:
    site.replies["/robots.txt"] = Reply(b"User-agent: *\nDisallow: /story\n" + b"# filler\n" * 500_000)
    with pytest.raises(RobotsRefused):
        polite.get(site.url("/story"), robots=True)


def test_a_redirect_is_asked_of_the_robots_txt_of_its_own_site(site: Server, polite: Guarded) -> None:
    site.replies["/robots.txt"] = Reply(b"User-agent: *\nDisallow: /story\n")
    site.replies["/old"] = Reply(status=301, headers={"Location": "/story"})
    with pytest.raises(RobotsRefused):
        polite.get(site.url("/old"), robots=True)
    assert "/story" not in site.paths


def test_robots_txt_opens_no_way_inside(polite: Guarded) -> None:
    with pytest.raises(AddressRefused):
        polite.get("http://169.254.169.254/latest", robots=True)


def test_a_host_is_asked_at_its_pace(site: Server, polite: Guarded, time: Time) -> None:
    for _ in range(3):
        polite.get(site.url("/story"))
    assert time.slept == [2.0, 2.0]


def test_a_crawl_delay_slows_down_and_only_so_far(site: Server, polite: Guarded, time: Time) -> None:
    site.replies["/robots.txt"] = Reply(b"User-agent: *\nCrawl-delay: 7\n")
    polite.get(site.url("/story"), robots=True)
    polite.get(site.url("/story"), robots=True)
    assert time.slept == [2.0, 7.0]
    time.now += KEPT_S
    site.replies["/robots.txt"] = Reply(b"User-agent: *\nCrawl-delay: 86400\n")
    polite.get(site.url("/story"), robots=True)
    polite.get(site.url("/story"), robots=True)
    assert max(time.slept) == MOST_DELAY_S


def test_the_pace_of_one_host_does_not_slow_another(time: Time) -> None:
    pace = Pace(clock=time.clock, sleep=time.sleep)
    for host in ("a.example:443", "b.example:443"):
        pace.wait(host, gap_s=5.0)
    assert time.slept == []
    pace.wait("a.example:443", gap_s=5.0)
    assert time.slept == [5.0]


def test_the_pace_forgets_hosts_that_were_not_asked_for_long(time: Time) -> None:
    pace = Pace(clock=time.clock, sleep=time.sleep)
    for number in range(MOST_HOSTS + 1):
        pace.wait(f"{number}.example:80", gap_s=1.0)
    time.now += 2.0
    pace.wait("last.example:80", gap_s=1.0)
    assert len(pace._next) == 1
