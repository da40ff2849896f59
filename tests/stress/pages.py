"""PDF files with a page left out, or one of them twice."""

import io

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


def _saved(document: pikepdf.Pdf) -> bytes:
    target = io.BytesIO()
    document.save(target, static_id=True, deterministic_id=False)
    return target.getvalue()
