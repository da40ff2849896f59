"""Breaking bands into pages (改ページ): split rows, open borders, shared cells, repeated headings."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from data.printing.cells import Band, Cell, Page, Piece, Rail
from data.printing.sheet import LEADING, PAD, Sheet

LEAST_PART = {"long": 3, "any": 1}  # lines that a split must leave on either page
MOSTLY_FULL = 0.6  # share of a page after which a block may start the next one
LONG = 12  # lines from which split="long" splits a row that would fit on a page of its own

Placed = tuple[float, Band]


@dataclass(frozen=True)
class Part:
    """Bands that share a sheet and a paper; `repeat` is printed at the head of each further page."""

    sheet: Sheet
    bands: tuple[Band, ...]
    paper: tuple[float, float]
    repeat: tuple[Band, ...] = ()


def paginate(part: Part, height: float) -> list[list[Placed]]:
    """Bands with their y on each page of a content height."""
    pages: list[list[Placed]] = [[]]
    y = 0.0
    queue = list(part.bands)
    while queue:
        band = queue.pop(0)
        if pages[-1] and (band.breaks or (band.may_break and y > height * MOSTLY_FULL)):
            y = _new_page(pages, part.repeat)
        needed = band.height + _kept(band, queue)
        fresh = y <= sum(head.height for head in part.repeat) + 0.1
        if y + needed <= height or (fresh and not band.cuts and y + band.height <= height):
            pages[-1].append((y, band))
            y += band.height
            continue
        parts = split_band(band, height - y, part.sheet, fresh, height)
        if parts:
            pages[-1].append((y, parts[0]))
            y = _new_page(pages, part.repeat)
            queue.insert(0, parts[1])
        elif fresh:
            pages[-1].append((y, band))
            y += band.height
        else:
            y = _new_page(pages, part.repeat)
            queue.insert(0, replace(band, breaks=False, may_break=False))
    return pages


def _new_page(pages: list[list[Placed]], repeat: Sequence[Band]) -> float:
    pages.append([])
    y = 0.0
    for band in repeat:
        pages[-1].append((y, band))
        y += band.height
    return y


def _kept(band: Band, following: Sequence[Band]) -> float:
    """Height that must fit below a heading: the headings and the first row after it."""
    total = 0.0
    for after in following[:4]:
        if not band.keep:
            break
        total += after.cuts[2] if len(after.cuts) > 2 else after.height
        band = after
    return total


def split_band(band: Band, room: float, sheet: Sheet, fresh: bool, page: float) -> tuple[Band, Band] | None:
    """The band in two, or None where the style or the room does not let it be split."""
    least = LEAST_PART[sheet.style.split]
    cuts = [cut for cut in band.cuts[: len(band.cuts) - least + 1] if cut <= room]
    if len(cuts) < least:
        return None
    lines = len(band.cuts)
    if sheet.style.split == "long" and not fresh and lines < LONG and band.height <= page:
        return None
    cut = cuts[-1]
    upper, lower = [], []
    for cell in band.cells:
        top, bottom = _split_cell(cell, cut, band.height, sheet)
        upper.append(top)
        lower.append(bottom)
    rest = tuple(later - cut for later in band.cuts if later - cut > PAD)
    return (
        replace(band, height=cut, cells=tuple(upper), cuts=()),
        replace(band, height=band.height - cut, cells=tuple(lower), cuts=rest, breaks=False, notes=("", "")),
    )


def _split_cell(cell: Cell, cut: float, height: float, sheet: Sheet) -> tuple[Cell, Cell]:
    style = sheet.style
    top_open = frozenset({"bottom"}) if style.split_open else frozenset()
    bottom_open = frozenset({"top"}) if style.split_open else frozenset()
    upper = replace(cell, y1=cut, open=cell.open | top_open)
    lower = replace(cell, y0=0.0, y1=height - cut, open=cell.open | bottom_open)
    shifted = tuple(piece.moved(0.0, -cut) for piece in cell.pieces)
    if style.printer == "libreoffice":
        return replace(upper, clip=True), replace(lower, pieces=shifted, clip=True)
    if cell.label and style.split_label != "middle":
        first = recentred(cell.pieces, upper)
        second = recentred(cell.pieces, lower) if style.split_label == "repeat" else ()
        return replace(upper, pieces=first), replace(lower, pieces=second)
    above = tuple(piece for piece in cell.pieces if piece.y - piece.size * 0.35 < cut)
    below = tuple(piece for piece in shifted if piece.y - piece.size * 0.35 >= 0.0)
    return replace(upper, pieces=above), replace(lower, pieces=below)


def recentred(pieces: tuple[Piece, ...], cell: Cell) -> tuple[Piece, ...]:
    """Text moved to the middle of another height."""
    if not pieces:
        return ()
    top = min(piece.y - piece.size for piece in pieces)
    bottom = max(piece.y for piece in pieces)
    shift = (cell.y0 + cell.y1) / 2 - (top + bottom) / 2 + 1.0
    shift = max(shift, cell.y0 + 1.0 - top)
    return tuple(piece.moved(0.0, shift) for piece in pieces)


def place(placed: Sequence[Placed], page: Page, sheet: Sheet, printed: set[str]) -> None:
    """Put the bands of one page onto it; shared cells (rails) of neighbors become one cell."""
    rails: dict[str, tuple[Rail, float, float]] = {}
    for y, band in placed:
        page.cells.extend(cell.moved(0.0, y) for cell in band.cells)
        page.entries.extend(band.entries)
        for rail in band.rails:
            start = rails[rail.key][1] if rail.key in rails else y
            rails[rail.key] = (rail, start, y + band.height)
    last = placed[-1][1] if placed else None
    for rail, y0, y1 in rails.values():
        continued = rail.key in printed
        page.cells.append(rail_cell(rail, y0, y1, sheet, continued))
        printed.add(rail.key)
    if last is not None and sheet.style.split_open:
        _open_ends(page, rails, placed)


def _open_ends(page: Page, rails: dict[str, tuple[Rail, float, float]], placed: Sequence[Placed]) -> None:
    """A shared cell whose row a page break splits is open there like the row itself."""
    top, bottom = placed[0], placed[-1]
    end = bottom[0] + bottom[1].height
    starts_open = any("top" in cell.open for cell in top[1].cells)
    ends_open = any("bottom" in cell.open for cell in bottom[1].cells)
    spans = {(rail.x0, y0, y1) for rail, y0, y1 in rails.values()}
    for number, cell in enumerate(page.cells):
        if (cell.x0, cell.y0, cell.y1) not in spans:
            continue
        opened = {"bottom"} if ends_open and abs(cell.y1 - end) < 0.1 else set()
        opened |= {"top"} if starts_open and cell.y0 < top[0] + 0.1 else set()
        page.cells[number] = replace(cell, open=cell.open | opened)


def rail_cell(rail: Rail, y0: float, y1: float, sheet: Sheet, continued: bool) -> Cell:
    """The cell of a rail on one page; its label is printed once or again on each page."""
    style = sheet.style
    opened = frozenset({"join"}) if style.rail == "open" and not rail.lines else frozenset()
    shown = not continued or style.split_label == "repeat" or style.printer == "libreoffice"
    pieces: tuple[Piece, ...] = ()
    if rail.lines and shown:
        size = min(rail.size, (y1 - y0 - 2 * PAD) / len(rail.lines) / LEADING)
        pitch = size * LEADING
        top = max(y0 + PAD, (y0 + y1 - pitch * len(rail.lines)) / 2)
        upright = all(len(line) == 1 for line in rail.lines)
        pieces = tuple(
            Piece(
                (rail.x0 + rail.x1 - size) / 2 if upright else rail.x0 + PAD,
                top + number * pitch + size * 0.88,
                line,
                size,
            )
            for number, line in enumerate(rail.lines)
        )
    return Cell(rail.x0, y0, rail.x1, y1, pieces, rail.fill, open=opened, label=True)
