"""Running headers, footers and page numbers: lines outside the form that a page repeats, and that say nothing."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Container, Iterator, Sequence
from typing import NamedTuple

from extract.records import Box, Cell, Line, Page
from normalize.layout.pages.cut_texts import SAME_BEGIN, CutTexts, below_texts, stand_together
from normalize.layout.pages.doubled import all_lines
from normalize.layout.pages.kept_cells import renumbered
from normalize.layout.pages.number_signs import BEFORE, BEHIND
from normalize.text.confusables import bones, difference
from normalize.text.fold import fold

EDGE = 0.1
"""Running lines stand within this share of the page's height from its top or bottom."""
SHRUNK = 0.12
"""A page was printed smaller, in the middle of its sheet, if such shares of its width are left free at both sides."""
EDGE_OF_SHRUNK = 0.05
"""Its running lines stand within this share of the height of all that is printed on it."""
_PAGE_NUMBER = re.compile(rf"^{BEFORE}[0-9]{{1,4}}(?:[/／-][0-9]{{1,4}})?{BEHIND}$", re.IGNORECASE)
_DIGITS = re.compile("[0-9]+")
_LOOKALIKES = str.maketrans("lI|O○ー一_", "11100---", ".,'・")
NEAR = 2
"""Running lines come again on the next page, or on the one behind it (left and right pages)."""
SAME_HEIGHT, SAME_HEIGHT_OF_SCANS = 3.0, 15.0
"""They stand at the same height then (points)."""
ALIKE, MIN_ALIKE = 0.2, 5
"""A line of `MIN_ALIKE` characters or more is a running line misread if no more than this part of it differs."""


class _SeenLine(NamedTuple):
    """The page that a line was seen on, its top, and how far (points) that is from the page's lower edge.

    `goes_on` says that it may go on with the text that the page before ends with.
    """

    page: int
    top: float
    above_edge: float
    goes_on: bool


class RunningLines:
    """Finds running lines as pages go by: page numbers, and lines at the edge that a page nearby bears at this height.

    `keeps` are folded texts (headings of the form) that are never running lines; `may_keep` tells whether a misread
    text may be one of them. `may_recur` tells labels of which a print has several: beside those two of its answers may
    say the same.
    """

    def __init__(
        self, keeps: Container[str], may_keep: Callable[[str], bool] = lambda text: False,
        may_recur: Callable[[str], bool] = lambda text: False,
    ) -> None:  # fmt: skip
        self._keeps, self._may_keep, self._may_recur = keeps, may_keep, may_recur
        self._seen: dict[str, list[_SeenLine]] = defaultdict(list)
        self._copies: set[int] = set()
        self._cut_texts = CutTexts()

    def take_out(self, page: Page) -> list[Line]:
        """Take the running lines out of `page.loose`, and small tables at its edges that a page nearby bears too."""
        framed = self._take_tables(page)
        self._cut_texts.turn(page)
        at_edge = [line for line in page.loose if is_at_edge(page, line)]
        known = [line for line in at_edge if self._is_repeated_line(page, line)]
        body = [line for line in all_lines(page) if not any(line is other for other in known)]
        body += below_texts(known, page.loose)
        running = [
            line for line in page.loose if self._is_running(page, line)
            and (_stands_apart(line, body) or (is_page_number(line) and not self._goes_on(page, line, body)))
        ]  # fmt: skip
        for line in at_edge:
            self._note(page, line)
        page.loose = [line for line in page.loose if not any(line is other for other in running)]
        self._cut_texts.learn(page)
        return framed + running

    def _take_tables(self, page: Page) -> list[Line]:
        """Take out the tables at the edge of a page of which each line is a running line; these lines.

        The frame of an answer, within a cell or beside other text, may say the same on many pages, and is none.
        """
        tables: dict[int, list[Cell]] = defaultdict(list)
        for cell in page.cells:
            tables[cell.table].append(cell)
        taken: list[Cell] = []
        for cells in tables.values():
            lines = [line for cell in cells for line in cell.lines]
            if not lines or not all(is_at_edge(page, line) for line in lines) or len(cells) == len(page.cells):
                continue
            if any(cell.parent is not None for cell in cells):
                continue
            if all(self._was_near(_key(line), page, line) and fold(line.text) not in self._keeps for line in lines):
                taken += cells if self._stands_alone(page, cells) else ()
            for line in lines:
                self._note(page, line)
        if taken:
            page.cells = renumbered(page.cells, [cell for cell in page.cells if not any(cell is one for one in taken)])
        return [line for cell in taken for line in cell.lines]

    def _stands_alone(self, page: Page, cells: Sequence[Cell]) -> bool:
        """Whether no text but running lines stands beside a table."""
        frame = Box.around([cell.box for cell in cells])
        beside = [
            line for line in all_lines(page) if line.box.top < frame.bottom and line.box.bottom > frame.top
            if not any(line is own for cell in cells for own in cell.lines)
        ]  # fmt: skip
        return all(self._was_near(_key(line), page, line) for line in beside)

    def _goes_on(self, page: Page, line: Line, body: Sequence[Line]) -> bool:
        """Whether a number near other text is that text's last line: a page number is the outermost line of its page.

        One at the height of the page numbers before it is one; one that begins where a run of
        the line above it does is none.
        """
        if self._was_near(_key(line), page, line):
            return False
        others = [other for other in body if other is not line]
        tops = [other.box.top for other in others] or [line.box.top]
        return min(tops) < line.box.top < max(tops) or any(
            abs(run.x0 - line.box.x0) < SAME_BEGIN
            for other in others
            if stand_together(line, other)
            for run in other.runs
        )

    def _is_running(self, page: Page, line: Line) -> bool:
        if line.confidence < 1 and not bones(fold(line.text)):
            return True  # specks
        if not is_at_edge(page, line) or fold(line.text) in self._keeps:
            return False
        if _PAGE_NUMBER.match(fold(line.text)):
            return True
        if self._was_near(_key(line), page, line):
            return not (len(line.runs) > 1 and self._may_recur(line.runs[0].text))
        if line.confidence == 1 or self._may_keep(line.text):
            return False
        return bool(_PAGE_NUMBER.match(_as_number(line.text))) or self._is_alike(page, line)

    def _was_near(self, key: str, page: Page, line: Line) -> bool:
        """Whether a page shortly before bore this line at its height; elsewhere an answer may say the same.

        Pages of other paper bear it as far from their lower edge. Where both go on with the text of the page before
        theirs, the same rest of an answer stands on either.
        """
        height = SAME_HEIGHT if line.confidence == 1 else SAME_HEIGHT_OF_SCANS
        own = self._as_seen(page, line)
        return any(
            own.page - before.page <= NEAR
            and not (own.goes_on and before.goes_on)
            and (abs(own.top - before.top) <= height or abs(own.above_edge - before.above_edge) <= height)
            for before in self._seen.get(key, ())
        )

    def _is_repeated_line(self, page: Page, line: Line) -> bool:
        return fold(line.text) not in self._keeps and self._was_near(_key(line), page, line)

    def _is_alike(self, page: Page, line: Line) -> bool:
        """Whether a page shortly before bore this line, misread in another way."""
        key = _key(line)
        return len(key) >= MIN_ALIKE and any(
            difference(key, other) <= ALIKE * len(key) and self._was_near(other, page, line) for other in self._seen
        )

    def is_repeated(self, text: str, page: int, top: float) -> bool:
        """Whether a line at a height of a page turned out, to the letter, to be a running line on those behind it.

        A page that is printed twice has all its lines again, so that its copy tells nothing.
        """
        seen = self._seen.get(_DIGITS.sub("0", fold(text)), ())
        return any(
            0 < later.page - page <= NEAR and later.page not in self._copies and abs(top - later.top) <= SAME_HEIGHT
            and not (own.goes_on and later.goes_on)
            for own in seen if own.page == page and abs(top - own.top) <= SAME_HEIGHT for later in seen
        )  # fmt: skip

    def copied(self, page: int) -> None:
        """This page, whose running lines were taken out, only repeats the one before it."""
        self._copies.add(page)

    def _note(self, page: Page, line: Line) -> None:
        """Keep where a line stands; one that a page bore before, with no text to go on with, goes on with none."""
        seen = self._as_seen(page, line)
        if seen.goes_on and self._was_near(_key(line), page, line):
            seen = seen._replace(goes_on=False)
        self._seen[_key(line)].append(seen)

    def _as_seen(self, page: Page, line: Line) -> _SeenLine:
        top = as_shown(page, line).top
        return _SeenLine(page.number, top, _height(page, line) - top, self._cut_texts.may_go_on(line))


