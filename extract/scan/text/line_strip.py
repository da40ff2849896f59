"""A line's text without its gaps, brackets and marks, as one picture for the recognizer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from extract.scan.arrays import Grey, PixelBox

MARGIN = 1
"""Pixels kept around a line's ink: strokes fade out there."""
GAP = 0.9
"""Wider gaps are shown to the recognizer as this many font sizes of paper: long ones make it invent characters."""
PAPER = 255


@dataclass(frozen=True, slots=True)
class Strip:
    """The spans of a line pushed together; `starts` has for each its left side in the strip and on the page."""

    grey: Grey
    starts: tuple[tuple[int, int], ...]

    def span(self, at: float) -> int:
        """The number of the span that an x of the strip lies in, or follows."""
        return max(sum(at >= start for start, _ in self.starts) - 1, 0)

    def on_page(self, at: float) -> float:
        """Where on the page (pixels) an x of the strip is."""
        start, page = self.starts[self.span(at)]
        return at - start + page


def strip(grey: Grey, spans: Sequence[PixelBox], em: float) -> Strip:
    """The picture of the spans (at least one) of one line, left to right; `em` is the font size in pixels."""
    top, bottom = max(min(s.top for s in spans) - MARGIN, 0), max(s.bottom for s in spans) + MARGIN
    pieces: list[Grey] = []
    starts: list[tuple[int, int]] = []
    at = 0
    for n, span in enumerate(spans):
        x0, x1 = max(span.x0 - MARGIN, 0), span.x1 + MARGIN
        if n:
            gap = min(x0 - spans[n - 1].x1 - MARGIN, int(GAP * em))
            pieces.append(np.full((min(bottom, len(grey)) - top, max(gap, 0)), PAPER, np.uint8))
            at += pieces[-1].shape[1]
        starts.append((at, x0))
        pieces.append(grey[top:bottom, x0:x1])
        at += pieces[-1].shape[1]
    return Strip(np.concatenate(pieces, axis=1), tuple(starts))


def without(spans: Sequence[PixelBox], taken: Sequence[PixelBox]) -> list[PixelBox]:
    """What is left of `spans` from left to right beside the boxes `taken` out of them."""
    left: list[PixelBox] = []
    for span in spans:
        at = span.x0
        for box in sorted(box for box in taken if box.x1 > span.x0 and box.x0 < span.x1):
            if box.x0 > at:
                left.append(span._replace(x0=at, x1=box.x0))
            at = max(at, box.x1)
        if at < span.x1:
            left.append(span._replace(x0=at))
    return left
