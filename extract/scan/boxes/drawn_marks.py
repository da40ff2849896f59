"""Marks that are no text: rings that were drawn, pasted, penned or set as a form's field into a printed box.

A text layer knows nothing of them and calls the box blank, or names a mark wrongly. So every box of a print that is
blank or holds no usual mark is looked at in the picture of its page, and what is drawn in it is read as in a scan.
"""

from __future__ import annotations

import unicodedata
from dataclasses import replace

import numpy as np
import pypdfium2 as pdfium
from numpy.typing import NDArray

from extract.records import Box, BoxState, Checkbox, Page, Placement
from extract.scan.arrays import Grey, Ink
from extract.scan.image.render import box_picture

COARSE, FINE = 2.0, 4.0
"""Pixels per point of the picture that is looked at for ink, and of the one in which a mark is read."""
DARK = 160
"""A grey below this is ink: watermarks and backgrounds are paler."""
MIDDLE = 0.15
"""The upper and lower share of a box in which rulings and the arms of brackets may lie."""
WIDEST_BRACKET = 0.4
"""The ink of a bracket between its arms is narrower than this many heights of its box."""
TYPE = 0.8
"""The font size of a box, in its heights."""
ROOM = 0.15
"""The share of a box's height by which a sign may stand out above or below it: its height is that of the font."""
BEYOND = (0.3, 0.5)
"""The shares of a box's height by which a mark may reach out above or below it."""
SUREST = 0.999
"""Nothing that was seen in a picture is surer than this."""
MOST_BOXES = 500
"""A page with more blank boxes is no form; they are unclear."""
USUAL = frozenset("○〇◯●◎◉⦿◆■□☐☑☒✓✔レㇾ√vV・-")
"""Signs that are what they are called, as far as marks go."""
RINGS, CROSSES = frozenset("○〇◯"), frozenset("×✕")
"""Signs that are hollow, and signs that are not; one of them may mean yes and the other no."""
CROSSED = 0.3
"""The middle of a cross has so much ink, at least."""
ALIKE = frozenset("0oO1")
"""Characters that look like marks and say something else; what they are is not told by their picture."""


def with_drawn_marks(page: pdfium.PdfPage, result: Page) -> None:
    """Have the option boxes of a page that its text layer calls blank say what its picture shows in them.

    A box whose sign was struck out is unclear: its picture has the sign.
    """
    left = MOST_BOXES
    for cell in result.cells:
        if cell.checkboxes:
            cell.checkboxes = tuple(_seen(page, result, checkbox, left) for checkbox in cell.checkboxes)
            left -= len(cell.checkboxes)
    result.checkboxes = [_seen(page, result, checkbox, left) for checkbox in result.checkboxes]


def _seen(page: pdfium.PdfPage, result: Page, checkbox: Checkbox, left: int) -> Checkbox:
    if any(place.struck and _is_within(place.box, checkbox.box) for place in result.set_off):
        return replace(checkbox, state=BoxState.UNCLEAR)
    if checkbox.state is not BoxState.UNSELECTED:
        return _named(page, result.placement, checkbox) if left > 0 else checkbox
    if left <= 0:
        return replace(checkbox, state=BoxState.UNCLEAR)
    coarse = box_picture(page, checkbox.box, result.placement, COARSE)
    if not coarse.size:  # it lies off the page
        return replace(checkbox, state=BoxState.UNCLEAR)
    if not holds_ink(coarse < DARK):
        return checkbox
    return _marked(page, result.placement, checkbox)


def _is_within(box: Box, outer: Box) -> bool:
    x, y = (box.x0 + box.x1) / 2, (box.top + box.bottom) / 2
    return outer.x0 < x < outer.x1 and outer.top < y < outer.bottom


def _named(page: pdfium.PdfPage, placement: Placement, checkbox: Checkbox) -> Checkbox:
    """A box with a sign in it: the mark that its picture shows, if the sign is no usual mark, or has no name."""
    if _is_misnamed(page, placement, checkbox):
        marked = _marked(page, placement, replace(checkbox, state=BoxState.UNSELECTED))
        known = marked.state is BoxState.SELECTED and (marked.sign in RINGS) is not (checkbox.sign in RINGS)
        return marked if known else replace(checkbox, state=BoxState.UNCLEAR)
    if checkbox.sign in USUAL or unicodedata.normalize("NFKC", checkbox.sign) in ALIKE or checkbox.probability < 1:
        return checkbox
    marked = _marked(page, placement, replace(checkbox, state=BoxState.UNSELECTED))
    known = marked.state is BoxState.SELECTED and marked.sign not in ("", checkbox.sign)
    return marked if known else checkbox


