"""The answers of a document, section by section as the form prints them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import groupby

from rich.text import Text

from hyokasho.show.sheet import Sheet, printed
from normalize.records import DOUBTFUL, Answer, AnswerKey, Mark, Reading, Status
from normalize.registry import Form, Row, RowType
from normalize.review.sentences import Language, told_reasons
from normalize.text.fold import fold

STYLES = {
    Status.UNCERTAIN: "yellow",
    Status.UNREADABLE: "bold red",
    Status.UNKNOWN_OPTION: "yellow",
    Status.NOT_FOUND: "bold red",
}
BLANK, DOUBT = "—", "▲"
NAME_OF_FILE = "file.name"
IN_HEAD = {"form.version", "assessment.number", "assessment.name", "organization.name", "assessment.published_on"}
"""What the document's head says already, where it was surely read."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which answers to print: of `section` only, only doubtful ones, blank ones too; `language` is that of findings."""

    section: str | None = None
    doubtful: bool = False
    blank: bool = False
    language: Language = "ja"

    def takes(self, answer: Answer) -> bool:
        """Whether an answer is printed."""
        if self.doubtful:
            return answer.status in DOUBTFUL
        if answer.field_id in IN_HEAD and answer.status is Status.OK:
            return self.section is not None
        return self.blank or answer.status is not Status.BLANK

    def takes_section(self, title: str) -> bool:
        """Whether a section is printed: `section` is its number (Ⅱ, II), or part of its title."""
        if self.section is None:
            return True
        asked, number = fold(self.section), fold(title.split("　")[0])
        return asked == number or (asked in fold(title) and not set(asked) <= set("IVX"))


@dataclass(slots=True)
class AnswerPrinter:
    """Prints the answers of one document on a sheet."""

    form: Form
    reading: Reading
    sheet: Sheet
    wanted: Wanted
    _marks: dict[AnswerKey, list[Mark]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for mark in self.reading.marks:
            self._marks.setdefault((mark.form_key, mark.file_no, mark.instance), []).append(mark)

    def print_all(self) -> int:
        """Print what is wanted; returns how many sections had any of it."""
        sections = 0
        for (title, file_no), group in groupby(self.reading.answers, key=self._section):
            answers = list(group)
            chosen = [answer for answer in answers if self.wanted.takes(answer)]
            if self.wanted.takes_section(title) and chosen:
                self.sheet.section(title + self._file(file_no))
                self._print_section(chosen)
                self._print_left_out(answers)
                sections += 1
        return sections

    def _section(self, answer: Answer) -> tuple[str, int | None]:
        return self.form.section_of(answer.form_key).title, answer.file_no

    def _file(self, file_no: int | None) -> str:
        if file_no is None:
            return ""
        names = (a.raw for a in self.reading.answers if a.field_id == NAME_OF_FILE and a.file_no == file_no)
        return "　".join(["", f"ファイル{file_no}", " ".join(next(names, "").split())]).rstrip()

    def _print_section(self, answers: list[Answer]) -> None:
        before: list[tuple[int, str]] = []
        for answer in answers:
            headings = list(self._headings(answer))
            for at, (depth, heading) in enumerate(headings):
                if before[: at + 1] != headings[: at + 1] and not (depth == 0 and self._is_block(answer)):
                    self.sheet.heading(heading, depth)
            before = headings
            self._print_answer(answer)

    def _headings(self, answer: Answer) -> Iterator[tuple[int, str]]:
        """The printed headings that an answer stands below, and how deep each is: block, instance, risk."""
        block, row = self.form.block_of(answer.form_key), self.form.row(answer.form_key)
        if block.title:
            yield 0, block.title
        if block.group is not None and answer.instance is not None:
            yield 1, f"{block.group.name}{answer.instance}"
        if label := _label_above(row, block.rows):
            yield 2, label.label

    def _is_block(self, answer: Answer) -> bool:
        """Whether the label of an answer is the heading of its block."""
        return fold(self.form.block_of(answer.form_key).title) == fold(self.form.row(answer.form_key).label)

    def _print_answer(self, answer: Answer) -> None:
        label = "名称" if self.form.row(answer.form_key).instance_heading else answer.label
        marks = self._marks.get((answer.form_key, answer.file_no, answer.instance), [])
        boxes = [_box(mark) for mark in marks] if answer.type == RowType.CHECKS else []
        self.sheet.row(label, boxes or _text(answer), answer.place.page, self._is_block(answer))
        if answer.status in DOUBTFUL:
            style = STYLES[answer.status]
            self.sheet.indented(Text(DOUBT, style=style), printed(self._doubt(answer), style), by=4)

    def _doubt(self, answer: Answer) -> str:
        """Status, reasons and place of a doubtful answer, and what the recognizer said where that was set right."""
        told = [str(answer.status), told_reasons(answer.reasons, self.wanted.language), f"p.{answer.place.page}"]
        if answer.place.confidence < 1:
            told.append(f"確からしさ {answer.place.confidence:.2f}")
        if answer.raw_ocr is not None:
            told.append(f"文字認識の読み「{' '.join(answer.raw_ocr.split())}」")
        return "　".join(told)

    def _print_left_out(self, answers: list[Answer]) -> None:
        blanks = sum(answer.status is Status.BLANK for answer in answers)
        if blanks and not (self.wanted.blank or self.wanted.doubtful):
            self.sheet.line(Text(f"（ほかに空欄 {blanks}　--all で表示）", style="dim"))


def _label_above(row: Row, rows: tuple[Row, ...]) -> Row | None:
    """The row without an answer that is printed as a heading of this one: its ancestor, or the last one before it.

    A heading that rows are indented under is that of these alone.
    """
    by_key = {other.key: other for other in rows}
    parents = {other.parent for other in rows}
    above = by_key.get(row.parent or "")
    while above is not None and above.type is not RowType.LABEL:
        above = by_key.get(above.parent or "")
    if above is not None:
        return above
    before = rows[: rows.index(row)]
    return next((other for other in reversed(before) if other.type is RowType.LABEL and other.key not in parents), None)


def _text(answer: Answer) -> Text:
    if answer.status is Status.BLANK:
        return Text(BLANK, style="dim")
    raw = answer.raw if answer.count is None else f"{answer.raw}（{answer.count}件）"
    return printed(raw or BLANK, STYLES.get(answer.status, ""))


def _box(mark: Mark) -> Text:
    sign = "？" if mark.checked is None else "○" if mark.checked else "　"
    more = f"（{mark.detail}）" if mark.detail else ""
    count = f"（{mark.count}件）" if mark.count is not None else ""
    style = STYLES[Status.UNREADABLE] if mark.checked is None else "" if mark.checked else "dim"
    return printed(f"[{sign}]{mark.option}{more}{count}", style)
