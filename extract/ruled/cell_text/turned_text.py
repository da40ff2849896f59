"""Text that runs up, down or upside down on a page that does not: its glyphs are read as if they stood upright.

A single turned glyph among upright ones is none: what writes from top to bottom turns dashes and brackets.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from extract.pdf.layer.direction import displayed_from
from extract.pdf.layer.glyphs import Glyphs
from extract.records import Line, Placement, Run
from extract.ruled.cell_text.lines import RUN_GAP, LinesByCell, line_numbers, lines_by_cell


def direction_of(glyphs: Glyphs, owner: NDArray[np.intp]) -> NDArray[np.int8]:
    """By how many quarters the text is turned that each glyph belongs to; `owner` is the cell of each."""
    direction = glyphs.direction.copy()
    alone = np.zeros(len(glyphs), np.bool_)
    for quarters in np.unique(direction[direction != 0]).tolist():
        members = np.flatnonzero(direction == quarters)
        alone[members] = ~_in_company(glyphs.take(members).turned(-quarters), owner[members])
    if alone.any():  # what writes from top to bottom makes lines once the page is turned by a quarter
        direction[alone & _in_company(glyphs.turned(1), owner)] = 0
    return direction


def turned_lines(glyphs: Glyphs, owner: NDArray[np.intp], direction: NDArray[np.int8], read: LinesByCell) -> None:
    """Add the lines of turned text to those of upright text, behind these in each cell.

    A turned line is one run: what stands side by side in it stands one above the other on the page. An option box in it
    stays a part of its text.
    """
    for quarters in np.unique(direction[direction != 0]).tolist():
        members = direction == quarters
        found = lines_by_cell(glyphs.take(members).turned(-quarters), owner[members])
        back = displayed_from(-quarters, 0.0, 0.0)
        for cell, lines in found.lines.items():
            read.lines[cell].extend(_placed(line, back, quarters) for line in lines)
        read.twice += found.twice


def _in_company(glyphs: Glyphs, owner: NDArray[np.intp]) -> NDArray[np.bool_]:
    """Which upright glyphs have another one right beside them in their line."""
    line_of, order = line_numbers(owner, glyphs)
    heights = (glyphs.bottom - glyphs.top)[order]
    gaps = glyphs.x0[order][1:] - glyphs.x1[order][:-1]
    beside = (np.diff(line_of[order]) == 0) & (gaps < RUN_GAP * heights[1:])
    found = np.zeros(len(glyphs), np.bool_)
    found[order[1:]] |= beside
    found[order[:-1]] |= beside
    return found


def _placed(line: Line, back: Placement, quarters: int) -> Line:
    """A line that was read upright, where it stands on its page."""
    box, begin = back.box(line.box), line.box.x0
    along = tuple(run._replace(x0=run.x0 - begin, x1=run.x1 - begin) for run in line.runs)
    return Line((Run(line.text, box.x0, box.x1),), box, line.size, turned=quarters, along=along)
