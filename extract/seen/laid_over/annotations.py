"""What readers and writers laid over a page: form fields, text boxes, stamps, pen strokes, struck text.

All that a viewer draws of them becomes a part of the page (PDFium's `Flatten`), so that it is read as the page is. What
has a meaning that its drawing does not tell goes another way: ticks, deletions, values that are not drawn yet.
"""

from __future__ import annotations

import ctypes
from dataclasses import dataclass, field
from typing import Any

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from extract.pdf.coordinates import PageBox
from extract.pdf.page_objects import list_objects
from extract.seen.laid_over.ink import Stroke, is_ring, sign_of
from extract.seen.laid_over.utf_16 import utf_16

FIELD_ENGINE = "pdfium+form_field"
ANNOTATION_ENGINE = "pdfium+annotation"
MOST = 5_000
"""Annotations of a page that are looked at."""
TICKED, UNTICKED = "☑", "☐"
LARGEST_SIGN = 40.0
"""Points; a pen stroke that is wider or higher is no sign in a box."""
_SMALL = 0.05
"""The scale of the picture for which PDFium makes the appearances that annotations lack."""
_HIDDEN = raw.FPDF_ANNOT_FLAG_HIDDEN | raw.FPDF_ANNOT_FLAG_NOVIEW
_MULTILINE = 1 << 12
"""The flag of a text field of several lines (PDF 1.7, 12.7.4.3)."""
_SHAPES = frozenset({raw.FPDF_ANNOT_SQUARE, raw.FPDF_ANNOT_CIRCLE, raw.FPDF_ANNOT_POLYGON})
_DRAWN = frozenset({raw.FPDF_ANNOT_POLYLINE, raw.FPDF_ANNOT_LINE, raw.FPDF_ANNOT_HIGHLIGHT})
"""Kinds of which the drawing says all; the edges of shapes are no rulings."""
_IDLE = frozenset({raw.FPDF_ANNOT_LINK, raw.FPDF_ANNOT_POPUP})
"""Kinds that show nothing on the page."""


@dataclass(frozen=True, slots=True)
class Typed:
    """A text to be read as if it were printed in a box (page space); `size` in points, 0 for one that fits."""

    text: str
    row: PageBox
    size: float = 0.0
    several_lines: bool = False


@dataclass(slots=True)
class Overlay:
    """What annotations add to a page, in page space.

    `typed` and `signs` are texts and ticks that stand for what was not drawn, `struck` boxes of deleted text, `marked`
    those of underlined text, `lines` pen strokes through text. `engines` say by whom what stands in a box was read,
    `stamps` are the boxes of stamps, `remarks` those of text boxes that point at something, `frames` those of drawn
    shapes. Objects of the page are annotations from the number `first` on. `files`: how many are files.
    """

    typed: list[Typed] = field(default_factory=list)
    signs: list[Typed] = field(default_factory=list)
    struck: list[PageBox] = field(default_factory=list)
    marked: list[PageBox] = field(default_factory=list)
    lines: list[PageBox] = field(default_factory=list)
    stamps: list[PageBox] = field(default_factory=list)
    remarks: list[PageBox] = field(default_factory=list)
    frames: list[PageBox] = field(default_factory=list)
    engines: list[tuple[PageBox, str]] = field(default_factory=list)
    files: int = 0
    first: int = 0


@dataclass(slots=True)
class _Found:
    """One annotation; `drawn`: the file says how it looks. What PDFium would draw of others lacks most characters."""

    handle: Any
    kind: int
    row: PageBox
    drawn: bool


def has_annotations(page: pdfium.PdfPage) -> bool:
    """Whether a page has any that show something."""
    for index in range(min(raw.FPDFPage_GetAnnotCount(page), MOST)):
        handle = raw.FPDFPage_GetAnnot(page, index)
        kind = raw.FPDFAnnot_GetSubtype(handle)
        raw.FPDFPage_CloseAnnot(handle)
        if kind not in _IDLE:
            return True
    return False


