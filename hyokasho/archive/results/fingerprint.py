"""What a result depends on beside the document: this program's code and facts, and the libraries that it reads with."""

from __future__ import annotations

import hashlib
import os
import re
import unicodedata
from collections.abc import Iterator
from contextlib import suppress
from functools import cache
from importlib.metadata import PackageNotFoundError, requires, version
from pathlib import Path

import hyokasho

_ROOT = Path(hyokasho.__file__).parents[1]
_READING = ("extract", "normalize", "hyokasho/document", "hyokasho/archive/results/codec.py")
_ASSEMBLING = (*_READING, "hyokasho")
_LISTING = (
    "extract/pdf/embedded.py", "hyokasho/archive/containers", "hyokasho/archive/sources/kinds.py", "normalize/registry",
    "normalize/text",
)  # fmt: skip
_LEFT_OUT = ("__pycache__",)
_NAME = re.compile(r"[\w.-]+")
DIGITS = 16
"""Hexadecimal digits of a digest that name an edition: chance does not make two alike."""


def reading_edition() -> str:
    """Names everything that turns a document's bytes into its result. It is a folder's name, too."""
    return f"{hyokasho.__version__}-{_digest(_ROOT, _READING)}"


def assembling_edition() -> str:
    """Names everything that turns results into tables."""
    return _digest(_ROOT, _ASSEMBLING)


def listing_edition() -> str:
    """Names everything that finds files in containers."""
    return _digest(_ROOT, _LISTING)


@cache
def _digest(root: Path, parts: tuple[str, ...]) -> str:
    """Over the content of files below `root` and the versions of libraries.

    A process looks at them once: what is changed later on the disk is not what it has loaded.
    """
    total = hashlib.sha256()
    for name in sorted(_files(root, parts), key=lambda name: name.split("/")):
        total.update(f"{name}\0".encode())
        total.update(_content(root, name))
    total.update("\n".join(_libraries()).encode())
    return total.hexdigest()[:DIGITS]


def _files(root: Path, parts: tuple[str, ...]) -> Iterator[str]:
    """The files of parts of the program, by their names below `root` with slashes."""
    waiting = list(dict.fromkeys(parts))
    while waiting:
        part = waiting.pop()
        if (root / part).is_file():
            yield part
            continue
        with suppress(FileNotFoundError), os.scandir(root / part) as entries:
            for entry in entries:
                if entry.is_dir(follow_symlinks=False):
                    waiting += [f"{part}/{entry.name}"] if entry.name not in _LEFT_OUT else []
                elif entry.is_file():
                    yield f"{part}/{entry.name}"


@cache
def _content(root: Path, name: str) -> bytes:
    """SHA-256 of a file; one that stands in several editions is read once."""
    return hashlib.sha256((root / name).read_bytes()).digest()


def _libraries() -> Iterator[str]:
    """The versions of what this program requires, and of Python's character tables."""
    yield f"unicode {unicodedata.unidata_version}"
    try:
        needed = requires("hyokasho") or []
    except PackageNotFoundError:  # run from a checkout that is not installed
        needed = []
    for requirement in needed:
        match = _NAME.match(requirement)
        if match and "extra ==" not in requirement:
            try:
                yield f"{match[0]} {version(match[0])}"
            except PackageNotFoundError:
                yield f"{match[0]} none"
