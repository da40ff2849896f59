"""Two or four pages on one sheet (2-up, 4-up, booklets) → a page each, row by row.

What tells such a sheet from a wide page: nothing crosses its middle, and what stands right of it begins and ends as far
from the middle as what stands left of it does from the sheet's edge; or many cells on either side make columns that are
as wide as each other and stand as far from both edges. A table that is as wide as the sheet crosses it.
Page numbers at the foot of both pages tell the same where their frames differ: they may be of two documents.
With four pages nothing crosses the middle of its height either, and below there stand pages, too.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from extract.records import Box, Half, Line, Page
from extract.sheet_part import part_of_sheet
from extract.upright_part import upright_part

WIDER = 1.25
"""A sheet with two pages side by side is so many times as wide as high at least."""
GUTTER, FOOT = 6.0, 4.0
"""Points left and right of the middle in which nothing stands, and above and below it, where page numbers stand."""
SAME_EDGE, SAME_EDGE_OF_SCANS = 3.0, 8.0
"""Points by which the edges of both pages may differ."""
WIDE = 0.6
"""The frames of a page are so wide at least, as a share of it."""
NUMBER = 5
"""A page number has so many characters at most."""
LINES = 8
"""Where nothing is ruled, so many lines stand on both pages at least."""
AT_EDGE = 3
"""So many of them begin at the left edge of their page."""
FULL = 8
"""A sheet with so many texts on either side of its middle may hold two pages, wherever these begin."""
COLUMN, CELLS = 12.0, 8
"""Two columns of tables on one page are so many points apart at least, and each has so many cells."""
WAIT = 4
"""So many sheets at most are held back until one shows that each holds several pages: the first may be half empty."""
MAYBE = "may_be_two_pages"
"""Among a page's problems: it may be two pages side by side, and was read as one."""


LIES = "lying_part"
"""Among a page's problems: one of the pages on a sheet lies on its side, and it is not clear which one."""


class _Columns(NamedTuple):
    """Where two columns of tables begin (points)."""

    first: float
    second: float


class _Sheet(NamedTuple):
    """A sheet, of how many pages it may be and is for certain (1, 2 or 4), and its columns of tables, if it has two."""

    page: Page
    may_be: int
    is_surely: int
    columns: _Columns | None = None


def facing_pages(sheets: Iterable[Page]) -> Iterator[Page]:
    """The pages of sheets, all of which bear the number of their sheet; whatever holds one page goes by as it is.

    After a sheet that shows it for certain, others need only have nothing in their middle; so do the few before it.
    One further before that may hold two pages says so.
    """
    known, columns = 1, None
    held: deque[_Sheet] = deque()
    for page in sheets:
        sheet = _looked_at(page, columns)
        columns = sheet.columns or columns
        held.append(sheet)
        if sheet.is_surely > known:
            known = sheet.is_surely
        if known > 1 or sheet.may_be == 1 or len(held) > WAIT:
            while held:
                yield from _pages(held.popleft(), known)
    while held:
        yield from _pages(held.popleft(), known)


def _looked_at(page: Page, columns: _Columns | None) -> _Sheet:
    """What a sheet may be; `columns` are those of one before it."""
    if not (page.cells or page.loose):
        return _Sheet(page, 1, 1)
    if columns is not None and _goes_on(page, columns.second):
        return _Sheet(page, 2, 2, columns)
    across = page.width / 2
    if _is_crossed(page, across):
        return _Sheet(page, 1, 1)
    down = page.height / 2
    lies = page.width >= WIDER * page.height
    parted = not any(box.top < down + FOOT and box.bottom > down - FOOT for box in _boxes(page))
    may_be = 4 if parted and (not lies or _begin_alike(page, down)) else 2 if lies else 1
    four = may_be == 4 and _holds_four(page, across, down)
    begin = None if four else _two_columns(page, across)
    if begin is not None:
        return _Sheet(page, 2, 2, begin)
    sure = may_be if may_be > 1 and _stand_alike(page, across) else 1
    if sure == 4 and not (lies or four):
        sure = 1
    return _Sheet(page, may_be, sure)


