"""Sees to it that workers find the program compiled: they write nothing, so each would compile all of it anew.

An installer compiles what it installs, but not all do, and nobody does where the program runs from its sources.
"""

from __future__ import annotations

import sys
from functools import cache
from importlib.util import cache_from_source
from pathlib import Path

import hyokasho

PACKAGES = ("extract", "normalize", "hyokasho")
LAST = "hyokasho/archive/workers/work.py"
"""The module that is compiled behind all others: where it is compiled, all are."""


@cache
def compile_program(program: Path = Path(hyokasho.__file__).parents[1]) -> None:
    """Compile the modules of the program unless they are; as far as one may write there."""
    last = program / LAST
    if sys.dont_write_bytecode or _is_compiled(last):
        return
    from compileall import compile_file  # once in the life of an installation

    sources = [path for package in PACKAGES for path in sorted((program / package).rglob("*.py")) if path != last]
    all(compile_file(path, quiet=2) for path in (*sources, last))  # up to the first that cannot be written


def _is_compiled(source: Path) -> bool:
    compiled = Path(cache_from_source(str(source)))
    return compiled.exists() and compiled.stat().st_mtime >= source.stat().st_mtime
