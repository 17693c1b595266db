"""The staff of the invented wire."""

from __future__ import annotations

from tests.cast import MARTA, NGOZI, TOMAS
from wirecopy.accounts.models import User
from wirecopy.accounts.roles import Role

NAMES = {Role.REPORTER: MARTA, Role.EDITOR: NGOZI, Role.LICENSING: TOMAS, Role.ADMINISTRATOR: "Ada Quill"}


def user(role: Role) -> User:
    """The member of the staff who has a role."""
    email = f"{role.value}@harborlight.example"
    return User.objects.filter(email=email).first() or User.objects.create_user(email, name=NAMES[role], role=role)
