"""What the page's own style sheets hide: ``.credit{display:none}``.

An element is taken for hidden only where the page says so for certain: by a rule outside of every ``@media`` whose
selector can be tested wholly, which no rule of the same or more weight undoes. What holds most of the page's text is
taken for shown, since script shows it. Sheets that the page only links to are not at hand.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import NamedTuple

from wiretrace.html.dom import Dom
from wiretrace.html.selectors import MAX_TESTS, Chain, could_match, matches, places_of, read_selector
from wiretrace.html.sheets import COMMENT, MAX_SHEET_CHARS

MAX_RULES = 20_000
MAX_RULE_CHARS = 10_000
MOST = 0.5
"""Share of the page's text from which on a hidden element is one that script shows."""

# One pattern a property, on lower case: what begins with a fixed word is found several times as fast.
_HIDES = (re.compile(r"display\s*:\s*none"), re.compile(r"visibility\s*:\s*hidden"))
_SHOWS = (re.compile(r"display\s*:\s*(?!none)[a-z]"), re.compile(r"visibility\s*:\s*visible"))
_WHOLLY_TESTED = re.compile(r"[\w\s.#\-\u00a0-\uffff]+")
_BY_SCRIPT = re.compile(r"\.(?:no-?js|js)\b", re.I)
_LAST_NAME = re.compile(r"[.#]([\w\u00a0-\uffff-]+)[^.#\s>+~]*$")
_IMPORTANT = re.compile(r"[^;}]{0,40}!\s*important")
_ON_SCREEN = ("", "all", "screen")


class _Rule(NamedTuple):
    """A rule that hides or shows: its weight (important, ids, classes, types) and its selector."""

    weight: tuple[bool, int, int, int]
    chain: Chain


def hide_by_sheets(dom: Dom) -> None:
    """Mark what the page's style sheets hide, with all that it holds, in ``dom.hidden``.

    Costs a search of the sheets; where one hides something of this page, the rules that show things are read as well.
    """
    sheets = list(_sheets(dom))
    selectors = dict.fromkeys(found for sheet in sheets for found in _hiding_selectors(sheet))
    hidden = _matched(selectors, dom) if selectors else {}
    if not hidden:
        return
    names = {name for index in hidden for name in _names(dom, index)}
    shows = [rule for sheet in sheets for found in _declarations(sheet, _SHOWS) if (rule := _rule(*found[:2], names))]
    for index, rule in hidden.items() if len(shows) * len(hidden) <= MAX_TESTS else ():
        if not any(other.weight >= rule.weight and matches(other.chain, index, dom) for other in shows):
            dom.hidden[index] = True
    for index, parent in enumerate(dom.parents):
        if parent >= 0 and dom.hidden[parent]:
            dom.hidden[index] = True


def _matched(selectors: Iterable[tuple[str, bool]], dom: Dom) -> dict[int, _Rule]:
    """The elements that a rule hides, each with its heaviest rule."""
    there = set(" ".join([attrs["class"] for attrs in dom.attrs if "class" in attrs]).split())
    there |= {attrs["id"] for attrs in dom.attrs if "id" in attrs} | set(dom.tags)
    rules = [rule for selector, is_important in selectors if (rule := _rule(selector, is_important, there))]
    places = places_of(dom) if rules else {}
    found: dict[int, _Rule] = {}
    pairs = ((rule, index) for rule in rules for index in could_match(rule.chain[-1], places))
    for rule, index in islice(pairs, MAX_TESTS):
        if matches(rule.chain, index, dom) and _may_be_hidden(index, dom):
            found[index] = max(found.get(index, rule), rule, key=lambda rule: rule.weight)
    return found


def _names(dom: Dom, index: int) -> list[str]:
    attrs = dom.attrs[index]
    return [dom.tags[index], attrs.get("id", ""), *attrs.get("class", "").split()]


def _may_be_hidden(index: int, dom: Dom) -> bool:
    """Say whether an element is not shown by its own style and holds no more than a part of the page."""
    is_most = dom.ends[index] - dom.starts[index] > MOST * len(dom.text)
    return not is_most and not any(shows.search(dom.attrs[index].get("style", "").lower()) for shows in _SHOWS)


def _sheets(dom: Dom) -> Iterator[str]:
    """The text of the sheets that a browser with script applies on a screen."""
    for index, text in dom.raw.items():
        if dom.tags[index] == "style" and dom.attrs[index].get("media", "").strip().lower() in _ON_SCREEN:
            above = dom.parents[index]
            if above < 0 or dom.tags[above] != "noscript":
                sheet = text[:MAX_SHEET_CHARS]
                yield COMMENT.sub("", sheet) if "/*" in sheet else sheet


def _hiding_selectors(sheet: str) -> Iterator[tuple[str, bool]]:
    """The selectors outside of every ``@media`` that hide and can be tested wholly, and whether they are important."""
    for selector, is_important, depth in _declarations(sheet, _HIDES):
        if depth == 0 and _WHOLLY_TESTED.fullmatch(selector) and not _BY_SCRIPT.search(selector):
            yield selector, is_important


def _rule(selector: str, is_important: bool, there: set[str]) -> _Rule | None:
    """Read a selector; ``None`` where the element that it means has a name that is not ``there``."""
    last = _LAST_NAME.search(selector)
    if last and last.group(1) not in there:
        return None
    chain = read_selector(selector)
    if not chain:
        return None
    ids, classes = sum(bool(part.id) for part in chain), sum(len(part.classes) for part in chain)
    return _Rule((is_important, ids, classes, sum(bool(part.tag) for part in chain)), chain)


def _declarations(sheet: str, wanted: tuple[re.Pattern[str], ...]) -> Iterator[tuple[str, bool, int]]:
    """Each selector with a declaration that is wanted, whether it is important, and how many blocks it stands in."""
    lowered = sheet.lower() if sheet.isascii() else sheet  # offsets must stay
    for pattern in wanted:
        depth = counted = 0
        for hit in islice(pattern.finditer(lowered), MAX_RULES):
            opens = sheet.rfind("{", max(hit.start() - MAX_RULE_CHARS, 0), hit.start())
            if opens < 0 or sheet.find("}", opens, hit.start()) >= 0:
                continue
            if opens > counted:
                depth += sheet.count("{", counted, opens) - sheet.count("}", counted, opens)
                counted = opens
            floor = max(opens - MAX_RULE_CHARS, 0)
            begins = max(sheet.rfind(mark, floor, opens) for mark in "{};") + 1
            is_important = _IMPORTANT.match(lowered, hit.end()) is not None
            for selector in sheet[begins:opens].split(","):
                yield selector.strip(), is_important, depth
