"""Texts and addresses as XML, headers and the lines of robots.txt can hold them, whatever somebody typed."""

from __future__ import annotations

import re
from urllib.parse import quote, urlsplit

# Extensible Markup Language 1.0, fifth edition, production 2 (Char).
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_GAP = re.compile(r"[\s\x00-\x1f\x7f-\x9f]+")
_MAIL = re.compile(r"[A-Za-z0-9.!#$%&*+/=?^_`{|}~-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+")
# RFC 3986: the reserved signs, the unreserved ones, and the percent sign of what is encoded already. Brackets belong to
# the host of an IPv6 address only, so they are left out.
_OF_ADDRESSES = "%/:?#@!$&'()*+,;=-._~"


def xml_text(text: str) -> str:
    """``text`` without the signs that XML 1.0 cannot hold; U+FFFD stands where they stood."""
    return _NOT_XML.sub("�", text)


def one_line(text: str) -> str:
    """``text`` as one line: each run of white space and control characters is one space."""
    return _GAP.sub(" ", text).strip()


def address(text: str | None) -> str:
    """An absolute address of the web in ASCII, percent-encoded; empty for everything else.

    No line break, quotation mark or space stays as it is, so that the address can stand in a header, in an attribute and in
    a line of robots.txt. Source: RFC 3986, sections 2.1 and 2.2.
    """
    wanted = (text or "").strip()
    try:
        parts = urlsplit(wanted)
        is_whole = parts.scheme in ("http", "https") and bool(parts.hostname)
    except ValueError:  # "http://[" is no address
        return ""
    if not is_whole or _GAP.search(wanted):
        return ""
    return quote(wanted, safe=_OF_ADDRESSES, errors="replace")


def mail_address(text: str | None) -> str:
    """The first e-mail address in ``text``; empty where there is none."""
    found = _MAIL.search(text or "")
    return found.group() if found else ""
