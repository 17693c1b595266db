"""A member of the staff, and an invitation to become one."""

from __future__ import annotations

from datetime import datetime
from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models

from wirecopy.accounts.roles import MAY, May, Role
from wirecopy.audit.actions import Actor


class UserManager(BaseUserManager["User"]):
    """Makes users; allauth and Django's commands ask for these names."""

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> User:
        """Make a user who signs in with this e-mail address; without a password only by passkey or reset."""
        user = self.model(email=email.strip().lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def get_by_natural_key(self, username: str | None) -> User:
        """Find a user by e-mail address, without regard to case."""
        return self.get(email=(username or "").strip().lower())


class User(AbstractBaseUser):
    """A member of the wire's staff. Signs in with an e-mail address."""

    email = models.EmailField(max_length=254, unique=True)  # in lower case
    name = models.CharField(max_length=200)
    role = models.CharField(max_length=20, choices=Role.choices, default=Role.REPORTER)
    is_active = models.BooleanField(default=True)
    joined_at = models.DateTimeField(auto_now_add=True)

    objects: ClassVar[UserManager] = UserManager()
    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    def __str__(self) -> str:
        return self.name or self.email

    @property
    def actor(self) -> Actor:
        """How the log names this user."""
        return Actor(f"user:{self.pk}", str(self))

    def may(self, what: May) -> bool:
        """Say whether the role allows it."""
        return self.is_active and what in MAY.get(self.role, frozenset())


class Invitation(models.Model):
    """A letter that lets somebody become a user, once, until it expires. Only a hash of its secret is kept."""

    email = models.EmailField()
    role = models.CharField(max_length=20, choices=Role.choices)
    secret_hash = models.CharField(max_length=64, unique=True)
    invited_by = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.email} as {self.role}"

    def is_open(self, *, at: datetime) -> bool:
        """Say whether it can still be used."""
        return self.used_at is None and at < self.expires_at
