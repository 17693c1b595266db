"""A PostgreSQL of our own, for as long as a command runs: ``python -m tests.wirecopy.postgres COMMAND...``."""

from __future__ import annotations

import contextlib
import os
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

NAME = "wirecopy"
"""Of the database and of its user."""

_IN_A_HURRY = ("-c fsync=off", "-c synchronous_commit=off", "-c full_page_writes=off")
"""For a database that is thrown away: nothing waits for the disk."""


class PostgresMissing(Exception):
    """There is no PostgreSQL to start; says what to install."""


@contextlib.contextmanager
def private_postgres(folder: Path | None = None) -> Iterator[str]:
    """Start a PostgreSQL that only this process's user can reach, give its ``WIRECOPY_DATABASE``, and stop it at the end.

    Without a folder its data is thrown away, and nothing waits for the disk. With one it is kept there (made if missing)
    and written as safely as in production. Root cannot run PostgreSQL: there it runs as ``postgres``, or ``nobody``, who
    must be able to get into the folder. Takes two to three seconds. Raises ``PostgresMissing``, ``CalledProcessError``.
    """
    commands, owner = _commands(), _owner()
    # a socket's address holds 107 bytes, so not in a folder that the caller chose
    with tempfile.TemporaryDirectory(prefix="pg-", dir="/tmp") as scratch, contextlib.ExitStack() as stack:
        sockets = Path(scratch)
        data = sockets / "data" if folder is None else folder
        data.mkdir(parents=True, exist_ok=True)
        if owner:
            for place in (sockets, data):
                shutil.chown(place, owner, pwd.getpwnam(owner).pw_gid)

        def run(name: str, *arguments: str, check: bool = True) -> None:
            command = [str(commands / name), *arguments]
            log = subprocess.DEVNULL if name == "pg_ctl" else subprocess.PIPE  # a server would hold a pipe open
            subprocess.run(
                command, check=check, stdin=subprocess.DEVNULL, stdout=log, stderr=log, cwd="/", user=owner, umask=0o077
            )

        is_new = not (data / "PG_VERSION").exists()
        if is_new:
            run("initdb", "-D", str(data), "-U", NAME, "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync")
        if (data / "postmaster.pid").exists():  # of a run that was killed
            run("pg_ctl", "-D", str(data), "-w", "-m", "immediate", "stop", check=False)
        options = [f"-k {sockets}", "-c listen_addresses=''", *(_IN_A_HURRY if folder is None else ())]
        run("pg_ctl", "-D", str(data), "-l", str(sockets / "log"), "-w", "-o", " ".join(options), "start")
        stack.callback(run, "pg_ctl", "-D", str(data), "-w", "-m", "fast", "stop")
        if is_new:
            run("createdb", "-h", str(sockets), "-U", NAME, NAME)
        yield f"postgresql://{NAME}@{quote(str(sockets), safe='')}/{NAME}"


def _commands() -> Path:
    """Where initdb and its like are: Debian keeps them out of the path, a folder for each version."""
    found = shutil.which("initdb")
    kept = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    if not found and not kept:
        raise PostgresMissing("there is no PostgreSQL here; on Debian, `apt-get install postgresql` brings it")
    return Path(found).resolve().parent if found else kept[-1].parent


def _owner() -> str | None:
    """Who runs it; ``None``: whoever we are."""
    if os.geteuid() != 0:
        return None
    try:
        return pwd.getpwnam("postgres").pw_name
    except KeyError:
        return "nobody"


def main(command: list[str]) -> int:
    """Run a command beside a PostgreSQL that is thrown away, and give the command's own exit code."""
    if not command:
        sys.exit("postgres: say which command to run, as in `python -m tests.wirecopy.postgres pytest tests/wirecopy`")
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # so that PostgreSQL stops, too
    with private_postgres() as database:
        return subprocess.run(command, env={**os.environ, "WIRECOPY_DATABASE": database}, check=False).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
