"""The text of a page straight from its bytes: the specification that the compiled kernel equals bit for bit.

No tree is built. Tags and comments go, elements that begin a line break it, character references are replaced, style
sheets and titles are passed over, and of scripts the long strings are read, since some pages hold their text only there.
What comes out has all the words that a parser shows, in the same order, and some that it does not show; it serves to
find the few pages that are worth parsing. Section numbers below are those of the WHATWG HTML standard.
"""

from __future__ import annotations

import html.entities
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

_BLOCK_NAMES = """
address article aside blockquote body caption center dd details dialog dir div dl dt fieldset figcaption figure footer
form frameset h1 h2 h3 h4 h5 h6 head header hgroup hr html iframe legend li main menu nav ol optgroup option p pre
search section select summary table tbody td textarea tfoot th thead tr ul video amp-img
"""
BLOCK_TAGS = frozenset(_BLOCK_NAMES.split())
"""Elements that stand on lines of their own."""
_SKIPPED_NAMES = "desc iframe noembed noframes style title"
SKIPPED_TAGS = frozenset(_SKIPPED_NAMES.split())
"""Elements whose content is neither text nor strings of a script."""
BREAK_TAGS = (BLOCK_TAGS | {"br", "frame"}) - SKIPPED_TAGS
_VOID_NAMES = "area base basefont bgsound col embed img input keygen link meta param source track wbr"
VOID_TAGS = frozenset(_VOID_NAMES.split())
"""Elements without end tag that break no line."""

LONG_STRING = 200
"""Bytes from which on a string of a script is read; shorter ones are labels, headlines and addresses."""

PROSE = 30
"""Bytes of such a string for each space or character beyond ASCII, at most. English has a space every 6, German every 8;
keys, addresses and code have fewer. Half of the long strings' bytes on 1,460 real pages are passed over by this."""

_ALPHA, _LOWER, _UPPER, _DIGIT = 1, 2, 4, 8
_CLASSES = 0x2000  # all alphabets with capital letters but the rarest
_SPACE = b" \t\n\f\r"
_NAME = re.compile(rb"[^ \t\n\f\r/>]*")
_TAG_STOP = re.compile(rb"[>\"']")
_COMMENT_END = re.compile(rb"--!?>")
_QUOTE = re.compile(rb'(?<!\\)(?:\\\\)*+"')
_LINE_END = re.compile(rb"(?<!\\)\n")
_OPENS_STRING = _SPACE + b":=(,[{"
_ESCAPE = re.compile(rb"\\++(?:u([0-9a-fA-F]{4})|x([0-9a-fA-F]{2})|(.)|\Z)", re.S)
_NUMBER = re.compile(rb"#(?:([0-9]+)|[xX]([0-9a-fA-F]+));?")
_ENTITY = re.compile(rb"([A-Za-z0-9]{1,32})(;?)")
_NUMBERED = {
    0x80 + i: ord(c)
    for i, c in enumerate("€\x81‚ƒ„…†‡ˆ‰Š‹Œ\x8dŽ\x8f\x90‘’“”•–—˜™š›œ\x9džŸ")  # 13.2.5.80
}
_BARE = {name: value for name, value in html.entities.html5.items() if not name.endswith(";")}
_LONGEST_BARE = max(map(len, _BARE))


@dataclass(frozen=True, slots=True)
class RawText:
    """The text of a page, how many bytes of it were no character (U+FFFD), how many characters are not ASCII."""

    text: str
    broken: int
    beyond_ascii: int


def raw_text(data: bytes | bytearray, high: str | None = None, markup: bool = True) -> RawText:
    """Give the text of ``data``: UTF-8, or a charset of one byte a character whose bytes from 128 on are ``high``.

    White space behind a tag counts as one space; line breaks do not repeat. Without ``markup`` the data is plain text
    already. Never fails.
    """
    reader = _Reader(high)
    if markup:
        reader.read(bytes(data), with_scripts=True)
    else:
        reader.read_plain(bytes(data))
    return RawText("".join(reader.out), reader.broken, reader.beyond_ascii)


