"""Which parts of straight strips are rulings: those that reach from ruling to ruling, and long ones.

The side of a bracket, a stroke of a kanji or a dash is as straight as the ruling of a narrow cell. It tells itself by
its ends, which stay clear of the rulings around it, or by the strokes beside it. A stroke may also stand right behind
the end of a ruling, so strips are looked at piece by piece, from one ruling across to the next.
"""

from __future__ import annotations

from itertools import pairwise
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from extract.pdf.coordinates import FloatArray
from extract.scan.arrays import Grey
from extract.scan.rules.gaps import Gaps, gaps_of
from extract.scan.rules.line_segments import Chains

LONG = 6.0
"""Font sizes: pieces of this length are rulings though nothing holds one of their ends."""
LOW = 1.6
"""Font sizes: a piece shorter than this may be a stroke of a character. Longer ones make columns."""
WIDE = 0.9
"""Font sizes: a ruling runs on for so much between two others. The strokes of a character lie closer."""
BOX = 1.9
"""Font sizes: wider pieces make a box with others as short. A smaller box may be a character (口)."""
REACH = 2.2
"""Points between the end of a strip and the edge of the ruling that holds it, at most: the gap of a dotted one."""
CLEAR, LONG_CLEAR = 0.4, 1.0
"""Points of paper between an end and a ruling beyond what gaps the piece has elsewhere: then it does not touch.

Text stays clear by little in a low row; what is long is an underline or a ruling, and rulings fade at their ends.
"""
FREE, HALF_FREE = 0.88, 0.5
"""The shares of a short ruling that have paper beside it, at the better and the worse of its sides.

Text may stand close to a ruling, on one side mostly; strokes of a character have other strokes beside them.
"""
FREE_INNER = 0.65
"""The share at the better side of a piece in the middle of a long strip."""
FREE_ALONE = 0.76
"""The share at both sides of a short piece that stands in no column of others, or has gaps as upright text has."""
BESIDE = (0.7, 1.6)
"""Points beside a strip where that is looked for; the farther only where a low ruling stands in no column of others."""
DOUBLED = 3.0
"""Points between the lines of a doubled ruling, at most."""
COLUMN = 1.0
"""Points by which rulings of one column may stand off each other."""
PAPER = 205
"""Lighter pixels beside a strip are paper."""
GAP = 230
"""Lighter pixels along a strip are gaps: a hairline may be fainter than any stroke."""
PLAIN = 0.9
"""The share of a plain line that has no gap."""
BROKEN = 0.5
"""The share of a long ruling in the open that has no gap, however faint it is."""
MOSTLY_BLACK = 0.5
"""A line of pixels with less paper than this share belongs to a ruling."""
ROUNDS = 8
"""How often pieces are looked at anew, as what holds them has changed."""


class Held(NamedTuple):
    """Rulings: rows (position, start, end, thickness) in pixels, and the number of the chain that each is part of."""

    rows: FloatArray
    chain: NDArray[np.int64]


def held_pieces(
    level: Chains, upright: Chains, grey: Grey, turned_grey: Grey, scale: float, em: float
) -> tuple[Held, Held]:
    """The rulings among level and upright chains; `turned_grey` is the picture as upright ones are found in it.

    `em` is the usual font size in points.
    """
    judges = _Judge(level, grey, scale, em), _Judge(upright, turned_grey, scale, em)
    # Whatever might hold others is taken for a ruling at first: the sides of a small box hold only each other.
    held = judges[0].at_least(BOX * em * scale), judges[1].at_least(0.0)
    for _ in range(ROUNDS):
        before = len(held[0].rows), len(held[1].rows)
        upright_held = judges[1].held(held[0].rows)
        held = judges[0].held(upright_held.rows), upright_held
        if (len(held[0].rows), len(held[1].rows)) == before:
            break
    return held


