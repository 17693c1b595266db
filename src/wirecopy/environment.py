"""The service's settings as the environment gives them: each read once, named in its error, listed in one table."""

from __future__ import annotations

import os
import secrets
from collections.abc import Mapping, MutableMapping
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Final
from urllib.parse import unquote, urlsplit

from wirecopy.errors import SettingMissing


@dataclass(frozen=True, slots=True)
class Variable:
    """One variable of the environment: what it is for, and what holds where it is not set (``None``: it must be)."""

    name: str
    says: str
    default: str | None = ""


VARIABLES: Final = (
    Variable("WIRECOPY_SECRET_KEY", "50 random characters or more; signs sessions", None),
    Variable("WIRECOPY_URL", "the public address, as in https://wire.example", "http://127.0.0.1:8000"),
    Variable(
        "WIRECOPY_DATA", "the folder of the SQLite database, of media and of the beacon's journal", "wirecopy-data"
    ),
    Variable("WIRECOPY_DATABASE", "postgresql://user:password@host:port/name; empty: SQLite in WIRECOPY_DATA", ""),
    Variable("WIRECOPY_MEDIA", "s3://bucket/folder: where pictures lie; empty: in WIRECOPY_DATA/media", ""),
    Variable("WIRECOPY_S3_ENDPOINT", "the address of a store that speaks S3; empty: that of Amazon", ""),
    Variable("WIRECOPY_HOSTS", "other names that the service answers to, between commas", ""),
    Variable(
        "WIRECOPY_INDEX", "an index of `wiretrace index`: in its stories the desk check looks for a draft's words", ""
    ),
    Variable("WIRECOPY_BEACON_URL", "the beacon's own address; empty: WIRECOPY_URL", ""),
    Variable("WIRECOPY_PROXIES", "how many proxies stand before the service and set X-Forwarded-For", "0"),
    Variable("WIRECOPY_DEBUG", "1 while developing: errors are shown in the browser", "0"),
    Variable("WIRECOPY_SMTP", "smtp://user:password@host:port, or smtps; empty: letters go to the log", ""),
    Variable("WIRECOPY_SENDER", "the address that letters come from", "wire@localhost"),
)


def value(name: str, environment: Mapping[str, str] = os.environ) -> str:
    """Give one variable. Raises ``SettingMissing``, which says what it is for, and ``KeyError`` for one not in the table."""
    variable = {each.name: each for each in VARIABLES}[name]
    found = environment.get(name, "").strip() or variable.default
    if found is None:
        raise SettingMissing(f"{name} is not set; it is {variable.says}")
    return found


def number(name: str, environment: Mapping[str, str] = os.environ) -> int:
    """Give one variable that is a whole number. Raises ``SettingMissing``."""
    words = value(name, environment)
    if not words.isdecimal():
        raise SettingMissing(f"{name} is {words!r}; write a whole number: {name} is {_says(name)}")
    return int(words)


def address(name: str, environment: Mapping[str, str] = os.environ) -> str:
    """Give one variable that is an http(s) address, without a slash at its end. Raises ``SettingMissing``."""
    words = value(name, environment).rstrip("/")
    parts = urlsplit(words)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise SettingMissing(f"{name} is {words!r}; write {_says(name)}")
    return words


def database(data: Path, environment: Mapping[str, str] = os.environ) -> dict[str, Any]:
    """Give Django's settings of the database. Raises ``SettingMissing`` for an address of another kind."""
    words = value("WIRECOPY_DATABASE", environment)
    if not words:
        # IMMEDIATE and WAL: writers wait their turn (20 s at most) instead of failing, and readers never wait
        options = {
            "timeout": 20,
            "transaction_mode": "IMMEDIATE",
            "init_command": "PRAGMA journal_mode=WAL;PRAGMA synchronous=NORMAL;",
        }
        return {"ENGINE": "django.db.backends.sqlite3", "NAME": str(data / "wirecopy.sqlite3"), "OPTIONS": options}
    parts = urlsplit(words)
    if parts.scheme not in ("postgres", "postgresql") or not parts.path.strip("/"):
        raise SettingMissing(f"WIRECOPY_DATABASE is not understood; write {_says('WIRECOPY_DATABASE')}")
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.strip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(parts.hostname or ""),
        "PORT": parts.port or "",
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
    }