def _is_crossed(page: Page, across: float) -> bool:
    """Whether a cell, a band or a run of text stands in the middle of a sheet, as on most that hold one page."""
    left, right = across - GUTTER, across + GUTTER
    ruled = (*(cell.box for cell in page.cells), *page.bands)
    return any(box.x0 < right and box.x1 > left for box in ruled) or any(
        run.x0 < right and run.x1 > left for line in _lines(page) for run in line.runs
    )


def _pages(sheet: _Sheet, known: int) -> Iterator[Page]:
    page = sheet.page
    if known == 4 and sheet.may_be == 4:
        yield from _parts(page, _quarters(page))
    elif known > 1 and (sheet.may_be == 2 or (sheet.may_be == 4 and page.width >= WIDER * page.height)):
        yield from _parts(page, _halves(page, _cut(page, sheet.columns)))
    else:
        if _may_be_two(sheet):
            page.problems.append(MAYBE)
        yield page


def _may_be_two(sheet: _Sheet) -> bool:
    """Whether a sheet that is read as one page may be two: texts on both sides, or the numbers of both at its foot."""
    page, middle = sheet.page, sheet.page.width / 2
    if sheet.may_be == 2 and all(_texts(page, middle, right) >= FULL for right in (False, True)):
        return True
    return page.width >= WIDER * page.height and _numbered_alike(page, middle)


def _cut(page: Page, columns: _Columns | None) -> float:
    """Where to part a sheet: in the middle, or so that both columns stand as far from the edges of their pages.

    Right before the second column, where something stands there.
    """
    if columns is None:
        return page.width / 2
    cut = columns.second - columns.first
    boxes = (*_boxes(page), *page.bands)
    return columns.second - SAME_EDGE if any(box.x0 < cut < box.x1 for box in boxes) else cut


def _halves(page: Page, middle: float) -> list[tuple[Half, Box]]:
    return [
        (Half.LEFT, Box(0.0, 0.0, middle, page.height)), (Half.RIGHT, Box(middle, 0.0, page.width, page.height)),
    ]  # fmt: skip


def _quarters(page: Page) -> list[tuple[Half, Box]]:
    across, down = page.width / 2, page.height / 2
    return [
        (Half.UPPER_LEFT, Box(0.0, 0.0, across, down)), (Half.UPPER_RIGHT, Box(across, 0.0, page.width, down)),
        (Half.LOWER_LEFT, Box(0.0, down, across, page.height)),
        (Half.LOWER_RIGHT, Box(across, down, page.width, page.height)),
    ]  # fmt: skip


def _parts(page: Page, areas: Sequence[tuple[Half, Box]]) -> Iterator[Page]:
    """The pages of a sheet, but for those on which nothing stands; the first has what is said of the sheet."""
    told = False
    for half, area in areas:
        part = part_of_sheet(page, area, half, whole=not told)
        if _lies(part) and (upright := upright_part(part)) is not None:
            part = upright
        elif _lies(part):
            part.problems.append(LIES)
        if part.cells or part.loose or part.set_aside or (not told and half is areas[-1][0]):
            yield part
            told = True


def _lies(part: Page) -> bool:
    """Whether most of what stands on a page runs up or down."""
    lines = [line for line in _lines(part) if len(line.text) > 1]
    return 2 * sum(len(line.text) for line in lines if line.turned) > sum(len(line.text) for line in lines)


def _texts(page: Page, middle: float, right: bool) -> int:
    """How many texts stand on one side of the middle."""
    return sum(any((run.x0 > middle) == right for run in line.runs) for line in _lines(page))


def _lines(page: Page) -> list[Line]:
    return [*page.loose, *(line for cell in page.cells for line in cell.lines)]


def _boxes(page: Page) -> Iterator[Box]:
    """Where the cells of a sheet stand, and the runs of its lines."""
    yield from (cell.box for cell in page.cells)
    for line in _lines(page):
        yield from (line.box._replace(x0=run.x0, x1=run.x1) for run in line.runs)


