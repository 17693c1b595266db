"""What is refused before parsing: markup that costs the parser more than linear time or memory.

Measured with lexbor 3 (selectolax 1.0.2): 10,000 nested elements take 0.12 s and 100,000 take 23 s (quadratic);
20,000 attributes on one tag take 0.65 s (quadratic); 900 open ``<b id=...>`` before 1,000 paragraphs make 900,000
nodes of 0.5 KB, because each paragraph opens all of them again.
"""

from __future__ import annotations

import re

from wiretrace.errors import PageTooDeep, PageTooLarge
from wiretrace.html.dom import MAX_DEPTH, too_deep

MAX_PAGE_BYTES = 32 * 1024 * 1024
"""Larger than any page of a news site by ten times; the largest of 2,131 real ones has 2.9 MB."""
MAX_ATTRIBUTES = 2_000
MAX_REOPENED = 2_000_000
"""Elements that unclosed formatting tags may add, about 1 GB at 0.5 KB each. No page of 2,131 real ones comes near."""

_MANY_TAGS = 20_000  # all of them nested take 0.5 s
_LONG_PAGE = 200_000  # all of it attributes of one tag takes 1.3 s
_MANY_OPEN = 64

_FORMATTING_NAMES = "b big code em font i nobr s small strike strong tt u"
_FORMATTING = frozenset(_FORMATTING_NAMES.split())
_FORMATTING_TAG = re.compile(rf"<(?=/?[bcefinstu])(/?)(?:{'|'.join(_FORMATTING)})(?=[\s/>])", re.I)
_VOID_NAMES = "area base basefont bgsound br col embed frame hr img input keygen link meta param source track wbr"
_VOID = frozenset(_VOID_NAMES.split())
_IMPLIED_NAMES = """
a body button colgroup dd dt head html li nobr optgroup option p rb rp rt rtc tbody td tfoot th thead tr
"""
_END_IMPLIED = frozenset(_IMPLIED_NAMES.split())
"""Elements that a following one closes (or that cannot nest directly), so that a missing end tag adds no depth."""
_TAG = re.compile(
    r"<(?:!--.*?(?:-->|\Z)"
    r"|(?P<raw>script|style|textarea|title|iframe|noembed|noframes|xmp)(?=[\s/>]).*?(?:</(?P=raw)|\Z)"
    r"|(?P<end>/?)(?P<name>[a-z][^\s/>]*)(?P<attrs>(?:[^>=]++|=\s*+(?:\"[^\"]*+\"?|'[^']*+'?)?)*+)(?P<close>>?))",
    re.I | re.S,
)
_LONG_TAG = re.compile(r"<[a-z](?:[^>=\s]++|\s++|=\s*+(?:\"[^\"]*+\"?|'[^']*+'?)?){1000,}+", re.I)
_ATTRIBUTE = re.compile(r"[\s/\"'][^\s/>\"'=]+")


def refuse_what_takes_too_long(source: str) -> None:
    """Raise ``PageTooDeep`` or ``PageTooLarge`` for markup whose parse would not be bounded.

    Cost: one regular expression over the formatting tags (0.2 ms for 190 KB), one over all attributes of a long page;
    the whole scan, about 20 ms a MB, only where a count says that the page could be such a one.
    """
    if (
        source.count("<") > _MANY_TAGS
        or (len(source) > _LONG_PAGE and _LONG_TAG.search(source))
        or _many_formats_open(source)
    ):
        _scan(source)


def _many_formats_open(source: str) -> bool:
    opened = 0
    for end in _FORMATTING_TAG.findall(source):
        opened = max(0, opened - 1) if end else opened + 1
        if opened > _MANY_OPEN:
            return True
    return False


def _scan(source: str) -> None:
    opened: dict[str, int] = {}
    depth = formats = reopened = 0
    for tag in _TAG.finditer(source):
        name = tag["name"]
        if not name:
            continue
        name = name.lower()
        if len(tag["attrs"]) > MAX_ATTRIBUTES:
            _refuse_attributes(tag["attrs"], name)
        if name in _VOID or tag["attrs"].endswith("/"):
            continue
        if name in _END_IMPLIED:
            reopened += formats
        elif tag["end"]:
            if opened.get(name):
                opened[name] -= 1
                depth -= 1
                formats -= name in _FORMATTING
        else:
            opened[name] = opened.get(name, 0) + 1
            depth += 1
            formats += name in _FORMATTING
            reopened += formats
        if depth > MAX_DEPTH:
            raise PageTooDeep(too_deep())
        if reopened > MAX_REOPENED:
            raise PageTooLarge(
                f"unclosed formatting tags would become more than {MAX_REOPENED:,} elements: mend the markup"
            )


def _refuse_attributes(attrs: str, name: str) -> None:
    if len(_ATTRIBUTE.findall(attrs)) > MAX_ATTRIBUTES and _attribute_count(attrs) > MAX_ATTRIBUTES:
        raise PageTooLarge(f"a <{name}> has more than {MAX_ATTRIBUTES:,} attributes: mend the markup")


def _attribute_count(attrs: str) -> int:
    return len(_ATTRIBUTE.findall(re.sub(r"=\s*(?:\"[^\"]*\"?|'[^']*'?|[^\s>]*)", "= ", attrs)))
