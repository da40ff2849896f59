"""The text in the parentheses below the options of a choice: （手数料額、納付方法：実費）."""

from __future__ import annotations

import re
from collections.abc import Sequence

from normalize.answers.boxes.laid_out import Printed
from normalize.registry import Row

NEAR = 20.0
"""Lines of a wrapped remark stand within so many points of the line of its label."""
SAME_LINE = 1.0
"""Pieces whose middles differ by less (points) are on one line."""


def take_remark(row: Row, pieces: Sequence[Printed]) -> tuple[str | None, list[Printed]]:
    """The remark of a row among the pieces of its cells (None for a blank), and the pieces that are no part of it."""
    if row.detail_label is None:
        return None, list(pieces)
    label = re.compile(rf"[（(]\s*{re.escape(row.detail_label)}\s*[：:]?\s*")
    opening = next((piece for piece in pieces if label.match(piece.text)), None)
    if opening is None:
        return None, list(pieces)
    level = [piece for piece in pieces if abs(piece.y - opening.y) < SAME_LINE and piece.x0 >= opening.x0]
    right = max(piece.x1 for piece in level)
    inside = label.sub("", "".join(piece.text for piece in sorted(level, key=lambda piece: piece.x0))).rstrip("）) ")
    around = [
        piece for piece in pieces
        if piece not in level and opening.x1 <= piece.x0 and piece.x1 <= right and abs(piece.y - opening.y) < NEAR
    ]  # fmt: skip
    above = "".join(piece.text for piece in around if piece.y < opening.y)
    below = "".join(piece.text for piece in around if piece.y > opening.y)
    return above + inside + below or None, [piece for piece in pieces if piece not in level and piece not in around]
