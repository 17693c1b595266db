"""What the terms say about machines that read stories: may they train on them?"""

from __future__ import annotations

from datetime import datetime

from wiretrace.model import Terms
from wiretrace.terms import in_force

# NOWHOLESALE is not here: it is about who republishes by machine. Training is another use, and a wire that has not spoken
# about it has not forbidden it.
FORBIDS_TRAINING = "NO_AI_TRAINING"


def forbids_training(terms: Terms, *, at: datetime | None = None) -> bool:
    """Say whether the terms forbid to train AI on the stories, for somebody whom the wire does not know.

    Only a *must* forbids; who merely asks has reserved nothing. ``at`` is the moment; without it the newest wording holds,
    as :func:`wiretrace.terms.in_force` has it. Terms that say nothing of it give ``False``.
    """
    return any(rule.code == FORBIDS_TRAINING and rule.strength == "must" for rule in in_force(terms, at=at))
