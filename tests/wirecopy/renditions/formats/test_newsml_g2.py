"""NewsML-G2 2.35 before IPTC's own schema."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from lxml import etree

from tests.cast import MARTA, NGOZI, NOTICE, TOMAS
from tests.wirecopy.renditions import releases
from tests.wirecopy.renditions.formats.gone import SECRETS, full_kill, full_withdrawal
from tests.wirecopy.renditions.formats.standards import assert_golden, schema_errors
from wirecopy.renditions.formats import newsml_g2
from wirecopy.renditions.release import Release

SCHEMA = "newsml-g2/specification/NewsML-G2_2.35-spec-All-Power.xsd"
SPACES = {"g": "http://iptc.org/std/nar/2006-10-01/", "h": "http://www.w3.org/1999/xhtml"}
HELD = {"embargo_until": datetime(2026, 2, 10, 6, tzinfo=UTC), "expires": datetime(2026, 3, 10, 6, tzinfo=UTC)}
SAMPLES = {
    **releases.all_releases(),
    "full_kill": full_kill(),
    "full_withdrawal": full_withdrawal(),
    "held": releases.release(**HELD),
    "bare": releases.release(byline=(), subjects=(), places=(), related=(), pictures=(), summary="", dateline=""),
    "refile": releases.update(signal="refile"),
}


def item(story: Release) -> Any:
    return etree.fromstring(newsml_g2.render(story))


def one(element: Any, path: str) -> Any:
    [found] = element.findall(path, SPACES)
    return found


def signals(story: Release) -> list[str]:
    return [found.get("qcode") for found in item(story).findall("g:itemMeta/g:signal", SPACES)]


@pytest.mark.parametrize("name", ["correction", "kill"])
def test_the_item_is_its_golden_file(name: str) -> None:
    assert_golden(f"newsml_g2.{name}.xml", newsml_g2.render(SAMPLES[name]))


@pytest.mark.parametrize("name", SAMPLES)
def test_every_sample_is_valid_newsml_g2(name: str) -> None:
    assert schema_errors(SCHEMA, newsml_g2.render(SAMPLES[name])) == []


def test_the_schema_sees_an_error() -> None:
    written = newsml_g2.render(releases.release()).replace(b"<urgency>5</urgency>", b"<urgency>50</urgency>")
    assert len(schema_errors(SCHEMA, written)) >= 1


def test_the_item_names_its_standard_and_its_conformance() -> None:
    found = item(releases.correction())
    assert (found.get("guid"), found.get("version")) == (releases.correction().urn, "3")
    assert (found.get("standardversion"), found.get("conformance")) == ("2.35", "power")


def test_a_correction_is_signalled_as_one_with_note_and_the_version_before_it() -> None:
    found = item(releases.correction())
    assert signals(releases.correction()) == ["sig:correction"]
    assert one(found, "g:itemMeta/g:edNote").text.startswith("CORRECTION: ")
    link = one(found, "g:itemMeta/g:link[@rel='irel:previousVersion']")
    assert (link.get("residref"), link.get("version")) == (releases.correction().urn, "2")


def test_an_update_is_signalled_as_one_and_a_first_release_is_not() -> None:
    assert signals(releases.update()) == ["sig:update"]
    assert signals(releases.release()) == []
    assert item(releases.release()).find("g:itemMeta/g:link[@rel='irel:previousVersion']", SPACES) is None


def test_each_creator_has_an_affiliation() -> None:
    creators = item(releases.release()).findall("g:contentMeta/g:creator", SPACES)
    assert [one(creator, "g:name").text for creator in creators] == [MARTA, TOMAS]
    path = "g:personDetails/g:affiliation/g:name"
    assert [one(creator, path).text for creator in creators] == ["Harbor Light News Service"] * 2
    assert creators[0].get("uri") == "https://harborlight.example/authors/marta-lindqvist"


def test_rights_carry_the_notice_and_the_link_to_the_terms() -> None:
    rights = one(item(releases.release()), "g:rightsInfo")
    assert one(rights, "g:usageTerms").text == NOTICE
    assert one(rights, "g:usageTerms").get("href") == "https://harborlight.example/republish"
    assert one(rights, "g:link").get("href") == "https://harborlight.example/republish"


def test_address_logo_and_beacon_go_along() -> None:
    found = item(releases.release())
    assert one(found, "g:itemMeta/g:altRep").text == releases.URL
    hrefs = [link.get("href") for link in found.findall("g:itemMeta/g:link", SPACES)]
    assert releases.GIVER.logo_url in hrefs
    assert one(found, "g:contentMeta/g:contentMetaExtProperty").get("value") == releases.release().beacon_url
    images = [image.get("src") for image in found.iterfind(".//h:img", SPACES)]
    assert releases.release().beacon_url in images
    assert releases.GIVER.logo_url in images


def test_a_picture_carries_credit_words_and_rights() -> None:
    path = f"g:itemMeta/g:link[@href='{releases.PICTURES[0].url}']"
    picture = one(item(releases.release()), path)
    assert one(picture, "g:creditline").text == f"Photo: {NGOZI}/HLNS"
    assert one(picture, "g:description").text == releases.PICTURES[0].caption
    assert "with this story only" in one(picture, "g:rightsInfo/g:usageTerms").text


def test_subjects_places_and_language_go_along() -> None:
    meta = one(item(releases.release()), "g:contentMeta")
    codes = [subject.get("qcode") for subject in meta.findall("g:subject", SPACES)]
    assert codes == ["medtop:04000000", "medtop:20000210", None]
    assert [name.text for name in meta.findall("g:subject/g:name", SPACES)][-1] == "Port Ellery"
    assert one(meta, "g:language").get("tag") == "en"
    assert one(meta, "g:located/g:name").text == "PORT ELLERY"


def test_embargo_and_expiry_go_along() -> None:
    meta = one(item(releases.release(**HELD)), "g:itemMeta")
    assert one(meta, "g:embargoed").text == "2026-02-10T06:00:00Z"
    assert one(meta, "g:expires").text == "2026-03-10T06:00:00Z"


def test_the_text_is_xhtml_and_keeps_every_word() -> None:
    body = one(item(releases.odd()), "g:contentSet/g:inlineXML/h:html/h:body")
    text = " ".join(" ".join(body.itertext()).split())
    assert "“5 < 7 & 7 > 5,” wrote José Ñandú-Øst" in text
    assert "سوق السمك" in text
    assert all(element.tag.startswith("{http://www.w3.org/1999/xhtml}") for element in body.iter())


@pytest.mark.parametrize(
    ("gone", "status", "word"),
    [(full_kill(), "stat:canceled", "KILL: "), (full_withdrawal(), "stat:withheld", "WITHDRAWAL: ")],
)
def test_a_story_that_is_gone_is_its_status_and_reason(gone: Release, status: str, word: str) -> None:
    found = item(gone)
    assert one(found, "g:itemMeta/g:pubStatus").get("qcode") == status
    note = one(found, "g:itemMeta/g:edNote").text
    assert note.startswith(word)
    assert gone.reason in note
    assert found.find("g:contentSet", SPACES) is None
    assert not [secret for secret in SECRETS if secret.encode() in etree.tostring(found)]
