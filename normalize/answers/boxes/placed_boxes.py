"""Where the option boxes of an answer stand: each with its page, its rectangle there, and what `extract` saw in it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from extract.records import AS_DISPLAYED, Box, BoxState, Checkbox, Line, Placement
from normalize.layout.printed_cells import PrintedCell, boxes_by_line, merged_lines
from normalize.text.signs import is_checked


@dataclass(frozen=True, slots=True)
class PlacedBox:
    """An option box on its page; `box` is where the page shows it, `foot` its lower edge on the page as it was read.

    `probability` is that of box and state being what is printed.
    """

    page: int
    box: Box
    foot: float
    state: BoxState
    sign: str
    probability: float

    @property
    def checked(self) -> bool | None:
        """Whether it is ticked; None where that cannot be read, or its sign is not known."""
        if self.state is BoxState.UNSELECTED:
            return False
        return is_checked(self.sign) if self.state is BoxState.SELECTED and self.sign else None


@dataclass(frozen=True, slots=True)
class LineOnPage:
    """The page that a line stands on, and the option boxes on that line."""

    page: int = 0
    placement: Placement = AS_DISPLAYED
    checkboxes: tuple[Checkbox, ...] = ()

    @property
    def shows_more_than_blanks(self) -> bool:
        """Whether something stands, or may stand, in one of its boxes."""
        return any(checkbox.state is not BoxState.UNSELECTED for checkbox in self.checkboxes)

    def placed(self, checkbox: Checkbox) -> PlacedBox:
        """An option box of this page."""
        shown = checkbox.box if self.placement is AS_DISPLAYED else self.placement.box(checkbox.box)
        return PlacedBox(
            self.page, shown, checkbox.box.bottom, checkbox.state, checkbox.sign, checkbox.probability
        )  # fmt: skip


def boxed_lines(cells: Sequence[PrintedCell]) -> tuple[list[Line], list[LineOnPage]]:
    """The lines of an answer, and for each of them where it stands and what boxes are on it.

    Cells of one page that stand side by side are read as one.
    """
    lines: list[Line] = []
    sheets: list[LineOnPage] = []
    for page in dict.fromkeys(cell.page for cell in cells):
        here = [cell for cell in cells if cell.page == page]
        merged = merged_lines([line for cell in here for line in cell.lines])
        boxes = [box for cell in here for box in cell.checkboxes]
        lines += merged
        sheets += [LineOnPage(page, here[0].placement, found) for found in boxes_by_line(boxes, merged)]
    return lines, sheets
