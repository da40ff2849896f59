"""The rows of a form as bands of cells (行の割付): headings, labels with answers, full-width answers."""

from __future__ import annotations

from data.printing.answers import Entry
from data.printing.cells import Band, Cell, Piece, Rail, Rect
from data.printing.forms import Row
from data.printing.options import checks_cell, choice_cell, mark_pieces
from data.printing.sheet import BIG, BODY, PAD, Sheet

LEAST_HEADING = 0.7  # a heading beside check boxes is squeezed this far before it is wrapped
SUB_SPLIT = 0.45  # a labelled rail takes this share of the label zone


def gap(sheet: Sheet, rows: float) -> Band:
    """Unruled room of so many rows."""
    return Band(sheet.row * rows, (), keep=True)


def title_band(sheet: Sheet, title: str) -> Band:
    """A section's title (Ⅰ　基本情報), over the frame or in its first row."""
    size = sheet.size * BIG / BODY
    height = max(sheet.row, size * 1.5)
    ruled = sheet.style.title_row == "ruled"
    text = sheet.spell(title)
    lines = sheet.lines(text, sheet.width, size)
    height = max(height, len(lines) * size * 1.2 + 2)
    pieces = sheet.set_text((0.0, 0.0, sheet.width, height), lines, size=size, bold=True, valign="center")
    cell = Cell(0.0, 0.0, sheet.width, height, pieces, "heading" if ruled else "", ruled=ruled)
    return Band(height, (cell,), keep=True)


def heading_band(sheet: Sheet, title: str, right: list[tuple[Row, Entry, int]]) -> Band:
    """A block's heading (１．…), with the check boxes that stand at its right end."""
    pieces: list[Piece] = []
    boxes: list[Rect] = []
    wide = sum(_mark_width(sheet, row) for row, _, _ in right)
    text, room = sheet.spell(title), sheet.width - wide
    size = sheet.size * min(1.0, (room - 2 * PAD) / sheet.measure(text)) * 0.999
    if size < sheet.size * LEAST_HEADING:
        size = sheet.size
    lines = sheet.lines(text, room, size)
    height = sheet.height(len(lines)) if len(lines) > 1 else sheet.row
    box = (0.0, 0.0, sheet.width, height)
    pieces += sheet.set_text(box, lines, size=size, bold=True, valign="center")
    x = sheet.width - wide
    for row, entry, _ in right:
        for option in row.options:
            mark = sheet.style.mark if entry.value[option.label] else ""
            base = height / 2 + sheet.size * 0.36
            x = mark_pieces(sheet, x, base, mark, option.printed, pieces, boxes) + sheet.size
    cell = Cell(0.0, 0.0, sheet.width, height, tuple(pieces), "heading", tuple(boxes), label=True)
    return Band(height, (cell,), entries=tuple(index for _, _, index in right), keep=True)


def _mark_width(sheet: Sheet, row: Row) -> float:
    return sum(sheet.measure(f"{sheet.style.brackets} 　　{option.printed}　") + sheet.size for option in row.options)


def full_band(sheet: Sheet, text: str, fill: str = "", keep: bool = False, bold: bool = False) -> Band:
    """A label or a heading over the whole width (リスク１：…, システム2～5)."""
    lines = sheet.lines(sheet.spell(text), sheet.width)
    height = sheet.height(len(lines)) if len(lines) > 1 else sheet.row
    pieces = sheet.set_text((0.0, 0.0, sheet.width, height), lines, valign="center", bold=bold)
    return Band(height, (Cell(0.0, 0.0, sheet.width, height, pieces, fill, label=True),), keep=keep)


def free_band(sheet: Sheet, text: str, index: int, least: float = 0.0, figure: bool = False) -> Band:
    """A full-width answer; a `figure` may be drawn as boxes."""
    sheet = sheet.for_long(text, sheet.width)
    lines = sheet.lines(text, sheet.width)
    height = sheet.height(len(lines), least)
    pieces = sheet.set_text((0.0, 0.0, sheet.width, height), lines)
    boxes = _figure(sheet.width, height) if figure and sheet.style.figure == "boxes" else ()
    cell = Cell(0.0, 0.0, sheet.width, height, pieces, boxes=boxes)
    return Band(height, (cell,), entries=(index,), cuts=sheet.cuts(height, len(lines)))


