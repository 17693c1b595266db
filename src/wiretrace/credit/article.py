"""Where the story stands on a page, and where everything else stands in relation to it."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from typing import Literal

from wiretrace.credit.names import fold_same_length
from wiretrace.credit.page_view import PageView, label_words
from wiretrace.model import Match, Page, Span, Story

Zone = Literal["head", "body", "tail", "away"]

# How far from the story a credit may stand, in blocks. Between headline and text lie share buttons, dates, lead
# pictures with captions, and players; without a headline, and below the text, what is further away is another story's.
HEAD_REACH = 80
HEAD_BLOCKS = 30
LOOSE_HEAD_BLOCKS = 8
TAIL_BLOCKS = 12
# Share of words that a headline on the page has in common with the story's (Jaccard); an h1 is taken as it is, since
# publishers write headlines of their own.
SAME_HEADLINE = 0.6
# A link of so many words is a headline; shorter ones are names of sections and persons.
HEADLINE_WORDS = 5
# An element that holds so much of the story's copied text holds the story.
TRUNK_SHARE = 0.6


class Article(PageView):
    """A page seen from one story on it. Built once a story and page; costs a pass over the blocks.

    Where no passage is known (``match`` is ``None``) the story is looked for by its headline, and the rest of the
    page's head counts as near.
    """

    def __init__(self, page: Page, story: Story, match: Match | None) -> None:
        super().__init__(page)
        self.story = story
        self.match = match
        self.passages = self._visible_passages(match)
        self.first: int | None
        self.last: int | None
        self.first, self.last = self._body_blocks()
        self.headlines = self._find_headlines()

    def _visible_passages(self, match: Match | None) -> list[Span]:
        passages = match.passages if match else ()
        return sorted(p.page for p in passages if p.page.start < self.page.visible_end)

    def _body_blocks(self) -> tuple[int, int] | tuple[None, None]:
        """First and last block of the story's main run: far-off repetitions (teasers, summaries) do not count."""
        runs: list[list[int]] = []
        for span in self.passages:
            first, last, size = self.block_at(span.start), self.block_at(span.end - 1), span.end - span.start
            if runs and first - runs[-1][1] <= HEAD_BLOCKS:
                runs[-1][1] = max(runs[-1][1], last)
                runs[-1][2] += size
            else:
                runs.append([first, last, size])
        if not runs:
            return None, None
        best = max(runs, key=lambda run: run[2])
        return best[0], best[1]

    def _find_headlines(self) -> list[int]:
        """The blocks above the text (or its first) that say the headline, or are the page's main heading, top down."""
        wanted = set(fold_same_length(self.story.headline).split())
        last = self.first if self.first is not None else len(self.page.blocks) - 1
        above = range(last, max(last - HEAD_REACH, -1), -1)
        found = [index for index in above if self._headline_score(index, wanted) >= SAME_HEADLINE]
        return found[::-1] or self._far_headline(range(max(last - HEAD_REACH, 0)), wanted)

    def _far_headline(self, blocks: range, wanted: set[str]) -> list[int]:
        """The last heading among ``blocks`` that says the headline: slideshows and players can stand below it."""
        for index in reversed(blocks):
            if self.is_heading(index) and self._same_words(index, wanted) >= SAME_HEADLINE:
                return [index]
        return []

    def _headline_score(self, index: int, wanted: set[str]) -> float:
        block = self.page.blocks[index]
        if block.element < 0 or block.end - block.start > 400:
            return 0.0
        return self._same_words(index, wanted) + (SAME_HEADLINE if self.tags_of(index) & {"h1"} else 0.0)

    def _same_words(self, index: int, wanted: set[str]) -> float:
        words = set(fold_same_length(self.text(index)).split())
        return len(words & wanted) / len(words | wanted) if words and wanted else 0.0

    def is_headline(self, index: int) -> bool:
        """Say whether a block is the story's headline."""
        return index in self.headlines

    def near_opening(self, index: int) -> bool:
        """Say whether a block stands above the text or within its first blocks."""
        return self.zone(index) == "head" or (self.first is not None and self.first <= index <= self.first + 2)

    def near_edge(self, index: int, blocks: int) -> bool:
        """Say whether a block of the body is among its first or last ``blocks``."""
        if self.first is None or self.last is None:
            return False
        return index - self.first <= blocks or self.last - index <= 2

    @cached_property
    def _trunk(self) -> frozenset[int]:
        """The elements that hold the story's text or headline: their names say nothing about what else is in them."""
        heads = {element for index in self.headlines for element in self.chain(self.page.blocks[index].element)[1:]}
        return self._body_trunk | heads

    @cached_property
    def _body_trunk(self) -> frozenset[int]:
        counts: dict[int, int] = {}
        total = 0
        for size, holder in self._copied_by_block():
            total += size
            for element in self.chain(holder):
                counts[element] = counts.get(element, 0) + size
        return frozenset(element for element, size in counts.items() if size >= TRUNK_SHARE * total)

    def _copied_by_block(self) -> Iterator[tuple[int, int]]:
        """Copied characters and the innermost element that holds them, block by block."""
        for span in self.passages:
            for index in range(self.block_at(span.start), self.block_at(span.end - 1) + 1):
                block = self.page.blocks[index]
                part = Span(max(span.start, block.start), min(span.end, block.end))
                if part.end > part.start:
                    yield part.end - part.start, self.element_at(part)

    def branch(self, element: int) -> list[int]:
        """The ancestors of ``element``, itself first, that do not hold the story's text too."""
        found = []
        for index in self.chain(element):
            if index in self._trunk:
                break
            found.append(index)
        return found

    def is_beside_text(self, span: Span) -> bool:
        """Say whether ``span`` stands in the element that holds the story's paragraphs, as one of them."""
        if not self._body_trunk or self.zone(self.block_at(span.start)) not in ("body", "tail"):
            return False
        branch = self.branch(self.element_at(span))
        return not branch or self.page.elements[branch[-1]].parent == max(self._body_trunk)

    def branch_words(self, element: int) -> frozenset[str]:
        """All that the elements of :meth:`branch` call themselves."""
        found: frozenset[str] = frozenset()
        for index in self.branch(element):
            found |= label_words(self.page.elements[index])
        return found

    def zone(self, index: int) -> Zone:
        """Where a block stands: above the text (head), between its first and last block, shortly below, or away."""
        if self.first is None or self.last is None:
            return "head" if any(abs(index - headline) <= LOOSE_HEAD_BLOCKS for headline in self.headlines) else "away"
        if self.first <= index <= self.last:
            return "body"
        if index < self.first:
            return "head" if index >= self._head_start or self._in_core(index) else "away"
        return "tail" if index <= self._tail_end or self._closes_core(index) else "away"

    def _closes_core(self, index: int) -> bool:
        """Say whether a block shortly below the text ends the article itself, with a box under a heading between."""
        assert self.last is not None
        return index <= self.last + TAIL_BLOCKS and self._in_core(index)

    @cached_property
    def _core(self) -> int:
        """The element that holds the article (-1: none less than the whole body).

        The outermost ``article`` element around headline and text, or else the innermost element that holds both.
        """
        if not self.headlines:
            return -1
        both = [e for e in self.chain(self.page.blocks[self.headlines[-1]].element) if e in self._body_trunk]
        named = [e for e in both if self.page.elements[e].tag == "article"]
        core = (named[-1:] or both[:1] or [-1])[0]
        return core if core >= 0 and self.page.elements[core].tag not in ("html", "body") else -1

    def _in_core(self, index: int) -> bool:
        return self._core >= 0 and self._core in self.chain(self.page.blocks[index].element)

    @cached_property
    def _head_start(self) -> int:
        assert self.first is not None
        if self.headlines and self.headlines[0] < self.first:
            return max(self.headlines[0] - LOOSE_HEAD_BLOCKS, 0)
        return max(self.first - HEAD_BLOCKS // 2, 0)

    @cached_property
    def _tail_end(self) -> int:
        """The last block that may still belong to the story: none beyond the next heading."""
        assert self.last is not None
        end = min(self.last + TAIL_BLOCKS, len(self.page.blocks) - 1)
        for index in range(self.last + 1, end + 1):
            if self.page.blocks[index].element < 0 or self.is_heading(index):
                return index - 1
        return end

    def reaches(self, index: int) -> bool:
        """Say whether no other story's headline stands between the text's end and a block below it."""
        assert self.last is not None
        return not any(self.links_to_another_story(between) for between in range(self.last + 1, index))

    def links_to_another_story(self, index: int) -> bool:
        """Say whether a block is a headline of another story: a heading with a link, or one link of five words."""
        block = self.page.blocks[index]
        links = self.links_in(block.start, block.end)
        if not links or self.is_headline(index):
            return False
        whole = any(link.start <= block.start + 1 and link.end >= block.end - 1 for link in links)
        return self.is_heading(index) or (whole and len(self.text(index).split()) >= HEADLINE_WORDS)
