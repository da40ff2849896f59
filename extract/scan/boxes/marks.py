"""What stands between two brackets: nothing, a mark, a text, or something that cannot be told.

Whether a box is ticked must not be guessed: dirt in an empty box is no mark, and a ring that was printed faintly or
scanned to pieces is not nothing. Ink too small for a mark and too much for dirt is reported as unclear.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

import cv2
import numpy as np
from numpy.typing import NDArray

from extract.scan.arrays import Ink, PixelBox
from extract.scan.boxes.patches import Darkness, likelihoods, network, zoomed

SPECK = 0.14
"""A piece of ink smaller than this both ways (in bracket heights) is dirt, unless there are several."""
FEW_SPECKS = 1
"""So many pieces of dirt are nothing in a box for a mark; more of them may be a mark that was scanned to pieces."""
SPECK_ROOM = 2.5
"""A box for a text may hold one speck more for every so many bracket heights."""
LEAST_MARK = 0.3
"""The larger side of a mark's box is at least this many bracket heights, and the smaller one half of that."""
WIDEST_MARK = 1.35
"""What is wider than this many bracket heights is a text of several characters."""
OFF_MIDDLE = 0.3
"""A mark's middle is less than this many bracket heights above or below that of the brackets."""
RIM = 0.22
"""Ink that keeps within this many bracket heights from the upper or lower end is none of a mark or text."""
BEYOND = 0.15
"""A mark does not stick out of its brackets by more than this many bracket heights."""
WHOLE = 0.8
"""Where a bracket has ink at less than this share of its height, a mark may have been lost as well."""
FAINT = 0.06
"""Darkness (1 is that of ink) from which something spread over a part of a mark may be a faint mark."""


SIGNS = ("○", "●", "◎", "レ", "×", "■")
"""The marks that are told apart, in the order in which the network answers; after them comes any other character.

〇 and ◯ are ○, ✓ is レ, and a box that is filled or has a sign in it is ■.
"""
SURE = 0.9
"""How likely something must be a mark, or a character, to be called one."""
NAMED = 0.7
"""How likely a mark must be a certain sign, to be called by it."""
UNKNOWN_SIGN = "?"
"""The name of a mark that is none of them for certain."""
EMPTY_LIKELY = 0.99
"""How likely a box in which nothing was seen is empty (docs/scans.md: no tick was taken for a blank in 731 boxes)."""
PATCH = 20
"""Width and height of the small picture of a mark."""
PATCH_ROOM = 1.3
"""How much that picture shows, in bracket heights."""
LEAST_FAINT = 0.03
"""The share of the room between two brackets that is so dark where a faint mark is."""
SIDE = 0.1
"""Blurred brackets darken this much of the room beside them, in their heights."""


class State(StrEnum):
    """What stands in an option box."""

    EMPTY = "empty"
    MARK = "mark"
    TEXT = "text"  # to be recognized
    UNCLEAR = "unclear"


@dataclass(frozen=True, slots=True)
class Inside:
    """What stands between two brackets, and the box around its ink.

    `sign` names a mark (`UNKNOWN_SIGN`: which one is not known), `likelihood` (0-1) is that of the state.
    """

    state: State
    sign: str = ""
    box: PixelBox | None = None
    likelihood: float = 1.0

    @property
    def is_mark(self) -> bool:
        """Whether it is a mark, known or not."""
        return self.state is State.MARK


def inside(ink: Ink, dark: Darkness, opening: PixelBox, closing: PixelBox) -> Inside:
    """What stands between the brackets at `opening` and `closing` of a line."""
    height = max(opening.bottom - opening.top, closing.bottom - closing.top)
    x0, x1 = opening.x1 + 1, closing.x0 - 1
    if x1 - x0 < 2:
        return Inside(State.UNCLEAR)
    shade = np.zeros_like(dark)
    shade[:, x0:x1] = dark[:, x0:x1]  # without the brackets
    span = (min(opening.top, closing.top), max(opening.bottom, closing.bottom))
    own, foreign, wrapped = _pieces(ink[:, x0:x1], span, x0)
    large = [piece for piece in own if max(piece.x1 - piece.x0, piece.bottom - piece.top) >= SPECK * height]
    if foreign and wrapped > WIDEST_MARK * height:  # the lines of a wrapped text, above and below
        return Inside(State.UNCLEAR if large else State.TEXT)
    if not large:
        few = max(FEW_SPECKS, int((x1 - x0) / (SPECK_ROOM * height)))
        clean = len(own) <= few and not foreign
        for piece in own:  # dirt that was counted is not what is faint
            shade[max(piece.top - 2, 0) : piece.bottom + 2, max(piece.x0 - 2, 0) : piece.x1 + 2] = 0.0
        whole = min(_whole(ink, opening), _whole(ink, closing)) >= WHOLE
        empty = clean and whole and not _faint(shade[span[0] : span[1], x0:x1], height)
        return Inside(State.EMPTY, likelihood=EMPTY_LIKELY) if empty else Inside(State.UNCLEAR)
    box = _around(large)
    wide, high = box.x1 - box.x0, box.bottom - box.top
    if wide > WIDEST_MARK * height:
        return Inside(State.TEXT, box=box)
    off = abs((box.top + box.bottom) / 2 - (opening.top + opening.bottom) / 2)
    if max(wide, high) < LEAST_MARK * height or min(wide, high) < LEAST_MARK / 2 * height or off > OFF_MIDDLE * height:
        return Inside(State.UNCLEAR, box=box)
    return _named(mark_patch(shade, box, height), box)


