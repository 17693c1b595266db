"""ninjs 3.1 and 2.2 before IPTC's own schemas."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

import pytest

from tests.cast import MARTA, NGOZI, NOTICE
from tests.wirecopy.renditions import releases
from tests.wirecopy.renditions.formats.gone import SECRETS, full_kill, full_withdrawal
from tests.wirecopy.renditions.formats.standards import assert_golden, ninjs_validator
from wirecopy.renditions.formats import ninjs
from wirecopy.renditions.release import Release, Subject

SAMPLES = {**releases.all_releases(), "full_kill": full_kill(), "full_withdrawal": full_withdrawal()}


def item(story: Release) -> Any:
    return json.loads(ninjs.render(story))


def association(story: Release, name: str) -> Any:
    return next(each for each in item(story)["associations"] if each["name"] == name)


@pytest.mark.parametrize("name", ["correction", "kill"])
def test_the_item_is_its_golden_file(name: str) -> None:
    assert_golden(f"ninjs.{name}.json", ninjs.render(SAMPLES[name]))
    assert_golden(f"ninjs22.{name}.json", ninjs.render_22(SAMPLES[name]))


@pytest.mark.parametrize("name", SAMPLES)
def test_every_sample_is_valid_ninjs_3_1(name: str) -> None:
    errors = list(ninjs_validator("3.1").iter_errors(item(SAMPLES[name])))
    assert [error.message for error in errors] == []


@pytest.mark.parametrize("name", SAMPLES)
def test_every_sample_is_valid_ninjs_2_2(name: str) -> None:
    errors = list(ninjs_validator("2.2").iter_errors(json.loads(ninjs.render_22(SAMPLES[name]))))
    assert [error.message for error in errors] == []


def test_the_validator_sees_an_own_member_and_a_bad_address() -> None:
    validator = ninjs_validator("3.1")
    assert not validator.is_valid(item(releases.release()) | {"beacon": "x"})
    assert not validator.is_valid(item(releases.release()) | {"uri": "not an address"})


def test_a_story_with_embargo_and_expiry_is_valid_in_both_versions() -> None:
    held = releases.release(
        embargo_until=datetime(2026, 2, 10, 6, tzinfo=UTC), expires=datetime(2026, 3, 10, 6, tzinfo=UTC)
    )
    newer, older = item(held), json.loads(ninjs.render_22(held))
    assert newer["embargoedUntil"] == older["embargoed"] == "2026-02-10T06:00:00Z"
    assert newer["expires"] == older["expires"] == "2026-03-10T06:00:00Z"
    assert ninjs_validator("3.1").is_valid(newer)
    assert ninjs_validator("2.2").is_valid(older)


def test_byline_and_affiliation_go_along() -> None:
    found = item(releases.release())
    assert found["by"].startswith(f"By {MARTA}, Harbor Light News Service and ")
    assert found["people"][0] == {
        "name": MARTA,
        "rel": "author",
        "uri": "https://harborlight.example/authors/marta-lindqvist",
    }
    wire = {"name": "Harbor Light News Service", "rel": "affiliation", "uri": "https://harborlight.example"}
    assert found["organisations"] == [wire]
    assert found["infoSources"][0]["name"] == "Harbor Light News Service"


def test_another_affiliation_does_not_get_the_wires_address() -> None:
    assert item(releases.odd())["organisations"][1] == {"name": "University of Ellery & HLNS", "rel": "affiliation"}


def test_terms_canonical_and_beacon_go_along() -> None:
    found = item(releases.release())
    assert found["usageTerms"] == NOTICE
    assert found["rightsInfo"] == {"linkedRights": "https://harborlight.example/republish"}
    assert found["altIds"] == [
        {"role": "canonical", "value": releases.URL},
        {"role": "beacon", "value": releases.release().beacon_url},
    ]
    assert releases.release().beacon_url in found["bodies"][0]["value"]


def test_the_logo_is_an_association_with_its_type_and_size() -> None:
    logo = association(releases.release(), "logo")
    assert (logo["rel"], logo["uri"], logo["type"]) == ("logo", releases.GIVER.logo_url, "picture")
    [rendition] = logo["renditions"]
    assert (rendition["contentType"], rendition["width"], rendition["height"]) == ("image/png", 320, 120)


def test_a_picture_carries_credit_words_and_rights() -> None:
    picture = association(releases.release(), "picture-1")
    assert picture["by"] == f"Photo: {NGOZI}/HLNS"
    assert [each["role"] for each in picture["descriptions"]] == ["caption", "alt"]
    assert "with this story only" in picture["usageTerms"]


def test_subjects_have_the_codes_of_media_topics() -> None:
    found = item(releases.release(subjects=(Subject("medtop:04000000", "economy"), Subject("own:7", "harbors"))))
    assert found["subjects"] == [
        {
            "name": "economy",
            "uri": "http://cv.iptc.org/newscodes/mediatopic/04000000",
            "literal": "medtop:04000000",
        },
        {"name": "harbors", "literal": "own:7"},
    ]


def test_places_language_and_dateline_go_along() -> None:
    found = item(releases.release())
    assert (found["places"], found["language"], found["located"]) == ([{"name": "Port Ellery"}], "en", "PORT ELLERY")


def test_a_correction_is_a_higher_version_with_its_note() -> None:
    found = item(releases.correction())
    assert (found["version"], found["pubStatus"]) == ("3", "usable")
    assert found["edNote"].startswith("CORRECTION: ")
    assert "It will cost $6.2 million." in found["edNote"]
    assert found["versionCreated"] > found["firstCreated"]


@pytest.mark.parametrize(
    ("gone", "status", "word"), [(full_kill(), "canceled", "KILL: "), (full_withdrawal(), "withheld", "WITHDRAWAL: ")]
)
def test_a_story_that_is_gone_is_its_status_and_reason(gone: Release, status: str, word: str) -> None:
    found = item(gone)
    assert (found["pubStatus"], found["version"]) == (status, "4")
    assert found["edNote"].startswith(word)
    assert gone.reason in found["edNote"]
    for written in (ninjs.render(gone), ninjs.render_22(gone)):
        assert not [secret for secret in SECRETS if secret.encode() in written]
