"""Options in cells of their own, ticked in the cells beside, above or below them; nested ones or not."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from extract.records import AS_DISPLAYED, Box, BoxState, Line
from normalize.answers.boxes.placed_boxes import PlacedBox
from normalize.answers.checks.checks import read_apart
from normalize.answers.checks.read_marks import Checks
from normalize.answers.options.spelled_options import is_small_heading, split_option
from normalize.layout.printed_cells import InnerCell, PrintedCell
from normalize.registry import Row
from normalize.text.signs import is_checked

EDGE = 4.0
"""Points by which the edges of two cells that touch may lie apart."""
_Pair = tuple[InnerCell, InnerCell]
_Beside = Callable[[Box, Box], bool]


def _is_left(tick: Box, option: Box) -> bool:
    return abs(tick.x1 - option.x0) <= EDGE and _overlap(tick.top, tick.bottom, option.top, option.bottom)


def _is_right(tick: Box, option: Box) -> bool:
    return _is_left(option, tick)


def _is_above(tick: Box, option: Box) -> bool:
    return abs(tick.bottom - option.top) <= EDGE and _overlap(tick.x0, tick.x1, option.x0, option.x1)


def _is_below(tick: Box, option: Box) -> bool:
    return _is_above(option, tick)


def _overlap(a0: float, a1: float, b0: float, b1: float) -> bool:
    return min(a1, b1) - max(a0, b0) > min(a1 - a0, b1 - b0) / 2


def read_tick_cells(row: Row, cells: Sequence[PrintedCell]) -> Checks | None:
    """The boxes of a row whose options and ticks stand in cells of their own; None where they do not, or in two ways.

    Each option must have its cell on the same side, and each cell that is blank or ticked its option.
    """
    if any(cell.recognized for cell in cells) or not (len(cells) > 1 or any(cell.inner for cell in cells)):
        return None
    boxes: list[tuple[PlacedBox, str]] = []
    others: list[str] = []
    for page in dict.fromkeys(cell.page for cell in cells):
        here = [cell for cell in cells if cell.page == page]
        inner = [each for cell in here for each in cell.inner or [InnerCell(cell.box, cell.lines)]]
        heads = [each.text for each in inner if is_small_heading(row, each.text)]
        pairs = _pairs(row, [each for each in inner if not is_small_heading(row, each.text)])
        if pairs is None:
            return None
        others += heads
        boxes += [(_placed(here[0], tick), option.text) for tick, option in pairs]
        for cell in here:
            outside = _outside(cell) if cell.inner else []
            if outside is None:
                return None
            others += outside
    return read_apart(row, boxes, others)


def _pairs(row: Row, inner: Sequence[InnerCell]) -> list[_Pair] | None:
    """Each tick's cell with that of its option; None where a cell is neither, or where nothing or too much tells it."""
    ticks = [cell for cell in inner if _may_tick(cell)]
    options = [cell for cell in inner if split_option(row.options, cell.text)[0] is not None]
    if len(ticks) + len(options) != len(inner):
        return None
    ways = [way for side in (_is_left, _is_right, _is_above, _is_below) if (way := _paired(ticks, options, side))]
    return ways[0] if len(ways) == 1 else None


def _paired(ticks: Sequence[InnerCell], options: Sequence[InnerCell], is_beside: _Beside) -> list[_Pair] | None:
    """The cells of ticks and options that stand so beside each other, where each has one of the other kind."""
    pairs = [(tick, option) for option in options for tick in ticks if is_beside(tick.box, option.box)]
    whole = len(pairs) == len(options) == len({id(tick) for tick, _ in pairs}) == len({id(each) for _, each in pairs})
    used = {id(tick) for tick, _ in pairs}
    return pairs if whole and all(id(tick) in used or not tick.text.strip() for tick in ticks) else None


def _may_tick(cell: InnerCell) -> bool:
    return is_checked(cell.text.strip()) is not None


def _outside(cell: PrintedCell) -> list[str] | None:
    """The texts of a cell outside the nested ones; None where some text of these is not found in it as it is."""
    outside = [
        "".join(run.text for run in line.runs if not _is_within(run.x0, run.x1, line, cell)) for line in cell.lines
    ]
    told = "".join([*outside, *(each.text for each in cell.inner)])
    whole = sorted("".join(told.split())) == sorted("".join(cell.text.split()))
    return [text for text in outside if text.strip()] if whole else None


def _is_within(x0: float, x1: float, line: Line, cell: PrintedCell) -> bool:
    x, y = (x0 + x1) / 2, (line.box.top + line.box.bottom) / 2
    return any(each.box.x0 <= x <= each.box.x1 and each.box.top <= y <= each.box.bottom for each in cell.inner)


def _placed(cell: PrintedCell, tick: InnerCell) -> PlacedBox:
    shown = tick.box if cell.placement is AS_DISPLAYED else cell.placement.box(tick.box)
    sign = tick.text.strip()
    state = BoxState.SELECTED if sign else BoxState.UNSELECTED
    return PlacedBox(cell.page, shown, tick.box.bottom, state, sign, 1.0)
