"""A page that lies on the sheet that it is part of, turned so that its text runs from left to right."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from extract.pdf.layer.direction import displayed_from
from extract.records import Box, Cell, Line, Page, Placement, Run

MOSTLY = 0.8
"""The share of a page's characters that must be turned alike: its number may run as those of other pages do."""


def upright_part(page: Page) -> Page | None:
    """The page turned by quarters, its places with it; None where its text runs in several directions."""
    counts: Counter[int] = Counter()
    for line in (*page.loose, *(line for cell in page.cells for line in cell.lines)):
        counts[line.turned] += len(line.text) if len(line.text) > 1 else 0
    (direction, most), *_ = counts.most_common(1) or [(0, 0)]
    if not direction or most < MOSTLY * counts.total():
        return None
    quarters = -direction % 4
    width, height = (page.height, page.width) if quarters % 2 else (page.width, page.height)
    return _Turned(displayed_from(-quarters, width, height), quarters).page(page, width, height)


class _Turned:
    """Sets what stands on a page where it stands once that is turned by so many quarters, clockwise."""

    def __init__(self, to: Placement, quarters: int) -> None:
        self._to, self._quarters = to, quarters

    def page(self, page: Page, width: float, height: float) -> Page:
        """The page, its cells in reading order."""
        order = sorted(range(len(page.cells)), key=lambda n: (self._to.box(page.cells[n].box)[1::-1], n))
        places = {n: place for place, n in enumerate(order)}
        return replace(
            page, width=width, height=height, cells=[self._cell(page.cells[n], places) for n in order],
            loose=sorted(self._lines(page.loose), key=lambda line: (line.box.top, line.box.x0)),
            checkboxes=[replace(each, box=self._to.box(each.box)) for each in page.checkboxes],
            bands=[self._to.box(box) for box in page.bands], shelves=[self._to.box(box) for box in page.shelves],
            set_aside=[replace(each, box=self._to.box(each.box)) for each in page.set_aside],
            set_off=[each._replace(box=self._to.box(each.box)) for each in page.set_off],
            placement=page.placement.after(displayed_from(self._quarters, page.width, page.height)),
        )  # fmt: skip

    def _cell(self, cell: Cell, places: dict[int, int]) -> Cell:
        return replace(
            cell, box=self._to.box(cell.box), lines=tuple(self._lines(cell.lines)),
            checkboxes=tuple(replace(each, box=self._to.box(each.box)) for each in cell.checkboxes),
            parent=None if cell.parent is None else places[cell.parent], open_top=False, open_bottom=False,
        )  # fmt: skip

    def _lines(self, lines: Sequence[Line]) -> list[Line]:
        return [self._line(line) for line in lines]

    def _line(self, line: Line) -> Line:
        box = self._to.box(line.box)
        turned = (line.turned + self._quarters) % 4
        if turned or not line.along:
            return replace(line, runs=(Run(line.text, box.x0, box.x1),), box=box, turned=turned, along=())
        return replace(line, runs=_shifted(line.along, box), box=box, turned=0, along=())


def _shifted(along: Sequence[Run], box: Box) -> tuple[Run, ...]:
    """The runs of a turned line, told from its beginning, where it stands."""
    return tuple(run._replace(x0=box.x0 + run.x0, x1=box.x0 + run.x1) for run in along)
