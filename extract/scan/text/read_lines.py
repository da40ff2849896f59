"""Lines of ink → lines of text: option boxes by their ink, everything else by the recognizer."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

import numpy as np

from extract.records import Checkbox, Line
from extract.scan.arrays import CleanPicture, Grey, Ink, PixelBox, RecognizedLine
from extract.scan.boxes.brackets import READ_AS_BRACKET, LineBrackets, confirm, find_brackets
from extract.scan.ocr.likelihood import line_confidence
from extract.scan.ocr.recognizer import Recognizer
from extract.scan.text.components import TextLine
from extract.scan.text.compose import PlacedText, composed
from extract.scan.text.line_boxes import LineBox, boxes_of_texts, doubted_boxes, seen_boxes
from extract.scan.text.line_strip import Strip, strip, without
from extract.scan.text.spacing import with_blanks

AROUND = 0.15
"""Brackets are looked for in a line's box and this many font sizes around it."""
PARENTHESES = "（()）"
"""Around what is written behind an option; wrapped text is told by its place between them."""
NOTHING = Strip(np.zeros((0, 0), np.uint8), ())


@dataclass(frozen=True, slots=True)
class ReadLine:
    """A line with its option boxes, None where nothing is read; `confidences` are those of its characters (0-1)."""

    line: Line | None
    checkboxes: tuple[Checkbox, ...]
    confidences: tuple[float, ...]


@dataclass(slots=True)
class _Window:
    """A line with its surroundings cut out of the page; `box` is where."""

    line: TextLine
    box: PixelBox
    ink: Ink
    grey: Grey
    found: LineBrackets

    def spans(self) -> list[PixelBox]:
        """What the recognizer is shown, in pixels of the page: the line's segments without brackets and marks."""
        taken = [_shifted(box, self.box.x0, self.box.top) for box in _drawn(self.found)]
        spans = without(self.line.segments, taken)
        return [span for span in spans if self.ink[:, span.x0 - self.box.x0 : span.x1 - self.box.x0].any()]


def read_lines(
    lines: Sequence[TextLine], clean: CleanPicture, ink: Ink, em: float, recognizer: Recognizer
) -> list[ReadLine]:
    """What each line says. `em` is the page's font size in pixels."""
    windows = [_window(line, clean.grey, ink, em) for line in lines]
    strips = [_strip(window, clean.grey, em) for window in windows]
    recognized = recognizer.read([piece.grey for piece in strips], em)
    again = [
        n for n, window in enumerate(windows) if _hears_brackets(window, strips[n], recognized[n], em)
    ]  # fmt: skip
    for n in again:
        strips[n] = _strip(windows[n], clean.grey, em)
    for n, read in zip(again, recognizer.read([strips[n].grey for n in again], em), strict=True):
        recognized[n] = read
    return [
        _line(window, piece, read, clean.scale, em)
        for window, piece, read in zip(windows, strips, recognized, strict=True)
    ]


def _window(line: TextLine, grey: Grey, ink: Ink, em: float) -> _Window:
    margin = max(round(AROUND * em), 2)
    x0, top, x1, bottom = line.box
    box = PixelBox(max(x0 - margin, 0), max(top - margin, 0), x1 + margin, bottom + margin)
    ink, grey = ink[box.top : box.bottom, box.x0 : box.x1], grey[box.top : box.bottom, box.x0 : box.x1]
    return _Window(line, box, ink, grey, find_brackets(ink, grey, em))


def _strip(window: _Window, grey: Grey, em: float) -> Strip:
    spans = window.spans()
    return strip(grey, spans, em) if spans else NOTHING


def _hears_brackets(window: _Window, piece: Strip, read: RecognizedLine, em: float) -> bool:
    """Look for brackets again where the recognizer saw some; whether there are others than before."""
    if not window.found.doubtful or not any(char in READ_AS_BRACKET for char in read.text):
        return False
    edges = tuple(
        (piece.on_page(x0) - window.box.x0, piece.on_page(x1) - window.box.x0) for x0, x1 in read.edges
    )  # fmt: skip
    found = confirm(window.found, replace(read, edges=edges), window.ink, window.grey, em)
    changed = _drawn(found) != _drawn(window.found)
    window.found = found
    return changed


def _line(window: _Window, piece: Strip, read: RecognizedLine, scale: float, em: float) -> ReadLine:
    seen = list(seen_boxes(window.found, window.box))
    apart = PARENTHESES if window.found.pairs else ""
    texts, doubted = _texts(window, piece, read, apart)
    brackets, unread = boxes_of_texts(window.found, window.box, texts)
    seen += unread
    pieces = sorted(
        [*texts, *brackets, *(piece for box in seen for piece in box.pieces)],
        key=lambda piece: piece.x0,
    )
    line = composed(pieces, window.line.box, scale, em, line_confidence(read))
    if line is not None and not apart and read.raw != read.text:
        line = replace(line, read_as=read.raw)
    boxes = sorted((*seen, *doubted), key=lambda box: box.box.x0)
    return ReadLine(line, tuple(box.record(scale) for box in boxes), read.confidences)


def _texts(window: _Window, piece: Strip, read: RecognizedLine, apart: str) -> tuple[list[PlacedText], list[LineBox]]:
    """What was read in each span of a line, and the option boxes in it that the ink does not confirm.

    The characters in `apart` stand alone, so that their place is known.
    """
    spans = window.spans()
    texts: list[list[PlacedText]] = [[] for _ in spans]
    edges, n, left, right = iter(read.edges), 0, 0.0, 0.0
    for char in with_blanks(read, len(piece.grey)):
        if char != " ":
            left, right = next(edges)
            n = piece.span((left + right) / 2)
        texts[n].append(PlacedText(char, piece.on_page(left), piece.on_page(right), char in apart))
    parts: list[PlacedText] = []
    boxes: list[LineBox] = []
    for span, chars in zip(spans, texts, strict=True):
        kept, doubted = doubted_boxes(chars, window.line.box.top, window.line.box.bottom)
        parts += _parts(span, kept)
        boxes += doubted
    return parts, boxes


def _parts(span: PixelBox, chars: Sequence[PlacedText]) -> Iterator[PlacedText]:
    """The characters of a span put together, but for those that stand alone."""
    for alone, group in groupby(chars, key=lambda char: char.alone):
        part = list(group)
        if alone:
            yield from part
            continue
        x0 = span.x0 if part[0] is chars[0] else part[0].x0
        x1 = span.x1 if part[-1] is chars[-1] else part[-1].x1
        yield PlacedText("".join(char.text for char in part).strip(), x0, x1)


def _drawn(found: LineBrackets) -> list[PixelBox]:
    """The brackets and marks of option boxes; a bracket without a partner is left to the recognizer."""
    return replace(found, lone=()).erasable()


def _shifted(box: PixelBox, x: int, y: int) -> PixelBox:
    return PixelBox(box.x0 + x, box.top + y, box.x1 + x, box.bottom + y)
