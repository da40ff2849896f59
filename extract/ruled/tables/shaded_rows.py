"""Rows that are set apart by their shade alone: where a band of color ends inside a table, a row does."""

from __future__ import annotations

import numpy as np

from extract.pdf.coordinates import FloatArray, Paths
from extract.pdf.layer.glyphs import Glyphs
from extract.ruled.rules.rulings import Rulings

WHITE = 0xF7
"""A band is shaded if a part of its color (of 255) is less than this."""
LEAST_BANDS = 2
"""So many bands with the same ends make rows; a single one is a passage that somebody marked."""
LOWEST = 0.9
"""A band is at least so many font sizes high."""
COLOR_PLACES = np.array([1, 256, 65_536])
"""By which the parts of a color are added up to one number."""
SAME_END = 2.0
"""Points within which bands end at one place, or at a rule."""
BEYOND = 0.5
"""So many points beyond an edge its other side is looked at."""
CUT = 0.25
"""An edge cuts a character if it leaves at least this share of its height on either side."""


def shaded_rows(paths: Paths, rulings: Rulings, glyphs: Glyphs, em: float) -> FloatArray:
    """The rules (rows position, start, end; points) that the edges of shaded bands stand for; `em` is the font size.

    A band reaches from one upright rule to another; no edge of it cuts a text, nor lies amid its own color.
    """
    bands = _bands(paths, rulings.horizontal[:, 0], em) if len(rulings.vertical) else []
    edges: list[tuple[float, float, float]] = []
    for group in _alike(bands):
        found = [edge for band in group for edge in _edges(band, rulings, em) if _is_seen(edge[0], band, paths)]
        if len(group) >= LEAST_BANDS and found and not any(_cuts(edge, glyphs) for edge in found):
            edges += found
    rules: list[tuple[float, float, float]] = []
    for at, start, end in sorted(edges):
        if not any(at - other[0] <= SAME_END and (start, end) == other[1:] for other in rules):
            rules.append((at, start, end))
    return np.array(rules, np.float64).reshape(-1, 3)


def _bands(paths: Paths, ruled: FloatArray, em: float) -> list[list[float]]:
    """Shaded areas (x0, top, x1, bottom) that end where nothing is `ruled`, those of one row or color as one."""
    x0, top, x1, bottom = paths.fills.T
    large = np.flatnonzero((bottom - top >= LOWEST * em) & (x1 - x0 >= em))
    large = large[(paths.fill_colors[large] < WHITE).any(axis=1)]
    if len(large) and len(ruled):
        unruled = np.abs(paths.fills[large][:, [1, 3], None] - ruled).min(axis=2) > LOWEST * em / 2
        large = large[unruled.any(axis=1)]
    if len(large) < LEAST_BANDS:
        return []
    shaded = np.column_stack([paths.fills[large], paths.fill_colors[large] @ COLOR_PLACES])
    rows: list[list[float]] = []
    for x0, top, x1, bottom, color in shaded[np.lexsort((shaded[:, 0], shaded[:, 3], shaded[:, 1]))].tolist():
        last = rows[-1] if rows else None
        if last and max(abs(last[1] - top), abs(last[3] - bottom)) < SAME_END / 2 and x0 <= last[2] + SAME_END:
            last[2] = max(last[2], x1)
        else:
            rows.append([x0, top, x1, bottom, color])
    bands: list[list[float]] = []
    for row in rows:
        same = [band for band in bands if abs(band[3] - row[1]) <= SAME_END and band[::2] == row[::2]]
        if same:
            same[0][3] = row[3]
        else:
            bands.append(row)
    return bands


def _alike(bands: list[list[float]]) -> list[list[list[float]]]:
    """The bands that end at the same places, together."""
    groups: list[list[list[float]]] = []
    for band in bands:
        for group in groups:
            if max(abs(group[0][0] - band[0]), abs(group[0][2] - band[2])) < SAME_END:
                group.append(band)
                break
        else:
            groups.append([band])
    return groups


def _edges(band: list[float], rulings: Rulings, em: float) -> list[tuple[float, float, float]]:
    """The edges of a band where no rule runs, if it stands between two upright rules."""
    x0, top, x1, bottom, _ = band
    at, start, end = rulings.vertical.T
    beside = at[(start < (top + bottom) / 2) & (end > (top + bottom) / 2)]
    left, right = beside[np.abs(beside - x0) <= SAME_END], beside[np.abs(beside - x1) <= SAME_END]
    if not len(left) or not len(right):
        return []
    level = rulings.horizontal
    across = level[(level[:, 1] < x1 - em) & (level[:, 2] > x0 + em), 0]
    if not len(across):
        return []
    return [
        (edge, float(left[0]), float(right[0])) for edge in (top, bottom)
        if across.min() < edge < across.max() and not (np.abs(across - edge) <= LOWEST * em / 2).any()
    ]  # fmt: skip


def _is_seen(edge: float, band: list[float], paths: Paths) -> bool:
    """Whether the color beyond an edge of a band, the last one painted there, is another one than the band's."""
    x0, _, x1, bottom, color = band
    beyond = edge + (BEYOND if edge == bottom else -BEYOND)
    left, upper, right, lower = paths.fills.T
    there = (upper < beyond) & (lower > beyond) & (left <= x0) & (right >= x1)
    colors = paths.fill_colors[there] @ COLOR_PLACES
    return not len(colors) or bool(colors[-1] != color)


def _cuts(edge: tuple[float, float, float], glyphs: Glyphs) -> bool:
    """Whether a rule at an edge would run through characters."""
    at, start, end = edge
    slack = CUT * (glyphs.bottom - glyphs.top)
    inside = (glyphs.x0 < end) & (glyphs.x1 > start) & (glyphs.codes > ord(" "))
    return bool((inside & (glyphs.top + slack < at) & (glyphs.bottom - slack > at)).any())
