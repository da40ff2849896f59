"""Where a page may show more than its text layer says, by cheap signs that most pages do not bear."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import pypdfium2 as pdfium
from numpy.typing import NDArray

from extract.pdf.coordinates import FloatArray, PageBox, View
from extract.pdf.layer.glyphs import Glyphs
from extract.pdf.left_out.undrawn import undrawn_glyphs
from extract.pdf.paint.paths import PageObjects
from extract.pdf.typefaces.unmapped import REPLACEMENT
from extract.records import Box
from extract.unread.misnamed.ink_shapes import is_blank
from extract.unread.misnamed.lying_fonts import HONEST, Lying
from extract.unread.misnamed.sign_shapes import MOST_LIES, NONE, Misnamed, ink_boxes, misnamed_glyphs

LEAST = 3.0
"""Points; a picture that is less wide or high is a ruling, or nothing to be read."""
PRINTED_OVER = 0.25
"""A picture of which one sign covers this share is its ground."""
SEAM = 1.5
"""Points by which strips of one picture may lie apart."""
MOST = 3000
"""So many pictures, or shapes with bends, are a map or a drawing, no text: nobody looks at them."""
LARGEST = 0.5
"""A picture that covers more of the page than this share is its ground."""


@dataclass(frozen=True, slots=True)
class Doubts:
    """Boxes of `pictures` and of what may be `letters` (points), and glyphs that are not what they are called.

    `ink` has the box around the ink of each glyph of PDFium's text page, by its number.
    """

    pictures: tuple[Box, ...]
    letters: tuple[Box, ...]
    misnamed: Misnamed
    ink: FloatArray

    @property
    def most_lies(self) -> bool:
        """Whether so much is misnamed that the page's picture tells more than its text."""
        return self.misnamed.share > MOST_LIES

    def beside(self, boxes: Sequence[Box]) -> Doubts:
        """The same without the pictures and letters that make up boxes that were read."""

        def others(places: Sequence[Box]) -> tuple[Box, ...]:
            return tuple(place for place in places if not any(box.contains(place, SEAM) for box in boxes))

        return replace(self, pictures=others(self.pictures), letters=others(self.letters))


def find_doubts(
    text: pdfium.PdfTextPage, glyphs: Glyphs, objects: PageObjects, view: View,
    misdrawn: NDArray[np.intp], lying: Lying = HONEST,
) -> Doubts | None:  # fmt: skip
    """What may be unread on a page; None for nothing.

    `misdrawn` are glyphs that are no sign that is known, `lying` those whose fonts call them by other names. Of glyphs
    whose fonts are not embedded no picture can tell more: those in doubt get the code of an unnamed sign.
    """
    pictures, letters = _places(glyphs, objects, view)
    misnamed = _misnamed(text, glyphs, objects.undrawn, view, lying)
    if len(misdrawn):
        misnamed = replace(misnamed, index=misnamed.index | frozenset(glyphs.index[misdrawn].tolist()))
    if not pictures and not letters and not misnamed.index:
        return None
    return Doubts(pictures, letters, misnamed, ink_boxes(text, np.arange(int(glyphs.index.max(initial=-1)) + 1), view))


def _misnamed(text: pdfium.PdfTextPage, glyphs: Glyphs, undrawn: frozenset[int], view: View, lying: Lying) -> Misnamed:
    if not (glyphs.index >= 0).any():
        return NONE
    without = undrawn_glyphs(text.raw, glyphs, undrawn)
    misnamed = misnamed_glyphs(text, glyphs, view, without, lying.glyphs, lying.digits)
    if misnamed.index and without.any():
        unnamed = misnamed.among(glyphs) & without
        glyphs.codes[unnamed] = REPLACEMENT
        misnamed = replace(misnamed, index=misnamed.index - set(glyphs.index[unnamed].tolist()))
    return misnamed


def _places(glyphs: Glyphs, objects: PageObjects, view: View) -> tuple[tuple[Box, ...], tuple[Box, ...]]:
    """The boxes of pictures and drawn letters that no text is printed over, but for a sign at their edge."""
    if not objects.images and not len(objects.letters):
        return (), ()
    largest = LARGEST * view.width * view.height
    pictures = [
        box for box in _put_together(objects.images)[:MOST]
        if min(box.width, box.height) > LEAST and box.width * box.height < largest
    ]  # fmt: skip
    letters = [Box(*row) for row in objects.letters.tolist()] if len(objects.letters) <= MOST else []
    shown = glyphs.take(~is_blank(glyphs.codes))
    free, drawn = (tuple(box for box in boxes if not _is_printed_over(box, shown)) for boxes in (pictures, letters))
    return free, drawn


def _is_printed_over(box: Box, glyphs: Glyphs) -> bool:
    """Whether a picture is the ground of text, or lies over it: more than a sign has its middle in it, or fills it."""
    x, y = (glyphs.x0 + glyphs.x1) / 2, (glyphs.top + glyphs.bottom) / 2
    within = (x > box.x0) & (x < box.x1) & (y > box.top) & (y < box.bottom)
    covered = ((glyphs.x1 - glyphs.x0) * (glyphs.bottom - glyphs.top))[within]
    return len(covered) > 1 or bool(covered.sum() > PRINTED_OVER * box.width * box.height)


def _put_together(images: Sequence[PageBox]) -> list[Box]:
    """The boxes of pictures; one that was cut into strips is one."""
    boxes: list[Box] = []
    for box in sorted((Box(*row) for row in images), key=lambda box: (round(box.x0), round(box.x1), box.top)):
        before = boxes[-1] if boxes else None
        if (
            before is not None
            and abs(box.x0 - before.x0) + abs(box.x1 - before.x1) + abs(box.top - before.bottom) < SEAM
        ):
            boxes[-1] = before._replace(bottom=box.bottom)
        else:
            boxes.append(box)
    return boxes