def is_page_number(line: Line) -> bool:
    """Whether a line says nothing but a number, as pages are numbered."""
    return bool(_PAGE_NUMBER.match(fold(line.text)))


def _stands_apart(line: Line, others: Sequence[Line]) -> bool:
    """Whether no other line is as near as those of one text are: an answer may begin or end at the edge."""
    return not any(stand_together(line, other) for other in others if other is not line)


def _as_number(text: str) -> str:
    """A page number with look-alikes of digits and dashes set right."""
    return fold(text).translate(_LOOKALIKES)


def _key(line: Line) -> str:
    return _DIGITS.sub("0", fold(line.text))


def _height(page: Page, line: Line) -> float:
    """The height of a page as its running lines stand on it."""
    if line.turned:
        return page.placement.box(Box(0.0, 0.0, page.width, page.height)).bottom
    return page.height


def is_at_edge(page: Page, line: Line) -> bool:
    """Whether a line stands near the upper or lower edge of its page, or of what is printed on one that was shrunk."""
    box, height = as_shown(page, line), _height(page, line)
    if box.bottom < EDGE * height or box.top > (1 - EDGE) * height:
        return True
    if line.turned or not _is_shrunk(page):
        return False
    frame = Box.around(list(_printed(page)))
    return min(box.bottom - frame.top, frame.bottom - box.top) < EDGE_OF_SHRUNK * frame.height


def _is_shrunk(page: Page) -> bool:
    """Whether much is left free at both sides of a page, and nothing stands at its upper and lower edge."""
    margin, edge = SHRUNK * page.width, EDGE * page.height
    return all(
        box.x0 >= margin and box.x1 <= page.width - margin and box.top >= edge and box.bottom <= page.height - edge
        for box in _printed(page)
    )


def _printed(page: Page) -> Iterator[Box]:
    yield from (cell.box for cell in page.cells)
    yield from page.bands
    yield from (line.box for line in page.loose)


def as_shown(page: Page, line: Line) -> Box:
    """Where a line stands among those of other pages: a page that was turned for its table keeps its running lines."""
    return page.placement.box(line.box) if line.turned else line.box
