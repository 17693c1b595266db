"""A page as the judging of credit walks it: its blocks, the elements around each, and what these call themselves."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from functools import cached_property, lru_cache

from wiretrace.model import Element, Link, Page, Span

_HEADINGS = {"h1", "h2", "h3", "h4", "h5", "h6"}
_WORD = re.compile(r"[a-z]+")
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")


@lru_cache(maxsize=4096)
def words_of(value: str) -> frozenset[str]:
    """The lower-case words of a class, id or file name: ``articleByline--top`` gives article, byline, top."""
    return frozenset(_WORD.findall(_CAMEL.sub(" ", value).lower()))


def label_words(element: Element) -> frozenset[str]:
    """What an element calls itself: its tag and the words of its class, id, role, itemprop, rel and data-testid."""
    attrs = element.attrs
    found = {element.tag}
    for key in ("class", "id", "role", "itemprop", "rel", "data-testid", "property"):
        value = attrs.get(key)
        if value:
            found |= words_of(value)
    return frozenset(found)


class PageView:
    """A page with the way from an offset to its block and element, and from an element up. Costs a pass to build."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self._starts = [block.start for block in page.blocks]
        self._element_starts = [element.start for element in page.elements]

    def text(self, index: int) -> str:
        """The text of a block."""
        block = self.page.blocks[index]
        return self.page.text[block.start : block.end]

    def block_at(self, offset: int) -> int:
        """The index of the block that holds ``offset``."""
        return max(bisect_right(self._starts, offset) - 1, 0)

    def chain(self, element: int) -> list[int]:
        """An element and its ancestors, innermost first."""
        found = []
        while element >= 0:
            found.append(element)
            element = self.page.elements[element].parent
        return found

    def element_at(self, span: Span) -> int:
        """The innermost element that holds ``span`` (-1: none, as in script state)."""
        block = self.page.blocks[self.block_at(span.start)] if self.page.blocks else None
        if block is None or block.element < 0:
            return -1
        index = bisect_right(self._element_starts, span.start) - 1
        floor = bisect_left(self._element_starts, block.start)
        while index >= floor:
            if self.page.elements[index].end >= span.end and self.page.elements[index].start <= span.start:
                return index
            index -= 1
        return block.element

    def tags_of(self, index: int) -> set[str]:
        """The tags of a block's three innermost elements."""
        return {self.page.elements[i].tag for i in self.chain(self.page.blocks[index].element)[:3]}

    def is_heading(self, index: int) -> bool:
        """Say whether a block stands in a heading element."""
        return bool(self.tags_of(index) & _HEADINGS)

    @cached_property
    def _link_starts(self) -> list[int]:
        return [link.start for link in self.page.links]

    def links_in(self, start: int, end: int) -> Sequence[Link]:
        """The links that begin in a range of the page's text."""
        first, last = bisect_left(self._link_starts, start), bisect_right(self._link_starts, end)
        return self.page.links[first:last]

    def place(self, element: int) -> str:
        """A short path for people: the innermost four elements with their first class."""
        steps = []
        for index in self.chain(element)[:4]:
            item = self.page.elements[index]
            name = (item.attrs.get("class") or "").split()
            steps.append(f"{item.tag}.{name[0]}" if name else item.tag)
        return " > ".join(reversed(steps)) or "page"
