"""A page without a usable text layer → the same record as a born-digital page, read from its picture."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

import cv2
import pypdfium2 as pdfium

from extract.errors import lacks_memory
from extract.pdf.coordinates import page_view
from extract.records import UNREADABLE_PICTURE, Box, Cell, Checkbox, Line, Page, Run, TextLayer
from extract.ruled.rules.rulings import Rulings
from extract.ruled.tables.corners import open_corners
from extract.ruled.tables.grid import TooManyRulings, close_loose_ends, find_cells, joined, place_in_tables
from extract.ruled.tables.regions import enclosed_boxes
from extract.scan.arrays import Ink, Picture
from extract.scan.boxes.ink_rings import Ring, wiped_rings
from extract.scan.image.background import even_ground
from extract.scan.image.binarize import clean_picture
from extract.scan.image.deskew import straighten
from extract.scan.image.render import page_picture
from extract.scan.image.text_size import usual_text_size
from extract.scan.ocr.recognizer import Recognizer
from extract.scan.orientation import is_read_badly, is_unsure, quarter_turns, turned
from extract.scan.rules.detect import picture_rulings
from extract.scan.rules.frames import without_frames
from extract.scan.text.components import OUTSIDE, TextLine, text_lines
from extract.scan.text.read_lines import ReadLine, read_lines
from extract.scan.text.ringed import tell_ringed

ENGINE = "ppocr+pdfplumber"
MAX_LINES = 500
"""More lines than this are noise or a drawing; a form has fewer than 200 on a page."""
BLANK_CONFIDENCE = 0.99
"""How sure it is that a cell without ink says nothing (faint print may be lost)."""
SHOWN = 0.5
"""A picture that shows fewer characters than this share of those that a page's text has is none of that text: its fonts
cannot be drawn."""


class PictureReader:
    """Reads the pages of one document from their pictures.

    A page is read first the way up that the last one was: a pile of paper is fed into the scanner as it lies.
    """

    def __init__(self, recognizer: Recognizer) -> None:
        self._recognizer = recognizer
        self._quarters = 0

    def read(self, page: pdfium.PdfPage, typed: Page) -> Page:
        """The page as its picture shows it; `typed` is what its text layer gave.

        A page that shows nothing at all is returned as `typed`. One of which nothing can be relied on has
        `UNREADABLE_PICTURE` among its problems.
        """
        try:
            picture = even_ground(page_picture(page, page_view(page)))
            result, unsure = self._read_upright(turned(picture, self._quarters), typed)
        except (pdfium.PdfiumError, cv2.error) as error:
            if lacks_memory(error):
                raise MemoryError from error
            typed.problems.append(UNREADABLE_PICTURE)
            return typed
        shown, printed = _characters(result), _characters(typed)
        if not shown and not typed.pictured:
            result = typed
        lacks_text = typed.text_layer is TextLayer.UNUSABLE and not typed.pictured and shown < SHOWN * printed
        if unsure or lacks_text:
            result.problems.append(UNREADABLE_PICTURE)
        return result

    def _read_upright(self, picture: Picture, typed: Page) -> tuple[Page, bool]:
        """The page, turned upright, and whether most of it is a guess."""
        result, read = read_as_it_stands(picture, typed, self._recognizer)
        if is_read_badly(read):
            quarters = quarter_turns(picture, self._recognizer)
            if quarters:
                self._quarters = (self._quarters + quarters) % 4
                result, read = read_as_it_stands(turned(picture, quarters), typed, self._recognizer)
        return result, is_unsure(read)


def read_as_it_stands(picture: Picture, typed: Page, recognizer: Recognizer) -> tuple[Page, list[ReadLine]]:
    """The page as a picture on evened ground shows it, read as it stands, and how its lines were read."""
    clean = clean_picture(straighten(picture))
    height, width = clean.ink.shape
    result = Page(
        typed.number, width / clean.scale, height / clean.scale, text_layer=typed.text_layer, engine=ENGINE,
        pictured=typed.pictured, ocr=True, placement=clean.placement, problems=list(typed.problems),
    )  # fmt: skip
    em = usual_text_size(clean.ink, clean.scale)
    clean = without_frames(clean, em)
    ink, rings = clean.ink, list[Ring]()
    try:
        rulings, ink = picture_rulings(clean, em)
        grey, ink, rings = wiped_rings(clean.grey, ink, em * clean.scale)
        clean = replace(clean, grey=grey)
        result.cells, lines = _cells(rulings, ink, clean.scale, em)
    except TooManyRulings:
        result.problems.append("too_many_rulings")
        lines = text_lines(ink, [], clean.scale, em * clean.scale)
    if len(lines) > MAX_LINES:
        result.problems.append("too_many_objects")
        lines = lines[:MAX_LINES]
    read = read_lines(lines, clean, ink, em * clean.scale, recognizer)
    _fill(result, [line.owner for line in lines], read)
    tell_ringed(result, rings, clean.scale)
    return result, read


def _characters(page: Page) -> int:
    """How many characters stand in a page's lines."""
    lines = [*page.loose, *(line for cell in page.cells for line in cell.lines)]
    return sum(len("".join(run.text.split())) for line in lines for run in line.runs)


def _fill(result: Page, owners: Sequence[int], read: Sequence[ReadLine]) -> None:
    """Give the cells of a page their lines; `owners` are the numbers of the cells that these stand in."""
    lines: dict[int, list[Line]] = defaultdict(list)
    boxes: dict[int, list[Checkbox]] = defaultdict(list)
    for owner, said in zip(owners, read, strict=True):
        if said.line is not None:
            lines[owner].append(said.line)
            boxes[owner].extend(said.checkboxes)
    result.loose, result.checkboxes = lines[OUTSIDE], boxes[OUTSIDE]
    for index, cell in enumerate(result.cells):
        cell.engine = ENGINE
        cell.lines, cell.checkboxes = tuple(lines[index]), tuple(boxes[index])
        cell.confidence = min((line.confidence for line in cell.lines), default=BLANK_CONFIDENCE)
    open_corners(result.cells)


def _cells(rulings: Rulings, ink: Ink, scale: float, em: float) -> tuple[list[Cell], list[TextLine]]:
    """The cells of a page and its lines, owned by them. Raises `TooManyRulings`."""
    closings = close_loose_ends(rulings, em)
    cells = find_cells(rulings, closings, em)
    lines = text_lines(ink, [cell.box for cell in cells], scale, em * scale)
    known = {cell.box for cell in cells}
    outside = [_place(line, scale) for line in lines if line.owner == OUTSIDE]
    missed = [box for box in enclosed_boxes(joined(rulings, closings), outside) if box not in known]
    if missed:
        cells += [Cell(box) for box in missed]
        place_in_tables(cells)
        lines = text_lines(ink, [cell.box for cell in cells], scale, em * scale)
    return cells, lines


def _place(line: TextLine, scale: float) -> Line:
    """Where a line stands, before it is read."""
    runs = tuple(Run("", segment.x0 / scale, segment.x1 / scale) for segment in line.segments)
    return Line(runs, Box(*(edge / scale for edge in line.box)), 0.0)
