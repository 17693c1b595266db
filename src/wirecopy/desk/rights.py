"""The rights of one story: for members alone, or somebody else's, whatever the terms say of the others."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from wirecopy.accounts.actions import demand
from wirecopy.accounts.models import User
from wirecopy.accounts.roles import May
from wirecopy.audit.actions import write_entry
from wirecopy.desk.models import Story
from wirecopy.errors import StoryIncomplete


def change_rights(
    story: Story, *, is_protected: bool, is_third_party: bool, reason: str, by: User, at: datetime
) -> None:
    """Say whether a story is for members (it stands on no public page, in no feed and no search) and whether it is not the
    wire's to give (it is shown, and nobody is offered a package).

    What is out already stays with whoever took it. Raises ``NotAllowed``, and ``StoryIncomplete`` without a reason.
    """
    demand(by, May.RELEASE)
    if not reason.strip():
        raise StoryIncomplete(f"say why the rights of {story.slug} change; the log keeps it")
    with transaction.atomic():
        locked = Story.objects.select_for_update().get(pk=story.pk)
        before = {"is_protected": locked.is_protected, "is_third_party": locked.is_third_party}
        after = {"is_protected": is_protected, "is_third_party": is_third_party}
        if before != after:
            Story.objects.filter(pk=story.pk).update(**after, changed_at=at)
            data = {"before": before, "after": after}
            write_entry("rights", by=by.actor, kind="story", subject=story.key, at=at, reason=reason, data=data)
    story.refresh_from_db()
