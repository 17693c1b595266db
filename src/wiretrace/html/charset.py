"""Which characters a page's bytes are: byte order mark, header, meta, then what decodes.

The order and the label aliases follow the WHATWG Encoding standard (https://encoding.spec.whatwg.org/).
"""

from __future__ import annotations

import codecs
import re
from functools import lru_cache

_BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_HEADER = re.compile(r"charset\s*=\s*[\"']?\s*([\w.:+-]+)", re.I)
_META = re.compile(rb"<meta\b[^>]{0,512}?charset\s*=\s*[\"']?\s*([\w.:+-]+)", re.I)
_XML = re.compile(rb"^\s*<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([\w.:+-]+)", re.I)
_META_BYTES = 4096
_ENOUGH_MULTIBYTE = 16  # bytes beyond one a character; two-byte texts of four characters have passed for UTF-8

_ALIASES = {
    "iso-8859-1": "windows-1252",
    "iso8859-1": "windows-1252",
    "iso_8859-1": "windows-1252",
    "latin1": "windows-1252",
    "latin-1": "windows-1252",
    "us-ascii": "windows-1252",
    "ascii": "windows-1252",
    "ansi": "windows-1252",
    "cp1252": "windows-1252",
    "x-cp1252": "windows-1252",
    "iso-8859-9": "windows-1254",
    "latin5": "windows-1254",
    "iso-8859-11": "windows-874",
    "tis-620": "windows-874",
    "windows-874": "cp874",
    "gb2312": "gb18030",
    "gb_2312": "gb18030",
    "gbk": "gb18030",
    "x-gbk": "gb18030",
    "big5": "big5hkscs",
    "big5-hkscs": "big5hkscs",
    "shift_jis": "cp932",
    "shift-jis": "cp932",
    "sjis": "cp932",
    "x-sjis": "cp932",
    "windows-31j": "cp932",
    "x-euc-jp": "euc_jp",
    "euc-kr": "cp949",
    "ks_c_5601-1987": "cp949",
    "ksc5601": "cp949",
    "windows-949": "cp949",
    "x-mac-cyrillic": "mac_cyrillic",
    "macintosh": "mac_roman",
    "utf8": "utf-8",
    "utf-16": "utf-16-le",
    "unicode": "utf-16-le",
}
_NOT_FOR_PAGES = frozenset(
    ("utf-7", "utf_7", "idna", "punycode", "unicode_escape", "raw_unicode_escape", "mbcs", "oem")
)


def decode(data: bytes | bytearray, content_type: str | None = None) -> tuple[str, str]:
    """Turn a page's bytes into text; the second part names the charset that was used.

    Never raises: bytes that fit nothing are read as their declared charset with U+FFFD in place of what is broken.
    Cost: linear, at most three passes.
    """
    for mark, name in _BOMS:
        if data.startswith(mark):
            return data[len(mark) :].decode(name, "replace"), name
    wide = _wide_without_mark(data)
    if wide:
        return data.decode(wide, "replace"), wide
    return _decode_as(data, declared(data, content_type))


def as_utf8(data: bytes | bytearray, content_type: str | None = None) -> tuple[bytes | bytearray, str | None]:
    """Give a page's bytes as ``Sieve.sift`` reads them: UTF-8, or one byte a character and the upper 128 characters.

    The same charset as ``decode`` chooses, without a pass over pages that declare UTF-8 or nothing; such a page may turn
    out to be broken. Cost: some microseconds, else that of decoding.
    """
    for mark, name in _BOMS:
        if data.startswith(mark):
            return (data if name == "utf-8" else _transcoded(data[len(mark) :], name)), None
    wide = _wide_without_mark(data)
    if wide:
        return _transcoded(data, wide), None
    name = declared(data, content_type) or "utf-8"
    if name == "utf-8" or _is_utf8_all_the_same(data):
        return data, None
    high = upper_half(name)
    return (data, high) if high else (_transcoded(data, name), None)


def _transcoded(data: bytes | bytearray, name: str) -> bytes:
    return data.decode(name, "replace").encode("utf-8", "replace")


@lru_cache
def upper_half(name: str) -> str | None:
    """Give the characters of bytes 128 to 255, if the charset has one byte a character and ASCII below."""
    ascii_bytes, upper = bytes(range(128)), bytes(range(128, 256))
    each = "".join(bytes([byte]).decode(name, "replace") for byte in upper)
    is_single = len(each) == 128 and upper.decode(name, "replace") == each
    return each if is_single and ascii_bytes.decode(name, "replace") == ascii_bytes.decode("ascii") else None


def declared(data: bytes | bytearray, content_type: str | None = None) -> str | None:
    """Name the known charset that the header, else the page's first 4 KB, declares; ``None``: none that exists."""
    if content_type:
        in_header = _HEADER.search(content_type)
        known = _known(in_header.group(1)) if in_header else None
        if known:
            return known
    head = data[:_META_BYTES]
    in_page = _XML.search(head) or _META.search(head)
    known = _known(in_page.group(1).decode("ascii")) if in_page else None
    # A meta that an ASCII reader could read is not UTF-16, whatever it says (WHATWG "prescan", step 14).
    return "utf-8" if known and known.startswith("utf-16") else known


@lru_cache
def _known(label: str) -> str | None:
    name = label.strip().lower()
    name = _ALIASES.get(name, name)
    name = _ALIASES.get(name, name)
    if name in _NOT_FOR_PAGES:
        return None
    try:
        info = codecs.lookup(name)
    except LookupError:
        return None
    # bytes-to-bytes codecs (hex, zlib) are not charsets, and one of them is a decompression bomb
    return name if info._is_text_encoding else None


def _decode_as(data: bytes | bytearray, name: str | None) -> tuple[str, str]:
    if name and name != "utf-8" and not _is_utf8_all_the_same(data):
        return data.decode(name, "replace"), name
    try:
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        return _not_quite_utf8(data)


def _is_utf8_all_the_same(data: bytes | bytearray) -> bool:
    """Say whether a page that declares another charset is UTF-8: templates outlive the charset that they name.

    Text in another charset is well-formed UTF-8 by chance only where it is short.
    """
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return len(data) - len(text) >= _ENOUGH_MULTIBYTE


def _not_quite_utf8(data: bytes | bytearray) -> tuple[str, str]:
    """Tell a windows-1252 page from a UTF-8 page with a few broken bytes (cut characters, mixed includes)."""
    text = data.decode("utf-8", "replace")
    broken = text.count("\ufffd")
    multibyte = len(data) - len(text)  # bytes that UTF-8 needs beyond one a character; a broken one counts nothing
    if multibyte > broken:  # most of what is not ASCII is well-formed UTF-8
        return text, "utf-8"
    return data.decode("windows-1252", "replace"), "windows-1252"


def _wide_without_mark(data: bytes | bytearray) -> str | None:
    """Know UTF-16 without a mark by the NUL in every other byte of ASCII markup."""
    head = data[:256]
    if len(head) < 4 or 0 not in head:
        return None
    even, odd = head[0::2], head[1::2]
    if odd.count(0) > 0.7 * len(odd) and even.count(0) < 0.1 * len(even):
        return "utf-16-le"
    if even.count(0) > 0.7 * len(even) and odd.count(0) < 0.1 * len(odd):
        return "utf-16-be"
    return None