class _Reader:
    """The text so far, code point by code point, and where its last piece between two tags began."""

    def __init__(self, high: str | None) -> None:
        self.out: list[str] = []
        self.broken = self.beyond_ascii = 0
        self.high = high
        self.seam = False

    def read(self, data: bytes, *, with_scripts: bool) -> None:
        """Read markup; a string of a script is markup of its own, without scripts."""
        at, piece, fresh = 0, len(self.out), True
        self.seam = False
        while at < len(data):
            behind = self._element(data, at, with_scripts) if data[at] == 0x3C else at
            if behind > at:
                at, fresh = behind, True
                continue
            if fresh:
                begin = at
                while at < len(data) and data[at] in _SPACE:
                    at += 1
                if at > begin:
                    self._space()
                    if at == len(data) or data[at] == 0x3C:
                        continue
                elif self.seam and _would_join(self.out[piece:][-4:], self._peek(data, at)):
                    self.out.append(" ")
                piece, fresh, self.seam = len(self.out), False, False
            at = self._text(data, at)

    def read_plain(self, data: bytes) -> None:
        """Read plain text: all of it, as it is."""
        at = 0
        while at < len(data):
            if data[at] >= 0x80:
                at = self._beyond_ascii(data, at)
            else:
                self.out.append(chr(data[at]))
                at += 1

    def _element(self, data: bytes, at: int, with_scripts: bool) -> int:
        """Give what stands behind the markup at ``at``; ``at`` where "<" is only a character (13.2.5.6)."""
        if data.startswith(b"<!--", at):
            return _end_of_comment(data, at + 4)
        after = data[at + 1 : at + 3]
        is_end = after.startswith(b"/")
        if after[:1] in (b"!", b"?") or (is_end and len(after) == 2 and not after[1:].isalpha()):
            return (data.find(b">", at + 2) + 1) or len(data)
        start = at + 1 + is_end
        if not data[start : start + 1].isalpha():
            return at
        found = _NAME.match(data, start)
        assert found is not None
        name = bytes(byte | 0x20 for byte in found.group()).decode("latin-1")
        end = _end_of_tag(data, found.end())
        if name in BREAK_TAGS:
            self._break()
            self.seam = False
        elif is_end or name in VOID_TAGS:
            self.seam = True
        elif name == "script" or name in SKIPPED_TAGS:
            if name in ("title", "desc") and data[end - 2] == 0x2F:  # of an svg, and empty
                return end
            raw = re.compile(rb"</" + found.group() + rb"(?=[ \t\n\f\r/>])", re.I).search(data, end)
            behind = raw.start() if raw else len(data)
            if name == "script" and with_scripts:
                self._script(data[end:behind], b"ld+json" in data[start:end].lower())
            return behind
        return end

    def _script(self, script: bytes, is_json_ld: bool) -> None:
        """Read the long strings, each as markup of its own; one of JSON-LD may run over lines, against the rules.

        A string is what stands between any two neighbouring quotes, so that code which is no string is now and then
        taken for one, but never the other way round.
        """
        for quoted in _quoted(script):
            if is_json_ld or not _LINE_END.search(quoted):
                plain = unescape_string(quoted)
                if _may_be_prose(plain):
                    self._break()
                    self.read(plain, with_scripts=False)
                    self._break()

    def _text(self, data: bytes, at: int) -> int:
        """Read text up to the next "<"; one at ``at`` itself is text."""
        stop = data.find(b"<", at + 1)
        stop = len(data) if stop < 0 else stop
        while at < stop:
            byte = data[at]
            if byte >= 0x80:
                at = self._beyond_ascii(data, at)
                continue
            at += 1
            meant, length = _reference(data, at) if byte == 0x26 else ("", 0)
            self.out += meant or chr(byte)
            at += length
        return at

    def _beyond_ascii(self, data: bytes, at: int) -> int:
        character, length = self._character(data, at)
        self.out.append(character)
        self.broken += character == "\ufffd"
        self.beyond_ascii += character != "\ufffd"
        return at + length

    def _peek(self, data: bytes, at: int) -> str:
        """Give the next two characters, as they stand."""
        found = ""
        while at < len(data) and len(found) < 2:
            character, length = self._character(data, at)
            found += character
            at += length
        return found

    def _character(self, data: bytes, at: int) -> tuple[str, int]:
        if data[at] < 0x80:
            return chr(data[at]), 1
        return (self.high[data[at] - 0x80], 1) if self.high is not None else _utf8(data[at : at + 4])

    def _space(self) -> None:
        if self.out and self.out[-1] not in " \t\n\f\r":
            self.out.append(" ")

    def _break(self) -> None:
        if self.out and self.out[-1] != "\n":
            self.out.append("\n")


def _quoted(script: bytes) -> Iterator[bytes]:
    """Give what is long and stands between two quotes, the first of them where a string may begin."""
    begin = None
    for found in _QUOTE.finditer(script):
        end = found.end() - 1
        if begin is not None and end - begin >= LONG_STRING and begin >= 2 and script[begin - 2] in _OPENS_STRING:
            yield script[begin:end]
        begin = end + 1


