"""The files that a PDF carries, with what they hold: attachments, parts of a portfolio, files behind annotations."""

from __future__ import annotations

import io
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pikepdf

from extract.errors import BrokenPdfError, EncryptedError, TooLargeError, lacks_memory
from extract.file_names import decoded_name

_SIGNS = (b"/EF", b"/EmbeddedFile", b"/ObjStm")
"""A file without any of these carries no others: what is in an object stream cannot be told from outside."""
_FLATE = ("/FlateDecode", "/Fl")
MOST_NODES = 100_000
"""Nodes of the tree of names that are looked at."""
NAMELESS = "?"
_ENCODED = (b"\xfe\xff", b"\xff\xfe", b"\xef\xbb\xbf")
"""How texts begin that say in which encoding they are."""
_RAISED = (
    pikepdf.PdfError, pikepdf.PasswordError, pikepdf.ForeignObjectError, pikepdf.DeletedObjectError, RuntimeError,
    ValueError, TypeError, LookupError, ArithmeticError, MemoryError, OSError, zlib.error,
)  # fmt: skip
"""What pikepdf says by itself, and as what Python gets what C++ throws."""


@dataclass(frozen=True, slots=True)
class EmbeddedFile:
    """A file in a PDF, as long as that is open: its name there, and the stream of its content.

    `page` (from 1) is the page that it hangs on; None for one of the document's own.
    """

    name: str
    page: int | None
    _stream: Any

    def read(self, most: int) -> bytes:
        """What it holds. Raises `TooLargeError` for more than `most` bytes, `BrokenPdfError` where it is damaged."""
        try:
            content = _content(self._stream, most)
        except (*_RAISED, BrokenPdfError) as error:
            raise _refusal(error) from error
        if len(content) > most:
            raise TooLargeError(f"the file has more than {most} bytes")
        return content


def may_carry_files(data: bytes) -> bool:
    """Whether a PDF may carry other files: a cheap look at its bytes."""
    return any(sign in data for sign in _SIGNS)


def embedded_files(data: bytes) -> Iterator[EmbeddedFile]:
    """The files that a PDF leads to (PDF 1.7, 7.11.4), by name: each stream once, those of older versions not.

    Raises `EncryptedError` and `BrokenPdfError`.
    """
    if not may_carry_files(data):
        return
    try:
        pdf = pikepdf.open(io.BytesIO(data))
    except _RAISED as error:
        raise _refusal(error) from error
    with pdf:
        found: dict[tuple[int, int], EmbeddedFile] = {}
        try:
            for page, specification in _specifications(pdf):
                stream = _stream(specification)
                if stream is not None:
                    found.setdefault(stream.objgen, EmbeddedFile(_name(specification), page, stream))
        except _RAISED as error:
            raise _refusal(error) from error
        yield from sorted(found.values(), key=lambda file: file.name)


def _specifications(pdf: pikepdf.Pdf) -> Iterator[tuple[int | None, Any]]:
    """All that stand where specifications of files do, with the page that they are of."""
    names = _get(pdf.Root, "/Names")
    for found in (*_named(_get(names, "/EmbeddedFiles")), *_items(_get(pdf.Root, "/AF"))):
        yield None, found
    for number, page in enumerate(_pages(pdf), 1):
        notes = (_get(annotation, "/FS") for annotation in _items(_get(page, "/Annots")))
        for found in (*_items(_get(page, "/AF")), *notes):
            yield number, found


def _pages(pdf: pikepdf.Pdf) -> Iterator[Any]:
    """Pages as far as the tree of pages leads to them: one that is broken has files elsewhere all the same."""
    try:
        yield from (page.obj for page in pdf.pages)
    except _RAISED as error:
        if lacks_memory(error):
            raise


def _named(root: Any) -> Iterator[Any]:
    """The values of a tree of names (PDF 1.7, 7.9.6), which may be broken, or lead in circles."""
    waiting, seen, nodes = [root], set(), 0
    while waiting and nodes < MOST_NODES:
        node, nodes = waiting.pop(), nodes + 1
        if not isinstance(node, pikepdf.Dictionary) or (node.is_indirect and node.objgen in seen):
            continue
        seen.add(node.objgen)
        yield from _items(_get(node, "/Names"))[1::2]
        waiting += reversed(_items(_get(node, "/Kids")))


def _items(array: Any) -> list[Any]:
    return list(array) if isinstance(array, pikepdf.Array) else []


def _get(holder: Any, key: str) -> Any:
    return holder.get(key) if isinstance(holder, pikepdf.Dictionary) else None


def _stream(specification: Any) -> Any:
    """The content of a file: the specification may name it for several systems, of which none is in use any more."""
    files = _get(specification, "/EF")
    for key in ("/UF", "/F", "/DOS", "/Mac", "/Unix"):
        stream = _get(files, key)
        if isinstance(stream, pikepdf.Stream):
            return stream
    return None


def _name(specification: Any) -> str:
    for key in ("/UF", "/F"):
        name = _get(specification, key)
        if isinstance(name, pikepdf.String) and (text := _text(name).strip()):
            return text
    return NAMELESS


def _text(string: pikepdf.String) -> str:
    """A text string (PDF 1.7, 7.9.2.2), or a name as the system had it that put it there, which says no encoding."""
    data = bytes(string)
    if not data.startswith(_ENCODED) and (name := decoded_name(data)) is not None:
        return name
    try:
        return str(string)
    except UnicodeDecodeError:  # it begins as UTF-8 does, and is none
        return data.decode("utf-8", "replace")


def _content(stream: Any, most: int) -> bytes:
    """What a stream decodes to; of one that is packed as nearly all are, no more than a byte beyond `most`."""
    filters = stream.get("/Filter")
    if isinstance(filters, pikepdf.Array) and len(filters) == 1:
        filters = filters[0]
    if filters is None:
        return bytes(stream.read_raw_bytes())
    if isinstance(filters, pikepdf.Name) and str(filters) in _FLATE and stream.get("/DecodeParms") is None:
        inflater = zlib.decompressobj()
        content = inflater.decompress(stream.read_raw_bytes(), most + 1)
        if not inflater.eof and len(content) <= most:
            raise BrokenPdfError("it breaks off")
        return content
    return bytes(stream.read_bytes())


def _refusal(error: Exception) -> Exception:
    """Whatever pikepdf raises about a file that is not as it should be, as an `ExtractError`."""
    if lacks_memory(error):
        return MemoryError()
    if isinstance(error, pikepdf.PasswordError):
        return EncryptedError("the PDF opens only with a password")
    if isinstance(error, BrokenPdfError):
        return error
    return BrokenPdfError(f"it is damaged ({type(error).__name__})")
