"""What the service refuses, and why: one tree. Every message names the item and the next step."""

from __future__ import annotations


class WirecopyError(Exception):
    """Something that was asked for is not done; the message says why, and what to do."""


class SettingMissing(WirecopyError):
    """A setting of the environment is missing or wrong."""


class NotAllowed(WirecopyError):
    """The user's role does not allow it."""


class InvitationNotOpen(WirecopyError):
    """The invitation was used, or has expired."""


class StoryError(WirecopyError):
    """Something is wrong with a story, or cannot be done to it."""


class TransitionRefused(StoryError):
    """A story in this state cannot go there."""


class StoryUnderEmbargo(StoryError):
    """The story may not be shown yet."""


class DraftChanged(StoryError):
    """Somebody else has saved the draft since it was read; nothing of either is lost."""


class StoryIncomplete(StoryError):
    """Something that the release needs is missing."""


class ChangedMeanwhile(WirecopyError):
    """Somebody else changed it after it was read."""


class TermsInvalid(WirecopyError):
    """Terms that contradict themselves or cannot be read. ``rule``: the number of the rule that is at fault, or 0."""

    def __init__(self, says: str, *, rule: int = 0) -> None:
        super().__init__(says)
        self.rule = rule


class WireInvalid(WirecopyError):
    """What was said of the wire itself cannot be."""


class StoryNotFree(StoryError):
    """The story is somebody else's: it may be shown and not given away."""


class AddressInvalid(WirecopyError):
    """What was given is not the address of a page."""


class EnquiryRefused(WirecopyError):
    """A letter to the licensing desk that cannot be taken."""


class PictureRefused(WirecopyError):
    """What was given is not a picture that can be kept, or it came without the words that it needs."""


class ImportRefused(WirecopyError):
    """What was said of a source, or what it sent, cannot be taken."""


class TopicsUnreadable(WirecopyError):
    """A file of topics that is none."""


class BackupRefused(WirecopyError):
    """A backup cannot be written or brought back."""


class DemoFailed(WirecopyError):
    """The demonstration does not show what it should."""


class AddressTaken(WirecopyError):
    """Another process listens where this one should."""
