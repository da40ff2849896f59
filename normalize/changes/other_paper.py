"""Whether a page behind one of a table of changes is of another paper: a letter, a list, a checklist.

Where no uprights part the columns anything that is printed can be cut at them. Such a page begins with words of its
own, and nothing on it may be a row of the table.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from normalize.changes.change_cells import DATE, ITEM, TEXTS, TIMING, ChangeInterpreter
from normalize.changes.rows.stacked_texts import PlacedCell
from normalize.changes.targets import section_numeral
from normalize.grammar.dates import parse_date
from normalize.layout.printed_cells import PrintedRow

LARGER = 1.3
"""Type of other size (share) is not that of a row."""


def begins_anew(rows: Sequence[PrintedRow], is_known: Callable[[str], bool]) -> bool:
    """Whether a page begins with words in no cell that neither the form nor its table has.

    That of a scan is none: its words may be misread.
    """
    first = min(rows, key=lambda row: row.top, default=None)
    if first is None or any(cell.ruled or cell.recognized for cell in first.cells):
        return False
    return not is_known(first.text)


def may_be_change(placed: Sequence[PlacedCell], interpreter: ChangeInterpreter, is_first: bool, largest: float) -> bool:
    """Whether cells may be a row of the table, or where they are the page's first ones the rest of one.

    No other text stands for its date, or in a table without dates for its item, and it has a text. Type that is clearly
    larger than the `largest` (points) of the rows before is that of a title.
    """
    lines = [line for cell, _ in placed for line in cell.lines]
    if lines and min(line.size for line in lines) > LARGER * largest > 0:
        return False
    said: dict[str, str] = {}
    for cell, keys in placed:
        for key in keys:
            said[key] = said.get(key, "") + cell.text.replace("\n", "").strip()
    if interpreter.is_timing(said.get(TIMING, "")):
        return True
    if not any(said.get(key) for key in TEXTS):
        return False
    item, date = said.get(ITEM, ""), said.get(DATE, "")
    if DATE not in said:
        return section_numeral(item) is not None or (is_first and not item)
    return parse_date(date) is not None if date else bool(item) or is_first
