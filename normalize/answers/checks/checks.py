"""A checks row: boxes `[ ○ ]` before each option, some with a text in parentheses, some with a number of cases.

Options stand in columns, each wrapped within its own, or one behind the other as running text; the boxes are brackets
of several kinds, or signs alone (☑). The row is read in each of these ways until one leaves nothing unexplained.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache

from extract.records import BoxState, Line
from normalize.answers.accounts import without
from normalize.answers.boxes.checkboxes import OptionBox, option_boxes
from normalize.answers.boxes.found_boxes import BoxKind, BoxTest, box_kinds, found_boxes
from normalize.answers.boxes.laid_out import Printed, lay_out
from normalize.answers.boxes.placed_boxes import LineOnPage, PlacedBox
from normalize.answers.boxes.stacked import share_out
from normalize.answers.boxes.wrapped_boxes import whole_boxes
from normalize.answers.checks.printed_options import by_length, headings, is_small_heading, split_option
from normalize.answers.checks.read_marks import Checks, ReadMark
from normalize.answers.details import is_apart, split_count, split_detail, take_count, without_end
from normalize.reasons import Reason
from normalize.registry import Row
from normalize.text.fold import fold
from normalize.text.signs import bare_boxes, is_ambiguous, is_checked, is_filled, rings

LONGEST_SIGN = 2
"""More characters than this between brackets are words, not a sign."""
FEWEST_BEHIND = 2
"""Boxes stand behind their options where so many do: one alone may be of what comes."""
BEGINNING = 3
"""So many characters of an option at the end of a line tell it."""


@dataclass(frozen=True, slots=True)
class _Labelled:
    """A box, and the text behind it."""

    placed: PlacedBox
    text: str


@dataclass(frozen=True, slots=True)
class _Way:
    """A way to read a row: its boxes, the texts that belong to none, and the characters of boxes and headings.

    `of_rings` says that the boxes are rings without brackets.
    """

    boxes: Sequence[_Labelled]
    others: Sequence[str]
    taken: str
    of_rings: bool = False


def read_printed_checks(row: Row, lines: Sequence[Line], sheets: Sequence[LineOnPage]) -> Checks:
    """The option boxes that a text layer holds in the cells of `row`, read in the way that explains most of it.

    `sheets` says where each line stands and what boxes are on it.
    """
    best: Checks | None = None
    whole = whole_boxes(lines)
    for way in _ways(row, whole, sheets, flows=whole != list(lines)):
        checks = _read_way(row, way)
        if best is None or checks.unexplained < best.unexplained:
            best = checks
        if not best.unexplained:
            break
    return best or Checks((), ())


def _ways(row: Row, lines: Sequence[Line], sheets: Sequence[LineOnPage], flows: bool) -> Iterator[_Way]:
    """The boxes with the texts behind them, and the texts that belong to none, in each way that a row may be set.

    Where the end of a line cuts a box, the row `flows` as a text does: that way is tried first.
    """
    usual, *rare = box_kinds()
    settings = (_running, _in_columns) if flows else (_in_columns, _running)
    for kind, is_box in ((usual, _holds_sign), *((kind, _is_before_option(row)) for kind in rare)):
        for set_in in settings:
            yield replace(set_in(row, lines, sheets, kind, is_box), of_rings=kind is rare[-1])
    yield from (way for kind in (usual, *rare[:-1]) if (way := _behind_options(row, lines, sheets, kind)) is not None)


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


def _in_columns(row: Row, lines: Sequence[Line], sheets: Sequence[LineOnPage], kind: BoxKind, is_box: BoxTest) -> _Way:
    boxes, others = option_boxes(lines, sheets=sheets, kind=kind, is_box=is_box)
    loose = [piece for piece in others if not is_small_heading(row, piece.text)]
    before = {id(piece): n for piece in loose if (n := _box_behind(piece, boxes)) is not None}
    loose = [piece for piece in loose if id(piece) not in before]
    given, leftover = share_out(loose, boxes)
    labelled = [
        _Labelled(_unclear(box.placed) if n in before.values() else box.placed, text_behind(box, own))
        for n, (box, own) in enumerate(zip(boxes, given, strict=True))
    ]
    taken = "".join([*(box.printed for box in boxes), *(piece.text for piece in others if piece not in loose)])
    return _Way(labelled, [piece.text for piece in leftover], taken)


def _box_behind(piece: Printed, boxes: Sequence[OptionBox]) -> int | None:
    """The box that a sign stands before on its line: it may tick that box."""
    if len(piece.text.strip()) != 1 or not is_checked(piece.text.strip()):
        return None
    behind = [(box.behind.x0, n) for n, box in enumerate(boxes) if box.behind.y == piece.y and box.behind.x0 > piece.x0]
    return min(behind)[1] if behind else None


def _unclear(placed: PlacedBox) -> PlacedBox:
    return replace(placed, state=BoxState.UNCLEAR)


def _running(row: Row, lines: Sequence[Line], sheets: Sequence[LineOnPage], kind: BoxKind, is_box: BoxTest) -> _Way:
    """The boxes of options that follow each other as a text does, over the ends of lines."""
    boxes: list[_Labelled] = []
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
        boxes += [_Labelled(box.placed, laid.text[box.stop : stop]) for box, stop in zip(found, stops[1:], strict=True)]
        taken += "".join(laid.text[box.start : box.stop] for box in found)
    taken += "".join(text for text in before if is_small_heading(row, text))
    return _Way(boxes, [text for text in before if not is_small_heading(row, text)], taken)


def _behind_options(row: Row, lines: Sequence[Line], sheets: Sequence[LineOnPage], kind: BoxKind) -> _Way | None:
    """The boxes of options that each stand before theirs; None where any text or box stands otherwise."""
    boxes: list[_Labelled] = []
    text, taken = "", ""
    for line, sheet in zip(lines, sheets, strict=True):
        laid = lay_out(line)
        found = found_boxes(laid, line, sheet, kind, _is_known_sign)
        if not found and is_small_heading(row, line.text):
            taken += line.text
            continue
        stop = 0
        for box in found:
            boxes.append(_Labelled(box.placed, (text + laid.text[stop : box.start]).strip()))
            text, stop = "", box.stop
            taken += laid.text[box.start : box.stop]
        text += laid.text[stop:]
    options = [split_option(row.options, box.text)[0] for box in boxes]
    numbers = {option.no for option in options if option is not None}
    whole = len(numbers) == len(options) >= FEWEST_BEHIND and not text.strip()
    return _Way(boxes, (), taken) if whole else None


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


def read_apart(row: Row, boxes: Sequence[tuple[PlacedBox, str]], others: Sequence[str]) -> Checks:
    """Boxes of a row that stand apart from their options, each with the text of its own; `others` are no options."""
    loose = [text for text in others if not is_small_heading(row, text)]
    taken = "".join([*(placed.sign for placed, _ in boxes), *(text for text in others if is_small_heading(row, text))])
    return _read_way(row, _Way([_Labelled(placed, text) for placed, text in boxes], loose, taken))


def _read_way(row: Row, way: _Way) -> Checks:
    marks = [_read(row, box, checked) for box, checked in zip(way.boxes, _ticks(way), strict=True)]
    for n, mark in enumerate(marks[:-1]):
        unknown = mark.option is None and is_checked(mark.printed.strip()[-1:])
        bare = mark.detail if Reason.UNBALANCED_BRACKETS in mark.reasons else None
        if unknown or any(is_checked(text) for text in (mark.leftover, bare) if text):  # it may tick the next box
            marks[n + 1] = replace(marks[n + 1], checked=None, reasons=marks[n + 1].reasons | {Reason.BOX_UNCLEAR})
    return Checks(tuple(marks), tuple(way.others), way.taken)


def _ticks(way: _Way) -> list[bool | None]:
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


def _read(row: Row, box: _Labelled, checked: bool | None) -> ReadMark:
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
