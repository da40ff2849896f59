"""Installed fonts: PDFium is to know of none, so that a page is the same on every machine.

For a font that is not embedded PDFium takes one that the machine has, or one of its own. The machine's would decide
how high glyphs are, which ones have outlines and are seen, and so what is read. PDFium's own (the standard fonts of
PDF, and one for all others) are a part of its library; they have no Japanese characters, so these have no picture.
"""

from __future__ import annotations

import ctypes

import pypdfium2.raw as raw

_NO_FONTS = raw.FPDF_SYSFONTINFO(version=1)
"""An interface without functions: PDFium asks, and nothing is found. PDFium keeps its address."""


def forget_installed_fonts() -> None:
    """Have PDFium look for no font on this machine from now on, in this whole process."""
    raw.FPDF_SetSystemFontInfo(ctypes.byref(_NO_FONTS))
