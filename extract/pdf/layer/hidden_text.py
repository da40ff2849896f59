"""Text that is not painted: the layer that OCR software lays over a scan so that it can be searched."""

from __future__ import annotations

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from extract.pdf.calls import plain
from extract.pdf.page_objects import list_objects

_render_mode = plain(raw.FPDFTextObj_GetTextRenderMode)


def hidden_share(page: pdfium.PdfPage) -> float:
    """The share (0-1) of a page's text objects that are set invisible (text render mode 3); 0 without text."""
    objects = list_objects(page)
    modes = list(map(_render_mode, objects.at(objects.of_kind(raw.FPDF_PAGEOBJ_TEXT))))
    return modes.count(raw.FPDF_TEXTRENDERMODE_INVISIBLE) / len(modes) if modes else 0.0
