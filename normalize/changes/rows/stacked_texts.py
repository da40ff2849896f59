"""Tables that print what stood there before above what stands there now, both in one column."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from extract.records import Line
from normalize.changes.change_cells import TEXTS
from normalize.changes.heads.header import EDGE
from normalize.layout.printed_cells import PrintedCell
from normalize.layout.run_parts import parted_before

PlacedCell = tuple[PrintedCell, list[str]]
"""A cell with the columns that it stands in."""
_Named = tuple[list[PlacedCell], list[PrintedCell], list[PrintedCell]]

_CLOSING = r")）\]］】〕>＞〉》"
_NAME = re.compile(rf"\s*[(（\[［【〔<＜〈《]?(?P<name>[^\s:：{_CLOSING}]+)(?P<end>[{_CLOSING}]?\s*[:：]?\s*)")
"""A name at the beginning of a line: 【変更前】, 変更前：, 変更前."""


def parted_stack(placed: Sequence[PlacedCell]) -> list[PlacedCell]:
    """The cells of a row with their columns; of two that share the columns of both texts, each has its own.

    A single one stays with both: it may be either, or a merged one.
    """
    shared = sorted((cell for cell, keys in placed if set(keys) == set(TEXTS)), key=lambda cell: cell.box.top)
    if len(shared) != len(TEXTS) or shared[0].box.x0 != shared[1].box.x0 or shared[1].box.top < shared[0].box.bottom:
        return list(placed)
    own = {id(cell): key for cell, key in zip(shared, TEXTS, strict=True)}
    return [(cell, [own[id(cell)]] if id(cell) in own else keys) for cell, keys in placed]


def named_texts(cells: Sequence[PrintedCell], column_of: Callable[[str], str | None]) -> _Named | None:
    """Both texts of a row that names them itself: the texts with their columns, the names, the other cells.

    The names (変更前, 変更後) stand in cells of their own before the texts, or at the beginning of lines of one cell.
    None where they do not, or nobody can tell which text is whose.
    """
    for cell in cells:
        parted = _parted(cell, column_of)
        if parted is not None:
            return *parted, [other for other in cells if other is not cell]
    names = {key: cell for cell in cells if (key := column_of(cell.text)) in TEXTS}
    if len(names) != len(TEXTS) or len({round(cell.box.x0) for cell in names.values()}) > 1:
        return None
    texts = {key: [cell for cell in cells if _is_behind(cell, name)] for key, name in names.items()}
    if any(len(own) != 1 for own in texts.values()):
        return None
    taken = {id(cell) for cell in (*names.values(), *(cell for own in texts.values() for cell in own))}
    placed = [(own[0], [key]) for key, own in texts.items() if key]
    return placed, list(names.values()), [cell for cell in cells if id(cell) not in taken]


def _is_behind(cell: PrintedCell, name: PrintedCell) -> bool:
    """Whether a cell stands right behind the one of a name, as high as that."""
    return (
        abs(cell.box.x0 - name.box.x1) < EDGE
        and abs(cell.box.top - name.box.top) < EDGE
        and abs(cell.box.bottom - name.box.bottom) < EDGE
    )


def _parted(
    cell: PrintedCell, column_of: Callable[[str], str | None]
) -> tuple[list[PlacedCell], list[PrintedCell]] | None:
    """The two texts of a cell, each below or behind its name, and the names; None for a cell that is another."""
    found = [(n, key, length) for n, line in enumerate(cell.lines) for key, length in _names(line, column_of)]
    if [key for _, key, _ in found] != list(TEXTS) or found[0][0] != 0:
        return None
    second = found[1][0]
    edge = cell.lines[second].box.top
    texts, names = [], []
    for (first, key, length), end in zip(found, (second, len(cell.lines)), strict=True):
        name, rest = _cut(cell.lines[first], length)
        lines = [*([rest] if rest is not None else []), *cell.lines[first + 1 : end]]
        box = cell.box._replace(bottom=edge) if first < second else cell.box._replace(top=edge)
        set_off = [place for place in cell.set_off if (place.box.top < edge) == (first < second)]
        texts.append((replace(cell, lines=lines, box=box, set_off=set_off, checkboxes=[]), [key]))
        names.append(replace(cell, lines=[name], checkboxes=[], set_off=[]))
    return texts, names


def _names(line: Line, column_of: Callable[[str], str | None]) -> Iterator[tuple[str, int]]:
    """The text that a line names at its beginning, and how long the name is with its brackets; nothing for no name."""
    run = line.runs[0]
    match = _NAME.match(run.text)
    alone = match is not None and match.end() == len(run.text)
    if match is not None and (alone or match["end"].strip()) and (key := column_of(match["name"])) in TEXTS and key:
        yield key, match.end()


def _cut(line: Line, length: int) -> tuple[Line, Line | None]:
    """A line parted behind so many characters of its first run; None for nothing behind them."""
    run, *others = line.runs
    parts = parted_before(run, length, line.size) if length < len(run.text) else (run,)
    name, *rest = parts
    behind = (*rest, *others)
    first = replace(line, runs=(name,), box=line.box._replace(x1=name.x1))
    return first, replace(line, runs=behind, box=line.box._replace(x0=behind[0].x0)) if behind else None
