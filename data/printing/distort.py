"""Where a point of the page lands on the glass (歪み): skewed, shifted, bent by the curl of the paper, turned."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from data.printing.scan import Scan

POINTS = 72.0  # an inch
SHIFT = 10.0  # points a page is shifted for each degree of sway
WHITE = (255.0, 255.0, 255.0)

Levels = NDArray[Any]
"""Grey levels 0 to 255, (height, width) or (height, width, 3)."""


@dataclass(frozen=True)
class Pose:
    """How one page lies: skew in degrees counterclockwise, shift in points right and down, quarter turn clockwise."""

    skew: float = 0.0
    right: float = 0.0
    down: float = 0.0
    turn: int = 0


def pose(scan: Scan, number: int, draw: np.random.Generator) -> Pose:
    """How page `number` (from 1) is laid on the glass."""
    skew, right, down = draw.uniform(-1.0, 1.0, 3)
    turn = scan.turn[(number - 1) % len(scan.turn)]
    shift = SHIFT * scan.sway
    return Pose(scan.skew + float(skew) * scan.sway, float(right) * shift, float(down) * shift, turn)


def laid(levels: Levels, scan: Scan, how: Pose) -> Levels:
    """The page as it lies, on a picture of the same size, white where there is no page. Its turn is not done."""
    if not (how.skew or how.right or how.down or scan.bend):
        return levels
    height, width = levels.shape[:2]
    pixel = scan.dpi / POINTS
    angle = np.radians(how.skew)
    x = np.arange(width, dtype=np.float32) - np.float32(width / 2 + how.right * pixel)
    y = np.arange(height, dtype=np.float32)[:, None] - np.float32(height / 2 + how.down * pixel)
    cos, sin = np.float32(np.cos(angle)), np.float32(np.sin(angle))
    across = x * cos - y * sin
    along = x * sin + y * cos
    curl = np.float32(scan.bend * pixel) * (1 - (2 * across / width) ** 2)
    at_x = np.asarray(across + np.float32(width / 2), dtype=np.float32)
    at_y = np.asarray(along + np.float32(height / 2) + curl, dtype=np.float32)
    # Cubic, as a linear one would blur more where the skew puts points between pixels.
    bent = cv2.remap(levels, at_x, at_y, cv2.INTER_CUBIC, borderMode=cv2.BORDER_CONSTANT, borderValue=WHITE)
    return np.asarray(bent)


def turned(levels: Levels, how: Pose) -> Levels:
    """The picture after its quarter turn."""
    return np.rot90(levels, -how.turn // 90) if how.turn else levels
