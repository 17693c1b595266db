"""The terms as the rightsInfo element of NewsML-G2."""

from __future__ import annotations

from datetime import datetime

from lxml import etree

from wirecopy.renditions.rights.machine_use import forbids_training
from wirecopy.renditions.rights.statement import copyright_notice, holder
from wirecopy.renditions.rights.writable import address, xml_text
from wiretrace.model import Terms
from wiretrace.terms import notice

NAR = "http://iptc.org/std/nar/2006-10-01/"
# The vocabulary of PLUS that IPTC names for data mining.
_NO_TRAINING = "http://ns.useplus.org/ldf/vocab/DMI-PROHIBITED-AIMLTRAINING"
_OFFER_TYPE = "application/ld+json"


def rights_info(
    terms: Terms,
    *,
    terms_url: str,
    offer_url: str,
    wire_home: str,
    year: int,
    language: str = "en",
    at: datetime | None = None,
) -> etree._Element:
    """The ``rightsInfo`` of a newsItem: holder, copyright, the notice in words, links to the page and the ODRL offer.

    ``terms_url`` is the page "How to republish", ``offer_url`` the offer, ``year`` that of the first release, ``language`` that
    of the notice. ``dataMining`` is there where the terms forbid to train AI (``at`` as in ``machine_use``); it is part of a
    published standard, so no switch holds it back. The children stand in the order that the schema wants. Raises nothing.
    Source: NewsML-G2 2.35, RightsInfoType; dataMining since 2.34.
    """
    info = etree.fromstring(f'<rightsInfo xmlns="{NAR}"/>')
    party = etree.SubElement(info, f"{{{NAR}}}copyrightHolder", uri=_uri(wire_home))
    etree.SubElement(party, f"{{{NAR}}}name").text = xml_text(holder(terms))
    _text(info, "copyrightNotice", copyright_notice(terms, year=year), language)
    usage = _text(info, "usageTerms", notice(terms).strip(), language)
    usage.set("href", _uri(terms_url))
    etree.SubElement(info, f"{{{NAR}}}link", rel="irel:seeAlso", href=_uri(terms_url), contenttype="text/html")
    etree.SubElement(info, f"{{{NAR}}}link", rel="irel:seeAlso", href=_uri(offer_url), contenttype=_OFFER_TYPE)
    if forbids_training(terms, at=at):
        etree.SubElement(info, f"{{{NAR}}}dataMining", uri=_NO_TRAINING)
    return info


def _text(parent: etree._Element, name: str, words: str, language: str) -> etree._Element:
    element = etree.SubElement(parent, f"{{{NAR}}}{name}")
    element.set("{http://www.w3.org/XML/1998/namespace}lang", language)
    element.text = xml_text(words)
    return element


def _uri(text: str) -> str:
    return address(text) or xml_text(text)
