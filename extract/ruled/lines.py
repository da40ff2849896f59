"""Glyphs → printed lines in reading order, cell by cell.

The order of text objects in these files means nothing; only places do. A glyph belongs to the innermost cell around
it, glyphs on one baseline make a line, and a line reads from left to right.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Set
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from extract.pdf.coordinates import FloatArray
from extract.pdf.glyphs import Glyphs
from extract.records import Box, Cell, Checkbox, LeftOut, Line, Run
from extract.ruled.assignment import HIDDEN, OUTSIDE, owners
from extract.ruled.printed_boxes import find_boxes
from extract.ruled.upright_lines import by_columns

BASELINE_SLACK = 0.3
"""Baselines closer than this many font sizes are one line."""
RUN_GAP = 0.8
"""A gap wider than this many font sizes separates runs (words set apart by hand or by sheet columns)."""
WORD_GAP = 0.2
"""A gap wider than this many font sizes beside half-width characters is a blank, though none is stored."""
WIDE_WORD_GAP = 0.4
"""The same between full-width characters, which justified print sets a little apart."""
TWICE = 0.15
"""The same character printed again within this many font sizes is bold type, not a repetition."""
WIDE_FROM = 0x2E80
"""Code points from here on are as wide as the font is high (kanji, kana, full-width forms)."""


def usual_size(glyphs: Glyphs) -> float:
    """The usual font size of a page in points: the median width of its full-width glyphs, or what its line height says.

    Type squeezed to fit a cell is narrower than high.
    """
    if not len(glyphs):
        return 10.0
    high = float(np.median(glyphs.bottom - glyphs.top))
    wide = (glyphs.codes >= WIDE_FROM) & (glyphs.codes < 0xFF61)
    widths = (glyphs.x1 - glyphs.x0)[wide]
    size = max(float(np.median(widths)), 0.7 * high) if len(widths) >= 5 else 0.8 * high
    return max(size, 1.0)


@dataclass(slots=True)
class Unassigned:
    """The lines that lie outside all cells, the option boxes in them, and the characters that stand in no line."""

    lines: list[Line]
    checkboxes: list[Checkbox]
    left_out: dict[LeftOut, str]


def fill_cells(cells: list[Cell], glyphs: Glyphs) -> Unassigned:
    """Give each cell its lines and option boxes; returns those outside all cells."""
    if not len(glyphs):
        return Unassigned([], [], dict(glyphs.left_out))
    owner = owners(cells, glyphs)
    shown = owner != HIDDEN
    left_out = dict(glyphs.left_out)
    if not shown.all():
        left_out[LeftOut.CUT_AWAY] = glyphs.take(~shown).text
        glyphs, owner = glyphs.take(shown), owner[shown]
    heights = np.maximum(glyphs.bottom - glyphs.top, 0.5)
    line_of, order = _line_numbers(owner, glyphs, heights)
    doubled = _doubled(glyphs.take(order), line_of[order])
    left_out[LeftOut.PRINTED_TWICE] = glyphs.take(order[doubled]).text
    order = order[~doubled]
    glyphs, owner, line_of = glyphs.take(order), owner[order], line_of[order]
    upright = by_columns(glyphs, owner, line_of, order)
    if upright is not None:
        places, line_of = upright
        glyphs, owner = glyphs.take(places), owner[places]
    boxes = find_boxes(glyphs, owner, line_of)
    lines: dict[int, list[Line]] = defaultdict(list)
    for start, line in _lines(glyphs, line_of, {edge for box in boxes for edge in (box.first, box.last + 1)}):
        lines[int(owner[start])].append(line)
    checkboxes: dict[int, list[Checkbox]] = defaultdict(list)
    for box in boxes:
        checkboxes[int(owner[box.first])].append(box.checkbox)
    for index, cell in enumerate(cells):
        cell.lines, cell.checkboxes = tuple(lines.get(index, ())), tuple(checkboxes.get(index, ()))
    said = {reason: text for reason, text in left_out.items() if text}
    return Unassigned(lines[OUTSIDE], checkboxes[OUTSIDE], said)


def _lines(glyphs: Glyphs, line_of: NDArray[np.intp], edges: set[int]) -> Iterator[tuple[int, Line]]:
    """Each line of glyphs that come in its order, with the number of its first glyph.

    Runs begin at the glyphs `edges`.
    """
    starts_at = np.flatnonzero(np.concatenate([[True], np.diff(line_of) != 0]))
    sizes = _sizes(glyphs, starts_at)
    tops = np.minimum.reduceat(glyphs.top, starts_at).tolist()
    bottoms = np.maximum.reduceat(glyphs.bottom, starts_at).tolist()
    starts = starts_at.tolist()
    x0, x1 = glyphs.x0.tolist(), glyphs.x1.tolist()
    chars = [chr(code) for code in glyphs.codes.tolist()]
    for n, (start, end) in enumerate(zip(starts, [*starts[1:], len(chars)], strict=True)):
        within = {edge - start for edge in edges if start < edge < end}
        runs = _runs(chars[start:end], x0[start:end], x1[start:end], sizes[n], within)
        if runs:
            yield start, Line(runs, Box(runs[0].x0, tops[n], runs[-1].x1, bottoms[n]), sizes[n])


def _line_numbers(
    owner: NDArray[np.intp], glyphs: Glyphs, heights: FloatArray
) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """A line number for each glyph, and the order of the glyphs by line, then from left to right."""
    by_baseline = np.lexsort((glyphs.baseline, owner))
    steps = np.diff(glyphs.baseline[by_baseline])
    new_line = (steps > BASELINE_SLACK * np.minimum(heights[by_baseline][1:], heights[by_baseline][:-1])) | (
        np.diff(owner[by_baseline]) != 0
    )
    numbers = np.empty(len(owner), np.intp)
    numbers[by_baseline] = np.concatenate([[0], np.cumsum(new_line)])
    return numbers, np.lexsort((glyphs.x0, numbers))


def _doubled(glyphs: Glyphs, line_of: NDArray[np.intp]) -> NDArray[np.bool_]:
    """Which glyphs print the one before them in their line again, a little aside (bold type)."""
    starts = np.flatnonzero(np.concatenate([[True], np.diff(line_of) != 0]))
    sizes = np.repeat(_sizes(glyphs, starts), np.diff([*starts, len(glyphs)]))
    aside = np.minimum(0.35 * (glyphs.x1 - glyphs.x0), TWICE * sizes)[1:]
    again = (np.diff(glyphs.codes.astype(np.int64)) == 0) & (np.diff(line_of) == 0) & (np.diff(glyphs.x0) < aside)
    return np.concatenate([[False], again])


def _runs(chars: list[str], x0: list[float], x1: list[float], size: float, edges: Set[int]) -> tuple[Run, ...]:
    """The runs that the glyphs of one line make, from left to right; none for a line of blanks."""
    runs: list[Run] = []
    text, run_start, last, follows = "", 0, -1, False
    for n, (char, left) in enumerate(zip(chars, x0, strict=True)):
        if last >= 0:
            gap = left - x1[last]
            blank = gap > WORD_GAP * size and _is_word_gap(gap, size, chars[last], char)
            if gap > RUN_GAP * size or n in edges:
                runs.append(Run(text, x0[run_start], x1[last], follows))
                text, run_start, follows = "", n, not blank and gap <= RUN_GAP * size
            elif blank:
                text += " "
        text += char
        last = n
    runs.append(Run(text, x0[run_start], x1[last], follows))
    return tuple(
        run._replace(follows=run.follows and not before.text.isspace())
        for before, run in zip([runs[0], *runs], runs, strict=False) if not run.text.isspace()
    )  # fmt: skip


def _is_word_gap(gap: float, size: float, before: str, after: str) -> bool:
    """Whether a gap (points) stands for a blank that the file does not store."""
    if before.isspace() or after.isspace():
        return False
    return gap > WIDE_WORD_GAP * size or before < "\u0100" or after < "\u0100"


def _sizes(glyphs: Glyphs, starts: NDArray[np.intp]) -> list[float]:
    """The font size of each line in points: its widest glyph where that is a full-width one, else from its height."""
    widest = np.maximum.reduceat(glyphs.x1 - glyphs.x0, starts)
    height = np.maximum.reduceat(glyphs.bottom - glyphs.top, starts)
    full_width = (0.6 * height <= widest) & (widest <= 1.3 * height)
    sizes: list[float] = np.where(full_width, widest, 0.85 * height).tolist()
    return sizes
