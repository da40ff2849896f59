"""What a result depends on beside the document: this program's code and facts, and the libraries that it reads with."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterator
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
    for path in sorted(_files(root, parts)):
        total.update(f"{path.relative_to(root).as_posix()}\0".encode())
        total.update(hashlib.sha256(path.read_bytes()).digest())
    total.update("\n".join(_libraries()).encode())
    return total.hexdigest()[:DIGITS]


def _files(root: Path, parts: tuple[str, ...]) -> Iterator[Path]:
    for part in parts:
        path = root / part
        if path.is_file():
            yield path
        else:
            yield from (
                file for file in path.rglob("*") if file.is_file() and not set(file.parts).intersection(_LEFT_OUT)
            )


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
