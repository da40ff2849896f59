"""The pages that are measured: PDFs with a text layer, scanned pages by kind, and long files made by repeating one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

import pikepdf
import pypdfium2 as pdfium
import pypdfium2.raw as raw

from extract.errors import ExtractError
from extract.pdf.camelot import CamelotReader
from extract.pdf.left_out.declared_widths import StatedWidthsReader
from extract.pdf.open_pdf import open_pdf
from extract.printed.printed_page import read_page
from extract.records import TextLayer
from extract.scan.image.render import DPI_WITHOUT_PICTURES

COLOURS = {1: "1-bit", 8: "grey", 24: "colour", 32: "colour"}
"""What pictures with so many bits a pixel are called."""
DPI_STEP = 10
"""Scans whose resolutions differ by less than this are of one kind."""
MOST_PAGES = 10
"""Scanned pages of one kind that are measured: each takes as long as a hundred others."""
TYPED, BLANK = "", "blank"
"""The kinds of a page with a usable text layer, and of one that has neither text nor a picture."""


@dataclass(frozen=True, slots=True)
class ScannedPage:
    """A page (from 1) of a PDF that is read from its picture; `kind` says what the picture is like: grey 200 dpi."""

    kind: str
    path: Path
    number: int


@dataclass(frozen=True, slots=True)
class ScanFile:
    """A PDF of scanned pages of one kind."""

    kind: str
    path: Path
    pages: int


@dataclass(frozen=True, slots=True)
class Pages:
    """PDFs to read, and the scanned pages among those that were left out; `left_out` names the latter."""

    files: tuple[Path, ...]
    count: int
    left_out: tuple[str, ...]
    scanned: tuple[ScannedPage, ...]


def find_pages(folder: Path) -> Pages:
    """The PDFs directly in `folder` whose every page has a usable text layer, so that all engines have the same work.

    Pages of the others are `scanned` where there is a picture to be read.
    """
    found: list[Path] = []
    left_out: list[str] = []
    scanned: list[ScannedPage] = []
    count = 0
    for path in sorted(folder.glob("*.pdf")):
        try:
            kinds = list(_kinds(path))
        except (ExtractError, pdfium.PdfiumError):
            kinds = []
        if kinds and not any(kinds):
            found.append(path)
            count += len(kinds)
        else:
            left_out.append(path.name)
            pictures = ((number, kind) for number, kind in enumerate(kinds, 1) if kind not in (TYPED, BLANK))
            scanned += [ScannedPage(kind, path, number) for number, kind in pictures]
    return Pages(tuple(found), count, tuple(left_out), tuple(scanned))


def gather(scanned: Sequence[ScannedPage], folder: Path) -> list[ScanFile]:
    """Write a PDF into `folder` for each kind of scanned page, with at most `MOST_PAGES` of all there are."""
    by_kind: dict[str, list[ScannedPage]] = defaultdict(list)
    for page in scanned:
        by_kind[page.kind].append(page)
    files: list[ScanFile] = []
    for kind, pages in sorted(by_kind.items()):
        chosen = pages[:: -(-len(pages) // MOST_PAGES)]
        path = folder / f"{kind}.pdf"
        with ExitStack() as sources, pikepdf.new() as out:
            opened = {page.path: sources.enter_context(pikepdf.open(page.path)) for page in chosen}
            for page in chosen:
                out.pages.append(opened[page.path].pages[page.number - 1])
            out.save(path)
        files.append(ScanFile(kind, path, len(chosen)))
    return files


def repeat_pages(source: Path, count: int, target: Path) -> None:
    """Write the pages of `source` again and again into `target`, `count` in all."""
    with pikepdf.open(source) as pdf, pikepdf.new() as out:
        for number in range(count):
            out.pages.append(pdf.pages[number % len(pdf.pages)])
        out.save(target)


def _kinds(path: Path) -> Iterator[str]:
    """The kind of each page. Raises `ExtractError` or `PdfiumError` for a damaged file."""
    data = path.read_bytes()
    stated, camelot = StatedWidthsReader(data), CamelotReader(data)
    with open_pdf(data) as document:
        for number, page in enumerate(document, 1):
            layer = read_page(page, number, stated, camelot).text_layer
            yield TYPED if layer is TextLayer.USABLE else _picture_kind(page, layer)
            page.close()


def _picture_kind(page: pdfium.PdfPage, layer: TextLayer) -> str:
    """What is seen of a page without usable text: its largest picture, or shapes that fonts draw."""
    pictures = [item.get_metadata() for item in page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE])]
    if not pictures:
        return BLANK if layer is TextLayer.NONE else f"drawn {DPI_WITHOUT_PICTURES:.0f} dpi"
    largest = max(pictures, key=lambda picture: picture.width * picture.height)
    colours = COLOURS.get(largest.bits_per_pixel, f"{largest.bits_per_pixel}-bit")
    return f"{colours} {round(largest.horizontal_dpi / DPI_STEP) * DPI_STEP} dpi"