def _is_misnamed(page: pdfium.PdfPage, placement: Placement, checkbox: Checkbox) -> bool:
    """Whether a ring has ink in its middle, or a cross none: their font calls them by each other's names."""
    if checkbox.sign not in RINGS | CROSSES:
        return False
    middle = middle_of_sign(box_picture(page, checkbox.box, placement, FINE) < DARK)
    if middle is None:
        return False
    return middle > CROSSED if checkbox.sign in RINGS else middle == 0


def middle_of_sign(ink: Ink) -> float | None:
    """The share of ink in the middle third of what stands between the brackets of a box; None where nothing does."""
    ends = _ends_of_strokes(ink)
    if len(ends) < 6:  # the two brackets, and a sign
        return None
    sign = ink[:, ends[2] : ends[-3]]  # the arms of the brackets reach further in than what was looked at
    rows = np.flatnonzero(sign.any(axis=1))
    sign = sign[rows[0] : rows[-1] + 1]
    high, wide = sign.shape[0] // 3, sign.shape[1] // 3
    return float(sign[high:-high, wide:-wide].mean()) if high and wide else None


def holds_ink(ink: Ink) -> bool:
    """Whether there is more ink in the picture of a box than that of its two brackets."""
    columns = _ends_of_strokes(ink)
    starts, ends = columns[::2], columns[1::2]
    if len(starts) == 0:  # its brackets are of a font that cannot be drawn
        return False
    widest = WIDEST_BRACKET * len(ink)
    return len(starts) != 2 or bool((ends - starts > widest).any())


def _ends_of_strokes(ink: Ink) -> NDArray[np.intp]:
    """The columns in which ink begins and those in which it ends, by turns, between the arms of brackets."""
    edge = round(MIDDLE * len(ink))
    filled = np.zeros(ink.shape[1] + 2, np.bool_)
    filled[1:-1] = ink[edge : len(ink) - edge].any(axis=0)
    ends: NDArray[np.intp] = (filled[1:] != filled[:-1]).nonzero()[0]
    return ends


def _marked(page: pdfium.PdfPage, placement: Placement, checkbox: Checkbox) -> Checkbox:
    """A box with something drawn in it: the mark, where it can be read, in the box or reaching out of it."""
    for room in (0.0, ROOM, *BEYOND):
        marked = _read(page, placement, checkbox, room * checkbox.box.height)
        if marked.state is not BoxState.UNCLEAR:
            break
    return marked


def _read(page: pdfium.PdfPage, placement: Placement, checkbox: Checkbox, room: float) -> Checkbox:
    """A box with the mark that the picture of it and of so many points above and below it shows."""
    # OpenCV is loaded where there is something to look at.
    from extract.scan.boxes.brackets import find_brackets
    from extract.scan.boxes.marks import UNKNOWN_SIGN, State, sticking_out
    from extract.scan.boxes.patches import darkness

    box = checkbox.box._replace(top=checkbox.box.top - room, bottom=checkbox.box.bottom + room)
    grey: Grey = box_picture(page, box, placement, FINE)
    ink = grey < DARK
    found = find_brackets(ink, grey, TYPE * FINE * checkbox.box.height)
    pair = min(found.pairs, key=lambda pair: pair.opening.box.x0, default=None)  # what follows may reach in
    if pair is not None and pair.inside.state is State.EMPTY:
        return checkbox
    if pair is None:
        return replace(checkbox, state=BoxState.UNCLEAR)
    inside = pair.inside
    if room and not inside.is_mark:
        inside = sticking_out(ink, darkness(grey, ink), pair.opening.box, pair.closing.box)
    if not inside.is_mark:
        return replace(checkbox, state=BoxState.UNCLEAR)
    sign = "" if inside.sign == UNKNOWN_SIGN else inside.sign
    return replace(
        checkbox, state=BoxState.SELECTED, sign=sign, probability=min(pair.sureness * inside.likelihood, SUREST)
    )
