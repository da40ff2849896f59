"""Some cells of a page without the others."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from extract.records import Cell


def renumbered(before: Sequence[Cell], after: Sequence[Cell]) -> list[Cell]:
    """Cells that were kept of those before, their parents counted in the new list."""
    place = {id(cell): n for n, cell in enumerate(after)}
    return [
        replace(cell, parent=None if cell.parent is None else place.get(id(before[cell.parent]))) for cell in after
    ]  # fmt: skip
