"""Lines, cells and pages as `extract` hands them on, made by hand: 10 point type, lines 12 points apart."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from extract.records import Box, Cell, Line, Page, Run
from normalize.changes.change_cells import ChangeInterpreter
from normalize.layout.printed_cells import PrintedCell
from normalize.matching.index import FormIndex, Slot, form_index
from normalize.parsing.raw_answer import RawAnswer
from normalize.reading import read_assessments
from normalize.reasons import Reason
from normalize.records import Answer, Change, FindingKind, Reading, Status
from normalize.registry import Option, Row, RowType, load_registry

SIZE, PITCH, MARGIN = 10.0, 12.0, 2.0
LEFT, MIDDLE, RIGHT = 50.0, 150.0, 550.0
"""Edges of the usual table: labels from LEFT to MIDDLE, answers from there to RIGHT."""
HALF_WIDTH_UNTIL = 0x2000


def width(text: str) -> float:
    """Points that a text takes."""
    return sum(SIZE / 2 if ord(char) < HALF_WIDTH_UNTIL else SIZE for char in text)


def line(*runs: tuple[float, str], top: float = 100.0) -> Line:
    """A line of runs, each with the x at which it begins."""
    placed = tuple(Run(text, x, x + width(text)) for x, text in runs)
    return Line(placed, Box(placed[0].x0, top, placed[-1].x1, top + SIZE), SIZE)


def lines(*rows: Sequence[tuple[float, str]]) -> list[Line]:
    """Lines one below the other."""
    return [line(*row, top=100.0 + PITCH * n) for n, row in enumerate(rows)]


def cell(x0: float, top: float, x1: float, text: str, bottom: float | None = None) -> Cell:
    """A cell whose text stands at its top left; as high as its text where `bottom` is not given."""
    words = [words for words in text.split("\n") if words]
    set_lines = tuple(line((x0 + MARGIN, w), top=top + MARGIN + PITCH * n) for n, w in enumerate(words))
    return Cell(Box(x0, top, x1, bottom or top + PITCH * max(1, len(words)) + 2 * MARGIN), set_lines)


def table(
    rows: Iterable[Sequence[str]], edges: Sequence[float] = (LEFT, MIDDLE, RIGHT), top: float = 80.0
) -> list[Cell]:
    """Rows of cells: as many cells as texts, a single one as wide as the table."""
    cells: list[Cell] = []
    for texts in rows:
        height = max(PITCH * max(1, len(text.split("\n"))) for text in texts) + 2 * MARGIN
        bounds = edges if len(texts) > 1 else (edges[0], edges[-1])
        for text, x0, x1 in zip(texts, bounds, bounds[1:], strict=False):
            cells.append(cell(x0, top, x1, text, top + height))
        top += height
    return cells


def page(number: int, cells: Sequence[Cell] = (), loose: Sequence[Line] = ()) -> Page:
    """A page of 600 × 800 points."""
    return Page(number, 600.0, 800.0, list(cells), list(loose))


TITLES = {
    "kiso": "特定個人情報保護評価書（基礎項目評価書）",
    "juten": "特定個人情報保護評価書（重点項目評価書）",
    "zenkoumoku": "特定個人情報保護評価書（全項目評価書）",
}


def read_document(pages: Iterable[Page]) -> Reading:
    """What a file says that holds one assessment; an empty reading for one that holds none."""
    readings = list(read_assessments(pages))
    assert len(readings) <= 1
    return readings[0] if readings else Reading()


def read(form: str, *pages: Sequence[Sequence[str]]) -> Reading:
    """What a document of a form says whose pages hold these rows."""
    title = line((LEFT, TITLES[form]), top=60.0)
    made = [page(number, table(rows)) for number, rows in enumerate(pages, 1)]
    made[0] = replace(made[0], loose=[title])
    return parts(read_document(made))


def parts(reading: Reading) -> Reading:
    """A reading without the rows that were not found: these documents print a part of their form."""
    reading.answers = [answer for answer in reading.answers if answer.status is not Status.NOT_FOUND]
    reading.findings = [finding for finding in reading.findings if finding.kind is not FindingKind.ANSWER_NOT_FOUND]
    reading.marks = [mark for mark in reading.marks if mark.status is not Status.NOT_FOUND]
    return reading


def said(reading: Reading) -> dict[str, str]:
    """The raw answers by key; file and instance follow it where there are any (II.1#1, II.4.itaku.1#1.2)."""
    answers: dict[str, str] = {}
    for answer in reading.answers:
        place = ".".join(str(n) for n in (answer.file_no, answer.instance) if n is not None)
        key = f"{answer.form_key}#{place}" if place else answer.form_key
        assert key not in answers
        answers[key] = answer.raw
    return answers


def row(type: RowType, *options: Option | str, **properties: object) -> Row:
    """A row of a form with these options."""
    listed = tuple(
        Option(no, option) if isinstance(option, str) else replace(option, no=no)
        for no, option in enumerate(options, 1)
    )
    return replace(Row("X.1", "some.field", "①項目", type, options=listed), **properties)  # type: ignore[arg-type]


SUFFICIENCY = row(RowType.CHOICE, "特に力を入れている", "十分である", "課題が残されている")
METHODS = row(
    RowType.CHECKS, "紙", "電子メール", "専用線", "電子記録媒体（フラッシュメモリを除く。）",
    Option(0, "その他", detail=True),
)  # fmt: skip
"""A choice and a row of boxes as the forms print them."""


def printed(text: str, page_number: int = 1, x0: float = MIDDLE, x1: float = RIGHT) -> PrintedCell:
    """A ruled cell of an answer with its text."""
    made = cell(x0, 100.0, x1, text)
    return PrintedCell(page_number, made.box, list(made.lines), made.engine, made.confidence)


def raw_answer(row: Row, *cells: PrintedCell) -> RawAnswer:
    """The cells of an answer to a row, before they are interpreted."""
    return RawAnswer(Slot(0, 0, 0, row), None, None, list(cells))


def change(form: str, page_number: int, texts: Mapping[str, str], *reasons: Reason) -> Change:
    """A row of the table of changes of a form with these texts by column; `reasons` speak against all of them."""
    cells = {key: [printed(text, page_number)] for key, text in texts.items()}
    return ChangeInterpreter(load_registry().change_table, form).change(cells, set(reasons))


def answer(reading: Reading, key: str) -> Answer:
    """The only answer to a row."""
    (found,) = (answer for answer in reading.answers if answer.form_key == key)
    return found


def index(form: str) -> FormIndex:
    return form_index(form)