def sticking_out(ink: Ink, dark: Darkness, opening: PixelBox, closing: PixelBox) -> Inside:
    """A mark that reaches out above or below its brackets, in the picture of a print: no line of text is that near.

    Its middle stands between them, and all of it is in the picture.
    """
    x0, x1 = opening.x1 + 1, closing.x0 - 1
    top, bottom = min(opening.top, closing.top), max(opening.bottom, closing.bottom)
    if x1 - x0 < 2:
        return Inside(State.UNCLEAR)
    count, _, stats, _ = cv2.connectedComponentsWithStats(ink[:, x0:x1].astype(np.uint8), connectivity=8)
    pieces = [PixelBox(x + x0, y, x + x0 + wide, y + high) for x, y, wide, high, _ in stats[1:count].tolist()]
    own = [piece for piece in pieces if piece.bottom > top and piece.top < bottom]
    if not own:
        return Inside(State.UNCLEAR)
    box, height = _around(own), bottom - top
    cut = box.top <= 0 or box.bottom >= len(ink) or box.x0 <= x0 or box.x1 >= x1
    inset = RIM * height
    between = top + inset < (box.top + box.bottom) / 2 < bottom - inset
    if cut or not between or max(box.x1 - box.x0, box.bottom - box.top) > WIDEST_MARK * height:
        return Inside(State.UNCLEAR)
    shade = np.zeros_like(dark)
    shade[:, x0:x1] = dark[:, x0:x1]
    return _named(mark_patch(shade, box, height), box)


def _named(patch: NDArray[np.float32], box: PixelBox) -> Inside:
    """Which mark it is, if it is one: the likelihoods of the signs and of any other character decide."""
    weights = network("marks.npz")
    likely = likelihoods(patch.reshape(1, -1), weights)[0]
    marked = float(likely[: len(SIGNS)].sum())
    if marked >= SURE:
        best = int(np.argmax(likely[: len(SIGNS)]))
        return Inside(State.MARK, SIGNS[best] if likely[best] >= NAMED * marked else UNKNOWN_SIGN, box, marked)
    return Inside(State.TEXT if 1 - marked >= SURE else State.UNCLEAR, box=box)


def mark_patch(dark: Darkness, box: PixelBox, height: int) -> NDArray[np.float32]:
    """A small picture of what stands at `box`, in the middle, as large as it is beside brackets of `height` pixels."""
    zoom = PATCH / (PATCH_ROOM * height)
    x, y = (box.x0 + box.x1) / 2, (box.top + box.bottom) / 2
    return zoomed(dark, (x, y), zoom, (PATCH, PATCH))


def _whole(ink: Ink, bracket: PixelBox) -> float:
    """The share of a bracket's height at which there is ink."""
    return float(ink[bracket.top : bracket.bottom, max(bracket.x0 - 1, 0) : bracket.x1 + 1].any(axis=1).mean())


def _pieces(room: Ink, span: tuple[int, int], x0: int) -> tuple[list[PixelBox], bool, int]:
    """The pieces of ink between two brackets that reach from `span[0]` to `span[1]`, placed in the line's picture.

    Also whether pieces of the lines above and below reach in far, and how many pixels wide such a line is.
    """
    count, _, stats, _ = cv2.connectedComponentsWithStats(room.astype(np.uint8), connectivity=8)
    top, bottom = span
    rim, beyond = max(2, round(RIM * (bottom - top))), max(2, round(BEYOND * (bottom - top)))
    own: list[PixelBox] = []
    above: list[PixelBox] = []
    below: list[PixelBox] = []
    for x, y, width, high, _ in stats[1:count].tolist():
        piece = PixelBox(x + x0, y, x + x0 + width, y + high)
        if piece.top == 0 or piece.top < top - beyond:
            above.append(piece)
        elif piece.bottom == len(room) or piece.bottom > bottom + beyond:
            below.append(piece)
        elif max(width, high) < SPECK * (bottom - top) or (piece.bottom > top + rim and piece.top < bottom - rim):
            own.append(piece)
    deep = any(piece.bottom > top + rim for piece in above) or any(piece.top < bottom - rim for piece in below)
    wide = max((box.x1 - box.x0 for box in (_around(side) for side in (above, below) if side)), default=0)
    return own, deep, wide


def _faint(dark: Darkness, height: int) -> bool:
    """Whether something is there that was too faint for ink."""
    size = max(2, round(0.12 * height))
    smooth = cv2.blur(dark, (size, size))
    rim, side = round(RIM * height), round(SIDE * height)
    middle = smooth[rim : len(smooth) - rim, side : smooth.shape[1] - side]
    return bool((middle > FAINT).mean() > LEAST_FAINT) if middle.size else False


def _around(boxes: list[PixelBox]) -> PixelBox:
    return PixelBox(
        min(box.x0 for box in boxes), min(box.top for box in boxes),
        max(box.x1 for box in boxes), max(box.bottom for box in boxes),
    )  # fmt: skip
