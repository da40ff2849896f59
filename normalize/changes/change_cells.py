"""The cells of one row of the table of changes → what they say, each with its place and its doubts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from extract.records import AS_DISPLAYED, Box
from normalize.answers.options.likely_options import likely_option
from normalize.answers.policy import UNSURE_TEXT, breaks_off, text_confidence, unread
from normalize.changes.section_numerals import is_numeral_doubtful, with_numeral
from normalize.changes.targets import section_numeral, target_field
from normalize.grammar.dates import PrintedDate, parse_date
from normalize.grammar.misreadings import mended_date
from normalize.layout.printed_cells import PrintedCell
from normalize.layout.ruby import holds_reading
from normalize.layout.wrapping import joined_text
from normalize.reasons import Reason, shared
from normalize.records import Change, ChangeCell, Place
from normalize.registry import ChangeTable, RowType
from normalize.text.confusables import difference
from normalize.text.fold import fold

SAME_MISREAD = 0.25
"""So much of a text (characters) may differ for it to be the same, misread another way."""
DATE, ITEM, TIMING = "changed_on", "item", "timing"
BEFORE = "before"
TEXTS = (BEFORE, "after")


class ChangeInterpreter:
    """Makes changes of the cells of a form's table."""

    def __init__(self, table: ChangeTable, form: str) -> None:
        self._form = form
        self._keys = [column.key for column in table.columns]
        self._timings = next(column.options for column in table.columns if column.key == TIMING)
        self._texts = {column.key for column in table.columns if column.type is RowType.TEXT}
        self._blanks = {fold(text) for text in table.blanks}

    def change(self, row: Mapping[str, Sequence[PrintedCell]], reasons: set[Reason]) -> Change:
        """The change that a row's cells say, by column; `reasons` hold for all of them."""
        cells = {key: self._cell(key, row[key]) for key in [*self._keys, *row] if row.get(key)}
        change = Change(cells)
        if DATE in cells:
            change.date = self._date(cells[DATE])
            if change.date is None and _holds_dates(row[DATE]):
                reasons = reasons | {Reason.JOINED_ANSWERS}
        if ITEM in cells:
            self._locate(change, cells[ITEM])
        if TIMING in cells:
            self._read_timing(cells[TIMING])
        for cell in cells.values():
            cell.reasons = shared(frozenset(cell.reasons | reasons))
        return change

    def is_timing(self, text: str) -> bool:
        """Whether a text says when a change is submitted."""
        return self._timing_of(fold(text)) is not None

    def _timing_of(self, folded: str) -> str | None:
        return next((text for each in self._timings for text in each.spellings if fold(text) == folded), None)

    def _cell(self, key: str, parts: Sequence[PrintedCell]) -> ChangeCell:
        raw = cell_text(parts)
        cell = ChangeCell(raw, raw, _place(parts), recognized=any(part.recognized for part in parts))
        cell.reasons |= unread(raw)
        if key in TEXTS and (struck := struck_text(parts)):
            cell.reasons |= {Reason.TEXT_LEFT_OVER}
            if key == BEFORE and not raw.strip():  # what a change deletes is struck where the old text stands
                cell.raw = cell.value = struck
        if holds_reading([line for part in parts for line in part.lines]):
            cell.reasons |= {Reason.TEXT_LEFT_OVER}
        if any(part.cropped for part in parts):
            cell.reasons |= {Reason.PAGE_INCOMPLETE}
        if cell.recognized:
            if cell.place.confidence < UNSURE_TEXT:
                cell.reasons |= {Reason.LOW_TEXT_CONFIDENCE}
            if key in self._texts and breaks_off(raw):
                cell.reasons |= {Reason.UNBALANCED_BRACKETS}
        return cell

    def _date(self, cell: ChangeCell) -> PrintedDate | None:
        """The date, read as one line where it is one: narrow columns break dates."""
        joined = cell.raw.replace("\n", "")
        date = parse_date(joined)
        if date is None and cell.recognized:
            joined = mended_date(cell.raw)
            date = parse_date(joined)
        if date is not None:
            cell.value = joined
        elif not self._is_blank(cell):
            cell.reasons |= {Reason.NOT_A_DATE}
        return date

    def _locate(self, change: Change, cell: ChangeCell) -> None:
        """What the item names; a recognizer's slips in the section's numeral are set right."""
        if change.recognized:
            cell.value = with_numeral(cell.raw, self._form)
            if is_numeral_doubtful(cell.value, self._form):
                cell.reasons |= {Reason.NUMERAL_DOUBTFUL}
        change.numeral = section_numeral(cell.value)
        change.target = target_field(cell.value, self._form)

    def _read_timing(self, cell: ChangeCell) -> None:
        folded, near = fold(cell.raw), False
        if cell.recognized:
            likely = likely_option(self._timings, folded)
            spelling, near = likely.spelling if likely.option is not None else None, likely.near
        else:
            spelling = self._timing_of(folded)
        if spelling is not None:
            cell.value = spelling if cell.recognized else cell.raw
        elif not self._is_blank(cell):
            cell.reasons |= {Reason.OPTION_CLOSE_TO_SEVERAL if near else Reason.OPTION_UNKNOWN}

    def _is_blank(self, cell: ChangeCell) -> bool:
        return not cell.raw.strip() or fold(cell.raw) in self._blanks


def _holds_dates(parts: Sequence[PrintedCell]) -> bool:
    """Whether a cell holds several dates, each in lines of its own: the ruling between two rows may be lost."""
    dates, text = 0, ""
    for line in (line for part in parts for line in part.lines):
        text += line.text.strip()
        if parse_date(text) is not None:
            dates, text = dates + 1, ""
    return dates > 1


def _place(parts: Sequence[PrintedCell]) -> Place:
    """Where the first page prints a cell."""
    first = parts[0]
    box = Box.around([part.box for part in parts if part.page == first.page])
    shown = box if first.placement is AS_DISPLAYED else first.placement.box(box)
    return Place(first.page, shown, first.engine, text_confidence(parts), foot=box.bottom)


def cell_text(parts: Sequence[PrintedCell]) -> str:
    """A cell's text; what is repeated behind a page break is not printed twice."""
    kept: list[PrintedCell] = []
    for cell in parts:
        if not kept or not is_same(cell, kept[-1]):
            kept.append(cell)
    return joined_text(kept)


def struck_text(parts: Sequence[PrintedCell]) -> str:
    """The texts that lines are drawn through in a cell, one under the other."""
    places = [place for part in parts for place in sorted(part.set_off, key=lambda place: place.box.top)]
    return "\n".join(place.struck.strip() for place in places if place.struck.strip())


def is_same(a: PrintedCell, b: PrintedCell) -> bool:
    """Whether two cells print the same text; two recognized ones may have been misread in different ways."""
    if a.text == b.text or not (a.recognized and b.recognized):
        return a.text == b.text
    texts = fold(a.text), fold(b.text)
    return difference(*texts) <= SAME_MISREAD * min(map(len, texts))
