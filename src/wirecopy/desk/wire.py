"""Changing the wire itself: its names, its logo, what it tells machines; each change with its entry in the log."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction

from wirecopy.accounts.actions import demand
from wirecopy.accounts.models import User
from wirecopy.accounts.roles import May
from wirecopy.audit.actions import write_entry
from wirecopy.audit.queries import entries_of
from wirecopy.desk.models import Wire
from wirecopy.desk.pictures.kinds import kind_of
from wirecopy.desk.pictures.pixels import make_files
from wirecopy.errors import ChangedMeanwhile, PictureRefused, WireInvalid

WORDS: Final = ("name", "short_name", "affiliation", "home", "licensing_email", "language", "time_zone", "about")
SWITCHES: Final = ("says_rsl", "says_content_usage", "says_tdmrep", "refuses_crawlers")
MOST_LOGO_BYTES: Final = 2 << 20


def change_wire(said: Mapping[str, Any], *, logo: bytes = b"", seen: int | None = None, by: User, at: datetime) -> None:
    """Change what is ``said`` of ``WORDS`` and ``SWITCHES``, and the logo where there is one (JPEG, PNG, WebP, GIF, AVIF).

    The logo is written anew as its pixels alone under a name of its own; the old file stays, since copies of packages
    lead to it. ``seen`` is the last line of the log about the wire that whoever changes it saw (0: there was none; ``None``:
    whatever stands is written over). Raises ``ChangedMeanwhile``, ``NotAllowed``, ``WireInvalid`` (which names the field) and ``PictureRefused``.
    """
    demand(by, May.TERMS)
    saved = _stored(logo) if logo else ""
    try:
        with transaction.atomic():
            _change({**said, **({"logo": saved} if saved else {})}, seen, by, at)
    except BaseException:
        if saved:
            default_storage.delete(saved)
        raise


def last_change() -> int:
    """The number of the last line of the log about the wire; 0: there is none."""
    return entries_of("wire", 1).values_list("id", flat=True).last() or 0


def _change(new: Mapping[str, Any], seen: int | None, by: User, at: datetime) -> None:
    wire = Wire.objects.select_for_update().filter(pk=1).first()
    if wire is None:
        raise WireInvalid("the wire has not been set up; run `wirecopy setup`")
    if seen is not None and seen != last_change():
        raise ChangedMeanwhile(
            "somebody else has changed the wire meanwhile; what you typed stands below, what holds is in the log"
        )
    changed = {name: [str(getattr(wire, name)), str(new[name])] for name in new if getattr(wire, name) != new[name]}
    for name, value in new.items():
        setattr(wire, name, value)
    _check(wire)
    if changed:
        wire.save()
        write_entry("changed wire", by=by.actor, kind="wire", subject=wire.pk, at=at, data=changed)


def _check(wire: Wire) -> None:
    try:
        wire.clean_fields()
        ZoneInfo(wire.time_zone)
    except ValidationError as error:
        field, problems = next(iter(error.message_dict.items()))
        raise WireInvalid(f"{field.replace('_', ' ')}: {problems[0]} Write it anew") from error
    except (ZoneInfoNotFoundError, ValueError) as error:
        raise WireInvalid(f"time zone: there is no {wire.time_zone!r}; write one as Europe/Paris") from error
    if "{name}" not in wire.affiliation:
        raise WireInvalid("affiliation: {name} is missing; write where the reporter's name goes, as in {name}, {wire}")


def _stored(logo: bytes) -> str:
    if len(logo) > MOST_LOGO_BYTES:
        raise PictureRefused(f"the logo has more than {MOST_LOGO_BYTES >> 20} MB; make it smaller")
    made = make_files(logo, kind_of(logo)).full
    return default_storage.save(f"wire/logo-{secrets.token_hex(4)}.{made.suffix}", ContentFile(made.data))
