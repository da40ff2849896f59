"""What is seen of a page, and what annotations, drawings, notes, seals and watermarks add to it or take off."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
import pypdfium2 as pdfium
from numpy.typing import NDArray

from extract.pdf.coordinates import FloatArray, Paths, View
from extract.pdf.layer.glyphs import Glyphs
from extract.pdf.left_out.added_glyphs import Glyph, with_glyphs
from extract.pdf.paint.painting import FEWEST, Painting
from extract.records import AS_DISPLAYED, Box, LeftOut, Placement, SetAside, SetOff, TextLayer
from extract.seen.hidden.owners import Owners
from extract.seen.hidden.struck import strokes_of
from extract.seen.hidden.tiled import doubt_pale_marks, has_pale, pale_watermarks
from extract.seen.laid_over.annotations import Overlay
from extract.seen.laid_over.ink import is_ring
from extract.seen.laid_over.notes import DEEP, outside, without_notes
from extract.seen.laid_over.rings import ring_signs
from extract.seen.laid_over.seals import has_colored, sealed
from extract.seen.laid_over.typed import boxes_of, with_typed
from extract.seen.set_off import bold_texts, colored_texts, has_bold
from extract.set_aside import texts_of
from extract.unread.doubts import Doubts
from extract.unread.drawn_boxes import drawn_boxes

DRAWING_ENGINE = "pdfium+drawing"
SAME_FRAME = 1.0
"""Points by which the edges of one frame may differ."""
WITHIN = -0.3
"""Points by which what a field draws lies within its box."""


@dataclass(slots=True)
class Shown:
    """What is seen of a page, turned so that text is upright.

    `stamps` are the glyphs of each stamp that lies over the page; they are not among `glyphs`. `struck` are boxes of
    deleted text, `engines` says by whom what stands in a box was read; `watermark` is what is printed pale across it.
    `doubts` say where it may show more than its text layer has, `set_off` what is ringed or colored, `untold` that it
    has text in fonts that are not embedded, of which only a picture could tell what of it is seen.
    """

    view: View
    placement: Placement
    glyphs: Glyphs
    paths: Paths
    text_layer: TextLayer
    pictured: bool
    truncated: bool
    set_aside: list[SetAside] = field(default_factory=list)
    stamps: list[tuple[Box, Glyphs]] = field(default_factory=list)
    struck: list[Box] = field(default_factory=list)
    engines: list[tuple[Box, str]] = field(default_factory=list)
    watermark: str = ""
    doubts: Doubts | None = None
    untold: bool = False
    set_off: list[SetOff] = field(default_factory=list)

    @property
    def turned(self) -> bool:
        """Whether the displayed page was turned."""
        return self.placement is not AS_DISPLAYED


def sort_out(page: pdfium.PdfPage, shown: Shown, owners: Owners, painting: Painting, overlay: Overlay | None) -> None:
    """Add what annotations, drawn boxes and rings say; take off stamps, notes and pale watermarks."""
    if overlay is not None:
        _lay_over(shown, owners, overlay)
    if len(painting.grounds.orders):
        shown.glyphs, shown.paths, notes = without_notes(shown.glyphs, shown.paths, painting, shown.view, owners.orders)
        shown.set_aside += notes
    if has_pale(owners.paint):
        across = pale_watermarks(owners.text, shown.glyphs, owners.rows(shown.glyphs), owners.paint)
        shown.watermark = shown.glyphs.take(across).text
        shown.glyphs = shown.glyphs.take(~across)
        doubt_pale_marks(shown.glyphs, owners.rows(shown.glyphs), owners.paint)
    seals: Sequence[Box] = []
    if has_colored(owners.paint):
        seals = _take_seals(shown, owners, painting)
        shown.set_off += colored_texts(shown.glyphs, owners.rows(shown.glyphs), owners.paint)
    if has_bold(owners.paint):
        shown.set_off += bold_texts(shown.glyphs, owners.rows(shown.glyphs), owners.paint)
    boxes = _take_boxes(page, shown, painting)
    _take_rings(shown, painting, [*seals, *boxes])
    if len(painting.slants):
        slants = _ends(painting.slants, shown.view)
        lines, crossed = strokes_of(slants[~_begins_in(slants, boxes)])
        shown.paths = shown.paths.with_lines(lines)
        shown.struck += crossed


def _take_seals(shown: Shown, owners: Owners, painting: Painting) -> Sequence[Box]:
    """Take off the letters of seals; the frames of the seals."""
    glyphs = shown.glyphs
    letters, boxes = sealed(glyphs, owners.rows(glyphs), owners.paint, painting, shown.paths, shown.view)
    if letters.any():
        shown.set_aside += texts_of(LeftOut.STAMP, glyphs, np.flatnonzero(letters))
        shown.glyphs = glyphs.take(~letters)
        shown.glyphs.left_out = glyphs.left_out | {LeftOut.STAMP: glyphs.take(letters).text}
        _take_frames(shown, boxes)
    return boxes


def _take_frames(shown: Shown, boxes: Sequence[Box], slack: float = DEEP) -> None:
    """Take off what is drawn within boxes that are laid over the page, or `slack` points beside them."""
    for box in boxes:
        strokes, fills = (outside(rows, box, slack) for rows in (shown.paths.strokes, shown.paths.fills))
        shown.paths = shown.paths.take(strokes, fills)


def _begins_in(strokes: FloatArray, boxes: Sequence[Box]) -> NDArray[np.bool_]:
    """Which strokes begin or end in a box: they are marks."""
    found = np.zeros(len(strokes), np.bool_)
    for box in boxes:
        for x, y in (strokes.T[:2], strokes.T[2:]):
            found |= (x > box.x0) & (x < box.x1) & (y > box.top) & (y < box.bottom)
    return found


def _take_boxes(page: pdfium.PdfPage, shown: Shown, painting: Painting) -> Sequence[Box]:
    """Add the option boxes that are drawn, and take off what draws them, and the marks printed into them."""
    letters = shown.doubts.letters if shown.doubts is not None else ()
    found = drawn_boxes(page, shown.glyphs, painting, shown.paths, letters, shown.view, shown.placement)
    if not found:
        return []
    boxes = [each.box for each in found]
    stay = np.ones(len(shown.glyphs), np.bool_)
    stay[np.concatenate([each.within for each in found])] = False
    shown.glyphs = with_glyphs(shown.glyphs.take(stay), [each.glyph for each in found])
    shown.engines += [
        (Box(sign.x0, sign.top, sign.x1, sign.bottom), DRAWING_ENGINE) for sign in (each.glyph for each in found)
    ]
    _take_frames(shown, boxes)
    if shown.doubts is not None:
        shown.doubts = shown.doubts.beside(boxes)
    return boxes


def _take_rings(shown: Shown, painting: Painting, others: Sequence[Box]) -> None:
    """Add what rings around options say; the frame of a seal, or of an option box, is none."""
    drawn = (*painting.frames(FEWEST), *painting.bands())
    rings = [frame.row for frame in drawn if is_ring(frame.points)]
    if rings:
        boxes = [box for box in boxes_of(rings, shown.view) if not any(_is_same(box, other) for other in others)]
        found = list(ring_signs(boxes, shown.glyphs))
        shown.set_off += [SetOff(ring, ringed=True) for ring in found if isinstance(ring, Box)]
        signs = [sign for sign in found if isinstance(sign, Glyph)]
        shown.glyphs = with_glyphs(shown.glyphs, signs)
        shown.engines += [(Box(sign.x0, sign.top, sign.x1, sign.bottom), DRAWING_ENGINE) for sign in signs]


def _is_same(a: Box, b: Box) -> bool:
    return all(abs(x - y) <= SAME_FRAME for x, y in zip(a, b, strict=True))


def _ends(slants: FloatArray, view: View) -> FloatArray:
    """Where strokes begin and end as displayed: rows x, y, x, y."""
    x0, y0 = view.points(slants[:, 0], slants[:, 1])
    x1, y1 = view.points(slants[:, 2], slants[:, 3])
    return np.stack([x0, y0, x1, y1], axis=1)


def _lay_over(shown: Shown, owners: Owners, overlay: Overlay) -> None:
    """Add what annotations say, and take off stamps and the frames of what is laid over the page."""
    view, rows, names = shown.view, [row for row, _ in overlay.engines], [name for _, name in overlay.engines]
    boxes = boxes_of(rows, view)
    _take_stamps(shown, owners, overlay)
    _take_frames(shown, boxes, WITHIN)  # a field may fill its cell
    _take_frames(shown, boxes_of(overlay.frames, view))
    shown.glyphs = with_typed(shown.glyphs, overlay.typed, overlay.signs, view)
    shown.struck = boxes_of(overlay.struck, view)
    shown.set_off += [SetOff(box) for box in boxes_of(overlay.marked, view)]
    shown.engines += zip(boxes, names, strict=True)
    if overlay.lines:
        lines = boxes_of(overlay.lines, view)
        level = [(box.x0, (box.top + box.bottom) / 2, box.x1, (box.top + box.bottom) / 2) for box in lines]
        shown.paths = shown.paths.with_lines(np.array(level, np.float64))


def _take_stamps(shown: Shown, owners: Owners, overlay: Overlay) -> None:
    """Take off the drawings of stamps and remarks; the glyphs of stamps are kept."""
    if not overlay.stamps and not overlay.remarks:
        return
    glyphs = shown.glyphs
    drawn = owners.orders(glyphs) >= overlay.first
    taken = np.zeros(len(glyphs), np.bool_)
    x, y = (glyphs.x0 + glyphs.x1) / 2, (glyphs.top + glyphs.bottom) / 2
    boxes = boxes_of([*overlay.stamps, *overlay.remarks], shown.view)
    for n, box in enumerate(boxes):
        within = drawn & ~taken & (x > box.x0) & (x < box.x1) & (y > box.top) & (y < box.bottom)
        if n < len(overlay.stamps):
            shown.stamps.append((box, glyphs.take(within)))
        else:
            shown.set_aside += texts_of(LeftOut.STAMP, glyphs, np.flatnonzero(within))
        taken |= within
    _take_frames(shown, boxes)
    shown.glyphs = glyphs.take(~taken)
