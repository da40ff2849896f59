"""The three-column excerpt (変更箇所一覧): rows of a form, with the old page and the reason at their right."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from extract.records import Cell, Line, Page
from normalize.layout.pages.kept_cells import renumbered
from normalize.layout.wrapping import joined_lines
from normalize.registry import ChangeExcerpt
from normalize.text.closest import closest_of
from normalize.text.fold import fold

NEAR = 1.5
"""Lines further apart than this many font sizes are notes of their own."""


@dataclass(frozen=True, slots=True)
class SideNote:
    """A note beside the rows of a page: in which column, and from which height (points) it holds."""

    column: str
    page: int
    top: float
    text: str
    lines: tuple[Line, ...]


class ExcerptSplitter:
    """Parts the pages of an excerpt into the rows of the form and the notes beside them."""

    def __init__(self, excerpt: ChangeExcerpt) -> None:
        self._labels = {fold(column.label): column.key for column in excerpt.columns}
        self._content = excerpt.columns[0].key
        self._title = fold(excerpt.title)
        self._bounds: list[tuple[str, float, float]] = []
        self._held: set[int] = set()
        self.notes: list[SideNote] = []

    @property
    def title(self) -> str:
        """The excerpt's own title, folded."""
        return self._title

    @property
    def found(self) -> bool:
        """Whether the heads of its side columns were found: without them notes stand among the rows."""
        return bool(self._bounds)

    def is_title(self, text: str, recognized: bool = False) -> bool:
        """Whether a text is the excerpt's own title, which each page repeats; a recognized one may be misread."""
        folded = fold(text)
        return folded == self._title or (recognized and closest_of((self._title,), folded) is not None)

    def _column_named(self, cell: Cell) -> str | None:
        folded = fold(cell.text)
        if folded not in self._labels and any(line.confidence < 1 for line in cell.lines):
            folded = closest_of(tuple(self._labels), folded) or ""
        return self._labels.get(folded)

    def split(self, page: Page) -> Page:
        """The page without its header and side columns; the notes printed in these are kept here."""
        heads = [(key, cell) for cell in page.cells if (key := self._column_named(cell))]
        if len(heads) >= 2:
            self._bounds = [(key, cell.box.x0, cell.box.x1) for key, cell in heads if key != self._content]
        header = {id(cell) for _, cell in heads}
        body: list[Cell] = []
        for cell in page.cells:
            column = _column(cell, self._bounds)
            if id(cell) in header:
                continue
            if column is None:
                body.append(cell)
            else:
                self.notes += [
                    SideNote(column, page.number, lines[0].box.top, joined_lines(lines, cell.box.x1), tuple(lines))
                    for lines in _paragraphs(cell)
                ]
        return replace(page, cells=renumbered(page.cells, body))

    def note(self, column: str, page: int, bottom: float) -> str | None:
        """The note that holds for a row: the last one on its page that begins above the row's bottom (points)."""
        above = [
            (note.top, number) for number, note in enumerate(self.notes)
            if (note.column, note.page) == (column, page) and note.top <= bottom
        ]  # fmt: skip
        if not above:
            return None
        self._held.add(max(above)[1])
        return self.notes[max(above)[1]].text

    def idle(self) -> list[SideNote]:
        """The notes that hold for no row asked so far: what they stand beside was not read."""
        return [note for number, note in enumerate(self.notes) if number not in self._held]


def _column(cell: Cell, bounds: Sequence[tuple[str, float, float]]) -> str | None:
    middle = (cell.box.x0 + cell.box.x1) / 2
    return next((key for key, x0, x1 in bounds if x0 <= middle <= x1 and cell.box.x0 >= x0 - 1), None)


def _paragraphs(cell: Cell) -> list[list[Line]]:
    """The lines of a cell, in groups that stand apart."""
    groups: list[list[Line]] = []
    for line in cell.lines:
        if groups and line.box.top - groups[-1][-1].box.bottom < NEAR * line.size:
            groups[-1].append(line)
        else:
            groups.append([line])
    return groups
