"""The option boxes of one scanned line: what stands in the line for them, and the record of each."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from extract.records import Box, BoxState, Checkbox
from extract.scan.arrays import PixelBox
from extract.scan.boxes.brackets import BracketPair, LineBrackets
from extract.scan.boxes.marks import UNKNOWN_SIGN, Inside, State
from extract.scan.text.compose import PlacedText

UNCLEAR = "\N{REPLACEMENT CHARACTER}"
"""Stands in a line's text for a mark that cannot be read, or of which nobody can tell which sign it is."""
AS_READ = re.compile(r"[\[［【].?[\]］】]")
"""An option box in what a recognizer read: its mark, or that it has none, is not to be believed."""
SUREST = 0.999
"""Nothing that was seen in a picture is surer than this."""
_STATES = {State.MARK: BoxState.SELECTED, State.EMPTY: BoxState.UNSELECTED, State.UNCLEAR: BoxState.UNCLEAR}


@dataclass(frozen=True, slots=True)
class LineBox:
    """An option box, `box` in pixels of the page, and the `pieces` of its line that print it."""

    box: Box
    state: BoxState
    sign: str
    probability: float
    pieces: tuple[PlacedText, ...]

    def record(self, scale: float) -> Checkbox:
        """The box in points; `scale` is in pixels per point."""
        x0, top, x1, bottom = (edge / scale for edge in self.box)
        return Checkbox(Box(x0, top, x1, bottom), self.state, self.sign, self.probability)


def seen_boxes(found: LineBrackets, window: PixelBox) -> Iterator[LineBox]:
    """The boxes that were found by their ink in the picture of a line, which is cut out of the page at `window`.

    A pair of brackets around a text is none.
    """
    for pair in found.pairs:
        if pair.inside.state is not State.TEXT:
            yield _seen(pair, window)


def boxes_of_texts(
    found: LineBrackets, window: PixelBox, texts: Sequence[PlacedText]
) -> tuple[list[PlacedText], list[LineBox]]:
    """The brackets around texts, and the boxes whose ink looked like a text in which nothing is among `texts`.

    The text between brackets is read with the rest of the line. Where that gives nothing, the ink between them is not
    nothing all the same: such a box is unclear.
    """
    brackets: list[PlacedText] = []
    boxes: list[LineBox] = []
    for pair in found.pairs:
        if pair.inside.state is not State.TEXT:
            continue
        x0, x1 = pair.opening.box.x1 + window.x0, pair.closing.box.x0 + window.x0
        read = any(text.text.strip() and x0 < (text.x0 + text.x1) / 2 < x1 for text in texts)
        if read or pair.inside.box is None:
            brackets += _brackets(pair, window)
        else:
            boxes.append(_seen(replace(pair, inside=Inside(State.UNCLEAR)), window))
    return brackets, boxes


def _seen(pair: BracketPair, window: PixelBox) -> LineBox:
    opening, closing, seen = pair.opening.box, pair.closing.box, pair.inside
    box = Box(
        opening.x0 + window.x0, min(opening.top, closing.top) + window.top,
        closing.x1 + window.x0, max(opening.bottom, closing.bottom) + window.top,
    )  # fmt: skip
    pieces = _brackets(pair, window)
    sign = "" if seen.sign == UNKNOWN_SIGN else seen.sign
    if seen.state is State.MARK and seen.box is not None:
        pieces.append(_alone(sign or UNCLEAR, seen.box, window))
    elif seen.state is State.UNCLEAR:
        pieces.append(_alone(UNCLEAR, opening._replace(x0=opening.x1, x1=closing.x0), window))
    return LineBox(box, _STATES[seen.state], sign, min(pair.sureness * seen.likelihood, SUREST), tuple(pieces))


def doubted_boxes(chars: Sequence[PlacedText], top: int, bottom: int) -> tuple[list[PlacedText], list[LineBox]]:
    """The characters of a line, and every box in it that a recognizer read and the ink does not confirm.

    Recognizers drop marks, so what is in such a box is unclear, in the text as well. `top` and `bottom` are those of
    the line, in pixels.
    """
    kept: list[PlacedText] = []
    boxes: list[LineBox] = []
    at = 0
    for match in AS_READ.finditer("".join(char.text for char in chars)):
        first, last = chars[match.start()], chars[match.end() - 1]
        opening, closing = replace(first, text="[", alone=True), replace(last, text="]", alone=True)
        pieces = (opening, PlacedText(UNCLEAR, opening.x1, closing.x0, alone=True), closing)
        box = Box(opening.x0, top, closing.x1, bottom)
        boxes.append(LineBox(box, BoxState.UNCLEAR, "", 0.0, pieces))
        kept += [*chars[at : match.start()], *pieces]
        at = match.end()
    return [*kept, *chars[at:]], boxes


def _brackets(pair: BracketPair, window: PixelBox) -> list[PlacedText]:
    return [_alone(bracket.side, bracket.box, window) for bracket in (pair.opening, pair.closing)]


def _alone(text: str, box: PixelBox, window: PixelBox) -> PlacedText:
    return PlacedText(text, box.x0 + window.x0, box.x1 + window.x0, alone=True)
