"""The boxes of a row with the texts behind them, in each way that the row may be set.

Options stand in columns, each wrapped within its own, or one behind the other as running text; the boxes are brackets
of several kinds, or signs alone (☑).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache

from extract.records import BoxState, Line
from normalize.answers.boxes.checkboxes import OptionBox, option_boxes
from normalize.answers.boxes.found_boxes import BoxKind, BoxTest, box_kinds, found_boxes
from normalize.answers.boxes.laid_out import Printed, lay_out
from normalize.answers.boxes.placed_boxes import LineOnPage, PlacedBox
from normalize.answers.boxes.stacked import share_out
from normalize.answers.boxes.wrapped_boxes import whole_boxes
from normalize.answers.options.spelled_options import by_length, is_small_heading, split_option
from normalize.registry import Row
from normalize.text.fold import fold
from normalize.text.signs import bare_boxes, is_checked, rings

LONGEST_SIGN = 2
"""More characters than this between brackets are words, not a sign."""
FEWEST_BEHIND = 2
"""Boxes stand behind their options where so many do: one alone may be of what comes."""
BEGINNING = 3
"""So many characters of an option at the end of a line tell it."""


@dataclass(frozen=True, slots=True)
class LabelledBox:
    """A box, and the text behind it."""

    placed: PlacedBox
    text: str


@dataclass(frozen=True, slots=True)
class BoxWay:
    """A way to read a row: its boxes, the texts that belong to none, and the characters of boxes and headings.

    `of_rings` says that the boxes are rings without brackets.
    """

    boxes: Sequence[LabelledBox]
    others: Sequence[str]
    taken: str
    of_rings: bool = False


def box_ways(row: Row, lines: Sequence[Line], sheets: Sequence[LineOnPage]) -> Iterator[BoxWay]:
    """The boxes with the texts behind them, and the texts that belong to none, in each way that a row may be set.

    Where the end of a line cuts a box, the row flows as a text does: that way is tried first.
    """
    usual, *rare = box_kinds()
    whole = whole_boxes(lines)
    settings = (_in_columns, _running) if whole == list(lines) else (_running, _in_columns)
    for kind, is_box in ((usual, _holds_sign), *((kind, _is_before_option(row)) for kind in rare)):
        for set_in in settings:
            yield replace(set_in(row, whole, sheets, kind, is_box), of_rings=kind is rare[-1])
    yield from (way for kind in (usual, *rare[:-1]) if (way := _behind_options(row, whole, sheets, kind)) is not None)


def _holds_sign(inside: str, behind: str) -> bool:
    del behind
    return len(fold(inside)) <= LONGEST_SIGN


def _is_known_sign(inside: str, behind: str) -> bool:
    del behind
    return is_checked(inside) is not None


def _is_before_option(row: Row) -> BoxTest:
    """Brackets that are often something else are boxes only before an option, or before so much as a line holds."""

    def is_box(inside: str, behind: str) -> bool:
        return _holds_sign(inside, behind) and (
            split_option(row.options, behind)[0] is not None or _begins_option(row, inside, behind)
        )

    return is_box


def _begins_option(row: Row, inside: str, behind: str) -> bool:
    """Whether the end of a line, or the next box, cuts an option that begins there, or parts it from its box (□)."""
    if not behind.strip():
        return inside.strip() in tuple(bare_boxes())
    text = fold(_up_to_box().split(behind.lstrip())[0])
    return len(text) >= BEGINNING and any(spelling.startswith(text) for spelling, _ in by_length(row.options))


@cache
def _up_to_box() -> re.Pattern[str]:
    """What may be another box: a bracket that opens, or a sign that is a box itself."""
    return re.compile(rf"[{re.escape(bare_boxes() + rings())}\[［〔【]|\s(?=[(（])")


def _in_columns(
    row: Row, lines: Sequence[Line], sheets: Sequence[LineOnPage], kind: BoxKind, is_box: BoxTest
) -> BoxWay:
    boxes, others = option_boxes(lines, sheets=sheets, kind=kind, is_box=is_box)
    loose = [piece for piece in others if not is_small_heading(row, piece.text)]
    before = {id(piece): n for piece in loose if (n := _box_behind(piece, boxes)) is not None}
    loose = [piece for piece in loose if id(piece) not in before]
    given, leftover = share_out(loose, boxes)
    labelled = [
        LabelledBox(_unclear(box.placed) if n in before.values() else box.placed, text_behind(box, own))
        for n, (box, own) in enumerate(zip(boxes, given, strict=True))
    ]
    taken = "".join([*(box.printed for box in boxes), *(piece.text for piece in others if piece not in loose)])
    return BoxWay(labelled, [piece.text for piece in leftover], taken)


def _box_behind(piece: Printed, boxes: Sequence[OptionBox]) -> int | None:
    """The box that a sign stands before on its line: it may tick that box."""
    if len(piece.text.strip()) != 1 or not is_checked(piece.text.strip()):
        return None
    behind = [(box.behind.x0, n) for n, box in enumerate(boxes) if box.behind.y == piece.y and box.behind.x0 > piece.x0]
    return min(behind)[1] if behind else None


def _unclear(placed: PlacedBox) -> PlacedBox:
    return replace(placed, state=BoxState.UNCLEAR)


def _running(row: Row, lines: Sequence[Line], sheets: Sequence[LineOnPage], kind: BoxKind, is_box: BoxTest) -> BoxWay:
    """The boxes of options that follow each other as a text does, over the ends of lines."""
    boxes: list[LabelledBox] = []
    before: list[str] = []
    taken = ""
    for n, (line, sheet) in enumerate(zip(lines, sheets, strict=True)):
        laid = lay_out(line)
        below = lines[n + 1].text if n + 1 < len(lines) else ""
        found = found_boxes(laid, line, sheet, kind, _going_on(is_box, below))
        stops = [*(box.start for box in found), len(laid.text)]
        head = laid.text[: stops[0]]
        if found and len(head.strip()) == 1 and is_checked(head.strip()):  # it may tick the box that it stands before
            taken += head.strip()
            found[0] = found[0]._replace(placed=_unclear(found[0].placed))
        elif boxes:
            boxes[-1] = replace(boxes[-1], text=boxes[-1].text + head)
        elif head.strip():
            before.append(head.strip())
        boxes += [
            LabelledBox(box.placed, laid.text[box.stop : stop]) for box, stop in zip(found, stops[1:], strict=True)
        ]
        taken += "".join(laid.text[box.start : box.stop] for box in found)
    taken += "".join(text for text in before if is_small_heading(row, text))
    return BoxWay(boxes, [text for text in before if not is_small_heading(row, text)], taken)


def _behind_options(row: Row, lines: Sequence[Line], sheets: Sequence[LineOnPage], kind: BoxKind) -> BoxWay | None:
    """The boxes of options that each stand before theirs; None where any text or box stands otherwise."""
    boxes: list[LabelledBox] = []
    text, taken = "", ""
    for line, sheet in zip(lines, sheets, strict=True):
        laid = lay_out(line)
        found = found_boxes(laid, line, sheet, kind, _is_known_sign)
        if not found and is_small_heading(row, line.text):
            taken += line.text
            continue
        stop = 0
        for box in found:
            boxes.append(LabelledBox(box.placed, (text + laid.text[stop : box.start]).strip()))
            text, stop = "", box.stop
            taken += laid.text[box.start : box.stop]
        text += laid.text[stop:]
    options = [split_option(row.options, box.text)[0] for box in boxes]
    numbers = {option.no for option in options if option is not None}
    whole = len(numbers) == len(options) >= FEWEST_BEHIND and not text.strip()
    return BoxWay(boxes, (), taken) if whole else None


def _going_on(is_box: BoxTest, below: str) -> BoxTest:
    """The test of a box on a line that goes on on the next one."""
    return lambda inside, behind: is_box(inside, behind + below)


def text_behind(box: OptionBox, pieces: Sequence[Printed]) -> str:
    """The text behind a box in print order; pieces wrapped around its parentheses go between them.

    Pieces that begin left of what stands in these go on behind the line: it ends with a parenthesis within them.
    """
    behind = box.behind
    above = "".join(piece.text for piece in pieces if piece.y < behind.y)
    below = "".join(piece.text for piece in pieces if piece.y >= behind.y)
    closing, opening = re.search(r"[）)]\s*$", behind.text), re.search("[（(]", behind.text)
    if closing and opening and pieces and all(piece.x0 >= box.inside_from for piece in pieces):
        inside = behind.text[opening.end() : closing.start()].strip()
        return f"{behind.text[: opening.end()]}{above}{inside}{below}{behind.text[closing.start() :]}"
    return behind.text + above + below
