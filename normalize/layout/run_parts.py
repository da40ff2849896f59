"""A run in two where one of its characters begins, as far as the widths of type tell."""

from __future__ import annotations

import unicodedata

from extract.records import Run

NEARLY = 0.35
"""Font sizes by which the reckoned place of a character may be wrong."""
GAP = 2.0
"""Font sizes by which a label ends left of the column of its answer where both are one run."""
PADDING = 2.0
"""Text stands so many points right of the edge of its column."""


def parted_at(run: Run, x: float, em: float, at_blank: bool = False) -> list[Run]:
    """A run in two where one of its characters begins at `x` (points); else as it is. `em`: the font size.

    `at_blank` parts it only behind a blank.
    """
    if not run.x0 + em / 2 < x < run.x1 - em / 2:
        return [run]
    behind = 0.0
    for at in range(len(run.text) - 1, 0, -1):
        behind += char_width(run.text[at]) * em
        if abs(run.x1 - behind - x) <= NEARLY * em and not (at_blank and run.text[at - 1].strip()):
            return parted_before(run, at, em)
    return [run]


def parted_left_of(run: Run, x: float, em: float) -> list[Run]:
    """A run in two at the last of its blanks before which its text ends left of `x`, near it; else as it is.

    What stands behind that blank begins at `x`: a column does, as the lines around tell.
    """
    ends = [
        (at, run.x0 + sum(map(char_width, run.text[:at])) * em)
        for at in range(1, len(run.text)) if not run.text[at].strip()
    ]  # fmt: skip
    near = [at for at, end in ends if x - GAP * em <= end <= x + NEARLY * em]
    if not near:
        return [run]
    at = near[-1]
    before, behind = run.text[:at].rstrip(), run.text[at:].lstrip()
    return [Run(before, run.x0, min(dict(ends)[at], x - PADDING)), Run(behind, x, run.x1)]


def parted_before(run: Run, at: int, em: float) -> list[Run]:
    """A run in two before the character at `at`; where that begins, the widths of type tell (`em`: the font size)."""
    before, behind = run.text[:at].rstrip(), run.text[at:]
    begin = run.x1 - sum(map(char_width, behind)) * em
    return [
        Run(before, run.x0, min(run.x0 + sum(map(char_width, before)) * em, begin - PADDING)),
        Run(behind, begin, run.x1),
    ]


def char_width(char: str) -> float:
    """The width of a character in font sizes."""
    return 1.0 if unicodedata.east_asian_width(char) in "WFA" else 0.5
