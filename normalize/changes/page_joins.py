"""Whether the first row of a page is the rest of the last one of the page before."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from normalize.changes.change_cells import DATE, ITEM, TEXTS, TIMING, is_same
from normalize.changes.heads.header import CORE
from normalize.changes.rows.merged_cells import TableRow
from normalize.grammar.calendar_dates import Precision
from normalize.grammar.dates import PrintedDate, parse_date
from normalize.layout.printed_cells import PrintedCell
from normalize.layout.wrapping import breaks_off, ends_full, starts_item
from normalize.reasons import Reason

_LABELS = (DATE, ITEM, TIMING)
_Cells = Mapping[str, PrintedCell]


def continues(before: TableRow, row: TableRow) -> bool:
    """Whether a row goes on with one of an earlier page; blank pages may lie between."""
    if row.page <= before.page or not before.last:
        return False
    first, last = _ends(row, 0), _ends(before, -1)
    if any(first[key].open_top for key in CORE if key in first) and not _begins_anew(last, first):
        return True
    if goes_on(before):
        return True
    if _is_blank(first) or _is_blank(last):
        return False
    if _ends_date(last, first):
        return True
    return _is_unlabelled(first) or lacks_labels(before) or _runs_on(last, first)


def is_rest(row: TableRow) -> bool:
    """Whether a row has no labels, or nothing but labels: no row begins so, it ends one."""
    return lacks_labels(row) or all(cell.is_blank for key in CORE for cell in row.cells.get(key, ()))


def goes_on(row: TableRow) -> bool:
    """Whether no ruling ends a row: the rest of it stands on the next page."""
    last = _ends(row, -1)
    return row.last and any(last[key].open_bottom for key in CORE if key in last)


def carry_date(before: TableRow, rows: Sequence[TableRow]) -> None:
    """Give the rows of a page the date that is merged over the last row of the page before and some of them.

    Those that share the cell of a row that goes on have its date. Where a cell only has no ruling above it, and none
    goes on before it, its rows are uncertain. Where the date is printed on their page, nothing tells of how many rows
    before it is the date.
    """
    below = next(iter(rows[0].cells.get(DATE, ())), None)
    above = next((cell for cell in reversed(before.cells.get(DATE, [])) if not cell.is_blank), None)
    if below is None or rows[0].page <= before.page or not before.last:
        return
    joined = continues(before, rows[0])
    goes_on_below = any(cell.open_bottom for cell in before.cells.get(DATE, [])[-1:])
    if not below.is_blank:
        if below.open_top and goes_on_below and not joined:
            before.reasons.add(Reason.POSITION_UNCERTAIN)
        return
    if above is None or not (joined or below.open_top):
        return
    for row in rows[1:] if joined else rows:
        if any(cell is below for cell in row.cells.get(DATE, ())):
            row.cells[DATE] = [above]
            row.reasons |= set() if joined or goes_on_below else {Reason.POSITION_UNCERTAIN}


def may_continue(before: TableRow, row: TableRow) -> bool:
    """Whether a text of the last row of a page breaks off in a full line: the rest may stand in the next row.

    It may also where the next row repeats the labels behind a full line, though other texts had ended.
    """
    if row.page <= before.page or not before.last:
        return False
    first, last = _ends(row, 0), _ends(before, -1)
    return any(_goes_on_full(last, first)) or any(
        breaks_off(last[key].lines, last[key].box.x1) and not first[key].is_blank
        for key in TEXTS if key in first and key in last
    )  # fmt: skip


def _ends(row: TableRow, at: int) -> dict[str, PrintedCell]:
    return {key: cells[at] for key, cells in row.cells.items()}


def _ends_date(before: _Cells, after: _Cells) -> bool:
    """Whether a date lacks its day, and the text of the next part, no date by itself, ends it."""
    if DATE not in before or DATE not in after or not after[DATE].text.strip():
        return False
    begun, rest = (cells[DATE].text.replace("\n", "") for cells in (before, after))
    joined = parse_date(begun + rest)
    return parse_date(rest) is None and not _has_day(parse_date(begun)) and _has_day(joined)


def _has_day(date: PrintedDate | None) -> bool:
    return date is not None and date.precision is Precision.DAY


def _begins_anew(before: _Cells, after: _Cells) -> bool:
    """Whether a row whose page has no ruling above it is another one: the one before is ruled off, its item differs."""
    open_below = any(before[key].open_bottom for key in CORE if key in before)
    item = after.get(ITEM)
    return (
        not open_below
        and item is not None
        and not item.is_blank
        and not (ITEM in before and is_same(before[ITEM], item))
    )


def _is_blank(cells: _Cells) -> bool:
    return all(cell.is_blank for cell in cells.values())


def _is_unlabelled(cells: _Cells) -> bool:
    """Whether a part of a row bears none of the texts that are set in the middle of the whole row."""
    return all(key not in cells or cells[key].is_blank for key in _LABELS)


def lacks_labels(row: TableRow) -> bool:
    """Whether none of the parts of a row read so far bears one of the texts that are set in the middle of a row."""
    return all(cell.is_blank for key in _LABELS for cell in row.cells.get(key, ()))


def _runs_on(before: _Cells, after: _Cells) -> bool:
    """Whether two parts repeat their labels, and each text that goes on breaks off at the end of a full line.

    An item of a list, and a text behind one that had ended, begin another row as well as they go on with this one.
    """
    found = _goes_on_full(before, after)
    return bool(found) and all(found) and not any(
        starts_item(after[key].text) for key in TEXTS if key in before and key in after
    )  # fmt: skip


def _goes_on_full(before: _Cells, after: _Cells) -> list[bool]:
    """Of each text that a part with the labels of the one before it has, whether it stands behind a full line."""
    if any(not is_same(before[key], after[key]) for key in (DATE, ITEM) if key in before and key in after):
        return []
    return [
        ends_full(before[key].lines, before[key].box.x1)
        for key in TEXTS if key in before and key in after and not after[key].is_blank
    ]  # fmt: skip
