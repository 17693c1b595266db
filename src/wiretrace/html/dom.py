"""The one walk over a page's DOM: text by blocks, elements with their text ranges, and what the head says.

The only importer of selectolax. Why lexbor: docs/decisions/0006-html-parser.md.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from selectolax.lexbor import LexborHTMLParser, LexborNode

from wiretrace.errors import PageTooDeep

MAX_DEPTH = 1_000
"""Elements inside each other. The deepest of 1,150 real pages has 51, and Blink stops at 512; every
reader of ``Page.elements`` may walk ancestors, so depth is a cost that multiplies."""

_BLOCK_NAMES = """
address article aside blockquote body caption center dd details dialog dir div dl dt fieldset figcaption figure footer
form frameset h1 h2 h3 h4 h5 h6 head header hgroup hr html iframe legend li main menu nav ol optgroup option p pre
search section select summary table tbody td textarea tfoot th thead tr ul video amp-img
"""
BLOCK_TAGS = frozenset(_BLOCK_NAMES.split())
_NOT_TEXT = frozenset(("script", "style", "title", "desc", "iframe", "noembed", "noframes"))
"""Elements whose text is not read on the page (``title`` and ``desc``: those of the head and of an svg)."""
_KEEP_RAW = frozenset(("script", "style", "title", "desc"))
_HIDING = ("display:none", "visibility:hidden")


@dataclass(slots=True)
class Dom:
    """What one walk yields. The lists run in parallel, one entry an element, in document order.

    ``raw`` holds the text of scripts, style sheets and titles by element index. ``blocks`` are
    ``(start, end, element)`` of ``text``.
    """

    tags: list[str] = field(default_factory=list)
    parents: list[int] = field(default_factory=list)
    attrs: list[dict[str, str]] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)
    ends: list[int] = field(default_factory=list)
    hidden: list[bool] = field(default_factory=list)
    raw: dict[int, str] = field(default_factory=dict)
    blocks: list[tuple[int, int, int]] = field(default_factory=list)
    text: str = ""


def read_dom(source: str) -> Dom:
    """Parse ``source`` as a browser without script would, and walk it once.

    Raises ``PageTooDeep`` beyond ``MAX_DEPTH``. Cost: linear; about 1 ms for 100 KB of markup.
    """
    root = LexborHTMLParser(source.encode("utf-8", "replace")).root
    walk = _Walk()
    if root is not None:
        walk.subtree(root, -1)
    walk.finish()
    return walk.dom


def too_deep() -> str:
    """The words for a page that nests too deep."""
    return f"elements nest deeper than {MAX_DEPTH:,}: check this page by hand, or cut it down to the article"


def is_hidden(attrs: dict[str, str]) -> bool:
    """Say whether an element's own attributes keep it from being shown (``aria-hidden`` does not)."""
    if "hidden" in attrs:
        return True
    style = attrs.get("style")
    if not style:
        return False
    style = style.replace(" ", "").lower()
    return any(word in style for word in _HIDING)


