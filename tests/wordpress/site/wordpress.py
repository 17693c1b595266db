"""Debian's WordPress in a folder of its own, installed, with an administrator and an ordinary author, and served."""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx

from tests.wordpress.site import database
from tests.wordpress.site.process import running, until

PACKAGED = Path("/usr/share/wordpress")
THEMES = PACKAGED / "wp-content" / "themes"
HERE = Path(__file__).parent
# PHP's module by the package that brings it
_MODULES = {"mysqli": "php-mysql", "dom": "php-xml", "mbstring": "php-mbstring", "gd": "php-gd"}
_SITE_SET_UP_S = 60
_MEMORY = Path("/dev/shm")
_ROOM_BYTES = 256 * 2**20  # some 80 MB are used
_FOR_BROWSERS = {".js", ".png", ".gif", ".jpg", ".svg", ".eot", ".ttf", ".woff", ".woff2"}


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody with an account: what they type into the login form, and the password of their programs."""

    login: str
    password: str
    application_password: str = ""


@dataclass(frozen=True, slots=True)
class Site:
    """A running WordPress. ``address`` has no slash at its end; ``version`` is WordPress's own."""

    address: str
    version: str
    administrator: Person
    author: Person
    folder: Path


def missing() -> list[str]:
    """The packages that a WordPress needs and that are not installed; empty where all are there."""
    found = {
        "wordpress": (PACKAGED / "wp-load.php").exists(),
        "wordpress-theme-twentytwentythree": any(THEMES.glob("*/style.css")),
        "mariadb-server": all(map(shutil.which, (database.SERVER, database.INSTALLER, database.CLIENT))),
        "php-cli": shutil.which("php") is not None,
    }
    absent = [name for name, is_there in found.items() if not is_there]
    if found["php-cli"]:
        modules = subprocess.run(["php", "-m"], check=True, capture_output=True, text=True).stdout.lower().split()
        absent += [package for module, package in _MODULES.items() if module not in modules]
    return absent


@contextmanager
def wordpress() -> Iterator[Site]:
    """Install a WordPress and serve it while the block runs. Some ten seconds; nothing stays behind."""
    with (
        tempfile.TemporaryDirectory(prefix="wp-", dir=_in_memory()) as name,
        database.database(Path(name)) as db_socket,
    ):
        folder = Path(name) / "site"
        address = f"http://127.0.0.1:{_free_port()}"
        _write_files(folder, address, db_socket)
        passwords = _install(folder)
        people = {role: Person(role, _password(role), passwords[role]) for role in ("administrator", "author")}
        log = Path(name) / "php.log"
        with running(_server(folder, address), log=log, cwd=folder, environment={"PHP_CLI_SERVER_WORKERS": "4"}) as php:
            until(lambda: _answers(address), php, log)
            yield Site(address, _version(folder), people["administrator"], people["author"], folder)


def _in_memory() -> str | None:
    """A place in memory, where two thousand small files come and go at once; None where there is no room: on the disk."""
    has_room = _MEMORY.is_dir() and os.access(_MEMORY, os.W_OK) and shutil.disk_usage(_MEMORY).free > _ROOM_BYTES
    return str(_MEMORY) if has_room else None


def _write_files(folder: Path, address: str, db_socket: Path) -> None:
    shutil.copytree(
        PACKAGED, folder, ignore=shutil.ignore_patterns("wp-config.php", ".htaccess", "akismet"), copy_function=_put
    )
    shutil.copy(HERE / "wp-config.php", folder)
    theme = min(path.parent.name for path in THEMES.glob("*/style.css"))
    given = {"address": address, "socket": str(db_socket), "user": database.database_user(), "theme": theme}
    (folder / "given.json").write_text(json.dumps(given), encoding="utf-8")


def _put(source: str, target: str) -> None:
    """Copy what PHP reads, link what only browsers do, which is most.

    PHP looks through a link: it would take the package's own configuration, and not know its own blocks again.
    """
    if Path(source).suffix in _FOR_BROWSERS:
        os.symlink(os.path.realpath(source), target)
    else:
        shutil.copyfile(source, target)


def _install(folder: Path) -> Mapping[str, str]:
    people = {role: {"login": role, "password": _password(role)} for role in ("administrator", "author")}
    command = ["php", str(HERE / "install.php"), str(folder), json.dumps(people)]
    result = subprocess.run(command, capture_output=True, text=True, timeout=_SITE_SET_UP_S, check=False)
    assert result.returncode == 0, f"WordPress was not installed:\n{result.stdout}{result.stderr}"
    passwords: dict[str, str] = json.loads(result.stdout)
    return passwords


def _password(role: str) -> str:
    return f"the {role} of the tests"


def _server(folder: Path, address: str) -> list[str]:
    return ["php", "-S", address.removeprefix("http://"), "-t", str(folder), str(HERE / "router.php")]


def _answers(address: str) -> bool:
    try:
        return httpx.get(f"{address}/wp-json/", timeout=_SITE_SET_UP_S).is_success
    except httpx.TransportError:
        return False


def _version(folder: Path) -> str:
    code = f"require '{folder}/wp-includes/version.php'; echo $wp_version;"
    return subprocess.run(["php", "-r", code], check=True, capture_output=True, text=True).stdout


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
