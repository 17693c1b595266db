"""Pictures that style sheets in the page draw: a small reader of rules that hold ``url(...)``.

Reads what a logo needs of CSS (https://www.w3.org/TR/css-syntax-3/).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import islice

from wiretrace.html.dom import Dom
from wiretrace.html.selectors import MAX_TESTS, Chain, could_match, matches, places_of, read_selector

MAX_SHEET_CHARS = 1_000_000
MAX_RULES = 2_000
MAX_MATCHES_A_RULE = 50  # a rule that dresses more elements than this is decoration (bullets, icons)

COMMENT = re.compile(r"/\*.*?(?:\*/|\Z)", re.S)
_URL = re.compile(r"url\(\s*(?:\"([^\"]{1,65536})\"|'([^']{1,65536})'|([^)\"']{1,65536}))\s*\)", re.I)
_URL_BEGINS = re.compile(r"url\(", re.I)
_DRAWS = re.compile(
    r"(?:^|;)\s*(?:background(?:-image)?|content|list-style(?:-image)?|(?:-webkit-)?mask(?:-image)?)\s*:", re.I
)


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
    places = places_of(dom)
    tests_left = MAX_TESTS
    for chain, urls in rules:
        candidates = could_match(chain[-1], places)[:tests_left]
        tests_left -= len(candidates)
        matched = (index for index in candidates if matches(chain, index, dom))
        yield from ((index, urls) for index in islice(matched, MAX_MATCHES_A_RULE))


def _rules(sheet: str) -> Iterator[tuple[Chain, list[str]]]:
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
            for selector in COMMENT.sub("", sheet[begins:opens]).split(","):
                chain = read_selector(selector)
                if chain:
                    yield chain, urls
