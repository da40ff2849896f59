"""Characters that text within a form states to stand for (ActualText): PDFium leaves their places in the form's space.

Two pages on one sheet, or a page that a stamp was put on, are such forms. All other characters it places on the page.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from extract.pdf.coordinates import FloatArray
from extract.pdf.page_objects import Matrix, bounds_of, moved

SAME = 0.1
"""Points by which the box of such a character and that of its text differ at most."""


def place_stated(
    rects: NDArray[np.float32], origins: FloatArray, owners: Sequence[int], forms: Mapping[int, Matrix]
) -> None:
    """Put such characters where their form does.

    `rects` are the boxes of glyphs (rows left, top, right, bottom), `origins` their origins (x and y as rows), `owners`
    the addresses of their text objects, `forms` what leads from the space of each text within a form to the page's.
    """
    within = [n for n, owner in enumerate(owners) if owner in forms]
    if not within:
        return
    addresses = list(dict.fromkeys(owners[n] for n in within))
    bounds = dict(zip(addresses, bounds_of(addresses).tolist(), strict=True))
    for n in within:
        left, bottom, right, top = bounds[owners[n]]
        if np.abs(rects[n] - (left, top, right, bottom)).max() > SAME:
            continue
        matrix = forms[owners[n]]
        left, bottom, right, top = moved((left, bottom, right, top), matrix)
        rects[n] = left, top, right, bottom
        x, y, _, _ = moved((origins[0, n], origins[1, n], origins[0, n], origins[1, n]), matrix)
        origins[:, n] = x, y
