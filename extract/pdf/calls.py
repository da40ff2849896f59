"""PDFium's functions in the form in which they are called for each of many glyphs or objects.

Through pypdfium2's declarations each call makes objects for its pointers, which costs more than what PDFium does. Here
a handle or a place in memory is a number, so that a function can be mapped over numbers without a step of Python's
interpreter between. The interpreter's lock is kept meanwhile: to give it away and take it back costs about a call.
"""

from __future__ import annotations

import ctypes
from collections import deque
from collections.abc import Iterable
from typing import Any

import numpy as np


def plain(function: Any) -> Any:
    """A PDFium function that takes and gives addresses as numbers (None for a null pointer)."""
    result, *arguments = (_plain_type(kind) for kind in (function.restype, *function.argtypes))
    return ctypes.PYFUNCTYPE(result, *arguments)(address(function))


def _plain_type(kind: Any) -> Any:
    return ctypes.c_void_p if hasattr(kind, "contents") else kind


def address(handle: Any) -> int:
    """Where PDFium keeps an object: the same for the same object, however it was reached."""
    return ctypes.cast(handle, ctypes.c_void_p).value or 0


def places(array: np.ndarray) -> list[range]:
    """Where in memory the entries of each column of an array of rows stand, for PDFium to write to."""
    size, (count, columns) = array.itemsize, array.shape
    start, step = array.ctypes.data, size * columns
    return [range(start + size * n, start + size * n + step * count, step) for n in range(columns)]


def call(function: Any, *arguments: Iterable[Any]) -> None:
    """Call a function for each of its arguments, for what it writes."""
    deque(map(function, *arguments), maxlen=0)
