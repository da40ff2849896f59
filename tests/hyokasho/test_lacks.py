"""What a document lacks that was read whole, and which of it is told first."""

from __future__ import annotations

import pytest

from hyokasho.document.lacks import lack
from hyokasho.document.verdict import Lack
from normalize.reasons import Reason
from normalize.records import NOWHERE, Answer, Change, ChangeCell, Finding, FindingKind, Place, Reading

PLACE = Place(1, NOWHERE, "text")


def answers(found: int, missing: int = 0) -> list[Answer]:
    made = [Answer("I.1", "a.b", None, None, "①", "text", PLACE) for _ in range(found + missing)]
    for answer in made[found:]:
        answer.reasons |= {Reason.NOT_PRINTED_HERE}
    return made


def reading(found: int, missing: int = 0, form: str = "kiso", **counts: object) -> Reading:
    made = Reading(form=form, answers=answers(found, missing), text_printed=1000)
    for name, number in counts.items():
        setattr(made, name, number)
    return made


@pytest.mark.parametrize("form", ["kiso", "henko"])
def test_a_document_of_which_all_was_read_lacks_nothing(form: str) -> None:
    assert lack(reading(20, form=form)) is None


@pytest.mark.parametrize("form", ["kiso", "henko"])
def test_what_stands_outside_the_form_lacks_in_none(form: str) -> None:
    assert lack(reading(20, form=form, text_unplaced=700, text_outside=700)) is None


@pytest.mark.parametrize(
    ("found", "missing", "code"),
    [(0, 0, "little_found"), (0, 20, "little_found"), (2, 18, "little_found"), (3, 17, "answers_not_found")],
)
def test_a_document_that_yields_next_to_nothing_is_told_as_such(found: int, missing: int, code: str) -> None:
    said = lack(reading(found, missing))
    assert said is not None and said.code == code


def test_a_document_of_changes_alone_yields_something() -> None:
    made = reading(0, form="henko")
    made.changes = [Change({"item": ChangeCell("甲", "甲", PLACE)})]
    assert lack(made) is None


def test_a_document_most_of_whose_text_is_strange_was_not_read() -> None:
    assert lack(reading(20, text_unplaced=500)) is None
    assert lack(reading(20, text_unplaced=501)) == Lack(
        "little_found", "of 1000 characters that the form prints 501 were not understood"
    )


def test_strange_text_in_an_excerpt_may_be_a_row_of_the_form() -> None:
    made = reading(20, form="henko", text_unplaced=9, text_outside=4)
    assert lack(made) == Lack("text_unplaced", "5 characters were not understood, and may be rows of the form")


def test_strange_text_in_a_form_leaves_it_whole_where_an_answer_is_in_doubt_for_it() -> None:
    assert lack(reading(20, text_unplaced=9)) is None
    assert lack(reading(20, text_unplaced=9, text_unreached=1)) == Lack(
        "text_unplaced", "1 characters were not understood and belong to no answer"
    )


def test_a_page_of_which_most_was_not_understood_was_not_read() -> None:
    made = reading(20, text_unplaced=9, strange_pages=[3, 4, 6])
    assert lack(made) == Lack("text_unplaced", "most of the text of pages 3-4, 6 was not understood")


def test_a_table_of_changes_that_was_not_read_is_told_before_what_else_lacks() -> None:
    made = reading(1, 20)
    made.findings = [Finding(FindingKind.TABLE_NOT_FOUND, 7, "変更箇所")]
    assert lack(made) == Lack("table_not_found", "the table of changes was not read (page 7)")
