"""Whatever somebody types into the terms, no header is split, no XML breaks and no JSON does."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from tests.wirecopy.renditions.rights import drawn
from tests.wirecopy.renditions.rights.test_agreement import FORBIDDING, ON
from wirecopy.renditions.rights.newsml_g2 import NAR, rights_info
from wirecopy.renditions.rights.ninjs import item_rights
from wirecopy.renditions.rights.odrl import offer, terms_from_offer
from wirecopy.renditions.rights.robots import robots_lines
from wirecopy.renditions.rights.rsl import document, link_header
from wirecopy.renditions.rights.schema_org import article_rights
from wirecopy.renditions.rights.tdmrep import headers, meta, well_known
from wirecopy.renditions.rights.writable import address, mail_address, one_line, xml_text
from wiretrace.model import Rule, Terms, Wire

ADDRESSES = (
    "https://harborlight.example/a\r\nX-Evil: 1",
    'https://harborlight.example/"><script>',
    "https://harborlight.example/ü ber/%zz?a=b c",
    "javascript:alert(1)",
    "http://[",
    "",
)
anything = st.one_of(st.sampled_from((*drawn.HOSTILE, *ADDRESSES)), st.text(st.characters()))


def hostile(words: str) -> Terms:
    wire = Wire(words, (words,), (words,), (words,), words)
    rules = (Rule("NOEDIT", text=words, except_publishers=(words,)), drawn.NO_TRAINING)
    return Terms(words, rules, wire=wire, contact=words, licence=words, licence_url=words, source=words)


@settings(deadline=None)
@given(anything, anything)
def test_no_value_of_a_header_or_a_robots_line_holds_a_line_break(words: str, url: str) -> None:
    terms = hostile(words)
    lines = robots_lines(terms, signals=ON, rsl_url=url)
    values = [
        *headers(terms, signals=ON, policy_url=url).values(),
        *(content for _, content in meta(terms, signals=ON, policy_url=url)),
        link_header(terms, signals=ON, document_url=url) or "",
        *lines.everybody, *lines.crawlers, *lines.file,
    ]  # fmt: skip
    for value in values:
        assert value.isascii()
        assert value.isprintable()
    assert '"><' not in "".join(values)


@settings(deadline=None)
@given(anything, anything)
def test_no_word_breaks_the_xml(words: str, url: str) -> None:
    terms = hostile(words)
    info = rights_info(terms, terms_url=url, offer_url=url, wire_home=url, year=2026)
    again = etree.fromstring(etree.tostring(info))
    assert [child.tag.removeprefix(f"{{{NAR}}}") for child in again] == [
        "copyrightHolder", "copyrightNotice", "usageTerms", "link", "link", "dataMining",
    ]  # fmt: skip
    written = document(terms, signals=ON, content_url=url, terms_url=url)
    assert written is not None
    assert [child.tag.rpartition("}")[2] for child in etree.fromstring(written)[0]] == ["license", "copyright", "terms"]


@settings(deadline=None)
@given(anything, anything)
def test_no_word_breaks_the_json(words: str, url: str) -> None:
    terms = hostile(words)
    for value in (
        offer(terms, uid=url, target=url, wire_home=url),
        article_rights(terms, terms_url=url, wire_home=url, credit=words, year=2026),
        item_rights(terms, offer_url=url, year=2026),
        well_known(terms, signals=ON, policy_url=url),
    ):
        assert json.loads(json.dumps(value)) == value


@pytest.mark.parametrize("words", drawn.HOSTILE)
def test_hostile_words_come_back_from_the_offer_as_they_were(words: str) -> None:
    terms = replace(hostile(words), rules=(Rule("NOEDIT", text=words, except_publishers=(words,)),))
    written = json.dumps(offer(terms, uid=drawn.UID, target=drawn.STORIES, wire_home=drawn.HOME))
    assert terms_from_offer(json.loads(written)) == terms


def test_an_address_is_of_the_web_or_nothing() -> None:
    assert [address(each) for each in ADDRESSES] == [
        "",
        "https://harborlight.example/%22%3E%3Cscript%3E",
        "",
        "",
        "",
        "",
    ]
    assert address("https://harborlight.example/hafen-ü") == "https://harborlight.example/hafen-%C3%BC"
    assert address(None) == ""


def test_what_cannot_stand_somewhere_is_replaced_and_the_rest_stays() -> None:
    assert xml_text("a\x00b\tc ]]>") == "a\ufffdb\tc ]]>"
    assert one_line(" a\r\n b\x85c ") == "a b c"
    assert mail_address("Write to licensing@harborlight.example.") == drawn.CONTACT
    assert mail_address("https://harborlight.example") == ""
    assert FORBIDDING.contact == drawn.CONTACT
