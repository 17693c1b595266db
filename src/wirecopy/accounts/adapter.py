"""How allauth lets people in: nobody signs up without an invitation."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest


class StaffAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth has no types
    """Staff are invited (``accounts.actions.invite``); the public sign-up of allauth is closed."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Say no."""
        return False

    def populate_username(self, request: HttpRequest, user: Any) -> None:
        """Leave it: users have none."""
