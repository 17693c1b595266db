"""CSS selectors as far as this project tests them: types, classes and ids with descendant and child combinators.

After https://www.w3.org/TR/selectors-4/.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from wiretrace.html.dom import Dom

MAX_TESTS = 100_000
"""Pairs of rule and element that are looked at on one page; 296 real pages have 1,789 at most."""

_STATES = re.compile(r":(?:hover|focus|active|visited|target|checked|focus-within|focus-visible)", re.I)
_PSEUDO = re.compile(r"::?[\w-]+(?:\([^()]*\))?|\[[^\]]*\]")
_COMPOUND = re.compile(r"([#.]?)(-?[A-Za-z_\u00a0-\uffff][\w\u00a0-\uffff-]*)")
_ESCAPED = re.compile(r"\\([^0-9a-fA-F\n])")


@dataclass(frozen=True, slots=True)
class Compound:
    """What a selector says of one element."""

    tag: str
    classes: frozenset[str]
    id: str

    def fits(self, tag: str, attrs: dict[str, str]) -> bool:
        """Say whether an element is meant."""
        if self.tag and self.tag != tag:
            return False
        if self.id and self.id != attrs.get("id"):
            return False
        return not self.classes or self.classes <= set(attrs.get("class", "").split())


Chain = list[Compound]


def read_selector(selector: str) -> Chain:
    """Read a selector as compounds from the outermost to the element itself; empty: it says nothing that can be tested.

    What is not a type, class or id is left out of the test, so the result may match more than a browser would.
    """
    if "@" in selector or _STATES.search(selector):
        return []
    plain = _PSEUDO.sub("", _ESCAPED.sub(r"-", selector))
    plain = re.sub(r"[^\s>]+\s*[+~]\s*", "", plain)  # an earlier sibling is not tested
    compounds = []
    for part in re.split(r"[\s>]+", plain.strip()):
        names = _COMPOUND.findall(part)
        if names:
            compounds.append(
                Compound(
                    next((name.lower() for mark, name in names if not mark), ""),
                    frozenset(name for mark, name in names if mark == "."),
                    next((name for mark, name in names if mark == "#"), ""),
                )
            )
    return compounds


def places_of(dom: Dom) -> dict[str, list[int]]:
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


def could_match(last: Compound, places: dict[str, list[int]]) -> list[int]:
    """The elements of the rarest name in a compound."""
    keys = [f"#{last.id}"] if last.id else [f".{name}" for name in last.classes] or [last.tag]
    return min((places.get(key, []) for key in keys), key=len)


def matches(chain: Chain, index: int, dom: Dom) -> bool:
    """Say whether an element and its ancestors fit a selector; ``>`` is taken for any depth."""
    if not chain[-1].fits(dom.tags[index], dom.attrs[index]):
        return False
    wanted = len(chain) - 2
    above = dom.parents[index]
    while wanted >= 0 and above >= 0:
        if chain[wanted].fits(dom.tags[above], dom.attrs[above]):
            wanted -= 1
        above = dom.parents[above]
    return wanted < 0
