"""Camelot's reading of a page's rulings, asked for where text inside a table lies in none of the cells found.

Camelot joins rulings that do not quite meet and takes every square of the grid they span for a cell, so it closes
tables that pdfplumber's exact corners leave open. It parses the page anew (docs/engines.md), so only doubtful pages go
there, and its cells are taken only if they leave less text outside.
"""

from __future__ import annotations

import os
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from extract.errors import lacks_memory
from extract.pdf.coordinates import View
from extract.records import Box

if TYPE_CHECKING:
    from camelot.core import Cell as CamelotCell

ENGINE = "pdfium+camelot"


class CamelotReader:
    """Reads the cells of single pages of one PDF."""

    def __init__(self, data: bytes) -> None:
        self._data = data

    def boxes(self, number: int, view: View) -> list[Box]:
        """The cells of page `number` (from 1) as displayed, merged ones as one; none where Camelot cannot read it."""
        if view.rotation % 360:
            return []
        # Camelot brings OpenCV and pandas with it, and is seldom asked.
        from extract.pdf.plain_camelot import camelot

        try:
            with warnings.catch_warnings(), _in_memory(self._data) as document:
                warnings.simplefilter("ignore")
                tables = camelot.read_pdf(
                    document, pages=str(number), flavor="lattice", engine="vector", suppress_stdout=True
                )
        except Exception as error:
            if lacks_memory(error):
                raise MemoryError from error
            if isinstance(error, PermissionError):
                raise  # where this process may not what Camelot needs, that is no fault of the page
            return []
        rows = [row for table in tables for row in _merged(table.cells)]
        boxes = view.boxes(np.array(rows, np.float64).reshape(-1, 4))
        return [Box(*box) for box in boxes.tolist()]


@contextmanager
def _in_memory(data: bytes) -> Iterator[bytes | str]:
    """A document as Camelot takes it; of bytes it would write a file on the disk, which a confined process may not."""
    if not hasattr(os, "memfd_create"):
        yield data
        return
    descriptor = os.memfd_create("document")
    try:
        with os.fdopen(os.dup(descriptor), "wb") as file:
            file.write(data)
        path = f"/proc/self/fd/{descriptor}"
        yield path if Path(path).exists() else data
    finally:
        os.close(descriptor)


def _merged(grid: list[list[CamelotCell]]) -> list[tuple[float, float, float, float]]:
    """The boxes (left, bottom, right, top; page space) of a grid's cells.

    Squares without a rule between them are one.
    """
    boxes = []
    taken: set[tuple[int, int]] = set()
    for r, row in enumerate(grid):
        for c, cell in enumerate(row):
            if (r, c) in taken:
                continue
            right, bottom = c, r
            while right + 1 < len(row) and not row[right].right and (r, right + 1) not in taken:
                right += 1
            while bottom + 1 < len(grid) and not any(grid[bottom][k].bottom for k in range(c, right + 1)):
                bottom += 1
            taken |= {(i, k) for i in range(r, bottom + 1) for k in range(c, right + 1)}
            last = grid[bottom][right]
            boxes.append((cell.x1, last.y1, last.x2, cell.y2))
    return boxes
