"""Which sign pen strokes make: a tick, a ring, a cross, or none that is known."""

from __future__ import annotations

PenPoint = tuple[float, float]
Stroke = list[PenPoint]

TICK, RING, CROSS = "✓", "○", "×"
CLOSES = 0.35
"""The ends of a ring are no further apart than this share of its size."""
ROUND = (0.5, 1.75)
"""How far the points of a ring may lie from its middle, squared, where 1 is the ellipse within its bounds."""


def sign_of(strokes: list[Stroke]) -> str | None:
    """The sign that some strokes (points, y upward) make."""
    if len(strokes) == 1:
        return RING if is_ring(strokes[0]) else TICK if _is_tick(strokes[0]) else None
    return CROSS if len(strokes) == 2 and _cross(*strokes) else None


def is_ring(points: Stroke) -> bool:
    """Whether points run around an ellipse and end about where they began."""
    xs, ys = [x for x, _ in points], [y for _, y in points]
    width, height = max(xs) - min(xs), max(ys) - min(ys)
    if len(points) < 5 or not width or not height:
        return False
    (x0, y0), (x1, y1) = points[0], points[-1]
    if abs(x1 - x0) > CLOSES * width or abs(y1 - y0) > CLOSES * height:
        return False
    x, y = (max(xs) + min(xs)) / 2, (max(ys) + min(ys)) / 2
    out = [(2 * (px - x) / width) ** 2 + (2 * (py - y) / height) ** 2 for px, py in points]
    quarters = {(px > x, py > y) for px, py in points}
    return len(quarters) == 4 and ROUND[0] < min(out) and max(out) < ROUND[1]


def _is_tick(points: Stroke) -> bool:
    """Whether a stroke goes down, and further up to the right."""
    low = min(range(len(points)), key=lambda n: points[n][1])
    (x0, y0), (x, y), (x1, y1) = points[0], points[low], points[-1]
    return 0 < low < len(points) - 1 and x0 <= x < x1 and y1 - y > y0 - y > 0


def _cross(a: Stroke, b: Stroke) -> bool:
    """Whether two strokes cross about where they are halfway."""
    slopes = [(s[-1][0] - s[0][0]) * (s[-1][1] - s[0][1]) for s in (a, b)]
    ax, ay, bx, by = ((s[0][n] + s[-1][n]) / 2 for s in (a, b) for n in (0, 1))
    size = max(abs(a[-1][0] - a[0][0]), abs(a[-1][1] - a[0][1]))
    return slopes[0] * slopes[1] < 0 and max(abs(ax - bx), abs(ay - by)) < CLOSES * size
