"""Files that a PDF carries: their names. What they hold is not looked at."""

from __future__ import annotations

import ctypes
from collections.abc import Callable
from typing import Any

import pypdfium2 as pdfium
import pypdfium2.raw as raw

MOST = 100
"""Files of a document whose names are told: PDFium looks for each from the begin of the tree on."""
_NAMELESS = "?"


def attached_files(document: pdfium.PdfDocument) -> list[str]:
    """The names of the files that are attached to a document (PDF 1.7, 7.11.4), in the order of its name tree."""
    count = min(max(raw.FPDFDoc_GetAttachmentCount(document), 0), MOST)
    return [file_name(raw.FPDFDoc_GetAttachment(document, index)) for index in range(count)]


def file_name(attachment: Any) -> str:
    """The name of a file, given PDFium's handle of it; a sign for one that has none, or none that can be read."""
    return utf_16(lambda *to: raw.FPDFAttachment_GetName(attachment, *to)).strip() or _NAMELESS


def utf_16(ask: Callable[..., int]) -> str:
    """A string that PDFium hands out in UTF-16, after it was asked for its length in bytes."""
    length = ask(None, 0)
    buffer = (ctypes.c_ushort * (length // 2 + 1))()
    ask(ctypes.cast(buffer, ctypes.POINTER(ctypes.c_ushort)), length)
    return bytes(buffer)[: max(length - 2, 0)].decode("utf-16-le", "replace")