class _Judge:
    """Knows the chains of one direction, and the picture in which they lie level."""

    def __init__(self, chains: Chains, grey: Grey, scale: float, em: float) -> None:
        self._rows, self._grey, self._scale = chains.rows, grey, scale
        self._long, self._low = LONG * em * scale, LOW * em * scale
        self._wide = WIDE * em * scale
        self._is_long = self._rows[:, 2] - self._rows[:, 1] >= self._long
        self._columns = self._rows[self._is_long, 0]

    def at_least(self, length: float) -> Held:
        """The chains of that length (pixels), whatever holds them."""
        chosen = self._rows[:, 2] - self._rows[:, 1] >= length
        return Held(self._rows[chosen][:, :4], np.flatnonzero(chosen))

    def held(self, across: FloatArray) -> Held:
        """The rulings between and beyond the rulings `across`."""
        rows: list[tuple[float, float, float, float]] = []
        chains: list[int] = []
        for n, row in enumerate(self._rows.tolist()):
            for pieces in _joined(self._pieces(n, across)):
                if max(end - start for start, end in pieces) >= self._wide:
                    rows.append((row[0], pieces[0][0], pieces[-1][1], row[3]))
                    chains.append(n)
        held = Held(np.array(rows, np.float64).reshape(-1, 4), np.array(chains, np.int64))
        self._columns = held.rows[held.rows[:, 2] - held.rows[:, 1] >= self._low, 0]
        return held

    def _pieces(self, n: int, across: FloatArray) -> list[tuple[float, float]]:
        """Start and end of the pieces of a chain that are rulings, in order."""
        at, start, end = self._rows[n, :3].tolist()
        reach = REACH * self._scale
        near = reach + across[:, 3] / 2
        crossing = (across[:, 1] - reach <= at) & (at <= across[:, 2] + reach)
        crossing &= (start - near <= across[:, 0]) & (across[:, 0] <= end + near)
        holders = across[crossing]
        if not len(holders):
            return []
        holders = holders[np.argsort(holders[:, 0])]
        pieces = [
            (float(a[0]), float(b[0])) for a, b in pairwise(holders)
            if self._is_held(n, float(a[0]), float(b[0]), a, b)
        ]  # fmt: skip
        first, last = float(holders[0, 0]), float(holders[-1, 0])
        if start < first - reach and self._goes_on(n, 1, start, first, holders[0]):
            pieces.insert(0, (start, first))
        if end > last + reach and self._goes_on(n, 2, last, end, holders[-1]):
            pieces.append((last, end))
        return pieces

    def _is_held(self, n: int, start: float, end: float, first: FloatArray, last: FloatArray) -> bool:
        """Whether the piece between two rulings runs from the one to the other."""
        gaps = self._gaps(n, start, end, float(first[3]) / 2, float(last[3]) / 2)
        if end - start >= self._long:
            return gaps.touches(LONG_CLEAR * self._scale) and self._is_drawn(n, start, end, gaps)
        clear = LONG_CLEAR if self._is_inner(n, start, end) and self._is_plain(n, start, end, gaps) else CLEAR
        return gaps.touches(clear * self._scale) and gaps.is_drawn and self._is_free(n, start, end, gaps.is_dotted)

    def _goes_on(self, n: int, side: int, start: float, end: float, holder: FloatArray) -> bool:
        """Whether the piece beyond the last ruling is one: long, or cut where others are cut (by a page break)."""
        half = float(holder[3]) / 2
        gaps = self._gaps(n, start, end, half if side == 2 else None, half if side == 1 else None)
        if end - start >= self._long:
            return gaps.touches(LONG_CLEAR * self._scale) and self._is_drawn(n, start, end, gaps)
        others = self._rows[self._is_long & (np.arange(len(self._rows)) != n), side]
        cut = np.abs(others - (start if side == 1 else end)) <= REACH * self._scale
        touches = gaps.touches(CLEAR * self._scale) and gaps.is_drawn
        return bool(cut.any()) and touches and self._is_free(n, start, end, gaps.is_dotted)

    def _is_inner(self, n: int, start: float, end: float) -> bool:
        """Whether a piece lies in the middle of a long strip."""
        _, first, last = self._rows[n, :3].tolist()
        return bool(self._is_long[n] and first < start - self._low and end + self._low < last)

    def _is_plain(self, n: int, start: float, end: float, gaps: Gaps) -> bool:
        """Whether a piece is beyond doubt a line with nothing beside it (but its double)."""
        above, below = self._paper(n, start, end, BESIDE[:1])
        above = 1.0 if self._is_doubled(n, -1, start, end) else above
        below = 1.0 if self._is_doubled(n, 1, start, end) else below
        return gaps.solid >= PLAIN and min(above, below) >= FREE

    def _is_drawn(self, n: int, start: float, end: float, gaps: Gaps) -> bool:
        """Whether a long piece is one line, not strokes of a row of characters."""
        return gaps.is_drawn or (gaps.solid >= BROKEN and min(self._paper(n, start, end, BESIDE[:1])) >= FREE)

    def _gaps(self, n: int, start: float, end: float, first: float | None, last: float | None) -> Gaps:
        """The gaps of a piece; `first` and `last` are half the thickness of the rulings that it should touch."""
        at, thick = self._rows[n, 0], self._rows[n, 3]
        half = max(thick / 2, 1.0)
        lines = self._grey[int(max(at - half, 0)) : int(at + half + 1), int(max(start, 0)) : int(end + 1)]
        return gaps_of(lines.min(axis=0) > GAP, first, last)

    def _is_free(self, n: int, start: float, end: float, dotted: bool) -> bool:
        """Whether a piece has paper beside it, as far as a ruling has in its place."""
        at, first, last = self._rows[n, :3].tolist()
        doubled = self._is_doubled(n, -1, start, end), self._is_doubled(n, 1, start, end)
        in_column = last - first >= self._low or (np.abs(self._columns - at) <= COLUMN * self._scale).any()
        alone = not in_column and not any(doubled)
        shares = self._paper(n, start, end, BESIDE if alone else BESIDE[:1])
        if self._is_inner(n, start, end):
            return max(shares) >= FREE_INNER
        above, below = (1.0 if is_doubled else share for is_doubled, share in zip(doubled, shares, strict=True))
        return max(above, below) >= FREE and min(above, below) >= (FREE_ALONE if alone or dotted else HALF_FREE)

    def _paper(self, n: int, start: float, end: float, beside: tuple[float, ...]) -> tuple[float, float]:
        """The shares of a piece that have paper above and below it, so many points away."""
        # Where it meets the rulings across there is no paper.
        inset = min(2 * self._scale, (end - start) / 4)
        top, bottom = self._rows[n, 4:6].astype(int).tolist()
        away = max(round(points * self._scale) for points in beside) + 2
        first = max(top - away, 0)
        paper = self._grey[first : bottom + away, int(start + inset) : int(end - inset) + 1] > PAPER
        black = np.flatnonzero(paper[top - first : bottom - first].mean(axis=1) < MOSTLY_BLACK) + top - first
        edges = (int(black[0]), int(black[-1])) if len(black) else (top - first, bottom - 1 - first)
        shares = paper.mean(axis=1)
        steps = [max(round(points * self._scale), 2) for points in beside]
        above = min(float(shares[max(edges[0] - step, 0)]) for step in steps)
        return above, min(float(shares[min(edges[1] + step, len(shares) - 1)]) for step in steps)

    def _is_doubled(self, n: int, side: int, start: float, end: float) -> bool:
        """Whether another strip runs beside a piece, above (-1) or below it (1)."""
        apart = side * (self._rows[:, 0] - self._rows[n, 0])
        quarter = (end - start) / 4
        covers = (self._rows[:, 1] <= start + quarter) & (self._rows[:, 2] >= end - quarter)
        return bool(((apart > 0) & (apart <= DOUBLED * self._scale) & covers).any())


def _joined(pieces: list[tuple[float, float]]) -> list[list[tuple[float, float]]]:
    """The pieces in groups that follow each other without a gap."""
    joined: list[list[tuple[float, float]]] = []
    for piece in pieces:
        if joined and joined[-1][-1][1] == piece[0]:
            joined[-1].append(piece)
        else:
            joined.append([piece])
    return joined
