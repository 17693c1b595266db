"""Pictures that style sheets in the page draw: a small reader of rules that hold ``url(...)``.

Reads what a logo needs of CSS (https://www.w3.org/TR/css-syntax-3/): type, class and id selectors with descendant
and child combinators. Other parts of a selector are left out of the test, so a rule may match more than a browser's.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

from wiretrace.html.dom import Dom

MAX_SHEET_CHARS = 1_000_000
MAX_RULES = 2_000
MAX_MATCHES_A_RULE = 50  # a rule that dresses more elements than this is decoration (bullets, icons)

_COMMENT = re.compile(r"/\*.*?(?:\*/|\Z)", re.S)
_URL = re.compile(r"url\(\s*(?:\"([^\"]{1,65536})\"|'([^']{1,65536})'|([^)\"']{1,65536}))\s*\)", re.I)
_URL_BEGINS = re.compile(r"url\(", re.I)
_DRAWS = re.compile(
    r"(?:^|;)\s*(?:background(?:-image)?|content|list-style(?:-image)?|(?:-webkit-)?mask(?:-image)?)\s*:", re.I
)
_STATES = re.compile(r":(?:hover|focus|active|visited|target|checked|focus-within|focus-visible)", re.I)
_PSEUDO = re.compile(r"::?[\w-]+(?:\([^()]*\))?|\[[^\]]*\]")
_COMPOUND = re.compile(r"([#.]?)(-?[A-Za-z_\u00a0-\uffff][\w\u00a0-\uffff-]*)")
_ESCAPED = re.compile(r"\\([^0-9a-fA-F\n])")


@dataclass(frozen=True, slots=True)
class _Compound:
    tag: str
    classes: frozenset[str]
    id: str

    def fits(self, tag: str, attrs: dict[str, str]) -> bool:
        if self.tag and self.tag != tag:
            return False
        if self.id and self.id != attrs.get("id"):
            return False
        return not self.classes or self.classes <= set(attrs.get("class", "").split())


def urls_of(style: str) -> list[str]:
    """The addresses in the ``url(...)`` of a style declaration, as written, fragments of svg filters left out."""
    if "(" not in style:
        return []
    found = (double or single or bare for double, single, bare in _URL.findall(style))
    return [url.strip() for url in found if url.strip() and not url.startswith("#")]


def drawn_by_sheets(sheets: Iterable[str], dom: Dom) -> Iterator[tuple[int, list[str]]]:
    """Yield ``(element, addresses)`` for every element that a rule with a picture matches.

    Cost: rules with pictures times elements of the rarest name in their selector; bounded by the limits above.
    """
    rules = [rule for sheet in sheets for rule in islice(_rules(sheet[:MAX_SHEET_CHARS]), MAX_RULES)]
    if not rules:
        return
    places = _places(dom)
    for chain, urls in rules:
        matched = 0
        for index in _could_match(chain[-1], places):
            if _matches(chain, index, dom):
                yield index, urls
                matched += 1
                if matched >= MAX_MATCHES_A_RULE:
                    break


def _rules(sheet: str) -> Iterator[tuple[list[_Compound], list[str]]]:
    """Selectors and addresses of the rules around each ``url(``, found from there: most of a sheet is not looked at."""
    commented = "/*" in sheet
    done = -1
    for hit in _URL_BEGINS.finditer(sheet):
        opens = sheet.rfind("{", 0, hit.start())
        if opens <= done or (commented and sheet.rfind("/*", 0, hit.start()) > sheet.rfind("*/", 0, hit.start())):
            continue
        done = opens
        closes = sheet.find("}", hit.start())
        body = sheet[opens + 1 : closes if closes >= 0 else len(sheet)]
        urls = urls_of(body) if _DRAWS.search(body) else []
        if urls:
            begins = max(sheet.rfind(mark, 0, opens) for mark in "{};") + 1
            for selector in _COMMENT.sub("", sheet[begins:opens]).split(","):
                chain = _chain(selector)
                if chain:
                    yield chain, urls


def _chain(selector: str) -> list[_Compound]:
    """A selector as compounds from the outermost to the element itself; empty: it says nothing that can be tested."""
    if "@" in selector or _STATES.search(selector):
        return []
    plain = _PSEUDO.sub("", _ESCAPED.sub(r"-", selector))
    plain = re.sub(r"[^\s>]+\s*[+~]\s*", "", plain)  # an earlier sibling is not tested
    compounds = []
    for part in re.split(r"[\s>]+", plain.strip()):
        names = _COMPOUND.findall(part)
        if names:
            compounds.append(
                _Compound(
                    next((name.lower() for mark, name in names if not mark), ""),
                    frozenset(name for mark, name in names if mark == "."),
                    next((name for mark, name in names if mark == "#"), ""),
                )
            )
    return compounds


def _places(dom: Dom) -> dict[str, list[int]]:
    """Elements by ``tag``, ``.class`` and ``#id``."""
    places: dict[str, list[int]] = {}
    for index, (tag, attrs) in enumerate(zip(dom.tags, dom.attrs, strict=True)):
        places.setdefault(tag, []).append(index)
        if "class" in attrs:
            for name in attrs["class"].split():
                places.setdefault(f".{name}", []).append(index)
        if "id" in attrs:
            places.setdefault(f"#{attrs['id']}", []).append(index)
    return places


def _could_match(last: _Compound, places: dict[str, list[int]]) -> list[int]:
    keys = [f"#{last.id}"] if last.id else [f".{name}" for name in last.classes] or [last.tag]
    return min((places.get(key, []) for key in keys), key=len)


def _matches(chain: list[_Compound], index: int, dom: Dom) -> bool:
    if not chain[-1].fits(dom.tags[index], dom.attrs[index]):
        return False
    wanted = len(chain) - 2
    above = dom.parents[index]
    while wanted >= 0 and above >= 0:
        if chain[wanted].fits(dom.tags[above], dom.attrs[above]):
            wanted -= 1
        above = dom.parents[above]
    return wanted < 0
