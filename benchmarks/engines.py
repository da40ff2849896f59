"""Ways of reading the same pages. Each imports its library when it runs: none pays for another's memory."""

from __future__ import annotations

import tempfile
import warnings
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

Read = Callable[[Sequence[Path], int], int]
"""Reads every n-th page of each file; returns how many it read in all."""


@dataclass(frozen=True, slots=True)
class Engine:
    """`stride` n: of a slow engine only every n-th page is read. `baseline`: the one to compare with."""

    name: str
    read: Read
    stride: int = 1
    baseline: bool = False


def ingest(files: Sequence[Path], stride: int) -> int:
    """All that `hyokasho ingest --workers 0` does: PDF to Parquet in one process."""
    from hyokasho.archive.monitor import Monitor
    from hyokasho.archive.run import Options, ingest
    from hyokasho.archive.sources.find import find_inputs
    from hyokasho.archive.storage.open_storage import open_storage

    del stride  # a file is ingested as a whole
    with tempfile.TemporaryDirectory() as folder:
        found = find_inputs(map(str, files))
        return ingest(found, open_storage(folder), Options(workers=0), Monitor()).pages


def extract(files: Sequence[Path], stride: int) -> int:
    """PDF to ruled cells, without what is made of them."""
    from extract.document import page_count, read_pages

    count = 0
    for path in files:
        data = path.read_bytes()
        numbers = range(1, page_count(data) + 1, stride)
        count += sum(1 for _ in read_pages(data, numbers))
    return count


def pdfplumber_tables(files: Sequence[Path], stride: int) -> int:
    """`extract_tables()` of each page, which is closed after it."""
    import pdfplumber

    count = 0
    for path in files:
        with pdfplumber.open(path) as pdf:
            for page in pdf.pages[::stride]:
                page.extract_tables()
                page.close()
                count += 1
    return count


def camelot_lattice(files: Sequence[Path], stride: int) -> int:
    """Camelot's lattice with its default engine, which looks for rulings in a picture of the page too."""
    return _camelot(files, stride)


def camelot_vector(files: Sequence[Path], stride: int) -> int:
    """Camelot's lattice over the rulings that the PDF draws."""
    return _camelot(files, stride, engine="vector")


def pdfium_text(files: Sequence[Path], stride: int) -> int:
    """PDFium's own text of each page: no places, no cells."""
    count = 0
    for page in _pdfium_pages(files, stride):
        text_page = page.get_textpage()
        text_page.get_text_range()
        text_page.close()
        count += 1
    return count


def pdfium_paths(files: Sequence[Path], stride: int) -> int:
    """The bounds of each path that PDFium finds on a page."""
    import pypdfium2.raw as raw

    count = 0
    for page in _pdfium_pages(files, stride):
        for item in page.get_objects(filter=[raw.FPDF_PAGEOBJ_PATH]):
            item.get_bounds()
        count += 1
    return count


def _camelot(files: Sequence[Path], stride: int, **options: str) -> int:
    from camelot.io import read_pdf

    count = 0
    for path in files:
        numbers = range(1, _page_count(path) + 1, stride)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            read_pdf(path, pages=",".join(map(str, numbers)), flavor="lattice", suppress_stdout=True, **options)
        count += len(numbers)
    return count


def _page_count(path: Path) -> int:
    import pypdfium2

    document = pypdfium2.PdfDocument(path)
    try:
        return len(document)
    finally:
        document.close()


def _pdfium_pages(files: Sequence[Path], stride: int) -> Iterator[Any]:
    import pypdfium2

    for path in files:
        document = pypdfium2.PdfDocument(path)
        for number in range(0, len(document), stride):
            page = document[number]
            yield page
            page.close()
        document.close()


ENGINES = (
    Engine("hyokasho ingest", ingest),
    Engine("extract/ alone", extract),
    Engine("pdfplumber", pdfplumber_tables, stride=2, baseline=True),
    Engine("Camelot, vector", camelot_vector, stride=2),
    Engine("Camelot, default", camelot_lattice, stride=6),
    Engine("PDFium text", pdfium_text),
    Engine("PDFium paths", pdfium_paths),
)
