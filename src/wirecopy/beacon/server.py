"""The beacon as a process of its own: it listens, ticks once a second, and stops cleanly."""

from __future__ import annotations

import asyncio
import logging
import resource
import signal
import time
from collections.abc import Callable
from pathlib import Path

from wirecopy.beacon import robots
from wirecopy.beacon.connection import Connection
from wirecopy.beacon.journal import Journal
from wirecopy.beacon.repeats import Repeats
from wirecopy.beacon.tally import Tally
from wirecopy.beacon.turns import Turns
from wirecopy.errors import SettingMissing

try:
    from uvloop import new_event_loop
except ImportError:  # installed on request; the loop that comes with Python does the same, slower
    from asyncio import new_event_loop  # type: ignore[assignment]

log = logging.getLogger(__name__)
MOST_CONNECTIONS = 20_000
BACKLOG = 4096
END_WITHIN_S = 2.0


def run(*, host: str, port: int, folder: Path, proxies: int) -> None:
    """Serve ``GET /b/<beacon>.gif`` until SIGTERM or SIGINT, and keep each hit in the journal in ``folder``.

    ``port`` 0 takes a free one; the log names it. ``proxies``: how many stand in front and set X-Forwarded-For. Must be
    called in the main thread. Raises ``SettingMissing`` where it cannot listen there or cannot write to the folder.
    """
    with asyncio.Runner(loop_factory=new_event_loop) as runner:
        runner.run(serve(host=host, port=port, folder=folder, proxies=proxies, clock=time.time))


async def serve(*, host: str, port: int, folder: Path, proxies: int, clock: Callable[[], float]) -> None:
    """Do what ``run`` does, in a loop that runs; ``clock`` gives seconds since 1970."""
    loop, stop = asyncio.get_running_loop(), asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop.set)
    robots.warm_up()
    with _journal(folder, at=clock()) as journal:
        tally = Tally(journal, repeats=Repeats(), proxies=proxies, clock=clock)
        turns = Turns(tally, loop=loop, at=clock(), most=_most_connections())
        server = await _listen(turns, host=host, port=port)
        log.info("the beacon listens on %s:%d, its journal is %s", *server.sockets[0].getsockname()[:2], folder)
        while not await _is_set(stop, within_s=1.0):
            turns.tick(clock())
        server.close()
        turns.close()
        end = loop.time() + END_WITHIN_S
        while len(turns) and loop.time() < end:
            await asyncio.sleep(0.01)
    log.info("the beacon has stopped; all hits are in the journal")


def _journal(folder: Path, *, at: float) -> Journal:
    try:
        return Journal(folder, at=at)
    except OSError as error:
        raise SettingMissing(
            f"the beacon cannot write its journal in {folder} ({error}): make the folder writable, or set WIRECOPY_DATA"
        ) from error


async def _listen(turns: Turns, *, host: str, port: int) -> asyncio.Server:
    loop = asyncio.get_running_loop()
    try:
        return await loop.create_server(lambda: Connection(turns), host, port, backlog=BACKLOG)
    except OSError as error:
        raise SettingMissing(
            f"the beacon cannot listen on {host}:{port} ({error}): give it another host or port, or stop what is there"
        ) from error


async def _is_set(event: asyncio.Event, *, within_s: float) -> bool:
    try:
        await asyncio.wait_for(event.wait(), within_s)
    except TimeoutError:
        return False
    return True


def _most_connections() -> int:
    """As many as the system lets the process open, which is raised as far as it may be, but for a few files of its own."""
    now, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = MOST_CONNECTIONS + 100
    if now < wanted:
        now = min(wanted, most) if most != resource.RLIM_INFINITY else wanted
        resource.setrlimit(resource.RLIMIT_NOFILE, (now, most))
    return min(MOST_CONNECTIONS, max(now - 100, now // 2))
