"""What each role may do: one table."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Final

from django.db import models


class Role(models.TextChoices):
    """What somebody is at the wire."""

    REPORTER = "reporter"
    EDITOR = "editor"
    LICENSING = "licensing"
    ADMINISTRATOR = "administrator"


class May(StrEnum):
    """What can be allowed."""

    WRITE = "write stories"
    RELEASE = "release, correct, kill and withdraw stories"
    TERMS = "change the terms"
    ANSWER = "answer enquiries"
    STAFF = "invite staff and end sessions"


MAY: Final[Mapping[str, frozenset[May]]] = {
    Role.REPORTER: frozenset({May.WRITE}),
    Role.EDITOR: frozenset({May.WRITE, May.RELEASE}),
    Role.LICENSING: frozenset({May.TERMS, May.ANSWER}),
    Role.ADMINISTRATOR: frozenset(May),
}
