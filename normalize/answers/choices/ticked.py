"""A choice whose options each have a box, or a cell, of their own: `☑ 十分である　☐ 課題が残されている`, `[○]する`."""

from __future__ import annotations

from collections.abc import Sequence

from extract.records import Line
from normalize.answers.boxes.placed_boxes import LineOnPage
from normalize.answers.checks.checks import read_printed_checks
from normalize.answers.checks.read_marks import Checks
from normalize.answers.checks.tick_cells import read_tick_cells
from normalize.answers.choices.choices import Choice
from normalize.answers.details import take_count
from normalize.layout.printed_cells import PrintedCell
from normalize.reasons import Reason
from normalize.registry import Row, RowType


def read_ticked_choice(row: Row, lines: Sequence[Line], sheets: Sequence[LineOnPage]) -> Choice | None:
    """The option whose box is ticked; None where not each option of the row has one box, or other text stands there."""
    return _ticked(row, read_printed_checks(row, lines, sheets))


def read_choice_of_cells(row: Row, cells: Sequence[PrintedCell]) -> Choice | None:
    """The option whose cell is ticked; None where options and ticks have no cells of their own."""
    checks = read_tick_cells(row, cells)
    return None if checks is None else _ticked(row, checks)


def _ticked(row: Row, checks: Checks) -> Choice | None:
    left, count = "".join(checks.leftover + tuple(mark.leftover for mark in checks.marks)), None
    if row.type is RowType.CHOICE_WITH_COUNT:
        count, left, _ = take_count(left)
    options = sorted(mark.option.no for mark in checks.marks if mark.option)
    if left or len(options) < 2 or options != [option.no for option in row.options]:
        return None
    ticked = [mark.option for mark in checks.marks if mark.checked]
    taken = "".join(checks.told)
    if any(mark.checked is None for mark in checks.marks):
        return Choice("", None, frozenset({Reason.BOX_UNCLEAR}), count, taken=taken)
    if len(ticked) > 1:
        return Choice("", None, frozenset({Reason.SECOND_VALUE}), count, taken=taken)
    option = ticked[0] if ticked else None
    return Choice(option.label if option else "", option, count=count, taken=taken)
