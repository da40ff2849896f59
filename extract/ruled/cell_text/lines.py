"""Glyphs → printed lines in reading order, cell by cell.

The order of text objects in these files means nothing; only places do. Glyphs on one baseline make a line, and a line
reads from left to right.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from extract.pdf.coordinates import FloatArray
from extract.pdf.layer.glyphs import Glyphs, median, text_of
from extract.records import Box, Checkbox, Line, Run
from extract.ruled.cell_text.printed_across import unread_across
from extract.ruled.cell_text.printed_boxes import find_boxes
from extract.ruled.cell_text.raised import with_raised
from extract.ruled.cell_text.small_kana import readings_apart
from extract.ruled.cell_text.upright_lines import by_columns
from extract.stretches import begun, lengths, steps

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
HALF_WIDTH_FROM = 0xFF61
"""From here on they are half as wide (half-width kana)."""


def usual_size(glyphs: Glyphs) -> float:
    """The usual font size of a page in points: the median width of its full-width glyphs, or what its line height says.

    Type squeezed to fit a cell is narrower than high.
    """
    if not len(glyphs):
        return 10.0
    high = median(glyphs.bottom - glyphs.top)
    wide = (glyphs.codes >= WIDE_FROM) & (glyphs.codes < HALF_WIDTH_FROM)
    widths = (glyphs.x1 - glyphs.x0)[wide]
    size = max(median(widths), 0.7 * high) if len(widths) >= 5 else 0.8 * high
    return max(size, 1.0)


@dataclass(slots=True)
class LinesByCell:
    """Lines and option boxes by the number of their cell; `twice` are the characters that were printed again."""

    lines: dict[int, list[Line]] = field(default_factory=lambda: defaultdict(list))
    checkboxes: dict[int, list[Checkbox]] = field(default_factory=lambda: defaultdict(list))
    twice: str = ""


def lines_by_cell(glyphs: Glyphs, owner: NDArray[np.intp]) -> LinesByCell:
    """The lines that upright glyphs make; `owner` is the cell of each."""
    read = LinesByCell()
    if not len(glyphs):
        return read
    line_of, order = readings_apart(owner, glyphs, *line_numbers(owner, glyphs))
    line_of, order = with_raised(owner, glyphs, line_of, order)
    glyphs, owner, line_of = glyphs.take(order), owner[order], line_of[order]
    doubled = _doubled(glyphs, line_of)
    if doubled.any():
        read.twice = glyphs.take(doubled).text
        glyphs, owner, line_of, order = glyphs.take(~doubled), owner[~doubled], line_of[~doubled], order[~doubled]
    upright = by_columns(glyphs, owner, line_of, order)
    if upright is not None:
        places, line_of = upright
        glyphs, owner = glyphs.take(places), owner[places]
    glyphs = unread_across(glyphs, owner, line_of)
    boxes = find_boxes(glyphs, owner, line_of)
    for start, line in _lines(glyphs, line_of, {edge for box in boxes for edge in (box.first, box.last + 1)}):
        read.lines[int(owner[start])].append(line)
    for box in boxes:
        read.checkboxes[int(owner[box.first])].append(box.checkbox)
    return read


def _lines(glyphs: Glyphs, line_of: NDArray[np.intp], edges: set[int]) -> Iterator[tuple[int, Line]]:
    """Each line of glyphs that come in its order, with the number of its first glyph.

    Runs begin at the glyphs `edges`.
    """
    starts_at = np.flatnonzero(begun(line_of))
    sizes = _sizes(glyphs, starts_at)
    tops = np.minimum.reduceat(glyphs.top, starts_at).tolist()
    bottoms = np.maximum.reduceat(glyphs.bottom, starts_at).tolist()
    starts, numbers = starts_at.tolist(), line_of[starts_at].tolist()
    text = _Text(text_of(glyphs.codes), glyphs.x0.tolist(), glyphs.x1.tolist(), edges)
    ends = [*starts[1:], len(glyphs)]
    breaks = _breaks(glyphs, line_of, np.repeat(sizes, lengths(starts_at, len(glyphs))), edges)
    for n, (start, end) in enumerate(zip(starts, ends, strict=True)):
        runs = _runs(text, start, end, breaks.get(numbers[n], ()), sizes[n])
        if runs:
            yield start, Line(runs, Box(runs[0].x0, tops[n], runs[-1].x1, bottoms[n]), sizes[n])


def line_numbers(owner: NDArray[np.intp], glyphs: Glyphs) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """A line number for each upright glyph, and the order of the glyphs by line, then from left to right."""
    heights = np.maximum(glyphs.bottom - glyphs.top, 0.5)
    by_baseline = np.lexsort((glyphs.baseline, owner))
    heights = heights[by_baseline]
    new_line = begun(owner[by_baseline])[1:]
    new_line |= steps(glyphs.baseline[by_baseline]) > BASELINE_SLACK * np.minimum(heights[1:], heights[:-1])
    numbers = np.empty(len(owner), np.intp)
    numbers[by_baseline] = np.concatenate([[0], np.cumsum(new_line)])
    return numbers, np.lexsort((glyphs.x0, numbers))


def _doubled(glyphs: Glyphs, line_of: NDArray[np.intp]) -> NDArray[np.bool_]:
    """Which glyphs print the one before them in their line again, a little aside (bold type)."""
    starts = np.flatnonzero(begun(line_of))
    sizes = np.repeat(_sizes(glyphs, starts), lengths(starts, len(glyphs)))
    aside = np.minimum(0.35 * (glyphs.x1 - glyphs.x0), TWICE * sizes)[1:]
    again = ~(begun(glyphs.codes) | begun(line_of))[1:] & (steps(glyphs.x0) < aside)
    return np.concatenate([[False], again])


@dataclass(frozen=True, slots=True)
class _Text:
    """The characters of a page with their left and right ends; at `edges` an option box begins or has ended."""

    chars: str
    x0: list[float]
    x1: list[float]
    edges: Set[int]


def _breaks(glyphs: Glyphs, line_of: NDArray[np.intp], sizes: FloatArray, edges: Set[int]) -> dict[int, list[int]]:
    """The glyphs of each line that do not simply follow the one before: behind a gap, or at one of `edges`."""
    apart = glyphs.x0[1:] - glyphs.x1[:-1] > WORD_GAP * sizes[1:]
    apart[[edge - 1 for edge in edges if 0 < edge < len(glyphs)]] = True
    found: dict[int, list[int]] = defaultdict(list)
    for n in (np.flatnonzero(apart & ~begun(line_of)[1:]) + 1).tolist():
        found[int(line_of[n])].append(n)
    return found


def _runs(text: _Text, start: int, end: int, breaks: Sequence[int], size: float) -> tuple[Run, ...]:
    """The runs that the glyphs of one line make, from left to right; none for a line of blanks."""
    if not breaks:
        words = text.chars[start:end]
        return () if words.isspace() else (Run(words, text.x0[start], text.x1[end - 1]),)
    runs: list[Run] = []
    words, run_start, at, follows = "", start, start, False
    for n in breaks:
        gap = text.x0[n] - text.x1[n - 1]
        blank = gap > WORD_GAP * size and _is_word_gap(gap, size, text.chars[n - 1], text.chars[n])
        words, at = words + text.chars[at:n], n
        if gap > RUN_GAP * size or n in text.edges:
            runs.append(Run(words, text.x0[run_start], text.x1[n - 1], follows))
            words, run_start, follows = "", n, not blank and gap <= RUN_GAP * size
        elif blank:
            words += " "
    runs.append(Run(words + text.chars[at:end], text.x0[run_start], text.x1[end - 1], follows))
    return tuple(
        run._replace(follows=False) if run.follows and before.text.isspace() else run
        for before, run in zip([runs[0], *runs], runs, strict=False) if not run.text.isspace()
    )  # fmt: skip


def _is_word_gap(gap: float, size: float, before: str, after: str) -> bool:
    """Whether a gap (points) stands for a blank that the file does not store."""
    if before.isspace() or after.isspace():
        return False
    return gap > WIDE_WORD_GAP * size or before < "\u0100" or after < "\u0100"


def _sizes(glyphs: Glyphs, starts: NDArray[np.intp]) -> list[float]:
    """The font size of each line in points: its widest full-width glyph, else from its height.

    A Latin W may be wider than the type is high.
    """
    wide = (glyphs.codes >= WIDE_FROM) & (glyphs.codes < HALF_WIDTH_FROM)
    widest = np.maximum.reduceat(np.where(wide, glyphs.x1 - glyphs.x0, 0.0), starts)
    height = np.maximum.reduceat(glyphs.bottom - glyphs.top, starts)
    full_width = (0.6 * height <= widest) & (widest <= 1.3 * height)
    sizes: list[float] = np.where(full_width, widest, 0.85 * height).tolist()
    return sizes
