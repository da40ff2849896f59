"""What sign a small picture shows that may be a box by itself: a square or ring that is empty, marked or filled.

A font may call its ■ a □, or name no sign at all; a box may be drawn by strokes, or pasted. Its picture is the same.
"""

from __future__ import annotations

import numpy as np
import pypdfium2 as pdfium

from extract.records import Box, Placement
from extract.scan.arrays import Grey, Ink
from extract.scan.image.render import box_picture

SCALE = 4.0
"""Pixels per point."""
CONTRAST = 60
"""Greys by which ink differs from its ground."""
SQUARE = 1.35
"""A box is not so many times as wide as high, or as high as wide."""
INNER = 0.3
"""The share of a sign's ink that is left out at each side, to see what it holds."""
MOSTLY = 0.8
"""The share of what a filled sign holds that is ink."""
LEAST = 0.04
"""What holds less ink holds nothing."""
EDGE = 0.6
"""Points by which the stroke of a drawn shape reaches beyond its place."""
WITHIN, DARK = 0.22, 160
"""The share of a frame at each side that is its edge, and the grey below which there is ink in it."""
RIM = 0.2
"""The sides of a square lie within this share of its size from its edges."""
WHOLE = 0.8
"""A side of a square is drawn along so much of its length; rounded corners are not."""
CORNER = 0.1
"""The share of its size, at each corner of a ring, in which there is no ink."""
DIRECTIONS, ROUND = 24, 0.8
"""A ring is looked at in so many directions; its ink lies so far from its middle to its edge, at least."""
HOLLOW = 0.62
"""A hollow ring has no ink so far from its middle to its edge."""
CORE = 0.25
"""So far it is told whether there is a dot in a ring, or another ring."""
EMPTY_SQUARE, MARKED_SQUARE, FILLED_SQUARE = "☐", "☑", "■"
EMPTY_RING, DOTTED_RING, FILLED_RING, DOUBLE_RING = "○", "◉", "●", "◎"


def sign_at(page: pdfium.PdfPage, place: Box, placement: Placement) -> str | None:
    """The box that a page shows at a place; None where it shows none for certain."""
    ink = ink_at(page, place, placement)
    return None if ink is None else seen_sign(ink)


def drawn_sign(page: pdfium.PdfPage, place: Box, placement: Placement) -> str | None:
    """The box that a page shows at a place where it draws something, whatever stands right beside that."""
    around = Box(place.x0 - EDGE, place.top - EDGE, place.x1 + EDGE, place.bottom + EDGE)
    ink = _ink(box_picture(page, around, placement, SCALE))
    return None if ink is None else seen_sign(_trimmed(ink))


def framed_sign(page: pdfium.PdfPage, frame: Box, placement: Placement) -> str | None:
    """The box that a page shows at a place where it draws a frame; None where nothing of it lies on the page."""
    inset = Box(
        frame.x0 + WITHIN * frame.width, frame.top + WITHIN * frame.height,
        frame.x1 - WITHIN * frame.width, frame.bottom - WITHIN * frame.height,
    )  # fmt: skip
    grey = box_picture(page, inset, placement, SCALE)
    if not grey.size:
        return None
    share = float((grey < DARK).mean())
    return EMPTY_SQUARE if share < LEAST else FILLED_SQUARE if share > 1 - LEAST else MARKED_SQUARE


def ink_at(page: pdfium.PdfPage, place: Box, placement: Placement) -> Ink | None:
    """The ink at a place of a page, cut to its size; None for none, or where other ink reaches in."""
    if place.width <= 0 or place.height <= 0:
        return None
    margin = min(place.width, place.height) / 4
    around = Box(place.x0 - margin, place.top - margin, place.x1 + margin, place.bottom + margin)
    return _cut(box_picture(page, around, placement, SCALE))


def _cut(grey: Grey) -> Ink | None:
    ink = _ink(grey)
    if ink is None or ink[[0, -1]].any() or ink[:, [0, -1]].any():
        return None
    return _trimmed(ink)


def _ink(grey: Grey) -> Ink | None:
    """What differs from the ground in the corners of a picture; None for nothing."""
    if not grey.size or min(grey.shape) < 2 * SCALE:
        return None
    ground = np.median([grey[0, 0], grey[0, -1], grey[-1, 0], grey[-1, -1]])
    ink: Ink = np.abs(grey.astype(np.int16) - ground) > CONTRAST
    return ink if ink.any() else None


def _trimmed(ink: Ink) -> Ink:
    rows, columns = np.flatnonzero(ink.any(axis=1)), np.flatnonzero(ink.any(axis=0))
    trimmed: Ink = ink[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]
    return trimmed


def held_share(ink: Ink) -> float | None:
    """The share of what a sign holds that is ink; None for one that is too small."""
    top, left = (round(INNER * size) for size in ink.shape)
    held = ink[top : len(ink) - top, left : ink.shape[1] - left]
    return float(held.mean()) if held.size else None


def seen_sign(ink: Ink) -> str | None:
    """The box that some ink, cut to its size, makes."""
    held = held_share(ink)
    high, wide = ink.shape
    if held is None or not 1 / SQUARE < wide / high < SQUARE:
        return None
    if _is_square(ink):
        return EMPTY_SQUARE if held < LEAST else FILLED_SQUARE if ink.mean() > 1 - LEAST else MARKED_SQUARE
    if not _is_ring(ink):
        return None
    if _disc(ink, HOLLOW) < LEAST:
        return EMPTY_RING
    if _disc(ink, ROUND) > 1 - LEAST:
        return FILLED_RING
    core = _disc(ink, CORE)
    return DOTTED_RING if core >= MOSTLY else DOUBLE_RING if core < LEAST else None


def _disc(ink: Ink, share: float) -> float:
    """The share of ink in the disc around the middle that reaches so far to the edges."""
    y, x = np.indices(ink.shape)
    out = ((x + 0.5) / ink.shape[1] - 0.5) ** 2 + ((y + 0.5) / ink.shape[0] - 0.5) ** 2
    return float(ink[out < (share / 2) ** 2].mean())


def _is_square(ink: Ink) -> bool:
    """Whether ink runs along each of the four sides."""
    high, wide = (max(1, round(RIM * size)) for size in ink.shape)
    sides = (ink[:high].mean(axis=1), ink[-high:].mean(axis=1), ink[:, :wide].mean(axis=0), ink[:, -wide:].mean(axis=0))
    return all(bool(side.max() >= WHOLE) for side in sides) and not _has_free_corners(ink)


def _has_free_corners(ink: Ink) -> bool:
    high, wide = (max(1, round(CORNER * size)) for size in ink.shape)
    corners = (ink[:high, :wide], ink[:high, -wide:], ink[-high:, :wide], ink[-high:, -wide:])
    return not any(bool(corner.any()) for corner in corners)


def _is_ring(ink: Ink) -> bool:
    """Whether ink closes a ring that fills the picture, and leaves its corners free."""
    if not _has_free_corners(ink):
        return False
    high, wide = ink.shape
    reached = []
    for angle in np.arange(DIRECTIONS) * (2 * np.pi / DIRECTIONS):
        far = np.linspace(ROUND, 1.0, 9) / 2
        x = np.clip(((0.5 + far * np.cos(angle)) * wide).astype(np.intp), 0, wide - 1)
        y = np.clip(((0.5 + far * np.sin(angle)) * high).astype(np.intp), 0, high - 1)
        reached.append(bool(ink[y, x].any()))
    return all(reached)
