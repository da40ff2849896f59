"""The pages that are measured: PDFs with a text layer, and long ones made by repeating one of them."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pikepdf
import pypdfium2 as pdfium


@dataclass(frozen=True, slots=True)
class Pages:
    """PDFs to read; `left_out` names those in the same folder that have pages without text."""

    files: tuple[Path, ...]
    count: int
    left_out: tuple[str, ...]


def find_pages(folder: Path) -> Pages:
    """The PDFs directly in `folder` whose every page has text, so that all engines have the same work."""
    found: list[Path] = []
    left_out: list[str] = []
    count = 0
    for path in sorted(folder.glob("*.pdf")):
        pages = _pages_with_text(path)
        if pages:
            found.append(path)
            count += pages
        else:
            left_out.append(path.name)
    return Pages(tuple(found), count, tuple(left_out))


def repeat_pages(source: Path, count: int, target: Path) -> None:
    """Write the pages of `source` again and again into `target`, `count` in all."""
    with pikepdf.open(source) as pdf, pikepdf.new() as out:
        for number in range(count):
            out.pages.append(pdf.pages[number % len(pdf.pages)])
        out.save(target)


def _pages_with_text(path: Path) -> int:
    """The number of pages, 0 for a file that cannot be opened or has pages without text."""
    try:
        document = pdfium.PdfDocument(path)
    except pdfium.PdfiumError:
        return 0
    try:
        counts = [page.get_textpage().count_chars() for page in document]
    finally:
        document.close()
    return len(counts) if all(counts) else 0
