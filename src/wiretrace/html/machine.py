"""Machine data in a page: JSON-LD objects, and prose that stands only in JSON-LD or script state."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from wiretrace.html.dom import Dom, read_dom
from wiretrace.html.refuse import refuse_what_takes_too_long

MAX_JSON_CHARS = 4_000_000
MAX_OBJECTS = 500
MAX_TEXTS = 60
MAX_TEXT_CHARS = 2_000_000  # of all machine texts together
MIN_TEXT_CHARS = 200  # shorter ones are labels, headlines and descriptions
_MIN_SPACES = 1 / 15  # prose has a space every 5 to 8 characters (German the fewest); markup, code and keys have fewer
_MAX_CODE = 0.02  # braces, semicolons and equals signs in prose are rarer than this
_PROBE = 48
"""Characters, white space apart, of the probes that look for a machine text in the visible text."""

_WRAPPING = re.compile(
    r"^\s*(?:<!--|//\s*<!\[CDATA\[|/\*\s*<!\[CDATA\[\s*\*/|<!\[CDATA\[)|(?:-->|//\s*\]\]>|\]\]>|/\*\s*\]\]>\s*\*/)\s*;?\s*$"
)
_TRAILING_COMMA = re.compile(r",(\s*[}\]])")
_STRING = re.compile(r'(?<=[:=(,\[{\s])"((?:[^"\\\n]++|\\.)*+)"', re.S)
_ESCAPE = re.compile(r"\\(?:u([0-9a-fA-F]{4})|x([0-9a-fA-F]{2})|(.))", re.S)
_MARKUP = re.compile(r"<[a-zA-Z/!]|&[#\w]{2,31};")
_WIDE = re.compile(r"[\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff]")
_ALIKE = str.maketrans({"‘": "'", "’": "'", "“": '"', "”": '"', "–": "-", "—": "-", "\xa0": " ", "\xad": ""})
_ONE_LETTER = {"n": "\n", "t": "\t", "r": "\r", "b": "", "f": ""}


def read_json_ld(dom: Dom) -> tuple[Mapping[str, Any], ...]:
    """The page's JSON-LD objects in order, lists and ``@graph`` flattened. A script that is not JSON gives none."""
    objects: list[Mapping[str, Any]] = []
    for index in dom.raw:
        if dom.tags[index] == "script" and "ld+json" in dom.attrs[index].get("type", "").lower():
            objects += _objects(_lenient(dom.raw[index]))
    return tuple(objects[:MAX_OBJECTS])


def machine_texts(dom: Dom, data: Iterable[Mapping[str, Any]]) -> list[str]:
    """Prose of JSON-LD and of script state that the visible text does not hold, one entry a paragraph.

    A text is looked for by probes of ``_PROBE`` characters. Cost: one search of the visible text a probe, only on
    pages whose scripts hold prose.
    """
    seen = _Seen(dom.text)
    texts: list[str] = []
    room = MAX_TEXT_CHARS
    for count, candidate in enumerate(_candidates(dom, data)):
        if count >= MAX_TEXTS * 10 or len(texts) >= MAX_TEXTS * 20 or room <= 0:
            break
        fresh = [line for line in _lines(candidate[:room]) if not seen.holds(line)]
        if sum(map(len, fresh)) >= MIN_TEXT_CHARS:
            texts += fresh
            room -= sum(map(len, fresh))
            seen.add(fresh)
    return texts