def _holds_four(page: Page, across: float, down: float) -> bool:
    """Whether pages stand in three parts of a sheet at least, above and below its middle: more than columns of text."""
    places = {((box.x0 + box.x1) / 2 > across, (box.top + box.bottom) / 2 > down) for box in _boxes(page)}
    return len(places) >= 3


def _begin_alike(page: Page, down: float) -> bool:
    """Whether what stands below the middle of a sheet begins as far from it as what stands above from the edge."""
    tops = [
        [box.top - start for box in _boxes(page) if (box.top > down) == lower]
        for lower, start in ((False, 0.0), (True, down))
    ]
    return all(tops) and abs(min(tops[0]) - min(tops[1])) <= SAME_EDGE


def _stand_alike(page: Page, middle: float) -> bool:
    """Whether what stands right of the middle begins and ends at the places where what stands left of it does."""
    near = SAME_EDGE_OF_SCANS if page.ocr else SAME_EDGE
    ruled = [*(cell.box for cell in page.cells), *page.bands]
    frames = [[box for box in ruled if (box.x0 > middle) == right] for right in (False, True)]
    if all(frames):
        left, right = (Box.around(boxes) for boxes in frames)
        alike = abs(left.x0 - right.x0 + middle) <= near and abs(left.x1 - right.x1 + middle) <= near
        wide = min(left.width, right.width) >= WIDE * middle
        return left.width >= WIDE * middle and (alike or (wide and _numbered_alike(page, middle)))
    if page.cells:
        return False
    starts = [_starts(page.loose, middle, right) for right in (False, True)]
    if any(len(each) < LINES for each in starts):
        return False
    edges = [min(each) for each in starts]
    begun = [sum(x - edge <= near for x in each) for each, edge in zip(starts, edges, strict=True)]
    return abs(edges[0] - edges[1] + middle) <= near and min(begun) >= AT_EDGE


def _numbered_alike(page: Page, middle: float) -> bool:
    """Whether a short text below all frames stands on both pages in the same place, as page numbers do."""
    lowest = max((cell.box.bottom for cell in page.cells), default=page.height)
    for line in page.loose:
        if line.box.top > lowest and len(line.runs) == 2 and all(len(run.text.strip()) <= NUMBER for run in line.runs):
            left, right = ((run.x0 + run.x1) / 2 for run in line.runs)
            if left < middle < right and abs(left + middle - right) <= SAME_EDGE:
                return True
    return False


def _two_columns(page: Page, middle: float) -> _Columns | None:
    """Where two columns of tables begin, however far these are from the middle; one mirrors the other.

    None where there are no such columns.
    """
    sides = [[cell.box for cell in page.cells if (cell.box.x0 > middle) == right] for right in (False, True)]
    if page.ocr or any(len(boxes) < CELLS for boxes in sides):
        return None
    left, right = (Box.around(boxes) for boxes in sides)
    mirrored = abs(left.x0 + right.x1 - page.width) <= SAME_EDGE and abs(left.width - right.width) <= SAME_EDGE
    apart = right.x0 - left.x1 >= COLUMN and left.width >= WIDE * middle
    return _Columns(left.x0, right.x0) if mirrored and apart else None


def _goes_on(page: Page, column: float) -> bool:
    """Whether a page has tables on both sides of where the second column of another one begins, and none across."""
    if not any(abs(cell.box.x0 - column) <= SAME_EDGE for cell in page.cells):
        return False
    edge = column - SAME_EDGE
    boxes = [*_boxes(page), *page.bands]
    return any(box.x1 < edge for box in boxes) and not any(box.x0 < edge and box.x1 > edge for box in boxes)


def _starts(lines: Sequence[Line], middle: float, right: bool) -> list[float]:
    """Where lines begin on one of the pages."""
    runs = [[run.x0 for run in line.runs if (run.x0 > middle) == right] for line in lines]
    return [min(each) for each in runs if each]
