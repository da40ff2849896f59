"""Rows of the wide tables carry the state of the answers that they are made of."""

from __future__ import annotations

from extract.records import Box
from normalize.arrow.entities import wide_rows
from normalize.reasons import Reason
from normalize.records import Answer, Place, Reading
from normalize.registry import load_registry

PLACE = Place(4, Box(0, 0, 9, 9), "pdfium")
HEAD = {"document_id": "d", "form": "juten"}


def answer(key: str, value: str | None, *reasons: Reason) -> Answer:
    row = load_registry().forms["juten"].row(key)
    made = Answer(
        key, row.field_id, 1, 1 if row.group else None, row.label, str(row.type), PLACE, reasons=frozenset(reasons)
    )
    made.raw, made.value = value or "", value
    return made


def test_an_entrustment_is_as_doubtful_as_its_gravest_part() -> None:
    parts = [
        answer("II.4.itaku.name", "電算処理", Reason.LOW_TEXT_CONFIDENCE),
        answer("II.4.itaku.1", None),
        answer("II.4.itaku.3", "株式会社アイウ", Reason.POSITION_UNCERTAIN),
    ]
    (row,) = wide_rows(HEAD, Reading(form="juten", answers=parts))["entrustments"]
    assert (row["status"], row["status_reasons"]) == ("uncertain", ["low_text_confidence", "position_uncertain"])


def test_an_entrustment_whose_parts_are_sure_or_blank_is_ok() -> None:
    parts = [answer("II.4.itaku.name", "電算処理"), answer("II.4.itaku.1", None)]
    (row,) = wide_rows(HEAD, Reading(form="juten", answers=parts))["entrustments"]
    assert (row["status"], row["status_reasons"]) == ("ok", None)


def test_an_instance_of_which_nothing_was_found_is_no_row() -> None:
    parts = [answer("II.4.itaku.name", None, Reason.NOT_PRINTED_HERE), answer("II.4.itaku.1", None)]
    assert list(wide_rows(HEAD, Reading(form="juten", answers=parts))["entrustments"]) == []


def test_risks_and_legal_bases_bear_the_state_of_their_answers() -> None:
    parts = [answer("III.2.r1.ok", "十分である", Reason.PAGE_INCOMPLETE), answer("I.4", "番号法第9条第1項")]
    made = wide_rows(HEAD, Reading(form="juten", answers=parts))
    tables = {name: list(rows) for name, rows in made.items()}
    assert [(row["status"], row["status_reasons"]) for row in tables["risks"]] == [("uncertain", ["page_incomplete"])]
    assert [(row["law"], row["status"]) for row in tables["legal_bases"]] == [("番号法", "ok")]
