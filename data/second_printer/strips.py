"""A row of the print across the page: cells with their borders, which a page break may cut."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from data.second_printer.typeset import Lump

AGAIN = "（続き）"
"""What stands behind a label or heading that is printed again."""
ALL_SIDES = frozenset("ltrb")


@dataclass(frozen=True)
class Cell:
    """A rectangle with text; `sides` are the borders drawn (l, t, r, b), `shade` its grey, `label` not an answer."""

    x0: float
    y0: float
    x1: float
    y1: float
    lump: Lump
    sides: frozenset[str] = ALL_SIDES
    shade: float | None = None
    label: bool = False

    def moved(self, dx: float, dy: float) -> Cell:
        """The same at another place."""
        x0, x1, y0, y1 = self.x0 + dx, self.x1 + dx, self.y0 + dy, self.y1 + dy
        return replace(self, x0=x0, x1=x1, y0=y0, y1=y1, lump=self.lump.moved(dx, dy))


@dataclass(frozen=True)
class Strip:
    """Cells from top to bottom of one row; `items` are the indices of the gold entries that it prints.

    `block`, `section`: the headings that it stands under; `keep`: the next strip stands on the same page; `tag` says
    what it prints (section, heading, banner, answer, change, ...).
    """

    height: float
    cells: tuple[Cell, ...]
    items: tuple[int, ...] = ()
    cuts: tuple[float, ...] = ()
    section: str = ""
    block: str = ""
    keep: bool = False
    new_page: bool = False
    tag: str = ""

    def moved(self, dx: float, dy: float) -> Strip:
        """The same at another place."""
        return replace(self, cells=tuple(cell.moved(dx, dy) for cell in self.cells))


def in_cell(cell: Cell, padding: tuple[float, float], middle: bool) -> Cell:
    """The cell with its text moved inside its borders, in the middle of its height or at the top."""
    spare = cell.y1 - cell.y0 - 2 * padding[1] - cell.lump.height
    down = padding[1] + (max(spare, 0.0) / 2 if middle else 0.0)
    return replace(cell, lump=cell.lump.moved(cell.x0 + padding[0], cell.y0 + down))


def side_by_side(cells: Iterable[Cell], padding: tuple[float, float], middle: bool, least: float = 0.0) -> Strip:
    """Cells of one height beside each other; it can be cut where the answer's lines end."""
    cells = tuple(cells)
    height = max(least, *(cell.lump.height + 2 * padding[1] for cell in cells))
    placed = tuple(in_cell(replace(cell, y1=height), padding, middle) for cell in cells)
    answers = [cell for cell in cells if not cell.label]
    tallest = max(answers or cells, key=lambda cell: cell.lump.height)
    top = padding[1] + (max(height - 2 * padding[1] - tallest.lump.height, 0.0) / 2 if middle else 0.0)
    return Strip(height, placed, cuts=tuple(top + cut for cut in tallest.lump.cuts))


def cut_strip(strip: Strip, cut: float, again: str, open_ends: bool) -> tuple[Strip, Strip] | None:
    """The strip in two at a height, or None where a line would be cut.

    `again`: what becomes of a label: it stays above ("once"), is printed on both pages ("again"), or is printed
    below with （続き） behind it ("continued").
    """
    upper, lower = [], []
    for cell in strip.cells:
        if cell.y0 > 0.1 or abs(cell.y1 - strip.height) > 0.1:
            return None
        parts = _cut_label(cell, cut, again) if cell.label else _cut_text(cell, cut)
        if parts is None:
            return None
        first, second = cell.sides, cell.sides
        if open_ends:
            first, second = first - {"b"}, second - {"t"}
        upper.append(replace(cell, y1=cut, lump=parts[0], sides=first))
        lower.append(replace(cell, y1=strip.height - cut, lump=parts[1], sides=second))
    cuts = tuple(later - cut for later in strip.cuts if later > cut + 0.1)
    return (
        replace(strip, height=cut, cells=tuple(upper), cuts=(), keep=False),
        replace(strip, height=strip.height - cut, cells=tuple(lower), cuts=cuts, new_page=False),
    )


def _cut_text(cell: Cell, cut: float) -> tuple[Lump, Lump] | None:
    above = tuple(mark for mark in cell.lump.marks if mark.y <= cut)
    below = tuple(mark.moved(0.0, -cut) for mark in cell.lump.marks if mark.y > cut)
    if cell.lump.frames or any(mark.y - mark.size * 0.8 < -0.5 for mark in below):
        return None
    return Lump(cut, above), Lump(cell.y1 - cut, below)


def _cut_label(cell: Cell, cut: float, again: str) -> tuple[Lump, Lump] | None:
    """The label whole in the upper part, and as often as asked for in the lower."""
    marks = cell.lump.marks
    if not marks:
        return Lump(cut), Lump(cell.y1 - cut)
    top = min(mark.y - mark.size for mark in marks)
    bottom = max(mark.y for mark in marks) + marks[-1].size * 0.2
    high = tuple(mark.moved(0.0, 2.0 - top) for mark in marks)
    if bottom - top + 4.0 > min(cut, cell.y1 - cut):
        return None
    if again == "continued":
        last = high[-1]
        low = (*high, replace(last, x=marks[0].x, y=last.y + last.size * 1.2, text=AGAIN))
        if low[-1].y + 3.0 > cell.y1 - cut:
            return None
        return Lump(cut, high), Lump(cell.y1 - cut, low)
    return Lump(cut, high), Lump(cell.y1 - cut, high if again == "again" else ())
