"""Ruled cells → printed rows, top to bottom: what a reader takes in at once, from left to right.

A row is a label with what stands right of it. Boxes nested in a cell are read as part of that cell, and a cell that
spans several rows (the upright 再委託, the narrow indent of child rows) belongs to the first of them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from itertools import islice

from extract.records import AS_DISPLAYED, Box, Cell, LeftOut, Line, Page, SetOff
from normalize.layout.printed_cells import InnerCell, PrintedCell, PrintedRow, boxes_by_line, merged_lines

SAME_EDGE = 2.5
"""Points by which edges of one ruling may differ."""
HANGING = 1.7
"""Lines of a label begin within so many font sizes of its cell's edge: those behind ① may hang."""
BEYOND, NEAR_EDGE = 2.0, 1.2
"""A cell that reaches so far (points) beyond its page is cropped; a line that ends so few font sizes before its edge
may go on there."""


def printed_rows(
    page: Page, is_label: Callable[[str], bool], page_before: int | None = None, is_open: bool = False
) -> list[PrintedRow]:
    """The rows of a page in reading order, lines outside all cells as rows of their own.

    `is_label` tells whether a text is a label of the form: a cell beside several others is their heading when they
    carry labels themselves, and has them all as its answer when they do not. `page_before` is that of each row.
    `is_open` says that nothing on the page is ruled, or that level rulings alone part its rows.
    """
    cells = _with_nested(page)
    rows = [PrintedRow(page.number, group, page_before=page_before) for group in _side_by_side(cells, is_label)]
    if rows:
        rows[0].first = rows[-1].last = True
    rows += [
        PrintedRow(page.number, [cell], alone=is_open or not cells, page_before=page_before)
        for cell in _loose(page, is_label)
        if not _put_beside(cell, rows, is_label)
    ]
    _set_off([cell for row in rows for cell in row.cells], page.set_off)
    return sorted(rows, key=lambda row: row.top)


def _set_off(cells: Sequence[PrintedCell], places: Sequence[SetOff]) -> None:
    """Give each cell the places in it whose text is set off."""
    for place in places:
        x, y = (place.box.x0 + place.box.x1) / 2, (place.box.top + place.box.bottom) / 2
        for cell in cells:
            if cell.box.x0 < x < cell.box.x1 and cell.box.top < y < cell.box.bottom:
                cell.set_off.append(place)


def _loose(page: Page, is_label: Callable[[str], bool]) -> list[PrintedCell]:
    """The lines outside all cells, the lines of a wrapped heading together."""
    found: list[PrintedCell] = []
    for line, boxes in zip(page.loose, boxes_by_line(page.checkboxes, page.loose), strict=True):
        before = _begun(found)
        wraps = before is not None and is_label(before.text + line.text)
        if before and wraps and not is_label(before.text) and not is_label(line.text):
            before.lines.append(line)
            before.checkboxes.extend(boxes)
            before.box = Box.around([before.box, line.box])
        else:
            found.append(PrintedCell(
                page.number, line.box, [line], page.engine, line.confidence, ruled=False,
                recognized=page.ocr or line.confidence < 1, placement=page.placement, checkboxes=list(boxes),
                cropped=LeftOut.OFF_PAGE in page.left_out and line.box.x1 > page.width - NEAR_EDGE * line.size,
            ))  # fmt: skip
    return found


def _put_beside(cell: PrintedCell, rows: Sequence[PrintedRow], is_label: Callable[[str], bool]) -> bool:
    """Put a label outside all cells before the ruled row at whose height it stands, left of it.

    Its cell reaches down beside those of its children: such a corner is no rectangle that rulings close.
    """
    row = next((row for row in rows if row.cells[0].ruled and _stands_left(cell.box, row.cells[0].box)), None)
    if row is None or not is_label(cell.text):
        return False
    beside = row.cells[0].box
    row.cells.insert(0, replace(cell, box=beside._replace(x0=cell.box.x0, x1=beside.x0), ruled=True))
    return True


def _stands_left(line: Box, cell: Box) -> bool:
    middle = (line.top + line.bottom) / 2
    return line.x1 <= cell.x0 and cell.top < middle < cell.bottom


def _begun(found: Sequence[PrintedCell]) -> PrintedCell | None:
    """The line that the next one may go on with: boxes at the right of a heading stand between its lines."""
    if len(found) > 1 and found[-1].box.x0 >= found[-2].box.x1 and found[-1].box.top < found[-2].box.bottom:
        return found[-2]
    return found[-1] if found else None


def _is_cropped(cell: Cell, page: Page) -> bool:
    """Whether a line reaches up to the right edge of its page (of what its crop box shows) and may go on beyond it.

    So it may where its cell goes on there, or characters of the page do.
    """
    beyond = cell.box.x1 > page.width + BEYOND or LeftOut.OFF_PAGE in page.left_out
    if page.placement is not AS_DISPLAYED or not beyond:
        return False
    return any(line.box.x1 > page.width - NEAR_EDGE * line.size for line in cell.lines)


