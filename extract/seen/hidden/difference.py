"""What some objects of a page add to its picture: a page is drawn with them and without.

So nothing has to be known of colors, blending, masks, layers or clip paths to tell whether anybody sees a text.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import numpy as np
import pypdfium2 as pdfium
import pypdfium2.raw as raw
from numpy.typing import NDArray

from extract.pdf.calls import plain
from extract.records import Box
from extract.scan.arrays import Grey

SCALE = 2.0
"""Pixels per point."""
VISIBLE = 20
"""Greys (of 255) by which a pixel must differ for a person to notice."""
AWAY = -20_000.0
"""Points from any page."""
MAX_PIXELS = 20_000_000
"""Bound on the picture of a page: a poster is drawn smaller."""

_set_active = plain(raw.FPDFPageObj_SetIsActive)
_transform = plain(raw.FPDFPageObj_Transform)


@dataclass(slots=True)
class Difference:
    """A page as it is shown (grey) and without some of its objects, and where these two differ."""

    shown: Grey
    lacking: Grey
    changed: NDArray[np.bool_]
    scale: float

    def has_ink(self, box: Box) -> bool:
        """Whether the objects add anything to a box of the displayed page."""
        return bool(self._part(self.changed, box).any())

    def ink_share(self, box: Box) -> float:
        """The share of a box of the displayed page in which the objects add something."""
        part = self._part(self.changed, box)
        return float(part.mean()) if part.size else 0.0

    def has_contrast(self, box: Box) -> bool:
        """Whether a box of the displayed page shows more than one grey."""
        part = self._part(self.shown, box)
        return bool(part.size) and int(part.max()) - int(part.min()) > VISIBLE

    def stands_out(self, box: Box, grey: float) -> bool:
        """Whether what is as grey (0-255) as that differs from what is usually below it in a box."""
        part = self._part(self.lacking, box)
        return not part.size or abs(float(np.median(part)) - grey) > VISIBLE

    def ground(self, box: Box) -> float:
        """The usual grey (0 is black, 1 white) in a box of the displayed page; white for one that lies off it."""
        part = self._part(self.shown, box)
        return float(np.median(part)) / 255 if part.size else 1.0

    def _part(self, picture: NDArray[Any], box: Box) -> NDArray[Any]:
        x0, top = max(int(box.x0 * self.scale), 0), max(int(box.top * self.scale), 0)
        x1, bottom = int(np.ceil(box.x1 * self.scale)), int(np.ceil(box.bottom * self.scale))
        part: NDArray[Any] = picture[top : max(bottom, 0), x0 : max(x1, 0)]
        return part


def difference(page: pdfium.PdfPage, objects: Sequence[int], shown: Grey | None = None) -> Difference:
    """What `objects` add to the picture of a page; `shown` is that picture where it is known."""
    width, height = page.get_size()
    scale = min(SCALE, (MAX_PIXELS / max(width * height, 1.0)) ** 0.5)
    whole = drawn(page, scale) if shown is None else shown
    with switched_off(objects):
        lacking = drawn(page, scale)
    changed = np.abs(whole.astype(np.int16) - lacking) > VISIBLE
    return Difference(whole, lacking, changed, scale)


@contextmanager
def switched_off(objects: Sequence[int]) -> Iterator[None]:
    """PDFium neither draws nor reads some objects meanwhile."""
    for handle in objects:
        _set_active(handle, 0)
    try:
        yield
    finally:
        for handle in objects:
            _set_active(handle, 1)


def take_off(objects: Sequence[int]) -> None:
    """Have PDFium neither draw nor read some objects any more.

    It takes a text that is printed again in one place for the same, even where it does not read the first one: so they
    are moved away too.
    """
    for handle in objects:
        _set_active(handle, 0)
        _transform(handle, 1, 0, 0, 1, AWAY, 0)


def drawn(page: pdfium.PdfPage, scale: float) -> Grey:
    """The displayed page in grey."""
    bitmap = page.render(scale=scale, grayscale=True, draw_annots=False, may_draw_forms=False)
    grey: Grey = bitmap.to_numpy().reshape(bitmap.height, -1)[:, : bitmap.width].copy()
    bitmap.close()
    return grey