def lay_into(page: pdfium.PdfPage, form: pdfium.PdfFormEnv | None, fresh: bool) -> Overlay:
    """Make what viewers show of a page's annotations a part of it; the page must be loaded anew then.

    `form` is the document's form; `fresh`: its fields are to be drawn from their values.
    """
    drawn = [_is_drawn(page, index) for index in range(min(raw.FPDFPage_GetAnnotCount(page), MOST))]
    page.render(scale=_SMALL).close()
    overlay = Overlay(first=len(list_objects(page).handles))
    for index in reversed(range(len(drawn))):
        handle = raw.FPDFPage_GetAnnot(page, index)
        rect = raw.FS_RECTF()
        raw.FPDFAnnot_GetRect(handle, rect)
        (left, right), (bottom, top) = sorted((rect.left, rect.right)), sorted((rect.bottom, rect.top))
        found = _Found(handle, raw.FPDFAnnot_GetSubtype(handle), (left, bottom, right, top), drawn[index])
        stays = not raw.FPDFAnnot_GetFlags(handle) & _HIDDEN and _take(found, form and form.raw, fresh, overlay)
        raw.FPDFPage_CloseAnnot(handle)
        if not stays:
            raw.FPDFPage_RemoveAnnot(page, index)
    raw.FPDFPage_Flatten(page, raw.FLAT_NORMALDISPLAY)
    return overlay


def _take(found: _Found, form: object | None, fresh: bool, overlay: Overlay) -> bool:
    """Note what an annotation means; whether it is to be drawn on the page."""
    match found.kind:
        case raw.FPDF_ANNOT_WIDGET:
            return form is not None and _take_field(found, form, fresh, overlay)
        case raw.FPDF_ANNOT_FREETEXT:
            return _take_text(found, overlay)
        case raw.FPDF_ANNOT_STAMP:
            overlay.stamps.append(found.row)
            return True
        case raw.FPDF_ANNOT_INK:
            return _take_ink(found, overlay)
        case raw.FPDF_ANNOT_LINE if not found.drawn:
            return _take_line(found, overlay)
        case raw.FPDF_ANNOT_UNDERLINE | raw.FPDF_ANNOT_SQUIGGLY:
            overlay.marked += _quads(found)
            return False
        case raw.FPDF_ANNOT_STRIKEOUT:
            overlay.struck += _quads(found)
            return False
        case raw.FPDF_ANNOT_FILEATTACHMENT:
            overlay.files += 1
            return False
        case _ if found.kind in _SHAPES:
            overlay.frames.append(found.row)
            return True
        case _:
            return found.kind in _DRAWN


def _take_field(found: _Found, form: object, fresh: bool, overlay: Overlay) -> bool:
    kind = raw.FPDFAnnot_GetFormFieldType(form, found.handle)
    if kind in (raw.FPDF_FORMFIELD_CHECKBOX, raw.FPDF_FORMFIELD_RADIOBUTTON):
        ticked = raw.FPDFAnnot_IsChecked(form, found.handle)
        overlay.signs.append(Typed(TICKED if ticked else UNTICKED, found.row))
        overlay.engines.append((found.row, FIELD_ENGINE))
        return False
    if kind == raw.FPDF_FORMFIELD_SIGNATURE:
        overlay.stamps.append(found.row)
        return True
    if kind == raw.FPDF_FORMFIELD_PUSHBUTTON:
        return False
    overlay.engines.append((found.row, FIELD_ENGINE))
    if found.drawn and not fresh:
        return True
    value = _selected(form, found) if kind != raw.FPDF_FORMFIELD_TEXTFIELD else _value(form, found)
    if value.strip():
        flags = raw.FPDFAnnot_GetFormFieldFlags(form, found.handle)
        overlay.typed.append(Typed(value, found.row, _font_size(form, found), bool(flags & _MULTILINE)))
    return False