def hosts(environment: Mapping[str, str] = os.environ) -> list[str]:
    """Give the names of hosts that the service answers to: the one of its address, and those that are named beside it."""
    own = urlsplit(address("WIRECOPY_URL", environment))
    others = [name for part in value("WIRECOPY_HOSTS", environment).split(",") if (name := part.strip())]
    odd = [name for name in others if "/" in name or name == "*"]
    if odd:
        raise SettingMissing(f"WIRECOPY_HOSTS has {odd[0]!r}; write names of hosts as wire.example, without http://")
    return [own.hostname or "", *others, *(["localhost", "127.0.0.1"] if own.scheme != "https" else [])]


def storages(environment: Mapping[str, str] = os.environ) -> dict[str, Any]:
    """Give Django's settings of where files lie. Raises ``SettingMissing`` for an address of another kind, or without the extra."""
    static = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    words = value("WIRECOPY_MEDIA", environment)
    if not words:
        return {"default": {"BACKEND": "django.core.files.storage.FileSystemStorage"}, "staticfiles": static}
    parts = urlsplit(words)
    if parts.scheme != "s3" or not parts.hostname:
        raise SettingMissing(f"WIRECOPY_MEDIA is {words!r}; write {_says('WIRECOPY_MEDIA')}")
    if find_spec("storages") is None or find_spec("boto3") is None:
        raise SettingMissing('WIRECOPY_MEDIA needs an extra: pip install "wirecopy[desk,media-s3]"')
    endpoint = address("WIRECOPY_S3_ENDPOINT", environment) if value("WIRECOPY_S3_ENDPOINT", environment) else None
    options = {"bucket_name": parts.netloc, "location": parts.path.strip("/"), "endpoint_url": endpoint}
    return {"default": {"BACKEND": "wirecopy.store.MediaStore", "OPTIONS": options}, "staticfiles": static}


def mail(environment: Mapping[str, str] = os.environ) -> dict[str, Any]:
    """Give Django's settings of e-mail."""
    words = value("WIRECOPY_SMTP", environment)
    if not words:
        return {"EMAIL_BACKEND": "django.core.mail.backends.console.EmailBackend"}
    parts = urlsplit(words)
    if parts.scheme not in ("smtp", "smtps") or not parts.hostname:
        raise SettingMissing(f"WIRECOPY_SMTP is not understood; write {_says('WIRECOPY_SMTP')}")
    return {
        "EMAIL_HOST": parts.hostname,
        "EMAIL_PORT": parts.port or (465 if parts.scheme == "smtps" else 587),
        "EMAIL_HOST_USER": unquote(parts.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        "EMAIL_USE_SSL": parts.scheme == "smtps",
        "EMAIL_USE_TLS": parts.scheme == "smtp" and bool(parts.username),
        "EMAIL_TIMEOUT": 20,
    }


def ensure_secret(environment: MutableMapping[str, str] = os.environ) -> None:
    """Where no secret key is given, make one that stays in the data folder, readable by its owner alone."""
    if environment.get("WIRECOPY_SECRET_KEY", "").strip():
        return
    file = Path(value("WIRECOPY_DATA", environment)).absolute() / "secret-key"
    file.parent.mkdir(parents=True, exist_ok=True)
    try:
        handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        pass
    else:
        with os.fdopen(handle, "w") as new:
            new.write(secrets.token_urlsafe(48))
    environment["WIRECOPY_SECRET_KEY"] = file.read_text().strip()


def _says(name: str) -> str:
    return next(variable.says for variable in VARIABLES if variable.name == name)
