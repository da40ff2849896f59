"""Glyphs by pdfplumber (pdfminer), for pages on which PDFium leaves some out.

PDFium skips a text object whose glyphs have no outline to measure, as a single character in a font that is not embedded
has none. pdfminer goes by the widths that the file states. It takes ten times as long, so only such pages are read so.
"""

from __future__ import annotations

import io
from typing import Any

import numpy as np
import pdfplumber
from pdfminer.pdfparser import PDFSyntaxError
from pdfplumber.pdf import PDF
from pdfplumber.utils.exceptions import PdfminerException

from extract.glyphs import MAX_GLYPHS, REPLACEMENT, Glyphs
from extract.pdfium import FloatArray

NEAR = 1.0
"""Points within which a text object and its first glyph begin."""


class PlumberReader:
    """Reads single pages of one PDF; the file is parsed when the first of them is asked for."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._pdf: PDF | None = None

    def glyphs(self, number: int, starts: FloatArray) -> Glyphs | None:
        """The glyphs of page `number` (from 1) as displayed; None where pdfminer cannot read the file.

        Text that begins at one of `starts` (rows x, y in points) and that pdfminer has no character for either is
        handed out as U+FFFD: something is printed there.
        """
        try:
            if self._pdf is None:
                self._pdf = pdfplumber.open(io.BytesIO(self._data), unicode_norm=None)
            page = self._pdf.pages[number - 1]
            chars = page.chars[:MAX_GLYPHS]
            left, top, *_ = map(float, page.cropbox)
            bottom = float(page.mediabox[3])
            page.close()
        except (PdfminerException, PDFSyntaxError, ValueError, KeyError, TypeError, IndexError):
            return None
        chars = [char for char in chars if char["text"]]
        if not chars:
            return None
        # The matrix holds where a character's origin is, turned ones included.
        origins = np.array([(char["matrix"][4] - left, bottom - char["matrix"][5] - top) for char in chars])
        near = np.abs(starts[:, None] - origins).max(axis=2) < NEAR
        upright = [char for char in chars if char["upright"]]
        return _with_unknown(_glyphs(upright, left, top, bottom), starts[~near.any(axis=1)])

    def close(self) -> None:
        """Release the parsed file."""
        if self._pdf is not None:
            self._pdf.close()


def _glyphs(chars: list[dict[str, Any]], left: float, top: float, bottom: float) -> Glyphs:
    """pdfplumber's characters as arrays; a ligature keeps its first character's code and all its width.

    pdfplumber measures from the media box's top, and the matrix from its bottom (`bottom` points below); the page as
    displayed begins at the crop box (`left`, `top`).
    """
    columns = np.array(
        [(char["x0"], char["x1"], char["top"], char["bottom"], bottom - char["matrix"][5]) for char in chars],
        np.float64,
    ).reshape(-1, 5) - np.array([left, left, top, top, top])
    codes = np.array([_code(str(char["text"])) for char in chars], np.uint32)
    return Glyphs(
        codes, columns[:, 0], columns[:, 1], columns[:, 2], columns[:, 3], columns[:, 4],
        np.full(len(codes), -1), np.zeros((0, 4)), len(chars) >= MAX_GLYPHS,
    )  # fmt: skip


def _code(text: str) -> int:
    code = ord(text[0])
    return REPLACEMENT if text.startswith("(cid:") or 0xD800 <= code < 0xE000 else code


def _with_unknown(glyphs: Glyphs, unread: FloatArray) -> Glyphs:
    """The glyphs, and U+FFFD at each place (rows x, y) where text begins that is none of them."""
    count = len(unread)
    em = float(np.median(glyphs.bottom - glyphs.top)) if len(glyphs) else 10.0
    x, y = unread[:, 0], unread[:, 1]
    return Glyphs(
        np.concatenate([glyphs.codes, np.full(count, REPLACEMENT, np.uint32)]),
        np.concatenate([glyphs.x0, x]), np.concatenate([glyphs.x1, x + em / 2]),
        np.concatenate([glyphs.top, y - 0.8 * em]), np.concatenate([glyphs.bottom, y + 0.2 * em]),
        np.concatenate([glyphs.baseline, y]), np.concatenate([glyphs.clip, np.full(count, -1)]), glyphs.clips,
        glyphs.truncated,
    )  # fmt: skip
