"""Whether a page shows text that its picture lacks: it is painted, in a font that is not embedded.

A page without a usable text layer is read from its picture. What is not in it would be lost without a word.
"""

from __future__ import annotations

from collections.abc import Collection

import numpy as np

from extract.pdf.layer.glyphs import Glyphs
from extract.pdf.layer.read_glyphs import text_objects
from extract.pdf.left_out.undrawn import has_no_picture
from extract.pdf.paint.painting import Painting
from extract.pdf.paint.paths import PageObjects
from extract.seen.hidden.owners import Owners
from extract.seen.hidden.suspects import unpainted

IDEOGRAPHIC_SPACE = 0x3000


def lacks_in_picture(owners: Owners, glyphs: Glyphs, objects: PageObjects, hidden: Collection[int]) -> bool:
    """Whether a page shows characters that have no picture; the text objects in `hidden` show nothing.

    Nor does what OCR software lays over or under a scan: it is not painted, or the scan lies over it.
    """
    undrawn, paint = objects.undrawn.difference(hidden), owners.paint
    own = np.flatnonzero(glyphs.index >= 0)
    lacking = has_no_picture(glyphs.codes[own]) & (glyphs.codes[own] != IDEOGRAPHIC_SPACE)
    texts = text_objects(owners.text, glyphs.index[own].tolist())
    named = {owner for owner, lacks in zip(texts, lacking.tolist(), strict=True) if lacks}
    # PDFium hands out nothing of a text whose only character has no outline.
    showing = [paint.index[handle] for handle in undrawn & (named | undrawn.difference(texts))]
    nothing = unpainted(paint)
    return any(not nothing[n] and not _is_covered(n, objects.painting) for n in showing)


def _is_covered(n: int, painting: Painting) -> bool:
    """Whether something is painted over the beginning of a page's text object with the number `n`."""
    order = int(painting.orders[n])
    x, y = painting.objects.matrices([order])[0, 4:].tolist()
    left, bottom, right, top = painting.grounds.rows.T
    later = painting.grounds.orders > order
    return bool((later & (left <= x) & (x <= right) & (bottom <= y) & (y <= top)).any())
