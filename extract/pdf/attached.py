"""The names of files that a PDF carries: PDFium or a look at the bytes says whether there are any, `embedded` which."""

from __future__ import annotations

from functools import cached_property

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from extract.errors import ExtractError
from extract.pdf.embedded import NAMELESS, embedded_files

MOST = 100
"""Files of a document, and of a page, whose names are told."""
_SIGN = b"/EmbeddedFile"
"""Stands in the dictionary of such a file, which no object stream hides."""


class AttachedNames:
    """The names of files that a document carries (PDF 1.7, 7.11.4), as taking them out names them."""

    def __init__(self, data: bytes) -> None:
        self._data = data

    def of_document(self, document: pdfium.PdfDocument) -> list[str]:
        """Those that hang on no page, or on one that the document is not seen to have."""
        if raw.FPDFDoc_GetAttachmentCount(document) <= 0 and _SIGN not in self._data:
            return []
        if self._names is None:
            return [NAMELESS]
        count = len(document)
        return [name for page, name in self._names if page is None or page > count][:MOST]

    def of_page(self, number: int, notes: int) -> list[str]:
        """Those of a page; `notes`: annotations on it that are seen to be files."""
        if not notes and _SIGN not in self._data:
            return []
        if self._names is None:
            return [NAMELESS] * min(notes, MOST)
        return [name for page, name in self._names if page == number][:MOST]

    @cached_property
    def _names(self) -> list[tuple[int | None, str]] | None:
        """Pages (None: none) and names; None where nobody can list them."""
        try:
            return [(file.page, file.name) for file in embedded_files(self._data)]
        except ExtractError:
            return None
