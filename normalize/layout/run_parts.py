"""A run in two where one of its characters begins, as far as the widths of type tell."""

from __future__ import annotations

import unicodedata

from extract.records import Run

NEARLY = 0.35
"""Font sizes by which the reckoned place of a character may be wrong."""
NARROW_SLACK = 0.15
"""Font sizes by which each narrow letter may be wider or less wide than half a size."""
GAP = 1.2
"""Font sizes by which a label ends left of the column of its answer where both are one run."""
EXACTLY, LEAST_GAP = 0.5, 0.2
"""Columns touch where a character begins so near (points) to its column, so many font sizes behind the one before."""
SMALLER = 0.7
"""The type of a list of options is so much smaller than that of a label at most."""
PADDING = 2.0
"""Text stands so many points right of the edge of its column."""


def parted_at(run: Run, x: float, em: float, at_blank: bool = False) -> list[Run]:
    """A run in two where one of its characters begins at `x` (points); else as it is. `em`: the font size.

    `at_blank` parts it only behind a blank, or where the widths of its characters leave a gap right before `x`.
    """
    if not run.x0 + em / 2 < x < run.x1 - em / 2:
        return [run]
    behind = 0.0
    for at in range(len(run.text) - 1, 0, -1):
        behind += char_width(run.text[at]) * em
        off = abs(run.x1 - behind - x)
        if off <= NEARLY * em and not (at_blank and run.text[at - 1].strip() and not _leaves_gap(run, at, off, em)):
            return parted_before(run, at, em)
    return [run]


def _leaves_gap(run: Run, at: int, off: float, em: float) -> bool:
    """Whether columns may touch before the character at `at`, which begins so many points `off` the second one.

    All characters must be as wide as their type tells, and wider than that the run alone.
    """
    whole = sum(map(char_width, run.text))
    if off > EXACTLY or whole < len(run.text):
        return False
    return (run.x1 - run.x0) - whole * em >= LEAST_GAP * em


def parted_left_of(run: Run, x: float, em: float) -> list[Run]:
    """A run in two at the only blank behind which its text may begin at `x`, as a column does; else as it is.

    What stands before the blank must end just left of `x`, and what stands behind it be as wide as what is left, in
    the same type or in smaller.
    """
    found = [at for at in range(1, len(run.text)) if not run.text[at].strip() and _may_part(run, at, x, em)]
    if len(found) != 1:
        return [run]
    before, behind = run.text[: found[0]].rstrip(), run.text[found[0] :].lstrip()
    end = run.x0 + sum(map(char_width, before)) * em
    return [Run(before, run.x0, min(end, x - PADDING)), Run(behind, x, run.x1)]


def _may_part(run: Run, at: int, x: float, em: float) -> bool:
    before, behind = run.text[:at].rstrip(), run.text[at:].lstrip()
    end = run.x0 + sum(map(char_width, before)) * em
    wide = sum(map(char_width, behind))
    narrow = sum(char_width(char) < 1 for char in behind)
    slack = (NEARLY + NARROW_SLACK * narrow) * em
    fits = SMALLER * wide * em - slack <= run.x1 - x <= wide * em + slack
    return x - GAP * em <= end <= x + NEARLY * em and fits


def fits_type(run: Run, em: float) -> bool:
    """Whether a run is as wide as its characters and a gap between two columns, where type is as wide as usual.

    In proportional type it is not, and where a character of it begins cannot be reckoned.
    """
    narrow = sum(char_width(char) < 1 for char in run.text)
    gap = (run.x1 - run.x0) / em - sum(map(char_width, run.text))
    slack = NARROW_SLACK * narrow
    return -slack <= gap <= GAP + slack


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
