"""Which ink each recognized character is: a CTC model says in which order characters come, but only roughly where.

Characters are laid along the line so that each covers a stretch of ink as wide as its kind is printed, close to the
columns where the model saw it, and so that no ink is left over. Ink that is left over all the same was not read.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from extract.pdf.coordinates import FloatArray

LAG = 0.18
"""The model sees a character this many widths of a full-width one right of its middle."""
BEFORE, AFTER = 1.5, 1.1
"""How far (full widths) left and right of where the model saw it a character may reach."""
WIDTHS = {"wide": (0.5, 1.02), "kana": (0.25, 0.97), "half": (0.08, 0.65), "sign": (0.06, 1.0)}
"""The widths of ink, in full widths, that kinds of character usually have."""
FULL_SIZE = ("Lo", "Lu", "Ll", "Nd", "No")
"""The Unicode categories of characters that fill their place: letters, digits, numbers in circles."""
MISFIT = 40.0
"""What being too wide or too narrow by a full width costs, squared."""
DISTANCE = 0.6
"""What standing a full width away from where the model saw it costs, squared."""
LEFT_OVER = 6.0
"""What a full width of ink without a character costs."""
CUT = 0.4
"""What cutting through ink costs."""
NO_INK = 4.0
"""What a character without any ink costs."""
IMPOSSIBLE = 1e6


class InkSpan(NamedTuple):
    """Columns of a picture, `end` one beyond the last."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class SeenCharacter:
    """A character and the column of the picture at which the model saw it."""

    char: str
    at: float


def spans(seen: Sequence[SeenCharacter], ink: NDArray[np.bool_], em: float) -> list[InkSpan]:
    """The columns that each character's ink takes, in order; `ink` says which columns have any.

    `em` is the width of a full-width character in columns.
    """
    line = _Line(ink, em)
    cost = line.left_over.copy()
    steps = []
    for one in seen:
        cost, starts, ends = line.place(one, cost)
        steps.append((starts, ends))
    end = int((cost - line.left_over).argmin())
    found = []
    for starts, ends in reversed(steps):
        found.append(InkSpan(int(starts[end]), end))
        end = int(ends[end])
    return found[::-1]


class _Line:
    """The ink of a line as the costs of laying characters along it."""

    def __init__(self, ink: NDArray[np.bool_], em: float) -> None:
        self.em = em
        self.inked = np.concatenate([[0.0], np.cumsum(ink)])
        self.left_over = self.inked * (LEFT_OVER / em)
        self.cut = np.zeros(len(self.inked))
        self.cut[1:-1] = CUT * (ink[1:] & ink[:-1])

    def place(self, one: SeenCharacter, cost: FloatArray) -> tuple[FloatArray, NDArray[np.intp], NDArray[np.intp]]:
        """Lay one more character; `cost[x]` is that of the best layout of those before it whose last one ends at x.

        Returns the same for this one, and for each end of it the start, and the end of the one before.
        """
        size = len(self.inked)
        middle = min(max(one.at - LAG * self.em, 1.0), size - 2.0)
        low = max(int(middle - BEFORE * self.em), 0)
        high = min(max(int(middle + AFTER * self.em), low + 2), size)
        ahead = cost - self.left_over
        last = np.maximum.accumulate(np.where(ahead <= np.minimum.accumulate(ahead), np.arange(size), 0))
        before = ahead[last] + self.left_over
        x = np.arange(low, high)
        total = before[low:high, None] + self._fit(one.char, middle, x) + self.cut[None, low:high]
        total[x[:, None] >= x[None, :]] = IMPOSSIBLE
        best = total.argmin(axis=0)
        result = np.full(size, IMPOSSIBLE)
        result[low:high] = total[best, np.arange(len(x))]
        starts = np.zeros(size, np.intp)
        starts[low:high] = x[best]
        return result, starts, last[starts]

    def _fit(self, char: str, middle: float, x: NDArray[np.intp]) -> FloatArray:
        """What it costs that `char` starts at one of the columns `x` (rows) and ends at another (columns)."""
        narrow, wide = WIDTHS[_kind(char)]
        width = (x[None, :] - x[:, None]) / self.em
        misfit = np.maximum(narrow - width, 0) + np.maximum(width - wide, 0)
        distance = ((x[None, :] + x[:, None]) / 2 - middle) / self.em
        bare = self.inked[x][None, :] - self.inked[x][:, None] < 1
        fit: FloatArray = MISFIT * misfit**2 + DISTANCE * distance**2 + NO_INK * bare
        return fit


def left_over(found: Sequence[InkSpan], ink: NDArray[np.bool_]) -> list[InkSpan]:
    """The stretches of inked columns that no character took."""
    free = ink.copy()
    for span in found:
        free[span.start : span.end] = False
    edges = np.flatnonzero(np.diff(np.concatenate([[False], free, [False]]).astype(np.int8)))
    return [InkSpan(int(start), int(end)) for start, end in edges.reshape(-1, 2)]


def _kind(char: str) -> str:
    name = unicodedata.name(char, "")
    if name.startswith(("HIRAGANA", "KATAKANA")):
        return "kana"
    if unicodedata.category(char) not in FULL_SIZE:
        return "sign"
    return "wide" if unicodedata.east_asian_width(char) in "WFA" else "half"
