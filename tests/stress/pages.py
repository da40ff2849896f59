"""PDF files with a page left out, or one of them twice."""

import io
from collections.abc import Sequence

import pikepdf


def without_page(pdf: bytes, number: int) -> bytes:
    """The file without its page `number` (1-based)."""
    with pikepdf.open(io.BytesIO(pdf)) as document:
        del document.pages[number - 1]
        return _saved(document)


def with_page_twice(pdf: bytes, number: int) -> bytes:
    """The file with its page `number` (1-based) again behind itself."""
    with pikepdf.open(io.BytesIO(pdf)) as document:
        document.pages.insert(number, document.pages[number - 1])
        return _saved(document)


def with_pages(pdf: bytes, numbers: Sequence[int]) -> bytes:
    """The file with these pages (1-based) alone, in this order."""
    with pikepdf.open(io.BytesIO(pdf)) as document, pikepdf.new() as made:
        made.pages.extend(document.pages[number - 1] for number in numbers)
        return _saved(made)


def _saved(document: pikepdf.Pdf) -> bytes:
    target = io.BytesIO()
    document.save(target, static_id=True, deterministic_id=False)
    return target.getvalue()
