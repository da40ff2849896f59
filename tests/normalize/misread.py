"""Pages as a recognizer hands them on: lines with a confidence below 1, and with slips in them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from random import Random

from extract.records import BoxState, Checkbox, Line, Page, Run
from normalize.layout.printed_cells import PrintedCell
from normalize.records import Reading
from tests.normalize.printed import LEFT, MIDDLE, TITLES, line, page, parts, printed, read_document, table, width

SURE = 0.97
SLIPS = {
    "ー": "一", "リ": "り", "力": "カ", "人": "入", "未": "末", "間": "問", "0": "O", "1": "l", "①": "1", "②": "2",
    "③": "3", "④": "4", "Ⅱ": "II", "Ⅲ": "III", "・": "", "※": "", "（": "(", "情": "惰", "っ": "つ", "年": "午",
}  # fmt: skip


def recognized(lines: Sequence[Line], confidence: float = SURE) -> list[Line]:
    """The lines as a recognizer hands them on."""
    return [replace(line, confidence=confidence) for line in lines]


def recognized_cell(text: str, confidence: float = SURE) -> PrintedCell:
    """A ruled cell of an answer, read in a picture."""
    cell = printed(text)
    return replace(cell, lines=recognized(cell.lines, confidence), recognized=True)


def boxed_cell(text: str, confidence: float = SURE, sure: float = SURE) -> PrintedCell:
    """The same with its option boxes as records, which are as likely as `sure` says; U+FFFD is an unclear sign."""
    cell, x, runs, boxes = recognized_cell(text, confidence), MIDDLE, [], []
    (whole,) = cell.lines
    for part in filter(None, re.split(r"(\[.*?\])", text)):
        runs.append(Run(part, x, x + width(part), follows=True))
        if part.startswith("["):
            sign = part[1:-1].strip().strip("\ufffd")
            state = BoxState.SELECTED if sign else BoxState.UNCLEAR if "\ufffd" in part else BoxState.UNSELECTED
            boxes.append(Checkbox(whole.box._replace(x0=x, x1=runs[-1].x1), state, sign, sure))
        x += width(part)
    box = whole.box._replace(x0=MIDDLE, x1=x)
    return replace(cell, lines=[replace(whole, runs=tuple(runs), box=box)], checkboxes=boxes)


def scan(made: Page, confidence: float = SURE) -> Page:
    """The page as if it had been a picture."""
    cells = [replace(cell, lines=tuple(recognized(cell.lines, confidence)), engine="ppocr") for cell in made.cells]
    return replace(made, cells=cells, loose=recognized(made.loose, confidence), engine="ppocr", ocr=True)


def read_scan(
    form: str, *pages: Sequence[Sequence[str]], title: str | None = None, confidence: float = SURE
) -> Reading:
    """What a scanned document of a form says whose pages hold these rows."""
    made = [page(number, table(rows)) for number, rows in enumerate(pages, 1)]
    made[0] = replace(made[0], loose=[line((LEFT, title or TITLES[form]), top=60.0)])
    return parts(read_document([scan(one, confidence) for one in made]))


def with_slips(read: Page, share: float, random: Random) -> Page:
    """A page on which about this share of the characters is misread; brackets and what is in them are read well."""
    cells = [replace(cell, lines=tuple(_slip(line, share, random) for line in cell.lines)) for cell in read.cells]
    return scan(replace(read, cells=cells, loose=[_slip(line, share, random) for line in read.loose]))


def _slip(printed_line: Line, share: float, random: Random) -> Line:
    runs = tuple(Run(_misread(run.text, share, random), run.x0, run.x1) for run in printed_line.runs)
    return replace(printed_line, runs=tuple(run for run in runs if run.text) or printed_line.runs)


def _misread(text: str, share: float, random: Random) -> str:
    signs = []
    for sign in text:
        if sign in "[]［］○〇 　" or random.random() >= share:
            signs.append(sign)
        elif sign in SLIPS:
            signs.append(SLIPS[sign])
        else:
            signs.append(random.choice(["", sign + sign, "国"]))
    return "".join(signs)
