"""A font that calls kanji by the names of others is told by the form's own labels."""

from __future__ import annotations

import pytest

from normalize.matching.elements import form_sequence
from normalize.misnamed import doubt_misnamed
from normalize.reasons import Reason
from normalize.records import Answer, Finding, FindingKind, Reading
from normalize.records.places import NOWHERE, Place
from tests.normalize.printed import change

ELEMENTS = form_sequence("kiso").elements


def _answer(raw: str, page: int = 2) -> Answer:
    return Answer("I.1.1", "work.name", None, None, "①事務の名称", "text", Place(page, NOWHERE, "test"), raw=raw)


def _reading(*labels: str) -> Reading:
    answers = [_answer("就学の援助に関する事情"), _answer("かな"), _answer("県長"), _answer("事情", page=3)]
    told = [Finding(FindingKind.LABEL_VARIANT, 2, label) for label in labels]
    changes = [change("kiso", 2, {"item": "Ⅰ－１", "after": "事情"})]
    return Reading("kiso", 1, 1, 3, answers=answers, changes=changes, findings=told)


def _doubted(reading: Reading) -> list[str]:
    doubt_misnamed(reading, ELEMENTS, {3})
    return [each.raw for each in reading.answers if Reason.SIGN_UNREAD in each.reasons]


def test_kanji_that_two_labels_have_for_another_one_are_in_doubt() -> None:
    reading = _reading("①事情の名称", "②事情の概要")
    assert _doubted(reading) == ["就学の援助に関する事情"]
    cells = reading.changes[0].cells
    assert [Reason.SIGN_UNREAD in cells[name].reasons for name in ("item", "after")] == [False, True]


def test_no_kanji_is_believed_where_two_pairs_are_told() -> None:
    assert _doubted(_reading("①事情の各称", "②事情の概要", "③システムの各称")) == ["就学の援助に関する事情", "県長"]


@pytest.mark.parametrize(
    "labels",
    [[], ["①事情の名称"], ["①事情の名称"] * 2, ["①事むの名称", "②事むの概要"], ["①仕事の名前", "②仕事の中身"]],
    ids=["none", "one label", "one label twice", "kana", "other words"],
)
def test_other_labels_tell_nothing(labels: list[str]) -> None:
    assert _doubted(_reading(*labels)) == []
