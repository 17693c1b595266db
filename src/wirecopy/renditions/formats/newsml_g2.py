"""NewsML-G2 2.35: one version of a story as a news item, conformance power."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from lxml import etree
from lxml import html as lxml_html

from wirecopy.renditions.formats.content import content
from wirecopy.renditions.formats.ed_note import ed_note
from wirecopy.renditions.formats.iptc import located, logo_type, pub_status
from wirecopy.renditions.formats.normal import normal, stamp, utc
from wirecopy.renditions.formats.syndicated import picture_rights
from wirecopy.renditions.release import Credit, Giver, Picture, Release

_NAR = "http://iptc.org/std/nar/2006-10-01/"
_XHTML = "http://www.w3.org/1999/xhtml"
_SPACES: Any = {_NAR: {None: _NAR}, _XHTML: {None: _XHTML}}  # without a prefix, which the stubs of lxml do not know
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_CATALOG = "http://www.iptc.org/std/catalog/catalog.IPTC-G2-Standards_41.xml"
_BEACON = "urn:x-wirecopy:beacon"
# a first release needs none; a kill and a withdrawal speak through pubStatus, the only place G2 has for them
_SIGNALS = {"correction": "sig:correction", "update": "sig:update", "refile": "sig:update"}
_NAME = re.compile(r"[A-Za-z_][\w.-]*")


def render(release: Release) -> bytes:
    """A newsItem in UTF-8, valid against NewsML-G2_2.35-spec-All-Power.xsd.

    Its text is the whole package as XHTML. A story that is gone is its urn, version, times, status, note and provider.
    Source: IPTC, NewsML-G2 2.35; signals http://cv.iptc.org/newscodes/signal/, links .../itemrelation/.
    """
    release = normal(release)
    root = etree.Element(f"{{{_NAR}}}newsItem", nsmap=_SPACES[_NAR])
    for name, value in _identity(release):
        root.set(name, value)
    _add(root, "catalogRef", href=_CATALOG)
    if not release.is_gone:
        _add_rights(root, release)
    _add_management(_add(root, "itemMeta"), release)
    if not release.is_gone:
        _add_description(_add(root, "contentMeta"), release)
        _add_text(_add(root, "contentSet"), release)
    return etree.tostring(root, encoding="UTF-8", xml_declaration=True)


def _identity(release: Release) -> Iterator[tuple[str, str]]:
    yield "guid", release.urn
    yield "version", str(release.version)
    yield from (("standard", "NewsML-G2"), ("standardversion", "2.35"), ("conformance", "power"))
    yield _LANG, release.language


def _add(parent: etree._Element, element: str, text: str | None = None, /, **attributes: str) -> etree._Element:
    """A child of the NAR namespace; attributes that say nothing are left out."""
    child = etree.SubElement(parent, f"{{{_NAR}}}{element}")
    for name, value in attributes.items():
        if value:
            child.set(name, value)
    child.text = text
    return child


def _add_named(parent: etree._Element, element: str, name: str, /, **attributes: str) -> etree._Element:
    child = _add(parent, element, **attributes)
    _add(child, "name", name)
    return child


def _add_rights(root: etree._Element, release: Release) -> None:
    rights = _add(root, "rightsInfo")
    wire = release.wire
    _add_named(rights, "copyrightHolder", wire.name, uri=wire.home)
    _add(rights, "copyrightNotice", f"© {utc(release.released).year} {wire.name}")
    _add(rights, "usageTerms", release.notice_text, href=release.terms_url)
    if release.terms_url:
        _add(rights, "link", rel="irel:seeAlso", href=release.terms_url)


def _add_management(meta: etree._Element, release: Release) -> None:
    _add(meta, "itemClass", qcode="ninat:text")
    _add_provider(meta, release.wire)
    _add(meta, "versionCreated", stamp(release.changed))
    _add(meta, "firstCreated", stamp(release.released))
    if release.embargo_until and not release.is_gone:
        _add(meta, "embargoed", stamp(release.embargo_until))
    _add(meta, "pubStatus", qcode=f"stat:{pub_status(release)}")
    if note := ed_note(release):
        _add(meta, "edNote", note)
    if signal := _SIGNALS.get(release.signal):
        _add(meta, "signal", qcode=signal)
    if not release.is_gone:
        _add_places_of_use(meta, release)
    if release.version > 1:
        _add(meta, "link", rel="irel:previousVersion", residref=release.urn, version=str(release.version - 1))
    if not release.is_gone:
        _add_companions(meta, release)


def _add_provider(meta: etree._Element, wire: Giver) -> None:
    provider = _add_named(meta, "provider", wire.name, uri=wire.home)
    if wire.licensing_email:
        contact = _add(_add(provider, "organisationDetails"), "contactInfo")
        _add(contact, "email", wire.licensing_email)


def _add_places_of_use(meta: etree._Element, release: Release) -> None:
    if release.url:
        _add(meta, "altRep", release.url, contenttype="text/html")
    if release.expires:
        _add(meta, "expires", stamp(release.expires))


def _add_companions(meta: etree._Element, release: Release) -> None:
    """Logo, pictures and related stories: things beside the text, so links, not content of this item."""
    wire = release.wire
    if wire.logo_url:
        logo = _add(meta, "link", rel="irel:associatedWith", href=wire.logo_url, contenttype=logo_type(wire))
        _add(logo, "title", f"{wire.name} logo")
    for picture in release.pictures:
        _add_picture(meta, picture)
    for related in release.related:
        _add(_add(meta, "link", rel="irel:seeAlso", href=related.url), "title", related.headline)


def _add_picture(meta: etree._Element, picture: Picture) -> None:
    link = _add(meta, "link", rel="irel:associatedWith", href=picture.url, contenttype=picture.media_type)
    _add(link, "itemClass", qcode="ninat:picture")
    if picture.alt:
        _add(link, "title", picture.alt)
    if picture.caption:
        _add(link, "description", picture.caption, role="drol:caption")
    if picture.credit:
        _add(link, "creditline", picture.credit)
    if rights := picture_rights(picture):
        _add(_add(link, "rightsInfo"), "usageTerms", rights)


def _add_description(meta: etree._Element, release: Release) -> None:
    _add(meta, "urgency", str(release.priority))
    if place := located(release):
        _add_named(meta, "located", place)
    _add_named(meta, "infoSource", release.wire.name, uri=release.wire.home)
    for credit in release.byline:
        _add_creator(meta, credit, release.wire)
    _add(meta, "language", tag=release.language)
    for subject in release.subjects:
        _add_named(meta, "subject", subject.name, qcode=subject.code)
    for name in release.places:
        _add_named(meta, "subject", name, type="cpnat:geoArea", literal=name)
    _add_lines(meta, release)


def _add_creator(meta: etree._Element, credit: Credit, wire: Giver) -> None:
    creator = _add_named(meta, "creator", credit.name, uri=credit.url)
    if credit.affiliation and credit.name != wire.name:  # an unsigned story is the wire's, which is no person
        home = wire.home if credit.affiliation == wire.name else ""
        _add_named(_add(creator, "personDetails"), "affiliation", credit.affiliation, uri=home)


def _add_lines(meta: etree._Element, release: Release) -> None:
    lines = {
        "slugline": release.slug,
        "headline": release.headline,
        "dateline": release.dateline,
        "by": release.byline_text,
        "creditline": release.wire.name,
    }
    for tag, text in lines.items():
        if text:
            _add(meta, tag, text)
    if release.summary:
        _add(meta, "description", release.summary, role="drol:summary")
    if release.beacon_url:
        _add(meta, "contentMetaExtProperty", reluri=_BEACON, value=release.beacon_url)


def _add_text(content_set: etree._Element, release: Release) -> None:
    inline = _add(content_set, "inlineXML", contenttype="application/xhtml+xml")
    page = etree.SubElement(inline, f"{{{_XHTML}}}html", nsmap=_SPACES[_XHTML])
    page.set(_LANG, release.language)
    head = etree.SubElement(page, f"{{{_XHTML}}}head")
    etree.SubElement(head, f"{{{_XHTML}}}title").text = release.headline
    body = etree.SubElement(page, f"{{{_XHTML}}}body")
    _copy(lxml_html.fragment_fromstring(content(release)), body)


def _copy(source: etree._Element, parent: etree._Element) -> None:
    """``source`` and all below it as XHTML under ``parent``; comments and names that XML does not know stay behind."""
    child = etree.SubElement(parent, f"{{{_XHTML}}}{source.tag}")
    child.text = source.text
    for name, value in source.items():
        if _NAME.fullmatch(str(name)):
            child.set(name, value)
    for below in source:
        if isinstance(below.tag, str) and _NAME.fullmatch(below.tag):  # a comment has no name
            _copy(below, child)
            child[-1].tail = below.tail
        else:
            _keep_tail(child, below.tail or "")


def _keep_tail(parent: etree._Element, text: str) -> None:
    if len(parent):
        parent[-1].tail = (parent[-1].tail or "") + text
    else:
        parent.text = (parent.text or "") + text
