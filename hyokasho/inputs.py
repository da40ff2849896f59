"""What the user named → the files to read, each once, in an order that does not depend on the file system."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

SUFFIX = ".pdf"


@dataclass(frozen=True, slots=True)
class Input:
    """One file: `path` to read it, `source` as it lands in the dataset (relative to the folder that was named)."""

    path: Path
    source: str

    @property
    def name(self) -> str:
        """The file's name without its folders."""
        return self.path.name


class NothingToReadError(Exception):
    """A source that names no file."""


def find_inputs(sources: Iterable[str]) -> list[Input]:
    """The files that `sources` name: files, folders (PDFs in them, recursively) and globs.

    Raises `NothingToReadError` for a source that is neither, or a folder or pattern without a PDF.
    """
    found: dict[Path, Input] = {}
    for source in sources:
        inputs = list(_inputs(source))
        if not inputs:
            raise NothingToReadError(f"{source}: no PDF there (name a file, a folder or a quoted pattern)")
        for item in inputs:
            found.setdefault(item.path.resolve(), item)
    return sorted(found.values(), key=lambda item: (item.source, str(item.path)))


def _inputs(source: str) -> Iterator[Input]:
    path = Path(source)
    if path.is_dir():
        for child in path.rglob("*"):
            if child.suffix.lower() == SUFFIX and child.is_file():
                yield Input(child, child.relative_to(path).as_posix())
    elif path.is_file():
        yield Input(path, path.name)
    else:
        root = Path(path.anchor) if path.anchor else Path()
        for match in root.glob(str(path.relative_to(root))):
            if match.is_file():
                yield Input(match, match.as_posix())
