"""Which addresses a rendition may write: those of the web, and no others."""

from __future__ import annotations

from urllib.parse import urlsplit


def web_address(address: str) -> str:
    """Give ``address`` if it is absolute, of ``http`` or ``https`` and free of control signs; else an empty string.

    What publishers paste runs on their sites: ``javascript:``, ``data:`` and their like never leave the wire, and a
    relative address would point at the publisher's own site.
    """
    wanted = address.strip()
    if any(sign.isspace() or not sign.isprintable() for sign in wanted):
        return ""
    try:
        parts = urlsplit(wanted)
        is_whole = bool(parts.hostname)
    except ValueError:  # "http://[" is no address
        return ""
    return wanted if is_whole and parts.scheme in ("http", "https") else ""
