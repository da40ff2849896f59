"""The reliability diagram as SVG: a panel for each kind, the diagonal is where confidence says what is true."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from math import sqrt

from hyokasho.evaluation.judgement import ValueKind
from hyokasho.evaluation.reliability import Bin, Reliability, calibration_error

SIDE, MARGIN, GAP = 260, 48, 30
"""Pixels: the side of a panel's square, the room for labels left of it and below, the room between panels."""
COLUMNS = 2
LARGEST, SMALLEST = 11.0, 2.5
"""Radii in pixels of the points with most values and with one."""
_STYLE = (
    "text{font:12px sans-serif;fill:#333}.title{font-weight:bold;font-size:14px}.n{font-size:10px;fill:#666}"
    ".frame{fill:none;stroke:#999}.grid{stroke:#e4e4e4}.ideal{stroke:#999;stroke-dasharray:4 4}"
    ".line{fill:none;stroke:#1f6feb;stroke-width:1.5}.point{fill:#1f6feb;fill-opacity:.75}.bar{stroke:#1f6feb}"
)


def reliability_svg(reliability: Reliability) -> str:
    """The diagram; for nothing to show, one that says so."""
    kinds = list(reliability.filled().items())
    rows = max(1, -(-len(kinds) // COLUMNS))
    width = COLUMNS * (SIDE + MARGIN + GAP)
    height = rows * (SIDE + 2 * MARGIN)
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" viewBox="0 0 {width} {height}">',
        f'<style>{_STYLE}</style><rect width="100%" height="100%" fill="#fff"/>',
    ]
    if not kinds:
        parts.append(f'<text x="{MARGIN}" y="{MARGIN}">no values with a confidence</text>')
    for number, (kind, bins) in enumerate(kinds):
        x = MARGIN + number % COLUMNS * (SIDE + MARGIN + GAP)
        y = MARGIN + number // COLUMNS * (SIDE + 2 * MARGIN)
        parts += [f'<g transform="translate({x} {y})">', *_panel(kind, bins), "</g>"]
    return "\n".join([*parts, "</svg>", ""])


def _panel(kind: ValueKind, bins: list[Bin]) -> Iterator[str]:
    values = sum(bin.n for bin in bins)
    title = f"{kind}: {values:,} values, off by {calibration_error(bins):.1%}"
    yield f'<text class="title" x="0" y="-12">{escape(title)}</text>'
    for percent in range(0, 101, 20):
        at = SIDE * percent / 100
        yield f'<path class="grid" d="M0 {SIDE - at:g}H{SIDE}M{at:g} 0V{SIDE}"/>'
        yield f'<text x="{at:g}" y="{SIDE + 16}" text-anchor="middle">{percent}</text>'
        yield f'<text x="-6" y="{SIDE - at + 4:g}" text-anchor="end">{percent}</text>'
    yield f'<rect class="frame" width="{SIDE}" height="{SIDE}"/><path class="ideal" d="M0 {SIDE}L{SIDE} 0"/>'
    yield f'<text x="{SIDE / 2:g}" y="{SIDE + 32}" text-anchor="middle">confidence, %</text>'
    yield f'<text transform="translate(-34 {SIDE / 2:g}) rotate(-90)" text-anchor="middle">right, %</text>'
    line = " ".join(f"{_x(bin.predicted)},{_y(bin.observed)}" for bin in bins)
    yield f'<polyline class="line" points="{line}"/>'
    most = max(bin.n for bin in bins)
    for bin in bins:
        yield from _point(bin, most)


def _point(bin: Bin, most: int) -> Iterator[str]:
    x, y = _x(bin.predicted), _y(bin.observed)
    low, high = bin.interval
    radius = SMALLEST + (LARGEST - SMALLEST) * sqrt(bin.n / most)
    yield f'<path class="bar" d="M{x} {_y(low)}V{_y(high)}"/>'
    yield (
        f'<circle class="point" cx="{x}" cy="{y}" r="{radius:.1f}">'
        f"<title>{bin.right} of {bin.n} right at confidence {bin.predicted:.3f}</title></circle>"
    )
    yield f'<text class="n" x="{x + radius + 2:g}" y="{y + 12:g}">{bin.n:,}</text>'


def _x(share: float) -> float:
    return round(SIDE * share, 1)


def _y(share: float) -> float:
    return round(SIDE * (1 - share), 1)
