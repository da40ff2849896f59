"""Cells and rows as a reader takes them in: what stands in each, and the lines of one as they read."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from extract.records import AS_DISPLAYED, Box, Checkbox, Line, Placement, Run, SetOff
from normalize.text.fold import unify_radicals

BESIDE = 1.0
"""Points by which an option box may stick out of its line at either side."""
SAME_BASELINE = 0.35
"""Lines whose bottoms differ by less than this many font sizes are one printed line."""


class InnerCell(NamedTuple):
    """A cell nested in another one, with its own text."""

    box: Box
    lines: Sequence[Line]

    @property
    def text(self) -> str:
        """Its printed lines as one."""
        return "".join(line.text for line in self.lines)


@dataclass(slots=True)
class PrintedCell:
    """A cell with all its text: `lines` of the cell and of the boxes nested in it, top to bottom.

    `checkboxes` are the option boxes in these lines, `set_off` places whose text is set off. `recognized` says that a
    recognizer read it in a picture, `placement` where the page shows its box. `wraps` says that its lines are wrapped
    at its right edge though no ruling stands there. `cropped`: the page ends within it, where a line may go on. `inner`
    are the cells nested in it, blank ones too.
    """

    page: int
    box: Box
    lines: list[Line]
    engine: str
    confidence: float
    ruled: bool = True
    open_top: bool = False
    open_bottom: bool = False
    recognized: bool = False
    placement: Placement = AS_DISPLAYED
    checkboxes: list[Checkbox] = field(default_factory=list)
    wraps: bool = False
    set_off: list[SetOff] = field(default_factory=list)
    cropped: bool = False
    inner: Sequence[InnerCell] = ()
    _written: tuple[tuple[Line, ...], str] = field(default=((), ""), init=False, repr=False, compare=False)
    """The lines that the text was last asked of, and the text: it holds as long as the cell has these lines."""

    @property
    def text(self) -> str:
        """The printed lines, one under the other, with characters as they look."""
        lines = tuple(self.lines)
        if lines != self._written[0]:
            self._written = lines, unify_radicals("\n".join([line.text for line in lines]))
        return self._written[1]

    @property
    def is_blank(self) -> bool:
        """Whether nothing is printed in the cell."""
        return not self.lines


@dataclass(slots=True)
class PrintedRow:
    """Cells that stand side by side, left to right.

    `first` and `last` tell the row's place among the ruled rows of its page, `alone` that the page has none that
    uprights close.
    `page_before` is the page that comes before it, one that only repeats another left out; None: the one before it.
    """

    page: int
    cells: list[PrintedCell]
    first: bool = False
    last: bool = False
    alone: bool = False
    page_before: int | None = None

    def follows(self, page: int) -> bool:
        """Whether it is the first row of the page that comes behind that one."""
        before = self.page - 1 if self.page_before is None else self.page_before
        return self.first and before == page

    @property
    def top(self) -> float:
        """The row's upper edge in points from the page's top."""
        return min([cell.box.top for cell in self.cells])

    @property
    def bottom(self) -> float:
        """The row's lower edge in points from the page's top."""
        return max([cell.box.bottom for cell in self.cells])

    @property
    def is_ruled(self) -> bool:
        """Whether any of its cells has rulings of its own."""
        return any(cell.ruled for cell in self.cells)

    @property
    def text(self) -> str:
        """The texts of its cells, from left to right."""
        return " ".join(cell.text for cell in self.cells if not cell.is_blank)


def boxes_by_line(checkboxes: Sequence[Checkbox], lines: Sequence[Line]) -> list[tuple[Checkbox, ...]]:
    """The option boxes that stand in each of some lines of a page, from left to right."""
    found: list[list[Checkbox]] = [[] for _ in lines]
    for checkbox in sorted(checkboxes, key=lambda checkbox: checkbox.box.x0):
        box, middle = checkbox.box, (checkbox.box.top + checkbox.box.bottom) / 2
        around = [
            (abs((line.box.top + line.box.bottom) / 2 - middle), n) for n, line in enumerate(lines)
            if line.box.top < middle < line.box.bottom
            and line.box.x0 - BESIDE <= box.x0 and box.x1 <= line.box.x1 + BESIDE
        ]  # fmt: skip
        if around:
            found[min(around)[1]].append(checkbox)
    return [tuple(boxes) for boxes in found]


def merged_lines(lines: Iterable[Line]) -> list[Line]:
    """Lines of neighboring boxes as printed lines: what stands on one baseline is one line, left to right."""
    merged: list[Line] = []
    for line in sorted(lines, key=lambda line: (line.box.bottom, line.box.x0)):
        last = merged[-1] if merged else None
        if last is not None and _are_one(last, line):
            merged[-1] = _side_by_side_lines(last, line)
        else:
            merged.append(line)
    return merged


def _are_one(a: Line, b: Line) -> bool:
    """Whether two lines stand on one baseline; a turned line is one by itself."""
    return not (a.turned or b.turned) and b.box.bottom - a.box.bottom < SAME_BASELINE * min(a.size, b.size)


def _side_by_side_lines(a: Line, b: Line) -> Line:
    runs: list[Run] = sorted([*a.runs, *b.runs], key=lambda run: run.x0)
    read_as = None
    if a.read_as is not None or b.read_as is not None:
        read_as = " ".join(line.read_as or line.text for line in sorted((a, b), key=lambda line: line.box.x0))
    box = Box.around([a.box, b.box])
    return Line(tuple(runs), box, max(a.size, b.size), a.confidence * b.confidence, read_as)
