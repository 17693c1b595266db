"""The service's tests: its settings, the moment at which they play, and the staff of the wire."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from tests.wirecopy import staff
from wirecopy.accounts.models import User
from wirecopy.accounts.roles import Role

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


@pytest.fixture()
def now() -> datetime:
    """Monday, 2 March 2026, nine o'clock in the morning."""
    return NOW


@pytest.fixture()
def editor(db: None) -> User:
    return staff.user(Role.EDITOR)


@pytest.fixture()
def reporter(db: None) -> User:
    return staff.user(Role.REPORTER)


@pytest.fixture()
def administrator(db: None) -> User:
    return staff.user(Role.ADMINISTRATOR)
