"""A choice on paper of whose options one is ringed with a pen: a recognizer read the option, slips and all.

A ring is drawn around an option or around its number. Where what it is drawn around cannot be told, nobody knows what
was chosen: such a choice is never blank.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from extract.records import Box, Line, SetOff
from normalize.answers.boxes.laid_out import LaidOut, lay_out
from normalize.answers.choices.choices import Choice
from normalize.answers.options.likely_options import Likely, likely_option
from normalize.answers.policy import OPTION_READ, misread_option
from normalize.layout.printed_cells import PrintedCell
from normalize.reasons import Reason
from normalize.registry import Row
from normalize.text.fold import fold

MOST, PART = 0.7, 0.5
"""A ring reaches over so much of the height of its line at least, and over no more than that of any other."""
GAP = 0.8
"""Options in a line stand at least so many font sizes apart, or have signs between them."""
_BEFORE = re.compile(r"^\W+")
"""What a ring leaves of the number that it runs through."""
_BETWEEN = "・/、,|"
"""What may stand between the options of a list without numbers, folded."""


def read_pen_ringed(row: Row, cells: Sequence[PrintedCell], choice: Choice) -> Choice:
    """The option that is ringed, of a choice of which no value was read; or the doubt that one is.

    A value that was read is in doubt where another option is ringed. `choice` is what was read otherwise.
    """
    places = [(cell, place) for cell in cells for place in cell.set_off if place.ringed]
    if not places or row.unprinted_options:
        return choice
    told = [_ringed(row, cells, cell.page, place) for cell, place in places]
    options = {likely.option.no: likely for likely in told if likely is not None and likely.option is not None}
    if choice.option is not None:
        others = options.keys() - {choice.option.no}
        return replace(choice, reasons=choice.reasons | {Reason.SECOND_VALUE}) if others else choice
    if len(options) != 1 or len(options) < len(told):
        return replace(choice, reasons=choice.reasons | {Reason.OPTION_SET_OFF})
    (likely,) = options.values()
    assert likely.option is not None
    confidence = min(OPTION_READ, misread_option(likely.difference))
    return replace(choice, raw=likely.option.label, option=likely.option, confidence=confidence)


def _ringed(row: Row, cells: Sequence[PrintedCell], page: int, place: SetOff) -> Likely | None:
    """The option that a ring is drawn around; None where that is not certain, and for what may be no ring."""
    line = _line(cells, page, place.box)
    if line is None or not place.sure:
        return None
    laid = lay_out(line)
    inside = [n for n in range(len(laid.text)) if place.box.x0 < (laid.x(n) + laid.x(n + 1)) / 2 < place.box.x1]
    if not inside:
        return None
    first, last = inside[0], inside[-1] + 1
    texts = (laid.text[first:last], laid.text[first : _end(laid, first)])
    read = [likely_option(row.options, _BEFORE.sub("", fold(text)).strip(_BETWEEN)) for text in texts]
    known = [likely for likely in read if likely.option is not None]
    numbers = {likely.option.no for likely in known if likely.option is not None}
    return known[-1] if len(numbers) == 1 else None


def _line(cells: Sequence[PrintedCell], page: int, ring: Box) -> Line | None:
    """The line that a ring is drawn on; None where it may be another one."""
    near = [
        (_share(line, ring), line)
        for cell in cells
        if cell.page == page
        for line in cell.lines
        if line.box.x0 < ring.x1 and line.box.x1 > ring.x0
    ]
    ranked = sorted(near, key=lambda each: each[0], reverse=True)
    if not ranked or ranked[0][0] < MOST or any(share > PART for share, _ in ranked[1:]):
        return None
    return ranked[0][1]


def _share(line: Line, ring: Box) -> float:
    """The share of a line's height that a ring reaches over."""
    return (min(line.box.bottom, ring.bottom) - max(line.box.top, ring.top)) / max(line.box.height, 0.1)


def _end(laid: LaidOut, first: int) -> int:
    """Where the text that a character belongs to ends: before the next gap."""
    runs = [run for run in laid.runs if run.stop > first]
    gaps = [a.stop for a, b in pairwise(runs) if b.x0 - a.x1 > GAP * laid.size]
    return gaps[0] if gaps else len(laid.text)
