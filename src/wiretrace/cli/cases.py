"""``wiretrace check --cases``: pages, stories and wires that belong together, one case a line."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from wiretrace.errors import InputError
from wiretrace.model import Story, Terms, Wire
from wiretrace.stories import story_from
from wiretrace.terms import preset, terms_from


@dataclass(frozen=True, slots=True)
class Case:
    """One question: does this page carry this story, and did it keep the name of this wire?"""

    id: str
    page: Path
    url: str | None
    story: Story
    wire: Wire | None
    terms: Terms | None
    at: datetime | None


def read_case_lines(path: str) -> Iterator[tuple[int, str]]:
    """Yield each line that is not empty with its number. Raises InputError where the file cannot be read to its end."""
    opener = gzip.open if path.endswith(".gz") else open
    try:
        with opener(path, "rt", encoding="utf-8") as lines:
            for number, line in enumerate(lines, start=1):
                if line.strip():
                    yield number, line
    except (OSError, EOFError, UnicodeDecodeError) as error:
        raise InputError(f"{path}: the cases cannot be read ({error}); what came before has been judged") from error


def parse_case(line: str, *, root: Path) -> Case:
    """Return the case that a line holds; its page is found relative to ``root``.

    Raises InputError, StoryError or TermsError, which say what of the case is wrong.
    """
    try:
        record = json.loads(line)
    except (json.JSONDecodeError, RecursionError) as error:
        raise InputError(f"the case is not JSON ({error})") from error
    if not isinstance(record, Mapping):
        raise InputError("the case is not a JSON object")
    for key, kind in (("id", str), ("page", str), ("story", Mapping)):
        if not isinstance(record.get(key), kind):
            raise InputError(f"the case has no usable {key!r}; it needs id, page, story and wire")
    wire = record.get("wire") or {}
    if not isinstance(wire, Mapping):
        raise InputError("'wire' is not an object with a name")
    return Case(
        id=record["id"],
        page=root / record["page"],
        url=record.get("url"),
        story=story_from(record["story"], where="story"),
        wire=_wire(wire) if wire else None,
        terms=_terms(wire.get("terms", record.get("terms"))),
        at=_time(record.get("at")),
    )


def case_id(line: str, *, number: int) -> str:
    """Return the id of a case that cannot be judged, or its line number where it has none."""
    try:
        record = json.loads(line)
    except (json.JSONDecodeError, RecursionError):
        return f"line {number}"
    found = record.get("id") if isinstance(record, Mapping) else None
    return found if isinstance(found, str) else f"line {number}"


def _wire(record: Mapping[str, Any]) -> Wire:
    if not isinstance(record.get("name"), str):
        raise InputError("'wire' has no name")
    lists = {}
    for key in ("aliases", "notices", "logos"):
        values = record.get(key) or []
        if not isinstance(values, list) or not all(isinstance(value, str) for value in values):
            raise InputError(f"'wire.{key}' is not a list of texts")
        lists[key] = tuple(values)
    home = record.get("home")
    return Wire(record["name"], **lists, home=home if isinstance(home, str) else None)


def _terms(value: object) -> Terms | None:
    if value is None:
        return None
    return preset(value) if isinstance(value, str) else terms_from(value, where="terms")


def _time(value: object) -> datetime | None:
    if value is None:
        return None
    return parse_time(str(value))


def parse_time(value: str) -> datetime:
    """Return an ISO 8601 time; one without a zone is UTC. Raises InputError."""
    try:
        time = datetime.fromisoformat(value)
    except ValueError as error:
        raise InputError(f"{value!r} is not a time such as 2026-03-01T09:00:00Z") from error
    return time if time.tzinfo else time.replace(tzinfo=UTC)
