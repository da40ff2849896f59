"""Tables that print what stood there before above what stands there now, both in one column."""

from __future__ import annotations

from collections.abc import Sequence

from normalize.changes.change_cells import TEXTS
from normalize.layout.printed_cells import PrintedCell

_Placed = tuple[PrintedCell, list[str]]


def parted_stack(placed: Sequence[_Placed]) -> list[_Placed]:
    """The cells of a row with their columns; of two that share the columns of both texts, each has its own.

    A single one stays with both: it may be either, or a merged one.
    """
    shared = sorted((cell for cell, keys in placed if set(keys) == set(TEXTS)), key=lambda cell: cell.box.top)
    if len(shared) != len(TEXTS) or shared[0].box.x0 != shared[1].box.x0 or shared[1].box.top < shared[0].box.bottom:
        return list(placed)
    own = {id(cell): key for cell, key in zip(shared, TEXTS, strict=True)}
    return [(cell, [own[id(cell)]] if id(cell) in own else keys) for cell, keys in placed]
