"""A private MariaDB: own folder, own socket, no port, stopped at the end."""

from __future__ import annotations

import os
import pwd
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.wordpress.site.process import running, until

SERVER, INSTALLER, CLIENT = "mariadbd", "mariadb-install-db", "mariadb"
# Nothing here needs to outlive a power cut; small files and no waiting for the disk make the start quick.
_QUICK = (
    "--innodb-log-file-size=4M",
    "--innodb-buffer-pool-size=32M",
    "--innodb-flush-log-at-trx-commit=0",
    "--innodb-fast-shutdown=2",
    "--innodb-use-native-aio=0",
    "--skip-log-bin",
)


def database_user() -> str:
    """Whoever runs the tests: the server lets its owner in through the socket."""
    return pwd.getpwuid(os.getuid()).pw_name


@contextmanager
def database(folder: Path) -> Iterator[Path]:
    """Run a server with an empty database ``wordpress``; gives its socket. Some four seconds."""
    socket = folder / "s"  # a socket's path may have 107 bytes
    data = folder / "data"
    owner = [f"--user={database_user()}"] if os.getuid() == 0 else []  # as root it wants to be told so
    may_enter = f"--auth-root-socket-user={database_user()}"
    install = [INSTALLER, "--no-defaults", f"--datadir={data}", *owner, may_enter, "--skip-test-db", _QUICK[0]]
    subprocess.run(install, check=True, capture_output=True)
    command = [SERVER, "--no-defaults", f"--datadir={data}", f"--socket={socket}", "--skip-networking", *owner, *_QUICK]
    with running(command, log=folder / "mariadb.log") as server:
        until(socket.exists, server, folder / "mariadb.log")
        subprocess.run(
            [CLIENT, "--no-defaults", f"--socket={socket}", "-e", "CREATE DATABASE wordpress CHARACTER SET utf8mb4"],
            check=True,
            capture_output=True,
        )
        yield socket
