"""`hyokasho show`: the answers of one document as a person reads the form."""

from __future__ import annotations

from itertools import groupby
from pathlib import Path

from rich.console import Console
from rich.table import Table
from rich.text import Text

from extract.document import read_pages
from hyokasho.printable import for_terminal
from normalize.reading import read_document
from normalize.records import DOUBTFUL, Answer, Mark, Reading, Status
from normalize.registry import Form, RowType, load_registry

_STYLES = {
    Status.OK: "",
    Status.BLANK: "dim",
    Status.UNCERTAIN: "bold yellow",
    Status.UNREADABLE: "bold red",
    Status.UNKNOWN_OPTION: "bold yellow",
}
Key = tuple[str, int | None, int | None]


def print_document(file: Path, console: Console | None = None) -> None:
    """Print what `file` says, section by section. Raises `ExtractError` for a file that cannot be read."""
    console = console or Console(highlight=False)
    reading = read_document(read_pages(file.read_bytes()))
    if reading.form is None:
        console.print(
            f"{for_terminal(file.name)}: no 特定個人情報保護評価書 (or no text: pictures are not read yet)",
            markup=False,
        )
        return
    registry = load_registry()
    form = registry.forms.get(reading.form) or registry.forms[registry.change_excerpt.keys_of]
    console.print(_text(f"{form.title}　{reading.form_version or ''}", style="bold"))
    marks: dict[Key, list[Mark]] = {}
    for mark in reading.marks:
        marks.setdefault((mark.form_key, mark.file_no, mark.instance), []).append(mark)
    for (title, file_no), answers in groupby(reading.answers, key=lambda answer: _section(form, answer)):
        table = Table(
            title=title if file_no is None else f"{title}（ファイル {file_no}）", title_justify="left", expand=True
        )
        table.add_column("項目", ratio=3, overflow="fold")
        table.add_column("回答", ratio=7, overflow="fold")
        table.add_column("頁", justify="right")
        for answer in answers:
            table.add_row(_label(answer), _answer(answer, marks), str(answer.place.page))
        console.print(table)
    _print_rest(reading, console)


def _text(printed: str, style: str = "") -> Text:
    """What a document says, with nothing in it that the terminal would obey."""
    return Text(for_terminal(printed), style=style)


def _section(form: Form, answer: Answer) -> tuple[str, int | None]:
    return form.section_of(answer.form_key).title, answer.file_no


def _label(answer: Answer) -> Text:
    return _text(answer.label if answer.instance is None else f"[{answer.instance}] {answer.label}")


def _answer(answer: Answer, marks: dict[Key, list[Mark]]) -> Text:
    if answer.type == RowType.CHECKS:
        text = "　".join(_box(mark) for mark in marks.get((answer.form_key, answer.file_no, answer.instance), ()))
    else:
        text = answer.raw if answer.count is None else f"{answer.raw}（{answer.count}）件"
    if answer.status in DOUBTFUL:
        text = f"{text} 〔{answer.status}〕"
    return _text(text or "—", style=_STYLES[answer.status])


def _box(mark: Mark) -> str:
    sign = "？" if mark.checked is None else "○" if mark.checked else "　"
    detail = f"（{mark.detail}）" if mark.detail else ""
    count = f"（{mark.count}）件" if mark.count is not None else ""
    return f"[{sign}]{mark.option}{detail}{count}"


def _print_rest(reading: Reading, console: Console) -> None:
    """The table of changes and what was printed but not understood."""
    if reading.changes:
        table = Table(title=f"変更箇所（{len(reading.changes)}件）", title_justify="left", expand=True)
        for heading, ratio in (("変更日", 2), ("項目", 3), ("変更前", 5), ("変更後", 5), ("時期", 1)):
            table.add_column(heading, ratio=ratio, overflow="fold")
        for change in reading.changes:
            table.add_row(
                *map(_text, (change.changed_on_raw, change.item, change.before, change.after, change.timing))
            )  # fmt: skip
        console.print(table)
    for finding in reading.findings:
        console.print(_text(f"{finding.kind} (p. {finding.page}): {finding.text}", style="yellow"))
