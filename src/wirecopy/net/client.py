"""The guarded client: asks public servers only, within limits of size, time and pace. The only importer of httpx."""

from __future__ import annotations

import ssl
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Final
from urllib.parse import urljoin, urlsplit

import httpx

from wirecopy.net.addresses import Gate, Place
from wirecopy.net.body import read_body
from wirecopy.net.errors import AddressRefused, NetError, RobotsRefused, TookTooLong
from wirecopy.net.pace import Pace
from wirecopy.net.robots import CLOSED, MOST_BYTES, Rules, rules_of
from wirecopy.net.watch import Cutter
from wiretrace import __version__

MOST_REDIRECTS: Final = 5
MOST_SITES: Final = 5_000
"""Whose robots.txt is remembered; then all are forgotten and asked again."""
_REDIRECTS: Final = (301, 302, 303, 307, 308)


@dataclass(frozen=True, slots=True)
class Limits:
    """How much and how long: bytes of the body, decompressed or not; seconds to connect, and for all of it.

    All redirects share the total. Waiting for the host's turn, and asking for its robots.txt, do not count.
    """

    size_bytes: int = 10 << 20
    connect_s: float = 10.0
    total_s: float = 30.0


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back. ``url`` is the address behind the redirects; names of headers are in lower case."""

    url: str
    status: int
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""


class Guarded:
    """Asks servers of others, and only public ones. Safe for threads; keeps no connection and no cookie.

    ``home`` is the address where a site's owner learns who asks; ``gate`` says which hosts are trusted. ``clock`` and
    ``sleep`` are for tests of the pace.
    """

    def __init__(
        self,
        *,
        home: str,
        gate: Gate = Gate(),  # noqa: B008 - frozen
        limits: Limits = Limits(),
        gap_s: float = 1.0,
        tls: ssl.SSLContext | None = None,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self._agent = f"wirecopy/{__version__} (+{home})"
        self._gate = gate
        self._limits = limits
        self._gap_s = gap_s
        self._tls = tls or ssl.create_default_context()
        self._clock = clock
        self._pace = Pace(clock=clock, sleep=sleep)
        self._robots: dict[str, tuple[float, Rules]] = {}
        self._lock = threading.Lock()

    def get(
        self,
        url: str,
        *,
        robots: bool = False,
        headers: Mapping[str, str] | None = None,
        limits: Limits | None = None,
    ) -> Answer:
        """Ask for an address, follow at most five redirects, and give the answer, whatever its status.

        Each redirect is looked at like the first address; with ``robots`` each is asked of its site's robots.txt too.
        ``headers`` go only to the server that was asked first. Raises ``AddressRefused``, ``RobotsRefused``,
        ``TooLarge``, ``TookTooLong``, and ``NetError`` for all else that breaks.
        """
        return self._followed(url, robots, headers or {}, limits or self._limits, cut=False)

    def _followed(self, url: str, robots: bool, headers: Mapping[str, str], limits: Limits, *, cut: bool) -> Answer:
        at, first, left_s = url, "", limits.total_s
        for _ in range(MOST_REDIRECTS + 1):
            gap_s = self._allowed(at) if robots else self._gap_s
            place = self._gate.place_of(at)
            first = first or f"{place.scheme}://{place.name}"
            own = headers if f"{place.scheme}://{place.name}" == first else {}
            self._pace.wait(place.name, gap_s=gap_s)
            started = time.monotonic()
            answer = self._asked(at, place, own, limits, left_s, cut)
            left_s -= time.monotonic() - started
            if answer.status not in _REDIRECTS or "location" not in answer.headers:
                return answer
            at = _target(at, answer.headers["location"])
        raise NetError(f"{url}: more than {MOST_REDIRECTS} redirects; give the address that they lead to")

    def _asked(
        self, url: str, place: Place, headers: Mapping[str, str], limits: Limits, left_s: float, cut: bool
    ) -> Answer:
        """Ask one address, at the IP addresses that were looked at, until one of them takes the connection."""
        ends = time.monotonic() + left_s
        for ip in place.ips[:-1]:
            try:
                return self._once(url, place, ip, headers, limits, ends, cut)
            except (httpx.ConnectError, httpx.ConnectTimeout):
                continue
        try:
            return self._once(url, place, place.ips[-1], headers, limits, ends, cut)
        except httpx.ConnectError as error:
            raise NetError(f"{url}: {place.name} takes no connection ({error}); try again later") from error
        except httpx.ConnectTimeout as error:
            seconds = f"{limits.connect_s:g} seconds"
            raise TookTooLong(f"{url}: {place.name} took no connection within {seconds}; try again later") from error

    def _once(
        self, url: str, place: Place, ip: str, headers: Mapping[str, str], limits: Limits, ends: float, cut: bool
    ) -> Answer:
        left_s = ends - time.monotonic()
        if left_s <= 0:
            raise _too_long(url, limits)
        with Cutter(left_s) as cutter:
            request = self._request(url, place, ip, headers, min(limits.connect_s, left_s), left_s, cutter)
            try:
                with httpx.HTTPTransport(verify=self._tls, trust_env=False) as transport:
                    answer = _answer(url, transport.handle_request(request), limits, cut)
            except (httpx.ConnectError, httpx.ConnectTimeout):
                raise
            except httpx.TimeoutException as error:
                raise _too_long(url, limits) from error
            except httpx.HTTPError as error:
                if cutter.is_over:
                    raise _too_long(url, limits) from error
                raise NetError(f"{url}: the connection broke off ({error}); try again later") from error
            if cutter.is_over:  # a body without a length ends where the connection does
                raise _too_long(url, limits)
        return answer

    def _request(
        self,
        url: str,
        place: Place,
        ip: str,
        headers: Mapping[str, str],
        connect_s: float,
        left_s: float,
        cutter: Cutter,
    ) -> httpx.Request:
        """Make the request to the IP address that was looked at; TLS asks for, and checks, the name of the host."""
        try:
            target = httpx.URL(url).raw_path
            pinned = httpx.URL(scheme=place.scheme, host=ip, port=place.port, raw_path=target)
        except httpx.InvalidURL as error:
            raise AddressRefused(f"{url}: is no address ({error}); check it") from error
        own = {"host": place.host_header, "user-agent": self._agent, "accept": "*/*", "accept-encoding": "gzip"}
        given = {name.lower(): value for name, value in headers.items()}
        times = {"connect": connect_s, "read": left_s, "write": left_s, "pool": left_s}
        more = {"timeout": times, "sni_hostname": place.host, "trace": cutter.trace}
        return httpx.Request("GET", pinned, headers={**given, **own, "connection": "close"}, extensions=more)

    def _allowed(self, url: str) -> float:
        """Ask the site's robots.txt, and give the seconds between two requests. Raises ``RobotsRefused``."""
        rules = self._rules(url)
        if rules.is_closed:
            raise RobotsRefused(f"{url}: the site's robots.txt cannot be read, which forbids all; try again later")
        if not rules.allow(url):
            raise RobotsRefused(f"{url}: the site's robots.txt does not allow it; ask the site, or leave it out")
        return max(self._gap_s, rules.delay_s)

    def _rules(self, url: str) -> Rules:
        place = urlsplit(url)
        site = f"{place.scheme}://{place.netloc}"
        with self._lock:
            until, rules = self._robots.get(site, (0.0, CLOSED))
        if self._clock() < until:
            return rules
        try:
            limits = Limits(MOST_BYTES, self._limits.connect_s, self._limits.total_s)
            answer = self._followed(f"{site}/robots.txt", False, {}, limits, cut=True)
            rules = rules_of(answer.status, answer.body)
        except AddressRefused:
            raise
        except NetError:  # RFC 9309, 2.3.1.4: a server that cannot be reached forbids all
            rules = CLOSED
        with self._lock:
            if len(self._robots) >= MOST_SITES:
                self._robots.clear()
            self._robots[site] = (self._clock() + rules.kept_s, rules)
        return rules


def _answer(url: str, response: httpx.Response, limits: Limits, cut: bool) -> Answer:
    """Read a response to its end, and close it."""
    headers = {name.lower(): value for name, value in response.headers.items()}
    try:
        is_redirect = response.status_code in _REDIRECTS
        encoding = headers.get("content-encoding", "")
        body = b"" if is_redirect else _body(url, response, encoding, limits, cut)
    finally:
        response.close()
    return Answer(url, response.status_code, headers, body)


def _body(url: str, response: httpx.Response, encoding: str, limits: Limits, cut: bool) -> bytes:
    return read_body(response.iter_raw(), encoding=encoding, most_bytes=limits.size_bytes, url=url, cut=cut)


def _target(url: str, location: str) -> str:
    """Give the address that a redirect names. Raises ``AddressRefused``."""
    try:
        return urljoin(url, location).partition("#")[0]
    except ValueError as error:
        raise AddressRefused(f"{url}: redirects to what is no address ({location[:200]!r}); tell the site") from error


def _too_long(url: str, limits: Limits) -> TookTooLong:
    return TookTooLong(f"{url}: took longer than {limits.total_s:g} seconds; try again later, or raise the limit")
