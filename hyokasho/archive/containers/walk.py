"""A container's bytes → the files in it that are to be read, those in containers within it too, within bounds.

The same bytes and bounds give the same files in the same order: a file is known by its number.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from extract.errors import ExtractError
from hyokasho.archive.containers.bounds import Bounds
from hyokasho.archive.containers.held import UNKNOWN, HeldFile, RefusedError, shown
from hyokasho.archive.containers.zipped import BROKEN, is_zip, zipped_files
from hyokasho.archive.sources.kinds import LOOKED_FOR, OTHER_ARCHIVES, PDF, UNPACK_IT, WORKBOOKS, ZIP, suffix
from hyokasho.document.verdict import MEMORY_LIMIT, NOT_AN_ASSESSMENT, Lack

if TYPE_CHECKING:
    from extract.pdf.embedded import EmbeddedFile  # an archive of ZIPs does not load what opens PDFs

TOO_MANY, TOO_DEEP, TOO_LARGE, NOT_A_PDF = "too_many_files", "too_deep", "too_large", "not_a_pdf"
_NO_MEMORY = "unpacking the file takes more memory than --memory allows"
_MARK, _MARK_WITHIN = b"%PDF-", 1024


@dataclass(frozen=True, slots=True)
class Leaf:
    """A file to read: its names from the outermost container on, and its content or why it has none.

    Without names it is that container itself. `attached`: a PDF on the way to it carries it.
    """

    names: tuple[str, ...]
    content: bytes | RefusedError
    attached: bool = False


class _Within(NamedTuple):
    """The way to a file: the names on it from the outermost container on, and whether a PDF on it carries the rest."""

    names: tuple[str, ...] = ()
    attached: bool = False

    def to(self, name: str, attached: bool) -> _Within:
        """The way on to a file in this one, which may be attached to it."""
        return _Within((*self.names, name), self.attached or attached)


class _EnoughError(Exception):
    """The bounds are reached; what follows is not looked at."""


@dataclass
class Walk:
    """Goes through a container once. `most`: bytes of any one file. `lack` says in the end what the container lacks."""

    bounds: Bounds
    most: int
    lack: Lack | None = None
    _files: int = 0
    _size: int = 0
    _names: dict[tuple[str, ...], Counter[str]] = field(default_factory=dict)

    def leaves(self, data: bytes, name: str) -> Iterator[Leaf]:
        """The files to read in the container `data`, called `name`; one that is called an archive and is a PDF, too."""
        kind = suffix(name)
        try:
            if kind in WORKBOOKS:
                yield from self._workbook(data, _Within())
            elif kind == ZIP and not _is_pdf(data):
                yield from self._archive(data)
            else:
                if kind == ZIP:
                    yield Leaf((), data)
                yield from self._carried(data, _Within())
        except _EnoughError:
            pass

    def _archive(self, data: bytes) -> Iterator[Leaf]:
        """The files of the outermost archive."""
        count = 0
        try:
            for leaf in self._zipped(data, _Within()):
                count += 1
                yield leaf
        except RefusedError as error:
            self.lack = Lack(error.code, str(error))
            return
        if not count:
            self.lack = Lack(NOT_AN_ASSESSMENT, "the ZIP archive holds no PDF")

    def _zipped(self, data: bytes, way: _Within) -> Iterator[Leaf]:
        """The files of an archive. Raises `RefusedError`."""
        for held in zipped_files(data):
            yield from self._held(held, way)

    def _carried(self, data: bytes, way: _Within) -> Iterator[Leaf]:
        """What a PDF carries, if that is asked for; one that cannot be opened says so when it is read."""
        if not self.bounds.attachments:
            return
        from extract.pdf.embedded import embedded_files

        try:
            for file in embedded_files(data):
                yield from self._held(_carried(file), way)
        except ExtractError:
            return
        except MemoryError:
            yield from self._refused(way.to(UNKNOWN, attached=True), RefusedError(MEMORY_LIMIT, _NO_MEMORY))

    def _held(self, held: HeldFile, within: _Within) -> Iterator[Leaf]:
        """What a file in a container comes to: nothing, if it is of no kind that is read."""
        kind = suffix(held.name)
        if kind not in (*LOOKED_FOR, *OTHER_ARCHIVES) and not held.attached:
            return
        way = within.to(self._own(within.names, held.name), held.attached)
        try:
            if kind in OTHER_ARCHIVES:
                raise RefusedError(NOT_A_PDF, f"it is {UNPACK_IT}")
            content = self._content(held)
        except RefusedError as error:
            yield from self._refused(way, error)
            return
        if kind == ZIP and not _is_pdf(content):
            yield from self._nested(content, way)
        elif kind in WORKBOOKS:
            yield from self._workbook(content, way)
        elif kind == PDF or _is_pdf(content):
            self._count()
            yield Leaf(way.names, content, way.attached)
            if len(way.names) < self.bounds.depth:
                yield from self._carried(content, way)
            else:
                yield from self._too_deep(content, way)

    def _nested(self, content: bytes, way: _Within) -> Iterator[Leaf]:
        """The files of an archive in a container."""
        try:
            if len(way.names) >= self.bounds.depth:
                raise RefusedError(
                    TOO_DEEP, f"what it holds lies in more than {self.bounds.depth} others: unpack it first"
                )
            yield from self._zipped(content, way)
        except RefusedError as error:
            yield from self._refused(way, error)

    def _too_deep(self, content: bytes, way: _Within) -> Iterator[Leaf]:
        """That a PDF carries files which nobody takes out any more."""
        if self.bounds.attachments and _carries_files(content):
            why = RefusedError(TOO_DEEP, f"it lies in more than {self.bounds.depth} others: unpack them first")
            yield from self._refused(way.to(UNKNOWN, attached=True), why)

    def _refused(self, way: _Within, why: RefusedError) -> Iterator[Leaf]:
        self._count()
        yield Leaf(way.names, why, way.attached)

    def _workbook(self, content: bytes, way: _Within) -> Iterator[Leaf]:
        """A workbook, if it is one of the forms: what its reader says of it is for whoever has only that."""
        from hyokasho.archive.containers.workbooks import is_form

        try:
            found = is_form(content)
        except MemoryError:
            yield from self._refused(way, RefusedError(MEMORY_LIMIT, _NO_MEMORY))
            return
        if found:
            self._count()
            yield Leaf(way.names, content, way.attached)

    def _content(self, held: HeldFile) -> bytes:
        """What a file holds, if the bounds allow it. Raises `RefusedError`."""
        left = self.bounds.size - self._size
        try:
            content = held.read(min(self.most, left))
        except RefusedError as error:
            if error.code == TOO_LARGE and left < self.most:
                self._size = self.bounds.size  # what was unpacked of it counts: nothing follows for free
                message = f"with it, more than {self.bounds.size} bytes would be unpacked (--unpack-size)"
                raise RefusedError(TOO_LARGE, message) from error
            raise
        except MemoryError as error:
            raise RefusedError(MEMORY_LIMIT, _NO_MEMORY) from error
        self._size += len(content)
        return content

    def _count(self) -> None:
        """Count a file that is read, or told. Raises `_EnoughError` for one too many."""
        if self._files >= self.bounds.files:
            self.lack = Lack(TOO_MANY, f"only the first {self.bounds.files} files in it are read (--unpack-files)")
            raise _EnoughError
        self._files += 1

    def _own(self, names: tuple[str, ...], name: str) -> str:
        """A name that no other file in the same container has."""
        name, known = shown(name), self._names.setdefault(names, Counter())
        own = name
        while own in known:
            known[name] += 1
            own = f"{name} ({known[name]})"
        known[own] += 1
        return own


def _carried(file: EmbeddedFile) -> HeldFile:
    """A file that a PDF carries, whose reader refuses in the words of this package."""

    def read(most: int) -> bytes:
        try:
            return file.read(most)
        except ExtractError as error:
            code = TOO_LARGE if error.code == TOO_LARGE else BROKEN
            raise RefusedError(code, f"the file attached to the PDF cannot be taken out: {error}") from error

    return HeldFile(file.name, read, attached=True)


def _is_pdf(data: bytes) -> bool:
    return _MARK in data[:_MARK_WITHIN] and not (data.startswith(b"PK") and is_zip(data))


def _carries_files(data: bytes) -> bool:
    from extract.pdf.embedded import embedded_files

    try:
        return any(True for _ in embedded_files(data))
    except ExtractError:
        return False
