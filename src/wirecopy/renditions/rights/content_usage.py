"""The terms as a Content-Usage preference of the IETF's AI preferences: a header and a line of robots.txt."""

from __future__ import annotations

from datetime import datetime

from wirecopy.renditions.rights import Signals
from wirecopy.renditions.rights.machine_use import forbids_training
from wiretrace.model import Terms

HEADER = "Content-Usage"
_NO_TRAINING = "train-ai=n"


def header_value(terms: Terms, *, signals: Signals, at: datetime | None = None) -> str | None:
    """``train-ai=n`` where the terms forbid to train AI; ``None`` where it is switched off or the terms are silent.

    Silence is no preference (the draft's "unknown"), so ``train-ai=y`` is never written. Nothing that anybody typed gets into
    the value. Source: draft-ietf-aipref-vocab, sections 4 and 6; draft-ietf-aipref-attach, section 2.
    """
    return _NO_TRAINING if signals.content_usage and forbids_training(terms, at=at) else None


def robots_rule(terms: Terms, *, signals: Signals, at: datetime | None = None) -> str | None:
    """The same as a rule for a group of robots.txt, for every path. Source: draft-ietf-aipref-attach, section 3."""
    value = header_value(terms, signals=signals, at=at)
    return f"{HEADER}: {value}" if value else None
