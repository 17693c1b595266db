"""House style says the same in other words; a fact that changed is never style."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from wiretrace.align.edits import kind_of
from wiretrace.align.house_style import is_style

DAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
MONTHS = ["January", "March", "June", "July", "August", "December"]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("600 miles", "965 kilometres"),
        ("600 miles", "965 km"),
        ("on Monday", "on March 2"),
        ("Monday", "Mon"),
        ("March 3", "3 March"),
        ("Feb. 12", "February 12"),
        ("yesterday", "on Tuesday"),
        ("earlier this month", "on Tuesday"),
        ("colour", "color"),
        ("organise", "organize"),
        ("adviser", "advisor"),
        ("per cent", "percent"),
        ("eleven", "11"),
        ("1,000", "1000"),
        ("the U.S.", "the US"),
        ("25°C", "77°F"),
        ("25 degrees Celsius", "77 °F"),
        ("-5°C", "23 degrees Fahrenheit"),
        ("7:30 p.m.", "19:30"),
        ("7 p.m", "19.00 Uhr"),
        ("12:15 a.m.", "0:15"),
        ("12 p.m.", "12:00"),
        ("19h30", "7:30pm"),
        ("600 Meilen", "965 Kilometer"),
        ("10 millas", "16 kilómetros"),
        ("5 miles", "huit kilomètres"),
        ("am Montag", "am 2. März"),
        ("mercredi", "hier"),
        ("3. Oktober", "Oktober 3"),
        ("le 14 juillet", "14 juillet"),
        ("il 1º maggio", "1 maggio"),
        ("zwölf", "12"),
        ("25 Grad Celsius", "77 °F"),
        ("1,200.50", "1.200,50"),
        ("20 000", "20,000"),
        ("1.5.2024", "1/5/2024"),
        ("19 Uhr", "7 p.m."),
    ],
)
def test_the_same_in_another_house_is_style_both_ways(old: str, new: str) -> None:
    assert is_style(old, new)
    assert is_style(new, old)


@pytest.mark.parametrize(
    ("old", "new", "kind"),
    [
        ("600 miles", "600 kilometres", "number"),
        ("eleven", "12", "number"),
        ("he drove 600 miles", "she crawled 965 km", "wording"),
        ("Ruth, 600 miles off", "nobody, 965 km off", "name"),
        ("3 hrs", "3 a.m.", "wording"),
        ("25°C", "80°F", "number"),
        ("25°C", "25°F", "number"),
        ("25°C", "26°C", "number"),
        ("7:30 p.m.", "18:30", "number"),
        ("7:30 p.m.", "7:30 a.m.", "wording"),
        ("7 p.m.", "8 p.m.", "number"),
        ("March 3", "March 4", "number"),
        ("on Monday", "on Tuesday", "name"),
        ("on March 3", "on April 3", "name"),
        ("not guilty", "guilty", "wording"),
        ("3.5", "35", "number"),
        ("1.5 million", "15 million", "number"),
        ("1,200", "12.00", "number"),
        ("-3", "3", "number"),
        ("3-5", "3.5", "number"),
        ("Montag", "Dienstag", "name"),
        ("en juin", "en juillet", "wording"),
        ("im März", "im Mai", "name"),
        ("mardi", "mercredi", "wording"),
        ("600 Meilen", "600 Kilometer", "number"),
        ("3 h", "3 Uhr", "name"),
    ],
)
def test_another_fact_is_not(old: str, new: str, kind: str) -> None:
    assert kind_of(old, new, quoted=False) == kind


@given(st.sampled_from([DAYS, MONTHS]), st.data())
def test_another_day_or_month_is_never_style(names: list[str], data: st.DataObject) -> None:
    one, other = data.draw(st.sampled_from(names)), data.draw(st.sampled_from(names))
    assume(one != other)
    assert not is_style(f"on {one}", f"on {other}")
    assert not is_style(f"{one} 3", f"{other} 3")


@given(st.integers(1, 100_000), st.integers(1, 100_000))
def test_another_quantity_is_never_style(one: int, other: int) -> None:
    assume(one != other)
    assert kind_of(f"{one} miles", f"{other} miles", quoted=False) == "number"


@given(whole=st.integers(1, 9999), part=st.integers(0, 99), mark=st.sampled_from(",.-–:"))
def test_digits_that_are_parted_elsewhere_are_never_style(whole: int, part: int, mark: str) -> None:
    assert not is_style(f"{whole}{mark}{part:02}", f"{whole}{part:02}")