def _may_be_prose(plain: bytes) -> bool:
    return (plain.count(b" ") + sum(byte >= 0xC0 for byte in plain)) * PROSE >= len(plain)


def unescape_string(quoted: bytes) -> bytes:
    """Undo the escapes of a string of JavaScript or JSON, however often it was escaped, as UTF-8."""
    out = bytearray()
    half = behind = done = 0  # the first of two surrogates, and where what follows it must stand
    for found in _ESCAPE.finditer(quoted):
        out += quoted[done : found.start()]
        done = found.end()
        digits = found[1] or found[2]
        if digits is None:
            out += b" " if found[3] in (b"n", b"r", b"t", b"b", b"f") else found[3] or b""
            continue
        value = int(digits, 16)
        if half and behind == found.start() and 0xDC00 <= value < 0xE000:
            out[-3:] = chr(0x10000 + ((half - 0xD800) << 10) + value - 0xDC00).encode()
            half = 0
            continue
        half, behind = (value, done) if 0xD800 <= value < 0xDC00 else (0, 0)
        out += ("\ufffd" if 0xD800 <= value < 0xE000 else chr(value)).encode()
    return bytes(out + quoted[done:])


def entity_table() -> Iterator[tuple[bytes, int, int]]:
    """Give the named character references (13.5) for a kernel: name, first and second code point (0: none)."""
    for name, value in html.entities.html5.items():
        yield name.encode("ascii"), ord(value[0]), ord(value[1]) if len(value) > 1 else 0


def _end_of_comment(data: bytes, at: int) -> int:
    for empty in (b">", b"->"):
        if data.startswith(empty, at):
            return at + len(empty)
    found = _COMMENT_END.search(data, at)
    return found.end() if found else len(data)


def _end_of_tag(data: bytes, at: int) -> int:
    """Find what stands behind a tag; a quote counts only behind an equals sign (13.2.5.32)."""
    while found := _TAG_STOP.search(data, at):
        if found.group() == b">":
            return found.end()
        at = found.end()
        if data[: found.start()].rstrip(_SPACE).endswith(b"="):
            at = data.find(found.group(), at) + 1
            if not at:
                break
    return len(data)


def _reference(data: bytes, at: int) -> tuple[str, int]:
    """Give what the character reference behind an ampersand stands for, and its length in bytes; 0: it is none."""
    number = _NUMBER.match(data, at)
    if number:
        digits = (number[1] or number[2]).lstrip(b"0") or b"0"
        value = int(digits, 10 if number[1] else 16) if len(digits) < 9 else 0
        value = _NUMBERED.get(value, value)
        is_character = 0 < value < 0x110000 and not 0xD800 <= value < 0xE000
        return chr(value) if is_character else "\ufffd", number.end() - at
    named = _ENTITY.match(data, at)
    if not named:
        return "", 0
    name = named[1].decode("ascii")
    if named[2] and (meant := html.entities.html5.get(name + ";")):
        return meant, len(name) + 1
    for length in range(min(len(name), _LONGEST_BARE), 1, -1):
        if name[:length] in _BARE:
            return _BARE[name[:length]], length
    return "", 0


def _utf8(data: bytes) -> tuple[str, int]:
    """Decode the first character, or the largest piece that is none (Unicode 15, table 3-7), and its length."""
    for length in (2, 3, 4):
        try:
            return data[:length].decode("utf-8"), length
        except UnicodeDecodeError as error:
            if error.end < length or length > len(data):
                return "\ufffd", max(1, error.end)
    raise AssertionError("four bytes are a character or are not")


def class_table() -> bytes:
    """Say of the first code points what each is, for a kernel: a sum of _ALPHA, _LOWER, _UPPER, _DIGIT."""
    return bytes(map(_class_of, map(chr, range(_CLASSES))))


def _class_of(character: str) -> int:
    if ord(character) >= _CLASSES:
        return 0
    kinds = (character.isalpha(), character.islower(), character.isupper(), character.isdigit())
    return sum(is_kind << place for place, is_kind in enumerate(kinds))


def _would_join(before: Sequence[str], following: str) -> bool:
    """Say whether two inline elements with nothing between them are two words, as ``html.dom`` does."""
    first, second = (_class_of(c) for c in (following + "\0\0")[:2])
    last = [*map(_class_of, reversed(before[-4:])), 0, 0, 0, 0]
    if first & _DIGIT:
        return bool(last[0] & last[1] & _ALPHA)
    if not first & _UPPER:
        return False
    if last[0] & _ALPHA:
        return bool(last[0] & _LOWER or (last[0] & last[1] & _UPPER and second & _LOWER))
    return bool(last[0] & last[1] & last[2] & last[3] & _DIGIT)
