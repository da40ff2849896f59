"""The table of changes (変更箇所): six columns, rows that page breaks split, headers that pages repeat."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from normalize.answers.options import likely_option
from normalize.answers.policy import UNSURE_TEXT, breaks_off, text_confidence
from normalize.grammar.dates import parse_date
from normalize.grammar.misreadings import mended_date
from normalize.layout.rows import PrintedCell, PrintedRow
from normalize.layout.wrapping import ends_full, joined_text
from normalize.matching.index import label_key
from normalize.matching.section_numerals import is_numeral_doubtful, with_numeral
from normalize.reasons import Reason
from normalize.records import Change
from normalize.registry import ChangeTable
from normalize.text.closest import closest_of
from normalize.text.confusables import difference
from normalize.text.fold import fold

MIN_HEADS = 4
"""A row with so many of the column labels is the table's header."""
MIN_MISREAD_HEADS = 3
"""On a scan so many tell, if the row has as many cells as the table has columns."""
SAME_MISREAD = 0.25
"""So much of a text (characters) may differ for it to be the same, misread another way."""


class ChangeReader:
    """Reads the rows of the table once its header has been seen."""

    def __init__(self, table: ChangeTable, form: str) -> None:
        self._form = form
        self._labels = {
            label_key(spelling): column.key for column in table.columns for spelling in (column.label, *column.variants)
        }
        self._keys = [column.key for column in table.columns]
        self._timings = next(column.options for column in table.columns if column.key == "timing")
        self._columns: list[tuple[str, float, float]] = []
        self._open: dict[str, list[PrintedCell]] = {}
        self._changes: list[Change] = []
        self._last: PrintedRow | None = None
        self._gaps: set[int] = set()
        self._torn = self._behind_gap = False

    def is_header(self, row: PrintedRow) -> bool:
        """Whether a row is the table's header; its columns are taken from there."""
        found = [(key, cell) for cell in row.cells if (key := self._column_named(cell))]
        if len(row.cells) == len(self._keys) and any(cell.recognised for cell in row.cells):
            # A head that was misread beyond recognition is known by the others.
            found = list(zip(self._keys, row.cells, strict=True)) if len(found) >= MIN_MISREAD_HEADS else found
        if len(found) < MIN_HEADS:
            return False
        self._behind_gap = self._behind_gap and bool(self._columns)
        self._columns = [(key, cell.box.x0, cell.box.x1) for key, cell in found]
        return True

    def lose(self, page: int) -> None:
        """Something that is printed on this page is not there: rows on it, before it and behind it may lack a part."""
        self._gaps.add(page)
        self._torn = self._behind_gap = True

    def _column_named(self, cell: PrintedCell) -> str | None:
        label = label_key(cell.text)
        if cell.recognised and label not in self._labels:
            label = closest_of(tuple(self._labels), label) or ""
        return self._labels.get(label)

    def read(self, row: PrintedRow) -> bool:
        """Take in a row below the header; False for a row that does not fit the columns."""
        cells = self._by_column(row)
        if cells is None:
            return False
        if self._continues(row, cells):
            for key, cell in cells.items():
                self._open.setdefault(key, []).append(cell)
        else:
            self._close()
            self._open = {key: [cell] for key, cell in cells.items()}
            self._torn, self._behind_gap = self._behind_gap, False
        self._last = row
        return True

    def _by_column(self, row: PrintedRow) -> dict[str, PrintedCell] | None:
        if len(row.cells) < MIN_HEADS or not self._columns:
            return None
        cells: dict[str, PrintedCell] = {}
        for cell in row.cells:
            middle = (cell.box.x0 + cell.box.x1) / 2
            key = next((key for key, x0, x1 in self._columns if x0 <= middle <= x1), None)
            if key is None or key in cells:
                return None
            cells[key] = cell
        return cells

    def _continues(self, row: PrintedRow, cells: dict[str, PrintedCell]) -> bool:
        """Whether a page's first row is the rest of the last row of the page before."""
        last = self._last
        if last is None or not self._open or row.page != last.page + 1 or not last.last:
            return False
        if any(cell.open_top for cell in row.cells) or any(cell.open_bottom for cell in last.cells):
            return True
        before = {key: parts[-1] for key, parts in self._open.items()}
        if any(_is_blank(part) for part in (before, cells)):
            return False
        return any(_is_unlabelled(part) for part in (before, cells)) or _runs_on(before, cells)

    def changes(self) -> list[Change]:
        """The rows read so far; rows of blank cells are left out."""
        self._close()
        return self._changes

    def _close(self) -> None:
        """Turn the row that was open into a change."""
        row, self._open = self._open, {}
        if any(not cell.is_blank for cells in row.values() for cell in cells):
            text = {key: _cell_text(row.get(key, ())) for key in self._keys}
            page = next(cells[0].page for cells in row.values() if cells)
            change = Change(
                page,
                _in_one_line(text["changed_on"]),
                text["item"],
                text["before"],
                text["after"],
                text["timing"],
                text["reason"],
            )
            if any(cell.recognised for cells in row.values() for cell in cells):
                change.recognised = True
                self._mend(change, row)
            if self._torn or any(cell.page in self._gaps for cells in row.values() for cell in cells):
                change.reasons.add(Reason.PAGE_INCOMPLETE)
            self._changes.append(change)

    def _mend(self, change: Change, row: Mapping[str, Sequence[PrintedCell]]) -> None:
        """Set slips of a recogniser right where they can be told; the change is uncertain where a text is."""
        change.item = with_numeral(change.item, self._form)
        if any(text_confidence(cells) < UNSURE_TEXT for cells in row.values()):
            change.reasons.add(Reason.LOW_TEXT_CONFIDENCE)
        if any(map(breaks_off, (change.item, change.before, change.after, change.reason))):
            change.reasons.add(Reason.UNBALANCED_BRACKETS)
        if is_numeral_doubtful(change.item, self._form):
            change.reasons.add(Reason.NUMERAL_DOUBTFUL)
        if change.changed_on_raw and parse_date(change.changed_on_raw) is None:
            mended = mended_date(change.changed_on_raw)
            if parse_date(mended) is None:
                change.reasons.add(Reason.NOT_A_DATE)
            else:
                change.changed_on_raw = mended
        timing = likely_option(self._timings, fold(change.timing))
        if timing.option is not None:
            change.timing = timing.spelling
        elif change.timing:
            change.reasons.add(Reason.OPTION_CLOSE_TO_SEVERAL if timing.near else Reason.OPTION_UNKNOWN)


