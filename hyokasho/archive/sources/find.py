"""What the user named → the files to read, each once, in an order that does not depend on the file system."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from hyokasho.archive.sources.kinds import LOOKED_FOR, OTHER_ARCHIVES, UNPACK_IT, suffix
from hyokasho.archive.sources.locations import NOT_A_FILE
from hyokasho.archive.storage import urls
from hyokasho.archive.storage.interface import WORK
from hyokasho.archive.storage.urls import is_url, local_path

LONGEST_NAME = 200
"""Characters shown of a source that is no name of a file."""


@dataclass(frozen=True, slots=True)
class Input:
    """One file: `location` to open it, `source` as it lands in the dataset (relative to the folder that was named).

    `within`: how `source` begins where another file holds it (`outer.zip!`). `found`: by a search, nobody named it.
    """

    location: str
    source: str
    within: str = ""
    found: bool = False

    @property
    def name(self) -> str:
        """The file's name without its folders, and without what holds it."""
        return PurePosixPath(self.source.removeprefix(self.within)).name


@dataclass(frozen=True, slots=True)
class Skipped:
    """Something in a folder that is not read, and why. `lost`: there may be files in it that nobody knows of."""

    place: str
    reason: str
    lost: bool = False


@dataclass(slots=True)
class FoundFiles:
    """The files of a run in their order, what was passed over on the way, and the sources (absolute) that name them."""

    inputs: list[Input] = field(default_factory=list)
    skipped: list[Skipped] = field(default_factory=list)
    sources: list[str] = field(default_factory=list)


class NothingToReadError(Exception):
    """A source that names no file."""


def find_inputs(sources: Iterable[str]) -> FoundFiles:
    """The files that `sources` name: files, folders (`LOOKED_FOR` in them, recursively) and globs, here or behind URLs.

    A file that is reached on several ways, through links too, counts once. Raises `NothingToReadError` for a source
    that is neither, or a folder or pattern without a PDF, and `UrlError` for a store that cannot be asked.
    """
    found = FoundFiles()
    for source in sources:
        inputs = _named(source, found.skipped)
        if not inputs:
            raise NothingToReadError(f"{source}: no PDF there (name a file, a folder or a quoted pattern)")
        found.inputs += inputs
        found.sources.append(_absolute(source))
    once: dict[str, Input] = {}
    for item in sorted(found.inputs, key=_real_files_first):
        once.setdefault(item.location if is_url(item.location) else os.path.realpath(item.location), item)
    found.inputs = sorted(once.values(), key=lambda item: (item.source, item.location))
    return found


def _named(source: str, skipped: list[Skipped]) -> list[Input]:
    """What a source names. Raises `NothingToReadError` where it cannot name anything."""
    try:
        if not local_path(source):
            raise ValueError("a source without a name")
        return list(_inputs(source, skipped))
    except OSError as error:
        raise NothingToReadError(f"{source[:LONGEST_NAME]}: {error.strerror or error}") from error
    except (ValueError, NotImplementedError, RecursionError) as error:
        raise NothingToReadError(f"{source[:LONGEST_NAME]}: {error}") from error


def _absolute(source: str) -> str:
    """A source by a name that does not depend on the folder that the run is started in."""
    source = local_path(source)
    return source if is_url(source) else printable(os.path.abspath(source))  # noqa: PTH100


def _real_files_first(item: Input) -> tuple[bool, str, str]:
    return os.path.islink(item.location), item.source, item.location  # noqa: PTH114 - a location is a string


def _inputs(source: str, skipped: list[Skipped]) -> Iterator[Input]:
    source = local_path(source)
    if is_url(source):
        yield from (Input(url, name, found=found) for url, name, found in urls.find(source, LOOKED_FOR))
        return
    path = Path(source)
    if path.is_dir():
        for child in _walk(path, skipped):
            yield _input(child, child.relative_to(path), found=True)
    elif path.is_file():
        yield _input(path, Path(path.name))
    else:
        if path.exists():
            raise NothingToReadError(f"{source}: {NOT_A_FILE}, and neither a folder")
        root = Path(path.anchor) if path.anchor else Path()
        for match in root.glob(str(path.relative_to(root))):
            if match.is_file():
                yield _input(match, match)
            elif not match.is_dir():
                skipped.append(Skipped(printable(str(match)), "not a regular file"))


def _input(path: Path, source: Path, *, found: bool = False) -> Input:
    location = os.path.abspath(path)  # noqa: PTH100 - `..` stays right with links
    return Input(location, printable(source.as_posix()), found=found)


def _walk(folder: Path, skipped: list[Skipped]) -> Iterator[Path]:
    """What a search finds in a folder and its sub-folders.

    Links to folders are not followed: they may lead in circles, or out.
    """
    waiting = [folder]
    while waiting:
        current = waiting.pop()
        try:
            with os.scandir(current) as entries:
                children = list(entries)
        except OSError as error:
            skipped.append(Skipped(printable(str(current)), f"cannot be opened: {error.strerror}", lost=True))
            continue
        for entry in children:
            path = current / entry.name
            kind = _kind(entry)
            if kind == "folder":
                if entry.name != WORK:
                    waiting.append(path)
            elif kind == "link":
                reason = "a link to a folder, not followed: name it as a source to have it read"
                skipped.append(Skipped(printable(str(path)), reason))
            elif suffix(entry.name) in OTHER_ARCHIVES:
                skipped.append(Skipped(printable(str(path)), UNPACK_IT))
            elif suffix(entry.name) in LOOKED_FOR:
                if kind == "file":
                    yield path
                else:
                    skipped.append(Skipped(printable(str(path)), "not a regular file"))


def _kind(entry: os.DirEntry[str]) -> str:
    """`folder`, `link` (to a folder), `file` or `other`; a link that leads nowhere is a file that cannot be opened."""
    try:
        if entry.is_dir(follow_symlinks=False):
            return "folder"
        if entry.is_dir():
            return "link"
        return "file" if entry.is_file() or (entry.is_symlink() and not os.path.exists(entry.path)) else "other"  # noqa: PTH110
    except OSError:
        return "file"


def printable(name: str) -> str:
    """A file name as text: bytes that are no UTF-8 become `\\x..`, which no encoding of tables refuses."""
    return os.fsencode(name).decode("utf-8", "backslashreplace")
