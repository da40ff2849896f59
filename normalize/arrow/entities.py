"""Answers → the wide tables for analysts, one row a thing, driven by the columns of the registry."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

from normalize.arrow.lazy_rows import DatasetRow, Rows
from normalize.arrow.stated import stated
from normalize.grammar.laws.citations import parse_citations
from normalize.grammar.lists.record_items import normalize_item, parse_record_items
from normalize.grammar.vendors.vendors import parse_vendors
from normalize.records import Answer, InstanceKey, Mark, Reading, Status
from normalize.registry import AnswerPart, Table, load_registry

ENTITIES = ("files", "systems", "entrustments", "provisions", "transfers")
"""The tables that hold one row for each file, or for each instance of a group."""
CONTRACTORS = "entrustments"
"""The one of them that names contractors."""


def wide_rows(head: DatasetRow, reading: Reading) -> dict[str, Iterable[DatasetRow]]:
    """The rows of all wide tables; `head` holds document_id, assessment_no and form."""
    tables = load_registry().tables
    whose = {name: value for name, value in head.items() if name != "form"}

    def entities(name: str) -> Rows:
        return Rows(lambda: (whose | row for row in _entities(tables[name], reading)))

    rows: dict[str, Iterable[DatasetRow]] = {name: entities(name) for name in ENTITIES}
    return rows | {
        "risks": Rows(lambda: (head | row for row in _risks(reading.answers))),
        "record_items": Rows(lambda: (whose | row for row in _record_items(tables["record_items"], reading.answers))),
        "legal_bases": Rows(lambda: (whose | row for row in _legal_bases(tables["legal_bases"], reading.answers))),
    }


def _entities(table: Table, reading: Reading) -> Iterator[DatasetRow]:
    """One row for each file or instance of which anything is answered."""
    wanted = {column.field_id for column in table.columns if column.field_id}
    marks: dict[tuple[str, int | None, int | None], list[Mark]] = defaultdict(list)
    for mark in reading.marks:
        if mark.checked and mark.field_id in wanted:
            marks[mark.field_id, mark.file_no, mark.instance].append(mark)
    by_place: dict[InstanceKey, dict[str, Answer]] = {}
    has_instance = any(column.name == "instance" for column in table.columns)
    for answer in reading.answers:
        if answer.field_id in wanted and (has_instance or answer.file_no is not None):
            place = (answer.file_no, answer.instance if has_instance else None)
            by_place.setdefault(place, {}).setdefault(answer.field_id, answer)
    for (file_no, instance), found in by_place.items():
        if all(answer.status in (Status.BLANK, Status.NOT_FOUND) for answer in found.values()):
            continue
        row: DatasetRow = {"file_no": file_no, "instance": instance} if has_instance else {"file_no": file_no}
        for column in table.columns:
            own = found.get(column.field_id) if column.field_id else None
            if own is not None:
                row[column.name] = _PARTS[column.part](own, marks[own.field_id, own.file_no, own.instance])
        if table.name == CONTRACTORS:
            row |= _contractor(row.get("contractor"))
        yield row | stated(*found.values())


_PARTS: dict[AnswerPart, Callable[[Answer, list[Mark]], Any]] = {
    AnswerPart.VALUE: lambda answer, marks: answer.value,
    AnswerPart.RAW: lambda answer, marks: answer.raw or None,
    AnswerPart.VALUE_MIN: lambda answer, marks: answer.value_min,
    AnswerPart.VALUE_MAX: lambda answer, marks: answer.value_max,
    AnswerPart.VALUE_DATE: lambda answer, marks: answer.value_date if answer.date_precision == "day" else None,
    AnswerPart.OPTION_NO: lambda answer, marks: answer.option_no,
    AnswerPart.COUNT: lambda answer, marks: answer.count,
    AnswerPart.PAGE: lambda answer, marks: answer.place.page,
    AnswerPart.MARKS: lambda answer, marks: [mark.option for mark in marks],
    AnswerPart.DETAILS: lambda answer, marks: [mark.detail for mark in marks if mark.detail],
}


def _contractor(printed: str | None) -> DatasetRow:
    """Normalized names and notes of the contractors named in one answer."""
    vendors = parse_vendors(printed) if printed else []
    names = [vendor.normalized for vendor in vendors if vendor.normalized]
    notes = [vendor.note for vendor in vendors if vendor.note]
    return {"contractor_normalized": "、".join(names) or None, "contractor_note": "、".join(notes) or None}


def _risks(answers: Sequence[Answer]) -> Iterator[DatasetRow]:
    """One row for each risk of each file, in the order of the registry."""
    by_field: dict[str, list[Answer]] = defaultdict(list)
    for answer in answers:
        by_field[answer.field_id].append(answer)
    for risk in load_registry().risks.values():
        fields = [*risk.measures, *([risk.judgement] if risk.judgement else [])]
        printed = [answer for field in fields for answer in by_field.get(field, ())]
        for file_no in dict.fromkeys(answer.file_no for answer in printed):
            own = [answer for answer in printed if answer.file_no == file_no]
            judged = next((answer for answer in own if answer.field_id == risk.judgement), None)
            measures = [f"{a.label}：{a.value}" for a in own if a is not judged and a.value is not None]
            yield {
                "file_no": file_no, "risk_id": risk.id, "risk": risk.ja, "measures": "\n".join(measures) or None,
                "judgement": judged.value if judged else None, "judgement_no": judged.option_no if judged else None,
                "page": min(answer.place.page for answer in own), **stated(*own),
            }  # fmt: skip


def _record_items(table: Table, answers: Sequence[Answer]) -> Iterator[DatasetRow]:
    for answer in answers:
        if answer.field_id not in table.rows_from:
            continue
        numbers: dict[str | None, int] = defaultdict(int)
        trust = stated(answer)
        for entry in parse_record_items(answer.raw):
            numbers[entry.file] += 1
            yield {
                "file_no": answer.file_no, "file_name": entry.file, "item_no": numbers[entry.file],
                "item": entry.item, "item_normalized": normalize_item(entry.item), "page": answer.place.page,
                **trust,
            }  # fmt: skip


def _legal_bases(table: Table, answers: Sequence[Answer]) -> Iterator[DatasetRow]:
    for answer in answers:
        if answer.field_id not in table.rows_from:
            continue
        trust = stated(answer)
        for number, citation in enumerate(parse_citations(answer.raw), 1):
            yield {
                "form_key": answer.form_key, "field_id": answer.field_id, "file_no": answer.file_no,
                "instance": answer.instance, "citation_no": number, "raw": citation.printed,
                "law": citation.law_printed or citation.law, "law_normalized": citation.law,
                "table": citation.table, "article": citation.article, "paragraph": citation.paragraph,
                "item": citation.item, "table_item": citation.table_item, "page": answer.place.page,
                **trust,
            }  # fmt: skip
