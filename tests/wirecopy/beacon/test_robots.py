"""Robots by their user agents."""

from __future__ import annotations

import pytest
from crawleruseragents import CRAWLER_USER_AGENTS_DATA

from wirecopy.beacon.robots import is_fetched_ahead, is_robot

READERS = [
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Safari/537.36",
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Mobile/15E148 Safari/604.1",
    "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0",
    "Mozilla/5.0 (Linux; Android 14; CUBOT X90) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/138.0.0.0 Mobile Safari/537.36",
]
ROBOTS = [
    "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)",
    "Mozilla/5.0 AppleWebKit/537.36 (KHTML, like Gecko; compatible; GPTBot/1.2; +https://openai.com/gptbot)",
    "curl/8.5.0",
    "Wget/1.21.4",
    "python-requests/2.32.3",
    "facebookexternalhit/1.1 (+http://www.facebook.com/externalhit_uatext.php)",
    "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) HeadlessChrome/138.0.0.0 Safari/537.36",
    "",
    "   ",
]


@pytest.mark.parametrize("agent", READERS)
def test_browsers_are_readers(agent: str) -> None:
    assert not is_robot(agent.encode())


@pytest.mark.parametrize("agent", ROBOTS)
def test_robots_and_the_nameless_are_none(agent: str) -> None:
    assert is_robot(agent.encode())


def test_every_agent_of_the_list_is_a_robot() -> None:
    agents = {agent for each in CRAWLER_USER_AGENTS_DATA for agent in each.get("instances", [])}
    assert len(agents) > 1_000
    assert [agent for agent in agents if not is_robot(agent.encode("utf-8"))] == []


def test_an_agent_that_is_no_text_is_looked_at_all_the_same() -> None:
    assert not is_robot(bytes(range(128, 256)))
    assert not is_robot(b"Mozilla/5.0 " + b"x" * 100_000)


@pytest.mark.parametrize(
    ("headers", "ahead"),
    [
        ({b"purpose": b"prefetch"}, True),
        ({b"sec-purpose": b"prefetch;anonymous-client-ip"}, True),
        ({b"sec-purpose": b" Prefetch;Prerender"}, True),
        ({b"x-purpose": b"preview"}, True),
        ({b"x-moz": b"prefetch"}, True),
        ({b"purpose": b"reading"}, False),
        ({b"accept": b"prefetch"}, False),
        ({}, False),
    ],
)
def test_what_is_fetched_ahead_says_so(headers: dict[bytes, bytes], ahead: bool) -> None:
    assert is_fetched_ahead(headers) == ahead