_LABELS = ("changed_on", "item", "timing")


def _is_blank(cells: Mapping[str, PrintedCell]) -> bool:
    return all(cell.is_blank for cell in cells.values())


def _is_unlabelled(cells: Mapping[str, PrintedCell]) -> bool:
    """Whether a part of a row bears none of the texts that are set in the middle of the whole row."""
    return all(key not in cells or cells[key].is_blank for key in _LABELS)


def _runs_on(before: Mapping[str, PrintedCell], after: Mapping[str, PrintedCell]) -> bool:
    """Whether two parts repeat their labels, and a text breaks off at the end of a full line between them."""
    if any(not _is_same(before[key], after[key]) for key in ("changed_on", "item") if key in before and key in after):
        return False
    return any(
        ends_full(before[key].lines, before[key].box.x1) and not after[key].is_blank
        for key in ("before", "after") if key in before and key in after
    )  # fmt: skip


def _cell_text(cells: Sequence[PrintedCell]) -> str:
    """A cell's text; a label repeated behind a page break is not printed twice."""
    kept: list[PrintedCell] = []
    for cell in cells:
        if not kept or not _is_same(cell, kept[-1]):
            kept.append(cell)
    return joined_text(kept)


def _in_one_line(date: str) -> str:
    """A date without the line breaks that its narrow column made."""
    joined = date.replace("\n", "")
    return joined if parse_date(joined) else date


def _is_same(a: PrintedCell, b: PrintedCell) -> bool:
    """Whether two cells print the same text; two recognised ones may have been misread in different ways."""
    if a.text == b.text or not (a.recognised and b.recognised):
        return a.text == b.text
    texts = fold(a.text), fold(b.text)
    return difference(*texts) <= SAME_MISREAD * min(map(len, texts))
