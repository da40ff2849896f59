"""Gold and dataset → one judgement for each thing that is printed."""

from __future__ import annotations

from collections.abc import Iterator

from hyokasho.evaluation.change_scores import judge_changes
from hyokasho.evaluation.comparable import comparable, comparable_answers, edit_distance
from hyokasho.evaluation.gold import GoldAnswer, GoldDocument
from hyokasho.evaluation.judgement import Judgement, ValueKind
from hyokasho.evaluation.written import WrittenDocument
from normalize.arrow.lazy_rows import DatasetRow
from normalize.records import Status
from normalize.registry import RowType

READ = frozenset({"ok", "partial"})
"""The status of a document of which something could be read."""
CHOICES = frozenset({RowType.CHOICE, RowType.CHOICE_WITH_COUNT})


def judge(gold: GoldDocument, written: WrittenDocument | None) -> Iterator[Judgement]:
    """All judgements on one assessment; `written` is None where the dataset does not have it."""
    written = written or WrittenDocument()
    yield from _judge_head(gold, written)
    for answer in gold.answers:
        yield from _judge_answer(answer, written, gold.file)
    yield from judge_changes(gold, written)


def _judge_head(gold: GoldDocument, written: WrittenDocument) -> Iterator[Judgement]:
    head, where = written.head, gold.file
    status, form, version = head.get("status"), head.get("form"), head.get("form_version")
    yield Judgement(ValueKind.DOCUMENT, status in READ, status, where, "a readable file", status)
    yield Judgement(ValueKind.FORM, form == gold.form, Status.OK if form else None, where, gold.form, form)
    if gold.version:
        same = _bare_version(version) == _bare_version(gold.version)
        yield Judgement(ValueKind.VERSION, same, Status.OK if version else None, where, gold.version, version)


def _bare_version(version: str | None) -> str:
    return comparable(version).strip("[]")


def _judge_answer(answer: GoldAnswer, written: WrittenDocument, file: str) -> Iterator[Judgement]:
    row = written.fields.get(answer.place, {})
    where = f"{file} {_name(answer)}"
    if row and answer.pages:
        page = row["page"]
        yield Judgement(ValueKind.PAGE, page in answer.pages, row["status"], where, answer.pages, page)
    if answer.type is RowType.CHECKS:
        yield from _judge_marks(answer, written, where)
    elif answer.type in CHOICES:
        read = row.get("value")
        same = bool(row) and comparable(read) == comparable(answer.value)
        yield _of_row(ValueKind.CHOICE, same, row, where, answer.value, read)
    else:
        yield _judge_text(answer, row, where)
    for option, count in answer.counts.items():
        holder = written.mark(answer.place, option) if option else row
        read = holder.get("count")
        yield _of_row(ValueKind.COUNT, comparable(read) == comparable(count), holder, where, count, read)


def _judge_text(answer: GoldAnswer, row: DatasetRow, where: str) -> Judgement:
    read = row.get("raw")
    printed_text, read_text = comparable_answers(answer.value, read) if row else (comparable(answer.value), "")
    edits = min(edit_distance(printed_text, read_text), max(len(printed_text), 1))
    same = bool(row) and not edits
    return Judgement(
        ValueKind.TEXT, same, row.get("status"), where, answer.value, read, row.get("confidence"),
        edits, len(printed_text),
    )  # fmt: skip


def _judge_marks(answer: GoldAnswer, written: WrittenDocument, where: str) -> Iterator[Judgement]:
    for option, checked in answer.options.items():
        row = written.mark(answer.place, option)
        read = row.get("checked")
        yield _of_row(ValueKind.MARK, read is checked, row, f"{where} {option}", checked, read)
        detail = answer.details.get(option)
        if detail:
            same = comparable(row.get("detail")) == comparable(detail)
            yield _of_row(ValueKind.DETAIL, same, row, f"{where} {option}", detail, row.get("detail"))


def _of_row(kind: ValueKind, right: bool, row: DatasetRow, where: str, printed: object, read: object) -> Judgement:
    return Judgement(kind, right, row.get("status"), where, printed, read, row.get("confidence"))


def _name(answer: GoldAnswer) -> str:
    """The answer's key as a reader of the report finds it: II.4.itaku.1, file 1, no. 2."""
    key, file_no, instance = answer.place
    parts = [key, file_no and f"file {file_no}", instance and f"no. {instance}"]
    return ", ".join(part for part in parts if part)