def _with_nested(page: Page) -> list[PrintedCell]:
    """The outermost cells, each with the lines of the boxes within it."""
    inner: dict[int, list[Line]] = {}
    frames: dict[int, list[SetOff]] = {}
    within: dict[int, list[InnerCell]] = {}
    boxes = {index: list(cell.checkboxes) for index, cell in enumerate(page.cells)}
    for cell in page.cells:
        root = cell.parent
        while root is not None and page.cells[root].parent is not None:
            root = page.cells[root].parent
        if root is not None:
            within.setdefault(root, []).append(InnerCell(cell.box, cell.lines))
        if root is not None and cell.lines:
            inner.setdefault(root, []).extend(cell.lines)
            boxes[root].extend(cell.checkboxes)
            frames.setdefault(root, []).append(SetOff(cell.box))
    return [
        PrintedCell(
            page.number, cell.box, merged_lines([*cell.lines, *inner.get(index, ())]) if index in inner else
            list(cell.lines), cell.engine, cell.confidence, True, cell.open_top, cell.open_bottom,
            page.ocr or _was_recognized(cell), page.placement, boxes[index], set_off=frames.get(index, []),
            cropped=_is_cropped(cell, page), inner=within.get(index, ()),
        )
        for index, cell in enumerate(page.cells) if cell.parent is None
    ]  # fmt: skip


def is_recognized(page: Page) -> bool:
    """Whether text of a page was read by a recognizer in a picture: what a text layer says is certain."""
    return page.ocr or any(line.confidence < 1 for line in page.loose) or any(map(_was_recognized, page.cells))


def _was_recognized(cell: Cell) -> bool:
    return cell.confidence < 1 or any(line.confidence < 1 for line in cell.lines)


def _side_by_side(cells: list[PrintedCell], is_label: Callable[[str], bool]) -> list[list[PrintedCell]]:
    """Cells grouped into rows (see module docstring)."""
    waiting = sorted(cells, key=lambda cell: (cell.box.top, cell.box.x0))
    rows: list[list[PrintedCell]] = []
    taken: set[int] = set()
    for index, lead in enumerate(waiting):
        if index in taken:
            continue
        row, bottom, edge = [lead], lead.box.bottom, lead.box.x1
        taken.add(index)
        spanning = lead.is_blank or is_label(lead.text)
        for other in range(index + 1, len(waiting)):
            cell = waiting[other]
            if cell.box.top >= bottom - SAME_EDGE:
                break
            if other in taken or cell.box.x0 < edge - SAME_EDGE or cell.box.bottom > bottom + SAME_EDGE:
                continue
            first = abs(cell.box.top - lead.box.top) <= SAME_EDGE and cell.box.bottom < bottom - SAME_EDGE
            if first and spanning and _leads(cell, lead, islice(waiting, other + 1, None), is_label):
                bottom, edge = cell.box.bottom, cell.box.x1
                spanning = is_label(cell.text)
            elif lead.is_blank and is_label(cell.text) and _are_as_high(lead, cell):
                lead = cell  # a column of numbers may be blank before a label: what stands beside both is its answer
            row.append(cell)
            taken.add(other)
        rows.append(row)
    return rows


def _are_as_high(a: PrintedCell, b: PrintedCell) -> bool:
    return abs(a.box.top - b.box.top) <= SAME_EDGE and abs(a.box.bottom - b.box.bottom) <= SAME_EDGE


def _begins_with_label(cell: PrintedCell, is_label: Callable[[str], bool]) -> bool:
    """Whether the texts at a cell's left edge are a label, whose answer no ruling parts from it."""
    edge = min((line.box.x0 for line in cell.lines), default=0.0)
    text = ""
    for line in cell.lines:
        if line.box.x0 - edge <= HANGING * line.size:
            text += line.runs[0].text
            if is_label(text):
                return True
    return False


def _leads(cell: PrintedCell, lead: PrintedCell, later: Iterable[PrintedCell], is_label: Callable[[str], bool]) -> bool:
    """Whether `cell` is the first of several rows that `lead` spans, not the first part of its answer.

    A label that was misread beyond recognition is known by those set below it.
    """
    if lead.is_blank or is_label(cell.text) or _begins_with_label(cell, is_label):
        return True
    return cell.recognized and any(
        abs(other.box.x0 - cell.box.x0) <= SAME_EDGE and abs(other.box.x1 - cell.box.x1) <= SAME_EDGE
        and other.box.bottom <= lead.box.bottom + SAME_EDGE and is_label(other.text)
        for other in later
    )  # fmt: skip
