"""Camelot, loaded without its plots: the only module that imports it.

For them it would load matplotlib, where that is installed, which runs what PATH has under the name `fc-list`
and keeps a list of fonts below the home folder. Nor can it be loaded where the environment has no PATH.
"""

from __future__ import annotations

import os
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


@contextmanager
def _with_path() -> Iterator[None]:
    """Have the environment name a PATH, if it names none."""
    if "PATH" in os.environ:
        yield
        return
    os.environ["PATH"] = os.defpath
    try:
        yield
    finally:
        del os.environ["PATH"]


with _without_plots(), _with_path():
    import camelot.io as camelot

__all__ = ["camelot"]
