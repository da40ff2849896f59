"""A checks row: boxes `[ ○ ]` before each option, some with a text in parentheses, some with a number of cases.

The row is read in each way that it may be set (`box_ways.py`) until one leaves nothing unexplained.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from extract.records import Line
from normalize.answers.accounts import without
from normalize.answers.boxes.placed_boxes import LineOnPage, PlacedBox
from normalize.answers.checks.box_ways import BoxWay, LabelledBox, box_ways
from normalize.answers.checks.read_marks import Checks, ReadMark
from normalize.answers.details import is_apart, split_count, split_detail, take_count, without_end
from normalize.answers.options.spelled_options import headings, is_small_heading, split_option
from normalize.reasons import Reason
from normalize.registry import Row
from normalize.text.signs import is_ambiguous, is_checked, is_filled


def read_printed_checks(row: Row, lines: Sequence[Line], sheets: Sequence[LineOnPage]) -> Checks:
    """The option boxes that a text layer holds in the cells of `row`, read in the way that explains most of it.

    `sheets` says where each line stands and what boxes are on it.
    """
    best: Checks | None = None
    for way in box_ways(row, lines, sheets):
        checks = _read_way(row, way)
        if best is None or checks.unexplained < best.unexplained:
            best = checks
        if not best.unexplained:
            break
    return best or Checks((), ())


def read_apart(row: Row, boxes: Sequence[tuple[PlacedBox, str]], others: Sequence[str]) -> Checks:
    """Boxes of a row that stand apart from their options, each with the text of its own; `others` are no options."""
    loose = [text for text in others if not is_small_heading(row, text)]
    taken = "".join([*(placed.sign for placed, _ in boxes), *(text for text in others if is_small_heading(row, text))])
    return _read_way(row, BoxWay([LabelledBox(placed, text) for placed, text in boxes], loose, taken))


def _read_way(row: Row, way: BoxWay) -> Checks:
    marks = [_read(row, box, checked) for box, checked in zip(way.boxes, _ticks(way), strict=True)]
    for n, mark in enumerate(marks[:-1]):
        unknown = mark.option is None and is_checked(mark.printed.strip()[-1:])
        bare = mark.detail if Reason.UNBALANCED_BRACKETS in mark.reasons else None
        if unknown or any(is_checked(text) for text in (mark.leftover, bare) if text):  # it may tick the next box
            marks[n + 1] = replace(marks[n + 1], checked=None, reasons=marks[n + 1].reasons | {Reason.BOX_UNCLEAR})
    return Checks(tuple(marks), tuple(way.others), way.taken)


def _ticks(way: BoxWay) -> list[bool | None]:
    """Whether each box of a row is ticked: a cross beside a ring is a no, one alone may be either.

    So is a hollow ring beside a filled one.
    """
    boxes = way.boxes
    if way.of_rings:
        filled = [is_filled(box.placed.sign) for box in boxes]
        return [own or (False if any(filled) else None) for own in filled]
    ticked = any(box.placed.checked and not is_ambiguous(box.placed.sign) for box in boxes)
    return [
        (False if ticked else None) if box.placed.checked and is_ambiguous(box.placed.sign) else box.placed.checked
        for box in boxes
    ]


def _read(row: Row, box: LabelledBox, checked: bool | None) -> ReadMark:
    text = box.text.strip()
    option, behind = split_option(row.options, text)
    rest = without_end(behind, headings(row.options)) if behind.strip() else ""
    mark = ReadMark(option, text, checked, None, None, box.placed, reasons=unclear(checked), taken=text)
    if option is None or (rest and not is_apart(rest)):
        name, count = split_count(text) if any(option.count for option in row.options) else (text, None)
        return replace(mark, option=None, printed=name, count=count, reasons=mark.reasons | {Reason.OPTION_UNKNOWN})
    taken = text[: len(text) - len(behind)] + behind[len(rest) :]
    mark = replace(mark, taken=taken)
    if option.count:
        count, left, told = take_count(rest)
        if not told:
            return replace(mark, leftover=rest.strip(), reasons=mark.reasons | {Reason.COUNT_UNREAD})
        mark, rest = replace(mark, count=count, taken=taken + without(rest, left)), left
    elif option.detail:
        detail, left = split_detail(rest)
        if detail is None and left:
            mark, detail, left = replace(mark, reasons=mark.reasons | {Reason.UNBALANCED_BRACKETS}), left, ""
            detail = detail.lstrip("（(").strip() or None
        mark, rest = replace(mark, detail=detail, taken=taken + without(rest, left)), left
    if rest.strip():
        mark = replace(mark, leftover=rest.strip(), reasons=mark.reasons | {Reason.TEXT_BESIDE_BRACKETS})
    return mark


def unclear(checked: bool | None) -> frozenset[Reason]:
    """The reason that a box gives that is neither ticked nor blank."""
    return frozenset({Reason.BOX_UNCLEAR}) if checked is None else frozenset()