def _figure(width: float, height: float) -> tuple[Rect, ...]:
    """The boxes of a flow chart without words (事務の流れ図)."""
    wide, high = width / 6, height / 5
    corners = [(column * width / 4 + wide / 4, row * height / 2 + high / 2) for row in (0, 1) for column in range(4)]
    return tuple((x, y, x + wide, y + high) for x, y in corners)


def label_zone(sheet: Sheet, rails: tuple[Rail, ...]) -> float:
    """x at which the answers begin: the label zone grows where rails leave labels too little room."""
    return max([sheet.col(sheet.style.label_cols), *(rail.x1 + sheet.col(4) for rail in rails)])


def row_band(
    sheet: Sheet, row: Row, entry: Entry, index: int, rails: tuple[Rail, ...] = (), fill: str = "label"
) -> Band:
    """A label at the left and its answer at the right."""
    left = rails[-1].x1 if rails else 0.0
    split = 0.0 if row.below_heading else label_zone(sheet, rails)
    label = "" if row.below_heading else sheet.spell(row.printed.replace("{n}", str(entry.instance or "")))
    label_lines = sheet.lines(label, split - left)
    cuts: tuple[float, ...] = ()
    if row.type in ("choice", "choice_with_count"):
        cell = choice_cell(sheet, split, sheet.width, row, entry)
    elif row.type == "checks":
        cell = checks_cell(sheet, split, sheet.width, row, entry)
    else:
        cell, cuts = _text_cell(sheet, split, row, entry)
    height = max(cell.y1, sheet.height(len(label_lines)) if len(label_lines) > 1 else sheet.row)
    cell = _stretch(sheet, cell, height, entry, row)
    if row.type == "checks" and sheet.style.split == "any":
        cuts = sheet.cuts_between(cell.pieces)
    if row.below_heading:
        return Band(height, (cell,), rails, (index,), cuts)
    pieces = sheet.set_text((left, 0.0, split, height), label_lines, valign="center")
    head = Cell(left, 0.0, split, height, pieces, fill, label=True)
    return Band(height, (head, cell), rails, (index,), cuts)


def _text_cell(sheet: Sheet, x0: float, row: Row, entry: Entry) -> tuple[Cell, tuple[float, ...]]:
    room = sheet.width - x0
    sheet = sheet.for_long(entry.value, room)
    suffix = sheet.measure(row.suffix + "　") if row.suffix else 0.0
    lines = sheet.lines(entry.value, room - suffix)
    height = sheet.height(len(lines))
    return Cell(x0, 0.0, sheet.width, height), sheet.cuts(height, len(lines))


def _stretch(sheet: Sheet, cell: Cell, height: float, entry: Entry, row: Row) -> Cell:
    """Give a cell its row's height; its text keeps its place in the middle."""
    if cell.pieces:
        shift = (height - cell.y1) / 2
        moved = cell.moved(0.0, shift)
        return Cell(cell.x0, 0.0, cell.x1, height, moved.pieces, boxes=moved.boxes)
    box = (cell.x0, 0.0, cell.x1, height)
    sheet = sheet.for_long(str(entry.value or ""), cell.x1 - cell.x0)
    suffix = sheet.measure(row.suffix + "　") if row.suffix else 0.0
    lines = sheet.lines(str(entry.value or ""), cell.x1 - cell.x0 - suffix)
    pieces = sheet.set_text(box, lines)
    if row.suffix:
        y = height / 2 + sheet.size * 0.35
        x = cell.x1 - PAD - sheet.measure(row.suffix)
        pieces += (Piece(x, y, row.suffix, sheet.size),)
    return Cell(*box, pieces)


def parent_rail(sheet: Sheet, key: str, outer: tuple[Rail, ...]) -> Rail:
    """The narrow empty cell under a parent's label, beside its children."""
    x0 = outer[-1].x1 if outer else 0.0
    return Rail(key, x0, x0 + sheet.col(1))


def label_rail(sheet: Sheet, key: str, row: Row) -> Rail:
    """A label that stands beside its children: 再委託 upright, ④使用の主体 in lines."""
    text = sheet.spell(row.printed)
    if row.vertical:
        return Rail(key, 0.0, sheet.col(2), tuple(text), sheet.size)
    x1 = sheet.col(sheet.style.label_cols) * SUB_SPLIT
    return Rail(key, 0.0, x1, tuple(sheet.lines(text, x1)), sheet.size)
