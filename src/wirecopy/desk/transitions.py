"""What may be done to a story in which state, and where that leads: one table."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from wirecopy.desk.models.story import Story
from wirecopy.errors import TransitionRefused

State = Story.State

TRANSITIONS: Final[Mapping[str, Mapping[str, str]]] = {
    "write": {state: state for state in (State.DRAFT, State.EMBARGOED, State.LIVE, State.WITHDRAWN)},
    "release": {State.DRAFT: State.LIVE},
    "embargo": {State.DRAFT: State.EMBARGOED},
    "hold": {State.EMBARGOED: State.DRAFT},
    "lift": {State.EMBARGOED: State.LIVE},
    "update": {State.EMBARGOED: State.EMBARGOED, State.LIVE: State.LIVE},
    "correct": {State.EMBARGOED: State.EMBARGOED, State.LIVE: State.LIVE},
    "withdraw": {State.EMBARGOED: State.WITHDRAWN, State.LIVE: State.WITHDRAWN},
    "expire": {State.LIVE: State.WITHDRAWN},
    "refile": {State.WITHDRAWN: State.LIVE},
    "kill": {State.EMBARGOED: State.KILLED, State.LIVE: State.KILLED, State.WITHDRAWN: State.KILLED},
}
"""Verb -> state -> the state that follows. What is not here is refused. A killed story goes nowhere."""

_DONE: Final[Mapping[str, str]] = {
    "write": "written", "release": "released", "embargo": "put under embargo", "hold": "held", "lift": "let out",
    "update": "updated", "correct": "corrected", "withdraw": "withdrawn", "expire": "withdrawn by the clock",
    "refile": "refiled", "kill": "killed",
}  # fmt: skip

_NEXT_STEP: Final[Mapping[str, str]] = {
    State.DRAFT: "release it first",
    State.EMBARGOED: "lift its embargo or hold it first",
    State.LIVE: "update or correct it, withdraw it or kill it",
    State.WITHDRAWN: "refile it, or write a new story",
    State.KILLED: "a killed story stays killed; write a new one",
}


def after(verb: str, story: Story) -> str:
    """Give the state that a story is in when ``verb`` is done to it. Raises ``TransitionRefused``."""
    following = TRANSITIONS[verb].get(story.state)
    if following is None:
        raise TransitionRefused(f"{story.slug} is {story.state}: it cannot be {_DONE[verb]}; {_NEXT_STEP[story.state]}")
    return following


def verbs_for(story: Story) -> list[str]:
    """Give what may be done to a story as it stands, in the order of the table."""
    return [verb for verb, states in TRANSITIONS.items() if story.state in states]
