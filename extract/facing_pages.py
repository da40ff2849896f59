"""Two pages side by side on one sheet (2-up prints) → a page each, in reading order.

What tells such a sheet from a wide page: nothing crosses its middle, and what stands right of it begins and ends as far
from the middle as what stands left of it does from the sheet's edge. A table that is as wide as the sheet crosses it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from extract.records import Box, Cell, Checkbox, Half, Line, Page, Placement, SetAside, SetOff

WIDER = 1.25
"""A sheet with two pages side by side is so many times as wide as high at least."""
GUTTER = 6.0
"""Points left and right of the middle in which nothing stands."""
SAME_EDGE = 3.0
"""Points by which the edges of both pages may differ."""
WIDE = 0.6
"""The frames of a page are so wide at least, as a share of it."""
LINES = 8
"""Where nothing is ruled, so many lines stand on both pages at least."""
AT_EDGE = 3
"""So many of them begin at the left edge of their page."""
FULL = 8
"""A sheet with so many texts on either side of its middle may hold two pages, wherever these begin."""
MAYBE = "may_be_two_pages"
"""Among a page's problems: it may be two pages side by side, and was read as one."""


def facing_pages(sheets: Iterable[Page]) -> Iterator[Page]:
    """The pages of sheets, both of which bear the number of their sheet; whatever holds no two pages goes by as it is.

    After a first sheet that shows it for certain, others need only have nothing in their middle. One before it that
    may hold two pages says so.
    """
    known = False
    for sheet in sheets:
        middle = sheet.width / 2
        if not _may_hold_two(sheet):
            yield sheet
        elif known or _stand_alike(sheet, middle):
            known = True
            yield from _halves(sheet, middle)
        else:
            if all(_texts(sheet, middle, right) >= FULL for right in (False, True)):
                sheet.problems.append(MAYBE)
            yield sheet


def _may_hold_two(sheet: Page) -> bool:
    if sheet.ocr or sheet.width < WIDER * sheet.height or not (sheet.cells or sheet.loose):
        return False
    middle = sheet.width / 2
    return not any(box.x0 < middle + GUTTER and box.x1 > middle - GUTTER for box in _boxes(sheet))


def _texts(sheet: Page, middle: float, right: bool) -> int:
    """How many texts stand on one side of the middle."""
    lines = (*sheet.loose, *(line for cell in sheet.cells for line in cell.lines))
    return sum(any((run.x0 > middle) == right for run in line.runs) for line in lines)


def _boxes(sheet: Page) -> Iterator[Box]:
    """Where the cells of a sheet stand, and the runs of its lines."""
    yield from (cell.box for cell in sheet.cells)
    for line in (*sheet.loose, *(line for cell in sheet.cells for line in cell.lines)):
        yield from (line.box._replace(x0=run.x0, x1=run.x1) for run in line.runs)


def _stand_alike(sheet: Page, middle: float) -> bool:
    """Whether what stands right of the middle begins and ends at the places where what stands left of it does."""
    frames = [[cell.box for cell in sheet.cells if (cell.box.x0 > middle) == right] for right in (False, True)]
    if all(frames):
        left, right = (Box.around(boxes) for boxes in frames)
        alike = abs(left.x0 - right.x0 + middle) <= SAME_EDGE and abs(left.x1 - right.x1 + middle) <= SAME_EDGE
        return alike and left.width >= WIDE * middle
    if sheet.cells:
        return False
    starts = [_starts(sheet.loose, middle, right) for right in (False, True)]
    if any(len(each) < LINES for each in starts):
        return False
    edges = [min(each) for each in starts]
    begun = [sum(x - edge <= SAME_EDGE for x in each) for each, edge in zip(starts, edges, strict=True)]
    return abs(edges[0] - edges[1] + middle) <= SAME_EDGE and min(begun) >= AT_EDGE


def _starts(lines: Sequence[Line], middle: float, right: bool) -> list[float]:
    """Where lines begin on one of the pages."""
    runs = [[run.x0 for run in line.runs if (run.x0 > middle) == right] for line in lines]
    return [min(each) for each in runs if each]


def _halves(sheet: Page, middle: float) -> Iterator[Page]:
    """The pages of a sheet; one on which nothing stands is left out, unless both are empty."""
    left = replace(
        sheet, half=Half.LEFT, width=middle, cells=_cells(sheet.cells, middle, right=False),
        loose=_lines(sheet.loose, middle, right=False), checkboxes=_of(sheet.checkboxes, middle, right=False),
        bands=_parts(sheet.bands, middle, right=False), shelves=_parts(sheet.shelves, middle, right=False),
        set_aside=_aside(sheet.set_aside, middle, right=False), set_off=_set_off(sheet.set_off, middle, right=False),
    )  # fmt: skip
    right = replace(
        left, half=Half.RIGHT, cells=_cells(sheet.cells, middle, right=True),
        loose=_lines(sheet.loose, middle, right=True), checkboxes=_of(sheet.checkboxes, middle, right=True),
        bands=_parts(sheet.bands, middle, right=True), shelves=_parts(sheet.shelves, middle, right=True),
        set_aside=_aside(sheet.set_aside, middle, right=True), set_off=_set_off(sheet.set_off, middle, right=True),
        watermark="", left_out={}, attached=[], problems=list(sheet.problems),
        placement=sheet.placement.after(Placement(c=middle)),
    )  # fmt: skip
    yield left
    if right.cells or right.loose or right.set_aside:
        yield right


def _cells(cells: Sequence[Cell], middle: float, right: bool) -> list[Cell]:
    own = [n for n, cell in enumerate(cells) if (cell.box.x0 > middle) == right]
    places = {n: place for place, n in enumerate(own)}
    return [
        replace(
            cells[n], box=_moved(cells[n].box, middle, right), lines=tuple(_lines(cells[n].lines, middle, right)),
            checkboxes=tuple(_of(cells[n].checkboxes, middle, right)),
            parent=places.get(parent) if (parent := cells[n].parent) is not None else None,
        ) for n in own
    ]  # fmt: skip


def _lines(lines: Sequence[Line], middle: float, right: bool) -> list[Line]:
    """The lines of one page; one that stands on both is parted."""
    found = []
    for line in lines:
        runs = [run for run in line.runs if (run.x0 > middle) == right]
        if runs:
            box = line.box if len(runs) == len(line.runs) else line.box._replace(x0=runs[0].x0, x1=runs[-1].x1)
            moved = runs if not right else [run._replace(x0=run.x0 - middle, x1=run.x1 - middle) for run in runs]
            found.append(replace(line, runs=tuple(moved), box=_moved(box, middle, right)))
    return found


def _of(boxes: Sequence[Checkbox], middle: float, right: bool) -> list[Checkbox]:
    return [replace(each, box=_moved(each.box, middle, right)) for each in boxes if (each.box.x0 > middle) == right]


def _aside(texts: Sequence[SetAside], middle: float, right: bool) -> list[SetAside]:
    return [replace(each, box=_moved(each.box, middle, right)) for each in texts if (each.box.x0 > middle) == right]


def _set_off(places: Sequence[SetOff], middle: float, right: bool) -> list[SetOff]:
    return [each._replace(box=_moved(each.box, middle, right)) for each in places if (each.box.x0 > middle) == right]


def _parts(boxes: Sequence[Box], middle: float, right: bool) -> list[Box]:
    return [_moved(box, middle, right) for box in boxes if (box.x0 > middle) == right]


def _moved(box: Box, middle: float, right: bool) -> Box:
    return box._replace(x0=box.x0 - middle, x1=box.x1 - middle) if right else box