class _Seen:
    """The text that is known so far, white space and typography apart; folded when first asked."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.folded: str | None = None

    def holds(self, line: str) -> bool:
        if self.folded is None:
            self.folded = _fold(self.text)
        needle = _fold(line)
        if len(needle) <= _PROBE:
            return needle in self.folded
        count = min(12, max(2, len(needle) // 300))
        step = (len(needle) - _PROBE) / (count - 1)
        hits = sum(needle[round(at * step) : round(at * step) + _PROBE] in self.folded for at in range(count))
        return hits >= 0.75 * count

    def add(self, lines: list[str]) -> None:
        self.folded = (self.folded or "") + _fold("".join(lines))


def _fold(text: str) -> str:
    return "".join(text.translate(_ALIKE).split())


def _lenient(source: str) -> Any:
    """JSON as pages write it: wrapped in comments, escaped as HTML, with trailing commas. ``None``: not JSON."""
    source = source[:MAX_JSON_CHARS]
    bare = _WRAPPING.sub("", _WRAPPING.sub("", source)).strip().rstrip(";")
    for mend in (str, _without_trailing_commas, html.unescape):
        try:
            return json.loads(mend(bare), strict=False)
        except (ValueError, RecursionError):
            continue
    return None


def _without_trailing_commas(source: str) -> str:
    return _TRAILING_COMMA.sub(r"\1", source)


def _objects(value: Any) -> Iterator[Mapping[str, Any]]:
    """Objects in ``value``; a graph's members follow the object that holds the graph."""
    waiting = [value]
    while waiting:
        value = waiting.pop(0)
        if isinstance(value, list):
            waiting[:0] = value[:MAX_OBJECTS]
        elif isinstance(value, dict):
            graph = value.get("@graph")
            if set(value) - {"@context", "@graph"}:
                yield value
            if isinstance(graph, (list, dict)):
                waiting.insert(0, graph)


def _candidates(dom: Dom, data: Iterable[Mapping[str, Any]]) -> Iterator[str]:
    for item in data:
        for key in ("articleBody", "text", "description", "reviewBody"):
            text = item.get(key)
            if isinstance(text, str) and _is_prose(text):
                yield text
    for index, source in dom.raw.items():
        if dom.tags[index] == "script" and "ld+json" not in dom.attrs[index].get("type", "").lower():
            yield from _prose_strings(source[:MAX_JSON_CHARS], nested=False)


def _prose_strings(source: str, *, nested: bool) -> Iterator[str]:
    for quoted in _STRING.findall(source) if len(source) > MIN_TEXT_CHARS else ():
        if len(quoted) < MIN_TEXT_CHARS:
            continue
        text = _unescape(quoted)
        if not nested and '":' in text and text.lstrip()[:1] in ("{", "["):  # JSON inside a string of JSON
            yield from _prose_strings(text, nested=True)
        elif _is_prose(text):
            yield text


def _unescape(quoted: str) -> str:
    if "\\" not in quoted:
        return quoted
    try:
        return str(json.loads(f'"{quoted}"', strict=False))
    except ValueError:
        return _ESCAPE.sub(_one_escape, quoted)


def _one_escape(escape: re.Match[str]) -> str:
    code = escape[1] or escape[2]
    return chr(int(code, 16)) if code else _ONE_LETTER.get(escape[3], escape[3])


def _is_prose(text: str) -> bool:
    if len(text) < MIN_TEXT_CHARS:
        return False
    sample = text[:4_000]
    plain = re.sub(r"<[^>]*>", " ", sample) if "<" in sample else sample
    if not plain.strip() or sum(map(plain.count, "{};=|")) > _MAX_CODE * len(plain):
        return False
    return plain.count(" ") >= _MIN_SPACES * len(plain) or len(_WIDE.findall(plain)) > 0.4 * len(plain)


def _lines(text: str) -> list[str]:
    """A machine text as lines of plain words, as the page would show it."""
    if _MARKUP.search(text):
        return [line for line in _plain(text).split("\n") if line]
    return [line for line in (" ".join(part.split()) for part in text.splitlines()) if line]


def _plain(text: str) -> str:
    # Line breaks of a text that only has entities are paragraphs; inside markup they are white space.
    if not re.search(r"<(?:p|br|div|li|h\d)\b", text, re.I):
        text = text.replace("\n", "<br>")
    refuse_what_takes_too_long(text)
    return read_dom(text).text
