"""Signs in option boxes that the other boxes of their document explain."""

from __future__ import annotations

import pytest

from normalize.answers.checks.settled import settle_signs
from normalize.reasons import Reason
from normalize.records import Answer, Finding, FindingKind, Mark, Reading
from normalize.records.places import NOWHERE, Place

HERE = Place(1, NOWHERE, "", 1.0)
Read = tuple[str, bool | None]
"""A sign, and what it says by itself."""


def _settled(*rows: list[Read]) -> list[list[bool | None]]:
    """What the boxes of rows say once all of them are known."""
    reading = Reading(form="kiso")
    for n, row in enumerate(rows):
        key = (f"row.{n}", f"row.{n}", None, None)
        reading.answers.append(Answer(*key, "", "checks", HERE))
        for no, (sign, checked) in enumerate(row, 1):
            reasons = {Reason.BOX_UNCLEAR} if checked is None else set()
            reading.marks.append(Mark(*key, no, f"option {no}", checked, HERE, reasons=reasons, sign=sign or None))
            reading.answers[-1].reasons |= reasons
            if checked is None:
                reading.findings.append(Finding(FindingKind.UNKNOWN_MARK, 1, sign, key[0]))
    settle_signs(reading)
    told = {(finding.form_key, finding.text) for finding in reading.findings}
    assert told == {(mark.form_key, mark.sign or "") for mark in reading.marks if mark.checked is None}
    for answer in reading.answers:
        own = [mark for mark in reading.marks if mark.form_key == answer.form_key]
        assert (Reason.BOX_UNCLEAR in answer.reasons) == any(mark.checked is None for mark in own)
    return [[mark.checked for mark in reading.marks if mark.form_key == answer.form_key] for answer in reading.answers]


@pytest.mark.parametrize("no", ["×", "✗", "x"])
def test_a_cross_is_a_no_where_every_box_holds_a_sign(no: str) -> None:
    assert _settled([("○", True), (no, False)], [(no, None)]) == [[True, False], [False]]


def test_a_cross_among_blank_boxes_stays_open() -> None:
    assert _settled([("○", True), ("", False)], [("×", None)]) == [[True, False], [None]]


def test_crosses_alone_stay_open() -> None:
    assert _settled([("×", None), ("×", None)]) == [[None, None]]


def test_one_is_yes_and_zero_no_where_every_box_holds_one_of_them() -> None:
    assert _settled([("1", None), ("0", None)], [("０", None)]) == [[True, False], [False]]


def test_digits_beside_other_signs_stay_open() -> None:
    assert _settled([("1", None), ("0", None)], [("○", True)]) == [[None, False], [True]]


def test_a_hollow_ring_is_a_no_where_filled_ones_tick() -> None:
    assert _settled([("●", True), ("○", False)], [("○", None)]) == [[True, False], [False]]


def test_a_hollow_ring_where_hollow_rings_tick_stays_open() -> None:
    assert _settled([("●", True)], [("○", True)], [("○", None)]) == [[True], [True], [None]]


@pytest.mark.parametrize("faint", ["・", "－"])
def test_a_dot_is_in_doubt_where_some_boxes_hold_nothing_and_none_is_ticked(faint: str) -> None:
    assert _settled([(faint, False), ("", False)], [("", False)]) == [[None, False], [False]]
    assert _settled([(faint, False), ("", False)], [("○", True)]) == [[False, False], [True]]
    assert _settled([(faint, False), (faint, False)]) == [[False, False]]
