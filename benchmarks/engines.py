"""Ways of reading the same pages. Each imports its library when it runs, so that none pays for another's memory."""

from __future__ import annotations

import tempfile
import warnings
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from benchmarks.pages import chosen

Read = Callable[[Path, int], int]
"""Reads every n-th page of a file; returns how many it read."""


@dataclass(frozen=True, slots=True)
class Engine:
    """`stride` n: only every n-th page is read, as the engine is slow. `baseline`: others are compared with it."""

    name: str
    read: Read
    stride: int = 1
    baseline: bool = False


def ingest(path: Path, stride: int) -> int:
    """All that `hyokasho ingest --workers 0` does: PDF to Parquet in one process."""
    from hyokasho.dataset import DatasetWriter
    from hyokasho.inputs import Input
    from hyokasho.workers import read_input

    del stride  # a file is ingested as a whole
    with tempfile.TemporaryDirectory() as folder, DatasetWriter(Path(folder)) as writer:
        result = read_input(Input(path, path.name))
        writer.add(result.tables)
        writer.finish()
    return result.pages


def extract(path: Path, stride: int) -> int:
    """PDF to ruled cells, without what is made of them."""
    from extract.document import page_count, read_pages

    data = path.read_bytes()
    if stride == 1:
        return sum(1 for _ in read_pages(data))
    numbers = chosen(page_count(data), stride)
    return sum(1 for number in numbers for _ in read_pages(data, range(number, number + 1)))


def pdfplumber_tables(path: Path, stride: int) -> int:
    """`extract_tables()` of each page, which is closed after it."""
    import pdfplumber

    with pdfplumber.open(path) as pdf:
        numbers = chosen(len(pdf.pages), stride)
        for number in numbers:
            page = pdf.pages[number - 1]
            page.extract_tables()
            page.close()
    return len(numbers)


def camelot_lattice(path: Path, stride: int) -> int:
    """Camelot's lattice with its default engine, which looks for rulings in a picture of the page too."""
    return _camelot(path, stride)


def camelot_vector(path: Path, stride: int) -> int:
    """Camelot's lattice over the rulings that the PDF draws."""
    return _camelot(path, stride, engine="vector")


def pdfium_text(path: Path, stride: int) -> int:
    """PDFium's own text of each page: no places, no cells."""
    count = 0
    for page in _pdfium_pages(path, stride):
        text_page = page.get_textpage()
        text_page.get_text_range()
        text_page.close()
        count += 1
    return count


def pdfium_paths(path: Path, stride: int) -> int:
    """The bounds of each path that PDFium finds on a page."""
    import pypdfium2.raw as raw

    count = 0
    for page in _pdfium_pages(path, stride):
        for item in page.get_objects(filter=[raw.FPDF_PAGEOBJ_PATH]):
            item.get_bounds()
        count += 1
    return count


def _camelot(path: Path, stride: int, **options: str) -> int:
    import camelot
    import pypdfium2

    document = pypdfium2.PdfDocument(path)
    numbers = chosen(len(document), stride)
    document.close()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        camelot.read_pdf(
            path, pages=",".join(map(str, numbers)), flavor="lattice", suppress_stdout=True, **options
        )
    return len(numbers)


def _pdfium_pages(path: Path, stride: int) -> Iterator[object]:
    import pypdfium2

    document = pypdfium2.PdfDocument(path)
    try:
        for number in chosen(len(document), stride):
            page = document[number - 1]
            yield page
            page.close()
    finally:
        document.close()


ENGINES = (
    Engine("hyokasho ingest, PDF to Parquet", ingest),
    Engine("extract only, PDF to ruled cells", extract),
    Engine("pdfplumber extract_tables()", pdfplumber_tables, stride=2, baseline=True),
    Engine("Camelot lattice, engine vector", camelot_vector, stride=2),
    Engine("Camelot lattice, default engine", camelot_lattice, stride=6),
    Engine("PDFium raw text", pdfium_text),
    Engine("PDFium paths", pdfium_paths),
)
