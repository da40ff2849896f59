"""A part of a sheet as a page of its own: what stands in it, in points from its own corner."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from extract.records import Box, Cell, Checkbox, Half, Line, Page, Placement, Run, SetAside, SetOff


def part_of_sheet(sheet: Page, area: Box, half: Half, whole: bool) -> Page:
    """What stands in an area of a sheet, or begins there; with `whole` it has what is said of the sheet as a whole."""
    part = _Area(area)
    return replace(
        sheet, half=half, width=area.width, height=area.height, cells=part.cells(sheet.cells),
        loose=part.lines(sheet.loose), checkboxes=part.checkboxes(sheet.checkboxes), bands=part.boxes(sheet.bands),
        shelves=part.boxes(sheet.shelves), set_aside=part.set_aside(sheet.set_aside),
        set_off=part.set_off(sheet.set_off), watermark=sheet.watermark if whole else "",
        left_out=sheet.left_out if whole else {}, attached=sheet.attached if whole else [],
        problems=list(sheet.problems), placement=sheet.placement.after(Placement(c=area.x0, f=area.top)),
    )  # fmt: skip


class _Area:
    """Takes what begins in an area, and moves it to where it stands there."""

    def __init__(self, area: Box) -> None:
        self._area = area

    def _holds(self, box: Box) -> bool:
        x, y = box.x0, (box.top + box.bottom) / 2
        area = self._area
        across = (area.x0 <= 0.0 or x > area.x0) and x <= area.x1
        return across and (area.top <= 0.0 or y > area.top) and y <= area.bottom

    def _moved(self, box: Box) -> Box:
        area = self._area
        return Box(box.x0 - area.x0, box.top - area.top, box.x1 - area.x0, box.bottom - area.top)

    def boxes(self, boxes: Sequence[Box]) -> list[Box]:
        return [self._moved(box) for box in boxes if self._holds(box)]

    def cells(self, cells: Sequence[Cell]) -> list[Cell]:
        own = [n for n, cell in enumerate(cells) if self._holds(cell.box)]
        places = {n: place for place, n in enumerate(own)}
        return [
            replace(
                cells[n], box=self._moved(cells[n].box), lines=tuple(self.lines(cells[n].lines)),
                checkboxes=tuple(self.checkboxes(cells[n].checkboxes)),
                parent=places.get(parent) if (parent := cells[n].parent) is not None else None,
            ) for n in own
        ]  # fmt: skip

    def lines(self, lines: Sequence[Line]) -> list[Line]:
        """The lines of this part; one that stands on several is parted."""
        found = []
        for line in lines:
            runs = [run for run in line.runs if self._holds(line.box._replace(x0=run.x0, x1=run.x1))]
            if runs:
                box = line.box if len(runs) == len(line.runs) else line.box._replace(x0=runs[0].x0, x1=runs[-1].x1)
                found.append(replace(line, runs=tuple(map(self._moved_run, runs)), box=self._moved(box)))
        return found

    def _moved_run(self, run: Run) -> Run:
        return run._replace(x0=run.x0 - self._area.x0, x1=run.x1 - self._area.x0)

    def checkboxes(self, boxes: Sequence[Checkbox]) -> list[Checkbox]:
        return [replace(each, box=self._moved(each.box)) for each in boxes if self._holds(each.box)]

    def set_aside(self, texts: Sequence[SetAside]) -> list[SetAside]:
        return [replace(each, box=self._moved(each.box)) for each in texts if self._holds(each.box)]

    def set_off(self, places: Sequence[SetOff]) -> list[SetOff]:
        return [each._replace(box=self._moved(each.box)) for each in places if self._holds(each.box)]
