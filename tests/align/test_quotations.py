"""Where a text quotes somebody, in the marks that newsrooms use."""

import pytest

from wiretrace.align.quotations import in_quotation, quotations, takes_part_of
from wiretrace.model import Span


def quoted(text: str) -> list[str]:
    return [text[span.start : span.end] for span in quotations(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('She said: "We sail." And left.', ["We sail."]),
        ("“We sail,” she said, “at noon.”", ["We sail,", "at noon."]),
        ("„Wir fahren“, sagte sie.", ["Wir fahren"]),
        ("»Wir fahren«, sagte sie.", ["Wir fahren"]),
        ("« Nous partons », dit-elle.", [" Nous partons "]),
        ("‘We sail at noon,’ the master’s mate said.", ["We sail at noon,"]),
        ("“A first paragraph that runs on.\n“And its second.”", ["A first paragraph that runs on.", "And its second."]),
        ("“A quotation that nobody closes", ["A quotation that nobody closes"]),
        ("It’s the master’s, not the mates’ boat.", []),
        ("A board of 5'10\" by 6'.", []),
        ("", []),
    ],
)
def test_quotations_are_found_in_every_house_s_marks(text: str, expected: list[str]) -> None:
    assert quoted(text) == expected


def test_a_quotation_ends_in_its_paragraph() -> None:
    assert quoted('The sign read "Open.\nNobody came." It rained.')[0] == "Open."


def test_a_range_touches_a_quotation_or_takes_a_part_of_it() -> None:
    text = "“We sail at noon,” she said."
    spans = quotations(text)
    assert in_quotation(spans, 0, 3)
    assert not in_quotation(spans, 18, 27)
    assert takes_part_of(spans, text, Span(9, 16))
    assert not takes_part_of(spans, text, Span(0, 18))
    assert not takes_part_of(spans, text, Span(19, 27))