def _take_text(found: _Found, overlay: Overlay) -> bool:
    if found.drawn:
        if raw.FPDFAnnot_HasKey(found.handle, b"CL"):
            overlay.remarks.append(found.row)
        else:
            overlay.engines.append((found.row, ANNOTATION_ENGINE))
        return True
    text = utf_16(lambda *to: raw.FPDFAnnot_GetStringValue(found.handle, b"Contents", *to))
    if text.strip():
        overlay.typed.append(Typed(text, found.row, several_lines=True))
        overlay.engines.append((found.row, ANNOTATION_ENGINE))
    return False


def _take_ink(found: _Found, overlay: Overlay) -> bool:
    strokes = list(filter(None, _strokes(found)))
    if not strokes:
        return True
    points = [point for stroke in strokes for point in stroke]
    xs, ys = zip(*points, strict=True)
    row = min(xs), min(ys), max(xs), max(ys)
    if row[2] - row[0] > 4 * (row[3] - row[1]) and not (len(strokes) == 1 and is_ring(strokes[0])):
        overlay.lines.append(row)
        return False
    sign = sign_of(strokes) if max(row[2] - row[0], row[3] - row[1]) < LARGEST_SIGN else None
    if sign is not None:
        overlay.signs.append(Typed(sign, row))
        overlay.engines.append((row, ANNOTATION_ENGINE))
    return sign is None


def _take_line(found: _Found, overlay: Overlay) -> bool:
    begin, end = raw.FS_POINTF(), raw.FS_POINTF()
    if raw.FPDFAnnot_GetLine(found.handle, begin, end):
        (left, right), (bottom, top) = sorted((begin.x, end.x)), sorted((begin.y, end.y))
        if right - left > 4 * (top - bottom):
            overlay.lines.append((left, bottom, right, top))
    return False


def _strokes(found: _Found) -> list[Stroke]:
    strokes = []
    for n in range(raw.FPDFAnnot_GetInkListCount(found.handle)):
        count = raw.FPDFAnnot_GetInkListPath(found.handle, n, None, 0)
        points = (raw.FS_POINTF * count)()
        raw.FPDFAnnot_GetInkListPath(found.handle, n, points, count)
        strokes.append([(point.x, point.y) for point in points])
    return strokes


def _quads(found: _Found) -> list[PageBox]:
    """The boxes of the strings that an annotation marks."""
    rows = []
    quad = raw.FS_QUADPOINTSF()
    for n in range(raw.FPDFAnnot_CountAttachmentPoints(found.handle)):
        if raw.FPDFAnnot_GetAttachmentPoints(found.handle, n, quad):
            xs, ys = (quad.x1, quad.x2, quad.x3, quad.x4), (quad.y1, quad.y2, quad.y3, quad.y4)
            rows.append((min(xs), min(ys), max(xs), max(ys)))
    return rows


def _is_drawn(page: pdfium.PdfPage, index: int) -> bool:
    """Whether an annotation has an appearance of its own; PDFium makes others when it draws the page."""
    handle = raw.FPDFPage_GetAnnot(page, index)
    drawn = utf_16(lambda *to: raw.FPDFAnnot_GetAP(handle, raw.FPDF_ANNOT_APPEARANCEMODE_NORMAL, *to))
    raw.FPDFPage_CloseAnnot(handle)
    return bool(drawn.strip())


def _value(form: object, found: _Found) -> str:
    return utf_16(lambda *to: raw.FPDFAnnot_GetFormFieldValue(form, found.handle, *to))


def _selected(form: object, found: _Found) -> str:
    """What a list shows as selected, or its value where that is none of its options."""
    options = range(max(raw.FPDFAnnot_GetOptionCount(form, found.handle), 0))
    chosen = [n for n in options if raw.FPDFAnnot_IsOptionSelected(form, found.handle, n)]
    labels = [utf_16(lambda *to, n=n: raw.FPDFAnnot_GetOptionLabel(form, found.handle, n, *to)) for n in chosen]
    return "\n".join(labels) or _value(form, found)


def _font_size(form: object, found: _Found) -> float:
    size = ctypes.c_float()
    return float(size.value) if raw.FPDFAnnot_GetFontSize(form, found.handle, size) else 0.0
