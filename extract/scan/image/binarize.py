"""A straightened picture → its ink, without the specks that copying leaves."""

from __future__ import annotations

import cv2
import numpy as np

from extract.scan.arrays import CleanPicture, Grey, Ink, Picture
from extract.scan.image.despeckle import dirt

ALWAYS, NEVER = 128, 205
"""On evened ground: darker is ink, lighter is paper, whatever stands around it."""
CONTRAST = 32
"""Between the two, what is darker by so many levels than its surroundings is ink: a hairline, a thin stroke."""
SURROUNDINGS = 9.0
"""Points across the surroundings: about one character."""


def clean_picture(picture: Picture) -> CleanPicture:
    """The ink of a picture on evened ground (`background.even_ground`), turned upright and straightened."""
    ink = ink_of(picture.grey, picture.scale)
    dropped = dirt(ink, picture.scale)
    # A speck's rim is lighter than ink, and would still be seen.
    rim = cv2.dilate(dropped.astype(np.uint8), np.ones((3, 3), np.uint8)) > 0
    grey = np.where(rim & ~(ink & ~dropped), np.uint8(255), picture.grey)
    return CleanPicture(grey, ink & ~dropped, picture.scale, picture.placement)


def ink_of(grey: Grey, scale: float) -> Ink:
    """The black points of a picture on evened ground with `scale` pixels per point."""
    side = max(round(SURROUNDINGS * scale), 3) | 1
    local = cv2.subtract(cv2.blur(grey, (side, side)), CONTRAST)
    threshold = np.clip(local, ALWAYS, NEVER)
    return np.asarray(grey < threshold, np.bool_)
