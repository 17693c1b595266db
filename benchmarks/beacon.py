"""Prints how many requests a second the beacon answers on one core, against pixel-ping beside it: ``make bench-beacon``.

Both are asked for the same (1,000 stories on as many pages, 50 browsers, 20,000 readers behind a proxy) by one thread of wrk with
64 connections that are kept alive and not pipelined. The servers have one core, wrk another; they take turns, a second each, and
the best second of each counts, as noise only takes away. On a machine with other work to do the processor time is the steadier
figure: a server that is never idle answers as many in a second as that time goes into it. wrk is Debian's package; Node and npm fetch pixel-ping into ``.bench/``.
"""

from __future__ import annotations

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from wirecopy.beacon import journal

FOLDER = Path(".bench").absolute()
PIXEL_PING = "pixel-ping@0.1.6"  # the last there is
BAR = 2.0
ROUNDS, CONNECTIONS = 15, 64
TICKS = os.sysconf("SC_CLK_TCK")

_ASK = """
local asked, agents, path = {}, {}, "%s"
math.randomseed(7)
for i = 1, 50 do
  agents[i] = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/" .. (90 + i)
    .. ".0.0.0 Safari/537.36"
end
for i = 1, 20000 do
  local story = math.random(1000)
  asked[i] = wrk.format("GET", string.format(path, string.format("rendition-%%05d", story)), {
    ["Host"] = "beacon.example",
    ["User-Agent"] = agents[math.random(50)],
    ["Accept"] = "image/avif,image/webp,image/apng,image/svg+xml,image/*,*/*;q=0.8",
    ["Accept-Language"] = "en-GB,en;q=0.9",
    ["Accept-Encoding"] = "gzip, deflate, br",
    ["Referer"] = "https://quaycourier.example/2026/02/story-" .. story,
    ["X-Forwarded-For"] = string.format("203.0.%%d.%%d", math.random(255), math.random(255)),
  })
end
local n = 0
request = function() n = n %% #asked + 1; return asked[n] end
"""
_SERVE = (
    "import sys; from pathlib import Path; from wirecopy.beacon.server import run\n"
    "run(host='127.0.0.1', port=int(sys.argv[1]), folder=Path(sys.argv[2]), proxies=1)"
)


@dataclass(frozen=True, slots=True)
class Round:
    """What one server did in one second: answers, answers a second, and processor time of the server an answer."""

    answered: int
    per_second: float
    cpu_us: float


def main() -> None:
    """Measure, print, and exit with 1 where the bar is missed or an answered hit is not in the journal."""
    wrk, npm = shutil.which("wrk"), shutil.which("npm")
    cores = sorted(os.sched_getaffinity(0))
    if not wrk or not npm or len(cores) < 2:
        sys.exit("benchmarks.beacon: needs wrk, npm and two cores; on Debian: apt-get install wrk npm")
    program = _pixel_ping(npm)
    FOLDER.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(dir=FOLDER) as name:
        folder, (port, other) = Path(name), (_free_port(), _free_port())
        (folder / "pixel-ping.json").write_text(f'{{"port": {other}, "host": "127.0.0.1", "interval": 3600}}')
        beacon = [sys.executable, "-c", _SERVE, str(port), str(folder / "journal")]
        peer = ["node", str(program), str(folder / "pixel-ping.json")]
        with _serving(beacon, port, cores[0]) as ours, _serving(peer, other, cores[0]) as theirs:
            turns = [
                (
                    _round(wrk, ours, port, "/b/%s.gif", cores[-1]),
                    _round(wrk, theirs, other, "/pixel.gif?key=%s", cores[-1]),
                )
                for _ in range(ROUNDS)
            ]
        written = sum(_lines(segment) for segment in journal.segments(folder / "journal"))
    sys.exit(_report([turn[0] for turn in turns], [turn[1] for turn in turns], written))


def _report(ours: list[Round], theirs: list[Round], written: int) -> int:
    """Print what was measured, and give the exit code."""
    print(f"{'':12}requests/s: best    median    microseconds of the core a request: best    median")
    for name, took in (("beacon", ours), ("pixel-ping", theirs)):
        speed, cpu = sorted(each.per_second for each in took), sorted(each.cpu_us for each in took)
        middle = len(took) // 2
        print(f"{name:12}{speed[-1]:16,.0f}{speed[middle]:10,.0f}{cpu[0]:42.1f}{cpu[middle]:10.1f}")
    ratio = max(each.per_second for each in ours) / max(each.per_second for each in theirs)
    cpu_ratio = min(each.cpu_us for each in theirs) / min(each.cpu_us for each in ours)
    answered = sum(each.answered for each in ours)
    print(
        f"beacon against pixel-ping: {ratio:.2f} times the requests/s (bar: >= {BAR:g}), {cpu_ratio:.2f} by processor time"
    )
    print(f"answered hits: {answered:,}; in the journal: {written:,}; lost: {max(0, answered - written)}")
    return int(ratio < BAR or written < answered)


def _lines(segment: Path) -> int:
    return segment.read_bytes().count(b"\n") - 1


def _pixel_ping(npm: str) -> Path:
    """Install it, and give its program, which is run with the path of a configuration, as its README says."""
    home = FOLDER / "pixel-ping"
    program = home / "node_modules" / "pixel-ping" / "bin" / "pixel-ping"
    if not program.exists():
        home.mkdir(parents=True, exist_ok=True)
        subprocess.run([npm, "install", "--prefix", str(home), "--no-audit", "--no-fund", PIXEL_PING], check=True)
    return program


def _round(wrk: str, pid: int, port: int, path: str, core: int) -> Round:
    with tempfile.NamedTemporaryFile("w", suffix=".lua") as script:
        script.write(_ASK % path)
        script.flush()
        before = _cpu_s(pid)
        command = [wrk, "-t1", f"-c{CONNECTIONS}", "-d1s", "-s", script.name, f"http://127.0.0.1:{port}"]
        asking = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
        os.sched_setaffinity(asking.pid, [core])
        said, _ = asking.communicate()
        cpu_s = _cpu_s(pid) - before
    answered, per_second = re.search(r"(\d+) requests in", said), re.search(r"Requests/sec: +([\d.]+)", said)
    if asking.returncode or not answered or not per_second or "Non-2xx" in said or "Socket errors" in said:
        raise RuntimeError(f"wrk could not measure what listens on port {port}: {said}")
    return Round(int(answered[1]), float(per_second[1]), cpu_s / int(answered[1]) * 1e6)


@contextmanager
def _serving(command: list[str], port: int, core: int) -> Iterator[int]:
    """Run a server on one core until it has been measured."""
    server = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        os.sched_setaffinity(server.pid, [core])
        while server.poll() is None and not _answers(port):
            os.sched_yield()
        yield server.pid
    finally:
        server.send_signal(signal.SIGTERM)
        server.wait()


def _answers(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port: int = probe.getsockname()[1]
        return port


def _cpu_s(pid: int) -> float:
    """Processor seconds of a process so far, its own and the kernel's for it."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / TICKS


if __name__ == "__main__":
    main()
