"""What is printed and could not be read leaves no value that says `ok` or `blank`."""

from __future__ import annotations

import pytest

from normalize.answers.interpret import interpret
from normalize.reasons import Reason
from normalize.records import Answer, Reading, Status
from normalize.registry import Option, RowType
from tests.normalize.misread import recognized_cell
from tests.normalize.printed import TITLES, line, page, raw_answer, read_document, row, table
from tests.normalize.printed_changes import EDGES, FIRST, HEADER


def _answer(type: RowType, text: str, *options: Option | str) -> tuple[Answer, Reading]:
    reading = Reading()
    interpret([raw_answer(row(type, *options), recognized_cell(text, 0.0))], reading)
    return reading.answers[0], reading


@pytest.mark.parametrize(
    ("text", "value", "reason", "status"),
    [
        ("\ufffd橋地区市民センター", "\ufffd橋地区市民センター", Reason.SIGN_UNREAD, Status.UNCERTAIN),
        ("広域の\uf0a1\uf0a1連合", "広域の\uf0a1\uf0a1連合", Reason.SIGN_UNREAD, Status.UNCERTAIN),
        ("\ufffd", None, Reason.PICTURE_UNREAD, Status.UNREADABLE),
        ("####", "####", Reason.SIGN_UNREAD, Status.UNCERTAIN),
        ("\ufffd　\ufffd", None, Reason.PICTURE_UNREAD, Status.UNREADABLE),
    ],
)
def test_a_text_with_an_unread_sign(text: str, value: str | None, reason: Reason, status: Status) -> None:
    answer, _ = _answer(RowType.TEXT, text)
    assert (answer.raw, answer.value, answer.status) == (text, value, status)
    assert reason in answer.reasons


@pytest.mark.parametrize("text", ["\ufffd", "令和\ufffd年4月1日"])
def test_a_date_with_an_unread_sign_is_none(text: str) -> None:
    answer, _ = _answer(RowType.DATE, text)
    assert (answer.value, answer.value_date) == (None, None)
    assert answer.status in (Status.UNCERTAIN, Status.UNREADABLE)


def test_a_choice_that_could_not_be_read() -> None:
    answer, _ = _answer(RowType.CHOICE, "[ \ufffd ]", "実施する", "実施しない")
    assert answer.value is None
    assert answer.status not in (Status.OK, Status.BLANK)


def test_a_detail_with_an_unread_sign() -> None:
    _, reading = _answer(RowType.CHECKS, "[○]その他　（\ufffd田式）", Option(0, "その他", detail=True))
    (mark,) = reading.marks
    assert (mark.detail, mark.status) == ("\ufffd田式", Status.UNCERTAIN)
    assert Reason.SIGN_UNREAD in mark.reasons


def test_a_cell_of_a_change_with_an_unread_sign() -> None:
    made = page(1, table([HEADER, [*FIRST[:3], "課長　\ufffd", *FIRST[4:]]], EDGES))
    made.loose = [line((30, TITLES["kiso"]), top=60)]
    (change,) = read_document([made]).changes
    assert (change.after, change.cells["after"].reasons) == ("課長　\ufffd", {Reason.SIGN_UNREAD})
