"""Rulings that are pictures: one pixel stretched to a line, as some word processors and browsers print borders."""

from __future__ import annotations

import numpy as np

from extract.pdf.coordinates import FloatArray, Paths

THINNEST_PICTURE = 3.0
"""A picture of which one side is shorter (points) shows nothing but a line or a dot."""


def with_pictured_rules(paths: Paths, images: FloatArray) -> Paths:
    """The paths of a page with its thin pictures, rows (x0, top, x1, bottom), as fills among them."""
    if not len(images):
        return paths
    thin = np.minimum(images[:, 2] - images[:, 0], images[:, 3] - images[:, 1]) < THINNEST_PICTURE
    return paths if not thin.any() else Paths(paths.strokes, np.concatenate([paths.fills, images[thin]]))
