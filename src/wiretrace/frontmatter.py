"""The front matter of Markdown stories: the few forms of YAML that stories need, read strictly.

``key: value``, ``key: [a, b]``, lists with ``- item`` lines, lists of small objects, and one level of ``key:`` with
indented ``inner: value`` lines. Numbers, true, false and quoted texts are known. Anything else is refused by line.
"""

from __future__ import annotations

import re
from typing import Any

from wiretrace.errors import StoryError

_PAIR = re.compile(r"^([\w-]+):(?:\s+(.*))?$")


def read_front_matter(text: str, *, where: str) -> tuple[dict[str, Any], str]:
    """Split a Markdown file into the record of its front matter and its body. Raises :class:`StoryError`."""
    lines = text.lstrip("\ufeff").split("\n")
    if lines[0].strip() != "---":
        raise StoryError(f"{where}: no front matter; begin the file with a line ---, keys, and a line ---")
    try:
        end = next(number for number, line in enumerate(lines[1:], start=1) if line.strip() == "---")
    except StopIteration:
        raise StoryError(f"{where}: the front matter does not end; close it with a line ---") from None
    return _read(lines[1:end], where), "\n".join(lines[end + 1 :])


def _read(lines: list[str], where: str) -> dict[str, Any]:
    record: dict[str, Any] = {}
    key = ""
    for number, line in enumerate(lines, start=2):
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        here = f"{where}:{number}"
        if not line.startswith((" ", "-")):
            key, value = _pair(line, here)
            record[key] = value
        elif not key:
            raise StoryError(f"{here}: an indented line without a key above it")
        else:
            record[key] = _continued(record[key], line.strip(), here)
    return record


def _continued(value: Any, line: str, here: str) -> Any:
    """Add an indented line to what its key holds so far: an item, a pair of the last item, or a pair of an object."""
    if line.startswith("-"):
        item = line[1:].strip()
        items = [] if value is None else value
        if not isinstance(items, list):
            raise StoryError(f"{here}: a list item under a key that has a value already")
        items.append(dict([_pair(item, here)]) if _PAIR.match(item) else _scalar(item))
        return items
    key, inner = _pair(line, here)
    holder = value[-1] if isinstance(value, list) and value else {} if value is None else value
    if not isinstance(holder, dict):
        raise StoryError(f"{here}: {line!r} belongs to no object; check the indentation")
    holder[key] = inner
    return value if isinstance(value, list) else holder


def _pair(line: str, here: str) -> tuple[str, Any]:
    hit = _PAIR.match(line.strip())
    if hit is None:
        raise StoryError(f"{here}: {line.strip()!r} is not 'key: value'")
    return hit.group(1), None if not hit.group(2) else _scalar(hit.group(2))


def _scalar(value: str) -> Any:
    value = value.strip()
    if value.startswith("[") and value.endswith("]"):
        return [_scalar(item) for item in _items(value[1:-1])]
    if len(value) > 1 and value[0] == value[-1] and value[0] in "\"'":
        return value[1:-1]
    if value in ("true", "false"):
        return value == "true"
    return int(value) if re.fullmatch(r"\d{1,9}", value) else value


def _items(inner: str) -> list[str]:
    """Split at commas outside double quotation marks."""
    return [item.strip() for item in re.findall(r'"[^"]*"|[^,]+', inner) if item.strip()]
