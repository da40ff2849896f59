"""Glyphs by pdfplumber (pdfminer), for pages on which PDFium leaves some out.

PDFium skips a text object whose glyphs have no outline to measure, as a single character in a font that is not embedded
has none. pdfminer goes by the widths that the file states. It takes ten times as long, so only such pages are read so.
"""

from __future__ import annotations

import io

import numpy as np
import pdfplumber
from pdfminer.pdfparser import PDFSyntaxError
from pdfplumber.utils.exceptions import PdfminerException

from extract.pdfium import MAX_GLYPHS, Glyphs

ENGINE = "pdfplumber"


class PlumberReader:
    """Reads single pages of one PDF; the file is parsed when the first of them is asked for."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._pdf: pdfplumber.PDF | None = None

    def glyphs(self, number: int) -> Glyphs | None:
        """The glyphs of page `number` (from 1) as displayed; None where pdfminer cannot read the file."""
        try:
            if self._pdf is None:
                self._pdf = pdfplumber.open(io.BytesIO(self._data), unicode_norm=None)
            page = self._pdf.pages[number - 1]
            chars = page.chars[:MAX_GLYPHS]
            height = float(page.height)
            page.close()
        except (PdfminerException, PDFSyntaxError, ValueError, KeyError, TypeError, IndexError):
            return None
        return _glyphs([char for char in chars if char["upright"] and char["text"]], height)

    def close(self) -> None:
        """Release the parsed file."""
        if self._pdf is not None:
            self._pdf.close()


def _glyphs(chars: list[dict[str, object]], height: float) -> Glyphs:
    """pdfplumber's characters as arrays; a ligature keeps its first character's code and all its width."""
    columns = np.array(
        [(char["x0"], char["x1"], char["top"], char["bottom"], height - char["matrix"][5]) for char in chars],  # type: ignore[index]
        np.float64,
    ).reshape(-1, 5)
    codes = np.array([ord(str(char["text"])[0]) for char in chars], np.uint32)
    return Glyphs(
        codes, columns[:, 0], columns[:, 1], columns[:, 2], columns[:, 3], columns[:, 4],
        np.full(len(codes), -1), np.zeros((0, 4)), len(chars) >= MAX_GLYPHS,
    )  # fmt: skip
