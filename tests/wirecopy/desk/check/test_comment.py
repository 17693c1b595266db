"""Who was asked for comment, and how each answered."""

from __future__ import annotations

import pytest

from wirecopy.desk.check import Comment, Report, Subject, check_story

ASKED = [
    ("The harbor board did not respond to a request for comment.", [("The harbor board", "no_answer")]),
    ("The harbor board did not immediately respond to requests for comment.", [("The harbor board", "no_answer")]),
    ("The harbor board did not respond to HLNS’s request for comment.", [("The harbor board", "no_answer")]),
    ("The harbor board did not return a call seeking comment.", [("The harbor board", "no_answer")]),
    ("Moreno has not responded to e-mails.", [("Moreno", "no_answer")]),
    ("Moreno has yet to reply to a request for comment.", [("Moreno", "no_answer")]),
    ("Moreno did not respond by press time.", [("Moreno", "no_answer")]),
    ("The mayor and the harbor board did not respond to requests for comment.", [("The mayor", "no_answer"), ("the harbor board", "no_answer")]),
    ("Quay Line, Ellery Ice and the mayor did not respond to requests for comment.",
     [("Quay Line", "no_answer"), ("Ellery Ice", "no_answer"), ("the mayor", "no_answer")]),
    ("Quay Line and Port Ellery’s mayor’s office did not respond to HLNS’s request for comment.",
     [("Quay Line", "no_answer"), ("Port Ellery’s mayor’s office", "no_answer")]),
    ("Neither the mayor nor the harbor board responded to requests for comment.", [("the mayor", "no_answer"), ("the harbor board", "no_answer")]),
    ("The Department of Fish and Game did not respond to a request for comment.", [("The Department of Fish and Game", "no_answer")]),
    ("A spokesman for the mayor, Tom Hale, did not respond to a request for comment.", [("A spokesman for the mayor", "no_answer")]),
    ("Calls to the mayor and the sheriff were not returned.", [("the mayor", "no_answer"), ("the sheriff", "no_answer")]),
    ("A request for comment to the Quay Line went unanswered.", [("the Quay Line", "no_answer")]),
    ("HLNS did not hear back from Moreno.", [("Moreno", "no_answer")]),
    ("The mayor could not be reached for comment.", [("The mayor", "not_reached")]),
    ("The mayor was not able to be reached for comment.", [("The mayor", "not_reached")]),
    ("The mayor could not immediately be reached.", [("The mayor", "not_reached")]),
    ("The mayor could not be reached by telephone.", [("The mayor", "not_reached")]),
    ("The mayor was unavailable for comment.", [("The mayor", "not_reached")]),
    ("HLNS could not reach the mayor for comment.", [("the mayor", "not_reached")]),
    ("Attempts to reach the mayor were unsuccessful.", [("the mayor", "not_reached")]),
    ("HLNS received no reply from the mayor to its request for comment.", [("the mayor", "no_answer")]),
    ("Two of the pilots declined to comment.", [("Two of the pilots", "declined")]),
    ("Ellery Ice declined comment, and its chairman Tom Hale did not return a call.",
     [("Ellery Ice", "declined"), ("its chairman Tom Hale", "no_answer")]),
    ("The mayor declined to comment.", [("The mayor", "declined")]),
    ("Moreno, who sells eels, declined to comment.", [("Moreno", "declined")]),
    ("The mayor refused to comment on the sale.", [("The mayor", "declined")]),
    ("The mayor had no comment.", [("The mayor", "declined")]),
    ("The mayor would not comment.", [("The mayor", "declined")]),
    ("A Quay Line spokeswoman declined an interview request.", [("A Quay Line spokeswoman", "declined")]),
    ("Moreno said the hall was old but declined to comment further.", [("Moreno", "declined")]),
    ("Asked for comment, the mayor said the hall was safe.", [("the mayor", "answered")]),
    ("In response to a request for comment, the mayor wrote that the hall was safe.", [("the mayor", "answered")]),
    ("The mayor has been contacted for comment.", [("The mayor", "asked")]),
    ("HLNS has contacted the mayor for comment.", [("the mayor", "asked")]),
]  # fmt: skip

NOT_ASKED = [
    "The patient did not respond to treatment.",
    "The boats did not return to the harbor.",
    "The island could not be reached by road.",
    "An agreement could not be reached on Monday.",
    "A verdict could not be reached by Friday.",
    "The shares declined 3 percent.",
    "The mayor declined the award.",
    "The board refused to pay.",
    "The comment period ends in May 2027.",
    "The mayor left a comment on the page.",
    "“She declined to comment,” he said.",
    "The board took comments from 40 people.",
    "He commented on the sale at length.",
    "The market did not respond.",
    "The request was granted.",
    "The crew reached the pier at noon.",
    "No boat returned.",
    "The mayor requested an ice store.",
    "She was reached by the wave.",
    "They called the mayor a hero.",
    "The phone calls were long.",
    "The engine did not respond to the wheel.",
    "The board asked for a comment box.",
    "Interviews were held in the hall.",
    "The board answered the county in writing.",
    "Attempts to reach the island were made at dawn.",
    "The ice house had not received a reply from the line since May 2025.",
]


def check(text: str, **changes: object) -> Report:
    return check_story(Subject(text=text, language="en", **changes))  # type: ignore[arg-type]


@pytest.mark.parametrize(("sentence", "parties"), ASKED)
def test_who_was_asked_and_how_they_answered(sentence: str, parties: list[tuple[str, str]]) -> None:
    found = check(sentence).parties
    assert [(party.who, party.answer) for party in found] == parties
    assert all(sentence[party.start : party.end] == party.who for party in found)


@pytest.mark.parametrize("sentence", NOT_ASKED)
def test_what_sounds_alike_is_no_request_for_comment(sentence: str) -> None:
    assert check(sentence).parties == ()


def test_those_who_did_not_answer_get_an_advice() -> None:
    text = "The mayor did not respond to a request for comment. Moreno declined to comment. Ray could not be reached for comment."
    advice = [a for a in check(text).advice if a.kind == "comment_not_answered"]
    assert [(a.source, a.quoted) for a in advice] == [("The mayor", "The mayor"), ("Ray", "Ray")]


def test_a_party_of_the_desks_list_must_be_named_in_the_story() -> None:
    asked = (Comment("the mayor", ""), Comment("Perla Moreno", ""), Comment("Tom Hale", "He said no."))
    report = check("The mayor did not respond to a request for comment.", comment=asked)
    (advice,) = (a for a in report.advice if a.kind == "comment_not_in_text")
    assert (advice.source, advice.start) == ("Perla Moreno", None)
