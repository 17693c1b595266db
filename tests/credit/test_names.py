"""Names are found in any order, case and accent, and never inside other words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wiretrace.credit.names import find_reporters, fold_same_length, names_wire
from wiretrace.model import Wire


def _found(name: str, text: str) -> bool:
    return any(not hit.initials for hit in find_reporters(text, fold_same_length(text), [name]))


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("Tomas O'Brien-Hale", "By TOMAS O’BRIEN-HALE"),
        ("Tomas O'Brien-Hale", "Tomas OBrien Hale, HLNS"),
        ("Márta Lindqvist", "Marta Lindqvist"),
        ("Marta K. Lindqvist", "Marta Lindqvist"),
        ("Marta Lindqvist", "Lindqvist, Marta"),
        ("Marta Lindqvist", "Marta and Olof Lindqvist"),
        ("Ngozi Adeyemi Jr.", "by Ngozi Adeyemi"),
    ],
)
def test_a_reporter_is_found_however_the_name_is_set(name: str, text: str) -> None:
    assert _found(name, text)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("Marta Lindqvist", "Marta Lindqvister"),
        ("Marta Lindqvist", "Olof Lindqvist"),
        ("det", "Das ist det hier, Detmold"),
    ],
)
def test_another_name_is_not_taken_for_the_reporters(name: str, text: str) -> None:
    assert _found(name, text) is (name == "det")


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("PORT ELLERY (HLNS) — The board", True),
        ("By Marta Lindqvist, Hlns Business Writer", True),
        ("By Marta LindqvistHarbor Light", True),
        ("hlns in lower case in prose", False),
        ("HLNSX", False),
        ("the harbor lights went out", False),
    ],
)
def test_the_wire_is_found_by_its_names_and_initials(text: str, named: bool) -> None:
    assert names_wire(text, Wire("The Harbor Light", ("HLNS",))) is named


@given(st.text())
def test_folding_keeps_the_length(text: str) -> None:
    assert len(fold_same_length(text)) == len(text)
