"""What a scanner makes of light and ink (劣化): blur, faint print, paper, shade, dark bands, noise, specks."""

from __future__ import annotations

from collections.abc import Callable

import cv2
import numpy as np
from numpy.typing import NDArray

from data.printing.distort import POINTS, Levels
from data.printing.scan import Scan

WHITE = 255.0
YELLOW = (0.0, 0.12, 0.45)  # share of red, green and blue light that fully yellowed paper takes
SCREEN = 8  # pixels of a 600 dpi printer from dot to dot, with one more dot amid four: 106 lines an inch at 45 degrees
SCREENED = (30, 250)  # grey levels that a printer cannot print but as dots
SPECK = (0.12, 0.4)  # radius of specks, points
SPECK_INK = (0.5, 1.0)  # share of light that specks take

Light = NDArray[np.float32]
"""Grey levels that may leave 0 to 255, (height, width) or (height, width, 3)."""


def screened(levels: Levels) -> Levels:
    """Grey areas as dots on white, one screen for each colour, as a laser printer makes them of its own pixels."""
    height, width = levels.shape[:2]
    wave = np.cos(np.arange(SCREEN) * 2 * np.pi / SCREEN)
    rank = np.argsort(np.argsort(np.outer(wave, wave), axis=None, kind="stable"), kind="stable")
    cell = ((rank + 0.5) * (WHITE / SCREEN**2)).astype(np.uint8)  # each level of grey blackens its share of pixels
    limit = np.tile(cell.reshape(SCREEN, SCREEN), (height // SCREEN + 1, width // SCREEN + 1))[:height, :width]
    dots = np.where(levels > (limit if levels.ndim == 2 else limit[..., None]), np.uint8(255), np.uint8(0))
    return np.where((levels > SCREENED[0]) & (levels < SCREENED[1]), dots, levels)


def degraded(levels: Levels, scan: Scan, draw: np.random.Generator) -> Levels:
    """The page as the scanner sees it, 0 to 255."""
    light: Light = levels.astype(np.float32)
    for step in STEPS:
        light = step(light, scan, draw)
    return np.clip(np.rint(light), 0, 255).astype(np.uint8)


def _blurred(light: Light, scan: Scan, draw: np.random.Generator) -> Light:
    del draw
    return cv2.GaussianBlur(light, (0, 0), scan.blur).astype(np.float32) if scan.blur else light


def _on_paper(light: Light, scan: Scan, draw: np.random.Generator) -> Light:
    """Ink lightened, then both seen on the ground's colour."""
    del draw
    light = WHITE - (WHITE - light) * np.float32(1 - scan.faint)
    colour = np.float32(scan.paper / WHITE) * (1 - np.float32(scan.tint) * np.asarray(YELLOW, dtype=np.float32))
    return light * (colour if light.ndim == 3 else np.float32(scan.paper / WHITE))


def _shaded(light: Light, scan: Scan, draw: np.random.Generator) -> Light:
    """Light that falls off towards one corner."""
    falls = draw.choice((-1.0, 1.0), 2)
    if not scan.shade:
        return light
    height, width = light.shape[:2]
    x = np.linspace(-1, 1, width, dtype=np.float32) * np.float32(falls[0])
    y = np.linspace(-1, 1, height, dtype=np.float32)[:, None] * np.float32(falls[1])
    return _times(light, np.asarray(1 - scan.shade * (x + y + 2) / 4, dtype=np.float32))


def _banded(light: Light, scan: Scan, draw: np.random.Generator) -> Light:
    """A band along one edge where light came in, or the next page of a book begins."""
    wobble = draw.uniform(0.8, 1.2)
    if not scan.band:
        return light
    height, width = light.shape[:2]
    size = width if scan.band_side in ("left", "right") else height
    inwards = np.arange(size, dtype=np.float32) / np.float32(max(1.0, scan.band_w * wobble * scan.dpi / POINTS))
    if scan.band_side in ("right", "bottom"):
        inwards = inwards[::-1]
    dark = np.clip(1 - inwards, 0, 1) if scan.band_fades else (inwards < 1).astype(np.float32)
    kept = 1 - np.float32(scan.band) * dark
    return _times(light, kept[None, :] if size == width else kept[:, None])


def _noisy(light: Light, scan: Scan, draw: np.random.Generator) -> Light:
    if not scan.noise:
        return light
    return light + np.float32(scan.noise) * draw.standard_normal(light.shape, dtype=np.float32)


def _specked(light: Light, scan: Scan, draw: np.random.Generator) -> Light:
    """Dust on the glass: small round dots anywhere."""
    height, width = light.shape[:2]
    pixel = scan.dpi / POINTS
    for _ in range(scan.specks):
        x, y = draw.uniform(0, width), draw.uniform(0, height)
        radius, ink = draw.uniform(*SPECK) * pixel, draw.uniform(*SPECK_INK)
        x0, x1 = max(0, int(x - radius - 1)), min(width, int(x + radius + 2))
        y0, y1 = max(0, int(y - radius - 1)), min(height, int(y + radius + 2))
        distance = np.hypot(np.arange(x0, x1) - x, np.arange(y0, y1)[:, None] - y)
        kept = (1 - ink * np.clip(radius + 0.5 - distance, 0, 1)).astype(np.float32)
        light[y0:y1, x0:x1] = _times(light[y0:y1, x0:x1], kept)
    return light


def _times(light: Light, kept: Light) -> Light:
    """The light of which a share is kept, the same for each colour."""
    return light * (kept if light.ndim == 2 else kept[..., None])


STEPS: tuple[Callable[[Light, Scan, np.random.Generator], Light], ...] = (
    _blurred, _on_paper, _shaded, _banded, _noisy, _specked,
)  # fmt: skip
"""From the light on the paper to the dirt on the glass, in this order."""
