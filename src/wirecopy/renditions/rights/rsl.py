"""The terms as Really Simple Licensing 1.0: what machines may do with the stories."""

from __future__ import annotations

from datetime import datetime

from lxml import etree

from wirecopy.renditions.rights import Signals
from wirecopy.renditions.rights.machine_use import forbids_training
from wirecopy.renditions.rights.statement import contact, holder
from wirecopy.renditions.rights.writable import address, xml_text
from wiretrace.model import Terms

MEDIA_TYPE = "application/rsl+xml"
_RSL = "https://rslstandard.org/rsl"


def document(
    terms: Terms, *, signals: Signals, content_url: str, terms_url: str, at: datetime | None = None
) -> bytes | None:
    """Write the RSL document of the wire; ``None`` where RSL is off or the terms say nothing about training AI.

    ``content_url`` is what it is about (an address or a path of robots.txt such as ``/stories/*``), ``terms_url`` the page
    "How to republish". The document permits ``search`` and prohibits ``ai-train``: a licence of RSL that names no permitted
    use can be read as permitting all that it does not prohibit, so silent terms get no document rather than one that gives
    away. RSL knows no bylines, days or tiers; ``terms`` leads to them. Raises nothing.
    Source: RSL 1.0, sections 3.4 to 3.6 (at most one ``permits`` and ``prohibits`` of a type; tokens separated by spaces).
    """
    if not signals.rsl or not forbids_training(terms, at=at):
        return None
    root = etree.fromstring(f'<rsl xmlns="{_RSL}"/>')
    content = _child(root, "content", url=address(content_url) or xml_text(content_url))
    licence = _child(content, "license")
    _child(licence, "permits", type="usage").text = "search"
    _child(licence, "prohibits", type="usage").text = "ai-train"
    _child(content, "copyright", type="organization", **_ways(terms)).text = xml_text(holder(terms))
    _child(content, "terms").text = address(terms_url) or xml_text(terms_url)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True)


def link_header(terms: Terms, *, signals: Signals, document_url: str, at: datetime | None = None) -> str | None:
    """The value of a Link header that leads from a page to the RSL document; ``None`` where there is none."""
    url = address(document_url)
    if not url or not signals.rsl or not forbids_training(terms, at=at):
        return None
    return f'<{url}>; rel="license"; type="{MEDIA_TYPE}"'


def _child(parent: etree._Element, name: str, **attributes: str) -> etree._Element:
    return etree.SubElement(parent, f"{{{_RSL}}}{name}", attributes)


def _ways(terms: Terms) -> dict[str, str]:
    ways = contact(terms)
    return {f"contact{way.capitalize()}": ways[way] for way in ("email", "url") if way in ways}
