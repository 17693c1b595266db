"""JSON as sources send it, and looking into it without surprises."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from wirecopy.desk.markup import sound


def parse_json(data: bytes) -> Any:
    """Read JSON, texts made sound. Raises ``ValueError``, also for what is nested too deep."""
    try:
        return sound(json.loads(data.decode("utf-8-sig")))
    except RecursionError as error:
        raise ValueError("it is nested too deep") from error


def at(record: Any, *path: str | int) -> Any:
    """Give what stands at a path of keys and places; ``None`` where nothing does."""
    for step in path:
        if isinstance(record, Mapping) and isinstance(step, str):
            record = record.get(step)
        elif isinstance(record, list) and isinstance(step, int):
            record = record[step] if step < len(record) else None
        else:
            return None
    return record


def text_at(record: Any, *path: str | int) -> str:
    """Give the text at a path; empty where there is none."""
    value = at(record, *path)
    return value.strip() if isinstance(value, str) else ""


def objects_at(record: Any, *path: str | int) -> list[Mapping[str, Any]]:
    """Give the objects of the list at a path; what else stands in it is left out."""
    value = at(record, *path)
    return [item for item in value if isinstance(item, Mapping)] if isinstance(value, list) else []
