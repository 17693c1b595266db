"""Writing the log."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from wirecopy.audit.models import Entry


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts: a user (``key`` is ``user:12``) or a job (``job:lift_embargoes``), and the name that people read."""

    key: str
    name: str


def write_entry(
    action: str,
    *,
    by: Actor,
    kind: str,
    subject: object,
    at: datetime,
    reason: str = "",
    data: Mapping[str, Any] | None = None,
) -> Entry:
    """Write one line: ``by`` did ``action`` to the ``subject`` of this ``kind``, for this ``reason``.

    Call it in the transaction of the change itself, so that one is never there without the other.
    """
    entry = Entry(
        at=at,
        action=action,
        actor=by.key,
        actor_name=by.name,
        subject_kind=kind,
        subject=str(subject),
        reason=reason,
        data=dict(data or {}),
    )
    entry.save(force_insert=True)
    return entry
