"""What is not certain is listed for a person to look at, once for each answer."""

from __future__ import annotations

from extract.records import Box
from normalize.doubts import doubts
from normalize.records import Answer, Change, Finding, FindingKind, Mark, Place, Reading, Status

PLACE = Place(3, Box(0, 0, 9, 9), "ppocr+pdfplumber", 0.4)


def answer(key: str, type: str, status: Status, raw: str = "") -> Answer:
    return Answer(key, "x", None, None, "x", type, PLACE, raw=raw, status=status)


def mark(option: str, status: Status) -> Mark:
    return Mark("IV.audit", "audit.kinds", None, None, 1, option, None, PLACE, status=status)


def test_doubtful_answers_boxes_and_changes_are_told_once_each() -> None:
    reading = Reading(
        form="kiso",
        answers=[
            answer("I.1.1", "text", Status.OK, "sure"),
            answer("I.4.1", "choice", Status.UNKNOWN_OPTION, "検討中"),
            answer("IV.audit", "checks", Status.UNCERTAIN),
        ],
        marks=[mark("自己点検", Status.OK), mark("内部監査", Status.UNREADABLE), mark("外部監査", Status.UNCERTAIN)],
        changes=[Change(9, "", "Ⅰ　項目", "", "", "", "", Status.UNCERTAIN), Change(9, "", "", "", "", "", "")],
    )
    assert list(doubts(reading)) == [
        Finding(FindingKind.LOW_CONFIDENCE, 3, "検討中", "I.4.1"),
        Finding(FindingKind.LOW_CONFIDENCE, 3, "内部監査、外部監査", "IV.audit"),
        Finding(FindingKind.LOW_CONFIDENCE, 9, "Ⅰ　項目", "henko"),
    ]
