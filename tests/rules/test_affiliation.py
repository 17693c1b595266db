"""AFFIL: the forms that terms state hold where there is a reporter to name in them."""

from dataclasses import replace

import pytest

from tests.rules.copies import STORY, a_copy, a_page, judged

FORMS = ("{name}, {wire}", "{name} of {wire}")
UNSIGNED = replace(STORY, byline=())


@pytest.mark.parametrize(
    ("line", "answer"),
    [
        ("By Marta Lindqvist, Harbor Light News Service", "kept"),
        ("By Marta Lindqvist of the HLNS", "kept"),
        ("By Marta Lindqvist | Harbor Light News Service", "broken"),
        ("By Marta Lindqvist", "broken"),
    ],
)
def test_a_signed_story_is_credited_in_one_of_the_forms(line: str, answer: str) -> None:
    copy = a_copy(a_page(above=f'<p class="byline">{line}</p>'))
    assert judged("AFFIL", copy, formats=FORMS).answer == answer


def test_a_form_with_a_name_is_not_asked_of_a_story_without_one() -> None:
    credited = a_copy(a_page(above='<p class="byline">By Harbor Light News Service</p>'), UNSIGNED)
    assert judged("AFFIL", credited, formats=FORMS).answer == "kept"
    assert judged("AFFIL", a_copy(a_page(), UNSIGNED), formats=FORMS).answer == "broken"
