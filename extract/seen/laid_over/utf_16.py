"""Strings that PDFium hands out."""

from __future__ import annotations

import ctypes
from collections.abc import Callable


def utf_16(ask: Callable[..., int]) -> str:
    """A string that PDFium hands out in UTF-16, after it was asked for its length in bytes."""
    length = ask(None, 0)
    buffer = (ctypes.c_ushort * (length // 2 + 1))()
    ask(ctypes.cast(buffer, ctypes.POINTER(ctypes.c_ushort)), length)
    return bytes(buffer)[: max(length - 2, 0)].decode("utf-16-le", "replace")
