"""Camelot, loaded without its plots: the only module that imports it.

For them it would load matplotlib, where that is installed, which runs what PATH has under the name `fc-list`
and keeps a list of fonts below the home folder.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

_PLOTS = "matplotlib"


@contextmanager
def _without_plots() -> Iterator[None]:
    """Have matplotlib look as if it was not installed, unless somebody has loaded it already."""
    modules: dict[str, Any] = sys.modules
    if _PLOTS in modules:
        yield
        return
    modules[_PLOTS] = None
    try:
        yield
    finally:
        del modules[_PLOTS]


with _without_plots():
    import camelot.io as camelot

__all__ = ["camelot"]
