"""Inviting staff, letting them in, and asking whether somebody may do something."""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta

from allauth.usersessions.models import UserSession
from django.db import transaction
from django.db.models import Q

from wirecopy.accounts.models import Invitation, User
from wirecopy.accounts.roles import May, Role
from wirecopy.accounts.secrets import hashed
from wirecopy.audit.actions import write_entry
from wirecopy.errors import ChangedMeanwhile, InvitationNotOpen, NotAllowed

INVITED_FOR = timedelta(days=7)


def demand(user: User, what: May) -> None:
    """Raise ``NotAllowed`` if the user's role does not allow it."""
    if not user.is_active:
        raise NotAllowed(f"{user} is let in no more; somebody else has to {what}, with rights of their own")
    if not user.may(what):
        raise NotAllowed(
            f"{user} has the role {user.get_role_display().lower()}, which may not {what}; ask an administrator"
        )


def invite(email: str, *, role: Role, by: User, at: datetime) -> str:
    """Invite somebody and give the secret of the letter, which is kept nowhere else. Raises ``NotAllowed``."""
    demand(by, May.STAFF)
    secret = secrets.token_urlsafe(24)
    with transaction.atomic():
        invitation = Invitation.objects.create(
            email=email,
            role=role,
            secret_hash=hashed(secret),
            invited_by=by,
            made_at=at,
            expires_at=at + INVITED_FOR,
        )
        write_entry("invited", by=by.actor, kind="invitation", subject=invitation.pk, at=at, data={"role": role})
    return secret


def open_invitation(secret: str, *, at: datetime) -> Invitation:
    """Find the invitation of a secret. Raises ``InvitationNotOpen`` if none is open."""
    found = Invitation.objects.filter(secret_hash=hashed(secret)).first()
    if found is None or not found.is_open(at=at):
        raise InvitationNotOpen("this invitation was used or has expired; ask for a new one")
    return found


def accept_invitation(secret: str, *, name: str, password: str, at: datetime) -> User:
    """Make a user from an invitation. Raises ``InvitationNotOpen``."""
    with transaction.atomic():
        invitation = open_invitation(secret, at=at)
        used = Invitation.objects.filter(pk=invitation.pk, used_at=None).update(used_at=at)
        if not used:
            raise InvitationNotOpen("this invitation was used a moment ago; sign in")
        user = User.objects.create_user(invitation.email, password, name=name, role=invitation.role)
        write_entry("joined", by=user.actor, kind="user", subject=user.pk, at=at, data={"role": user.role})
    return user


def end_sessions(user: User, *, by: User, at: datetime) -> int:
    """Sign a member of the staff out everywhere; says of how many places. Raises ``NotAllowed``."""
    demand(by, May.STAFF)
    with transaction.atomic():
        ended = _ended(user)
        write_entry("ended sessions", by=by.actor, kind="user", subject=user.pk, at=at, data={"sessions": ended})
    return ended


def change_staff(user: User, *, seen: tuple[str, bool], role: Role, is_active: bool, by: User, at: datetime) -> None:
    """Give somebody another role, or let them in no more, which signs them out.

    ``seen`` is role and state as whoever changes it saw them. Raises ``NotAllowed``, and ``ChangedMeanwhile`` where they are
    other ones now. Nobody takes the last administrator away, not even that administrator.
    """
    demand(by, May.STAFF)
    with transaction.atomic():
        is_involved = Q(pk=user.pk) | Q(role=Role.ADMINISTRATOR, is_active=True)
        involved = list(User.objects.select_for_update().filter(is_involved).order_by("pk"))  # so that two do not cross
        locked = next(each for each in involved if each.pk == user.pk)
        if (locked.role, locked.is_active) != seen:
            raise ChangedMeanwhile(f"somebody else has changed {user} meanwhile; look again, and change it then")
        stays = role == Role.ADMINISTRATOR and is_active
        others = [
            each for each in involved if each.pk != user.pk and each.role == Role.ADMINISTRATOR and each.is_active
        ]
        if not stays and locked.role == Role.ADMINISTRATOR and not others:
            raise NotAllowed(f"{user} is the only administrator; make somebody else one first")
        before = {"role": locked.role, "is_active": locked.is_active}
        after = {"role": str(role), "is_active": is_active}
        if before != after:
            User.objects.filter(pk=user.pk).update(**after)
            data = {"before": before, "after": after, "sessions": 0 if is_active else _ended(user)}
            write_entry("changed staff", by=by.actor, kind="user", subject=user.pk, at=at, data=data)
    user.refresh_from_db()


def _ended(user: User) -> int:
    sessions = list(UserSession.objects.filter(user=user))
    for session in sessions:
        session.end()
    return len(sessions)
