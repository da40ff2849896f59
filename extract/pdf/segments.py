"""PDFium's functions for objects of a page and the segments of their paths, as they are mapped over many of them."""

from __future__ import annotations

import pypdfium2.raw as raw

from extract.pdf.calls import plain

count_segments = plain(raw.FPDFPath_CountSegments)
path_segment = plain(raw.FPDFPath_GetPathSegment)
segment_type = plain(raw.FPDFPathSegment_GetType)
segment_point = plain(raw.FPDFPathSegment_GetPoint)
has_transparency = plain(raw.FPDFPageObj_HasTransparency)
