"""Blanks between the words of a line: a recognizer names characters only, blanks show in the gaps between them."""

from __future__ import annotations

from statistics import median

from extract.scan.arrays import RecognizedLine

LATIN_END = "\u0250"
"""Blanks are told beside characters below this one; kanji and kana are set without any."""
GAP = 0.3
"""A blank is wider than this share of the height of the line ..."""
USUAL_GAPS = 2.0
"""... and than so many of the line's usual gaps: type may be spaced out."""


def with_blanks(line: RecognizedLine, height: float) -> str:
    """The text of a line whose ink is `height` pixels high, with blanks where its Latin words stand apart."""
    gaps = [after[0] - before[1] for before, after in zip(line.edges, line.edges[1:], strict=False)]
    if not gaps:
        return line.text
    least = max(GAP * height, USUAL_GAPS * median(gaps))
    text = line.text[0]
    for before, after, gap in zip(line.text, line.text[1:], gaps, strict=False):
        apart = gap > least and before < LATIN_END and after < LATIN_END
        text += f" {after}" if apart else after
    return text
