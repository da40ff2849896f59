"""Glyphs → the lines and option boxes of each cell, and of what lies outside all cells.

A glyph belongs to the innermost cell around it. Text that is turned otherwise than its page makes lines of its own.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from extract.pdf.layer.glyphs import Glyphs
from extract.records import Cell, Checkbox, LeftOut, Line, SetAside
from extract.ruled.cell_text.assignment import HIDDEN, OUTSIDE, cut_below, owners
from extract.ruled.cell_text.lines import lines_by_cell
from extract.ruled.cell_text.turned_text import direction_of, turned_lines
from extract.set_aside import texts_of


@dataclass(slots=True)
class Unassigned:
    """The lines that lie outside all cells, the option boxes in them, and the characters that stand in no line.

    `cut` are the texts that clip paths hide, those below a row that is too low among them: they are in its lines too.
    """

    lines: list[Line]
    checkboxes: list[Checkbox]
    left_out: dict[LeftOut, str]
    cut: tuple[SetAside, ...] = ()


def fill_cells(cells: list[Cell], glyphs: Glyphs) -> Unassigned:
    """Give each cell its lines and option boxes; returns those outside all cells."""
    left_out, cut = dict(glyphs.left_out), tuple[SetAside, ...]()
    if not len(glyphs):
        return Unassigned([], [], left_out)
    owner = owners(cells, glyphs)
    shown = owner != HIDDEN
    if not shown.all():
        cut = tuple(texts_of(LeftOut.CUT_AWAY, glyphs, np.flatnonzero(~shown)))
        left_out[LeftOut.CUT_AWAY] = glyphs.take(~shown).text
        glyphs, owner = glyphs.take(shown), owner[shown]
    if len(glyphs.clips):
        cut += tuple(texts_of(LeftOut.CUT_AWAY, glyphs, np.flatnonzero(cut_below(glyphs) & (owner != OUTSIDE))))
    direction = direction_of(glyphs, owner)
    if direction.any():
        read = lines_by_cell(glyphs.take(direction == 0), owner[direction == 0])
        turned_lines(glyphs, owner, direction, read)
    else:
        read = lines_by_cell(glyphs, owner)
    left_out[LeftOut.PRINTED_TWICE] = read.twice
    for index, cell in enumerate(cells):
        cell.lines, cell.checkboxes = tuple(read.lines.get(index, ())), tuple(read.checkboxes.get(index, ()))
    said = {reason: text for reason, text in left_out.items() if text}
    return Unassigned(read.lines[OUTSIDE], read.checkboxes[OUTSIDE], said, cut)
