"""Rings that a pen drew around print of a scan, in the record as those of a print: a sign in a box, a ringed place."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from extract.records import Box, BoxState, Checkbox, Page, SetOff
from extract.scan.boxes.ink_rings import Ring

SIGN = "○"
"""The sign that a ring around an option stands for."""
SHARED = 0.6
"""A ring reaches over so much of the height of the box that it is drawn behind, at least."""
WIDEST = 4.0
"""A box that is so many times as wide as high is no option's, but that of a choice before its list of options."""
CUT = 1.0
"""A ring around what stands behind an option box may begin so many font sizes before or behind the end of the box."""
SUREST = 0.95
"""No box is surer to be meant than this where the ring is drawn around its option."""


def tell_ringed(page: Page, rings: Sequence[Ring], scale: float) -> None:
    """Have the lines and boxes of a page say what is ringed; `scale` is in pixels per point.

    A ring around anything else than one option box, or what stands behind it, is handed on as it is. So is what may be
    a ring; the boxes beside it are unclear.
    """
    for ring in rings:
        box = Box(*(edge / scale for edge in ring.box))
        near = [place for place in _option_boxes(page) if _is_meant(place, box)]
        if ring.sure and len(near) == 1:
            _put(page, near[0], _signed(near[0]))
            continue
        for place in near:
            _put(page, place, replace(place, state=BoxState.UNCLEAR, sign=""))
        page.set_off.append(SetOff(box, ringed=True, sure=ring.sure))


def _option_boxes(page: Page) -> list[Checkbox]:
    boxes = [box for cell in page.cells for box in cell.checkboxes] + page.checkboxes
    return [box for box in boxes if box.box.width <= WIDEST * box.box.height]


def _is_meant(box: Checkbox, ring: Box) -> bool:
    """Whether a ring is drawn around an option box, or what stands right behind it."""
    shared = min(box.box.bottom, ring.bottom) - max(box.box.top, ring.top)
    reach = CUT * box.box.height
    return shared >= SHARED * box.box.height and ring.x0 - reach < box.box.x1 < ring.x1 - reach / 2


def _signed(box: Checkbox) -> Checkbox:
    """A box whose option is ringed: selected, if it was blank."""
    if box.state is BoxState.UNSELECTED:
        return replace(box, state=BoxState.SELECTED, sign=SIGN, probability=min(box.probability, SUREST))
    return box


def _put(page: Page, old: Checkbox, new: Checkbox) -> None:
    for cell in page.cells:
        cell.checkboxes = tuple(new if box is old else box for box in cell.checkboxes)
    page.checkboxes = [new if box is old else box for box in page.checkboxes]
