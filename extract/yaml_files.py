"""The YAML files in which this program keeps what it knows.

What a file says is kept in `__pycache__`, as Python keeps what a module says, and had from there in a twentieth of the
time: each process reads dozens of files before its first document. Where Python keeps no modules, nothing is kept, and
what is kept of a file that has changed since does not count.
"""

from __future__ import annotations

import marshal
import os
import struct
import sys
from contextlib import suppress
from importlib.resources import files
from importlib.resources.abc import Traversable
from importlib.util import MAGIC_NUMBER, cache_from_source
from pathlib import Path
from typing import Any


def shipped(package: str, name: str) -> Any:
    """The content of the file `name` that is shipped with a package."""
    return read_yaml(files(package).joinpath(name))


def read_yaml(source: Traversable) -> Any:
    """The content of a file: the caller's own, which may change it."""
    if not isinstance(source, Path):
        return _parsed(source)  # it lies in an archive
    state = _state(source)
    with suppress(OSError, ValueError, EOFError, TypeError):
        kept = _place(source).read_bytes()
        if kept.startswith(state):
            return marshal.loads(kept[len(state) :])
    content = _parsed(source)
    if not sys.dont_write_bytecode:
        _keep(_place(source), state + marshal.dumps(content))
    return content


def is_kept(source: Path) -> bool:
    """Whether the content of a file as it is now is kept."""
    try:
        return _place(source).read_bytes().startswith(_state(source))
    except OSError:
        return False


def _state(source: Path) -> bytes:
    """What content was kept of: this file, unchanged, by a Python that writes it down in the same way."""
    found = source.stat()
    return MAGIC_NUMBER + struct.pack("<qq", found.st_mtime_ns, found.st_size)


def _place(source: Path) -> Path:
    """Where the content of a file is kept; no module is called like that."""
    return Path(cache_from_source(f"{source}.py")).with_suffix(".marshal")


def _keep(place: Path, kept: bytes) -> None:
    """Write it as a whole or not at all."""
    begun = place.with_name(f"{place.name}.{os.getpid()}")
    with suppress(OSError):
        place.parent.mkdir(parents=True, exist_ok=True)
        begun.write_bytes(kept)
        begun.replace(place)


def _parsed(source: Traversable) -> Any:
    import yaml  # most processes find all kept

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # libyaml's, where it is there, takes a tenth of the time
    return yaml.load(source.read_text(encoding="utf-8"), Loader=loader)
