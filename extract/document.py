"""A PDF's bytes → its pages, one at a time, so that memory does not grow with their number."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

import pypdfium2 as pdfium

from extract.errors import ModelError, lacks_memory
from extract.pdf.attached import AttachedNames
from extract.pdf.camelot import CamelotReader
from extract.pdf.health.stream_health import StreamHealth
from extract.pdf.left_out.declared_widths import StatedWidthsReader
from extract.pdf.open_pdf import open_pdf, open_readable
from extract.pdf.repair import readable
from extract.pdf.tilted import set_straight
from extract.printed.printed_page import read_page
from extract.records import FAILED, Page, Placement, TextLayer
from extract.scan.boxes.drawn_marks import with_drawn_marks
from extract.seen.laid_over.annotations import Overlay, has_annotations, lay_into
from extract.seen.laid_over.catalog import hides_layers, needs_appearances
from extract.seen.look import Signs
from extract.unread.misnamed.lying_fonts import FontMemory

if TYPE_CHECKING:
    from extract.scan.scanned_page import PictureReader

UNREADABLE = "unreadable_page"
DAMAGED = "damaged_page"
"""Among a page's problems: what it is drawn from is damaged, so some of it may be missing or wrong."""
UNCHECKED = "unchecked_page"
"""Among a page's problems: whether it is damaged could not be found out."""
LOST = "lost_page"
"""The problem of a page that the file has and does not show, or tells of and does not have."""
_log = logging.getLogger(__name__)


def read_pages(data: bytes, numbers: range | None = None, threads: int = 1) -> Iterator[Page]:
    """The pages of a PDF in order; `numbers` (from 1) picks some of them.

    A page without a usable text layer is read from its picture, on as many cores as `threads` says. A page that cannot
    be read is handed out empty, with `UNREADABLE` or `FAILED` among its problems; behind the last one, where all are
    asked for, stands an empty one for each page that is `LOST`. Raises `ExtractError` for a file that cannot be opened,
    and `ModelError` where a page would be read with another model than it should.
    """
    found = readable(data)
    health = StreamHealth(found.checked, found.lossy)
    attached = AttachedNames(found.data)
    readers = _Readers(health, StatedWidthsReader(found.data), CamelotReader(found.data), attached, threads)
    with open_readable(found) as document:
        count = len(document)
        for number in numbers or range(1, count + 1):
            page = _page(document, number, readers)
            if number == 1:
                page.attached[:0] = readers.attached.of_document(document)
            yield page
    for number in range(count + 1, count + 1 + (0 if numbers else found.lost)):
        yield _unread(number, LOST)


def page_count(data: bytes) -> int:
    """The number of pages. Raises `ExtractError` for a file that cannot be opened."""
    with open_pdf(data) as document:
        return len(document)


@dataclass
class _Readers:
    """What reads parts of a document that PDFium alone does not read; each is loaded when it is first needed."""

    health: StreamHealth
    stated: StatedWidthsReader
    camelot: CamelotReader
    attached: AttachedNames
    threads: int
    fonts: FontMemory = field(default_factory=FontMemory)
    _pictures: PictureReader | None = None

    @cached_property
    def layers_off(self) -> bool | None:
        """Whether some layers of the document are switched off; None where it cannot be told."""
        return hides_layers(self.health.catalog)

    @cached_property
    def fresh_fields(self) -> bool | None:
        """Whether fields are to be drawn from their values; None where it cannot be told."""
        return needs_appearances(self.health.catalog)

    def read(self, page: pdfium.PdfPage, number: int, overlay: Overlay | None, tilt: Placement | None = None) -> Page:
        """The page from its text layer, or from its picture where that is not usable.

        `overlay` is what its annotations add to it; `tilt` leads back from a page that was set straight.
        """
        damaged = self.health.is_damaged(number)
        # Camelot reads the file itself, in which a tilted page is tilted.
        camelot = self.camelot if damaged is False and tilt is None else None
        signs = Signs(self.layers_off is not False, self.health.names_symbols, self.health.page_fonts, self.fonts)
        result = read_page(page, number, self.stated, camelot, overlay, signs)
        if result.text_layer is not TextLayer.USABLE:
            result = self._picture(page, result)
        else:
            with_drawn_marks(page, result)
        if tilt is not None:
            result.placement = tilt.after(result.placement)
        result.attached = self.attached.of_page(number, overlay.files if overlay is not None else 0)
        if damaged:
            result.problems.append(DAMAGED)
        elif damaged is None or self.layers_off is None or (overlay is not None and self.fresh_fields is None):
            result.problems.append(UNCHECKED)
        return result

    def _picture(self, page: pdfium.PdfPage, typed: Page) -> Page:
        """The page as its picture shows it; `typed` is what its text layer gave."""
        if self._pictures is None:
            # OpenCV and the recognizer's runtime are loaded where there is a scan.
            import cv2

            from extract.scan.ocr.recognizer import Recognizer
            from extract.scan.scanned_page import PictureReader

            cv2.setNumThreads(self.threads)
            self._pictures = PictureReader(Recognizer(self.threads))
        result = self._pictures.read(page, typed)
        result.set_aside = typed.set_aside
        return result


def _page(document: pdfium.PdfDocument, number: int, readers: _Readers) -> Page:
    try:
        page = document[number - 1]
    except (pdfium.PdfiumError, IndexError):
        return _unread(number, UNREADABLE)
    try:
        overlay = None
        if has_annotations(page):
            overlay = lay_into(page, document.formenv, readers.fresh_fields is True)
            page.close()
            page = document[number - 1]
        turn = set_straight(page, number) if overlay is None else None
        if turn is not None:
            page.close()
            page = document[number - 1]
            readers.stated.turn(number, turn.matrix)
        return readers.read(page, number, overlay, turn.back if turn is not None else None)
    except ModelError:
        raise
    except Exception as error:
        if lacks_memory(error):
            raise MemoryError from error
        _log.exception("page %d could not be read", number)
        return _unread(number, FAILED)
    finally:
        page.close()


def _unread(number: int, problem: str) -> Page:
    return Page(number, 0.0, 0.0, text_layer=TextLayer.NONE, problems=[problem])