class _Walk:
    """The state of the walk: the elements that are open and the line of text that is being written."""

    def __init__(self) -> None:
        self.dom = Dom()
        self.parts: list[str] = []
        self.position = 0  # code points written
        self.last = 0  # end of the last word written: where a closing element ends
        self.line_start = 0
        self.line_element = -1
        self.gap = True  # the text so far ends in white space, or is empty
        self.seam = False  # an inline element closed and nothing was written since
        # Of each open element: its index, its tag, does it start a line, the innermost one so far that does.
        self.open: list[tuple[int, str, bool, int]] = []

    def subtree(self, root: LexborNode, outer: int, *, hidden: bool = False) -> None:
        """Walk ``root`` and all below it; ``outer`` is the element that holds it (templates), -1 for the page."""
        floor = len(self.open)
        above: list[LexborNode] = []
        node: LexborNode | None = root
        while node is not None:
            tag = node.tag
            child = None
            if tag == "-text":
                self._text(node)
            elif tag is None:  # the fragment of a template
                above.append(node)
                node = node.first_child
                continue
            elif tag[0] != "-":
                self._element(node, tag, self.open[-1][0] if len(self.open) > floor else outer, hidden)
                child = node.first_child
                if child is None:
                    self._close()
            if child is not None:
                above.append(node)
                node = child
                continue
            node = node.next if above else None
            while node is None and above:
                over = above.pop()
                if len(self.open) > floor:
                    self._close()
                node = over.next if above else None

    def finish(self) -> None:
        """Close the last line and clamp the ranges of empty elements behind it."""
        self._break()
        text = "".join(self.parts)
        self.dom.text = text[:-1] if text.endswith("\n") else text
        end = len(self.dom.text)
        if end < self.position:
            self.dom.starts = [min(at, end) for at in self.dom.starts]
            self.dom.ends = [min(at, end) for at in self.dom.ends]

    def _element(self, node: LexborNode, tag: str, parent: int, hidden: bool) -> None:
        dom = self.dom
        attrs = {key: value or "" for key, value in node.attributes.items()}
        starts_line = tag in BLOCK_TAGS
        if starts_line or tag == "br":
            self._break()
        index = len(dom.tags)
        position = self.position
        dom.tags.append(tag)
        dom.parents.append(parent)
        dom.attrs.append(attrs)
        dom.starts.append(position)
        dom.ends.append(position)
        hidden = hidden or (parent >= 0 and dom.hidden[parent])
        dom.hidden.append(hidden or ((("style" in attrs) or ("hidden" in attrs)) and is_hidden(attrs)))
        block = index if starts_line else self.open[-1][3] if self.open else -1
        self.open.append((index, tag, starts_line, block))
        if len(self.open) > MAX_DEPTH:
            raise PageTooDeep(too_deep())
        if tag == "template":
            self._template(node, index)

    def _template(self, node: LexborNode, index: int) -> None:
        # A declarative shadow root is shown; any other template is inert markup.
        shown = "shadowrootmode" in self.dom.attrs[index]
        for fragment in node.template_fragments()[:1]:
            self.subtree(fragment, index, hidden=not shown)

    def _close(self) -> None:
        index, _, starts_line, _ = self.open.pop()
        if self.last > self.dom.starts[index]:
            self.dom.ends[index] = self.last
        if starts_line:
            self._break()
        else:
            self.seam = True

    def _text(self, node: LexborNode) -> None:
        words = node.text_content
        if not words:
            return
        index, tag, _, block = self.open[-1] if self.open else (-1, "", False, -1)
        if tag in _NOT_TEXT:
            if tag in _KEEP_RAW:
                self.dom.raw[index] = self.dom.raw.get(index, "") + words
            return
        if words.isspace():
            if not self.gap:
                self._space()
            return
        line = " ".join(words.split())
        if not self.gap and (words[0] != line[0] or (self.seam and self._would_join(line))):
            self._space()
        if self.position == self.line_start:
            self.line_element = block
        self.parts.append(line)
        self.last = self.position = self.position + len(line)
        self.gap = self.seam = False
        if words[-1] != line[-1]:
            self._space()

    def _would_join(self, following: str) -> bool:
        """Two inline siblings with nothing between them are set apart by CSS: "LindqvistHLNS" is two words.

        So are "LINDQVISTMarch", "2026HLNS" and "Lindqvist12 hours ago"; "CO2" and "HLNS" are one.
        """
        before, first = self.parts[-1], following[0]
        if first.isdigit():
            return len(before) > 1 and before[-2:].isalpha()
        if not first.isupper():
            return False
        if before[-1].isalpha():
            return before[-1].islower() or (len(before) > 1 and before[-2:].isupper() and following[1:2].islower())
        return len(before) > 3 and before[-4:].isdigit()

    def _space(self) -> None:
        self.parts.append(" ")
        self.position += 1
        self.gap = True

    def _break(self) -> None:
        if self.position > self.line_start:
            self.dom.blocks.append((self.line_start, self.last, self.line_element))
            if self.gap:  # a space ends the line: the line break takes its place, so no offset moves
                self.parts[-1] = "\n"
            else:
                self.parts.append("\n")
                self.position += 1
            self.line_start = self.position
            self.gap = True
        self.seam = False
