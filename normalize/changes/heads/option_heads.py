"""A column with a head above those of its options (提出時期 above 事前 and 事後): marks below these tell the option."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from normalize.answers.options.spelled_options import match_option
from normalize.changes.heads.header import EDGE, Head, Header, TableColumn
from normalize.layout.printed_cells import PrintedCell
from normalize.registry import Option
from normalize.text.fold import fold
from normalize.text.signs import is_checked

BELOW = ">"
"""Stands in the key of such a column between that of the registry and the option."""
FEWEST = 2
"""So many options have heads of their own at least."""


def with_option_columns(header: Header, heads: Sequence[Head], options: Mapping[str, Sequence[Option]]) -> Header:
    """A header of `heads`, each of its columns above heads of its `options` (by its key) parted into theirs."""
    for column in header.columns:
        below = [
            (TableColumn(f"{column.key}{BELOW}{option.label}", head.x0, head.x1), head.text) for head in heads
            if column.x0 - EDGE < head.x0 and head.x1 < column.x1 + EDGE
            and (option := match_option(options.get(column.key, ()), fold(head.text))) is not None
        ]  # fmt: skip
        if len({each.key for each, _ in below}) == len(below) >= FEWEST:
            places, texts = {each.x0 for each, _ in below}, {text for _, text in below}
            kept = [each for each in header.columns if each is not column and each.x0 not in places]
            columns = sorted([*kept, *(each for each, _ in below)], key=lambda each: each.x0)
            unknown = tuple(text for text in header.unknown if text not in texts)
            return replace(header, columns=tuple(columns), unknown=unknown)
    return header


def with_told_options(cells: dict[str, list[PrintedCell]]) -> dict[str, list[PrintedCell]]:
    """The cells of a row by column, what marks below heads of options tell in words in the column of these.

    Words in place of a mark, or several marks, stay as they are: they are no option.
    """
    below = {key: own for key, own in cells.items() if BELOW in key}
    if not below:
        return cells
    (column,) = {key.partition(BELOW)[0] for key in below}
    filled = {key: own for key, own in below.items() if not all(cell.is_blank for cell in own)}
    told = [cell for own in (filled or below).values() for cell in own]
    if len(filled) == 1 and is_checked("".join(cell.text for cell in told)):
        ((key, _),) = filled.items()
        told = [_saying(next(cell for cell in told if not cell.is_blank), key.partition(BELOW)[2])]
    rest = {key: own for key, own in cells.items() if key not in below}
    return rest | {column: [*rest.get(column, []), *told]}


def _saying(cell: PrintedCell, text: str) -> PrintedCell:
    """The cell with a text in place of its mark."""
    line = cell.lines[0]
    return replace(cell, lines=[replace(line, runs=(line.runs[0]._replace(text=text),))])
