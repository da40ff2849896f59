"""Sees to it that workers find the program compiled: they write nothing, so each would compile all of it anew.

An installer compiles what it installs, but not all do, and nobody does where the program runs from its sources.
"""

from __future__ import annotations

import sys
from functools import cache
from importlib.util import cache_from_source
from pathlib import Path

import hyokasho
from extract.yaml_files import is_kept, read_yaml

PACKAGES = ("extract", "normalize", "hyokasho")
LAST_FACTS = "hyokasho/archive/workers/confinement/calls.yaml"
"""The YAML file whose content is kept behind that of all others; workers alone read it."""
LAST = "hyokasho/archive/workers/work.py"
"""The module that is compiled behind all others: where it is compiled, all are."""


@cache
def compile_program(program: Path = Path(hyokasho.__file__).parents[1]) -> None:
    """Compile the modules of the program, and keep what its YAML says, unless it is done; as far as one may write."""
    last, facts = program / LAST, program / LAST_FACTS
    if sys.dont_write_bytecode or (_is_compiled(last) and is_kept(facts)):
        return
    from compileall import compile_file  # once in the life of an installation

    sources = [path for package in PACKAGES for path in sorted((program / package).rglob("*.py")) if path != last]
    files = [path for package in PACKAGES for path in sorted((program / package).rglob("*.yaml")) if path != facts]
    # Up to the first that cannot be written.
    all(compile_file(path, quiet=2) for path in (*sources, last)) and all(map(_keep, (*files, facts)))


def _keep(source: Path) -> bool:
    read_yaml(source)
    return is_kept(source)


def _is_compiled(source: Path) -> bool:
    compiled = Path(cache_from_source(str(source)))
    return compiled.exists() and compiled.stat().st_mtime >= source.stat().st_mtime
