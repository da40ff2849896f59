"""What one assessment says → rows of the dataset's tables, dicts that are made one after the other."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from normalize.arrow.entities import wide_rows
from normalize.arrow.lazy_rows import DatasetRow, Rows
from normalize.arrow.stated import stated
from normalize.arrow.terms import term_rows
from normalize.records import NOWHERE, Answer, Change, Finding, Mark, Place, Reading
from normalize.registry import load_registry
from normalize.review.sentences import message


def tabulate(document_id: str, reading: Reading, findings_before: int = 0) -> dict[str, Iterable[DatasetRow]]:
    """The rows that an assessment adds to each table of answers, and to `findings` (columns left out are null).

    They are made while they are asked for, each time anew: all of a long document's would take much memory. Findings
    are numbered through a document: there are `findings_before` of the assessments before this one.
    """
    whose: DatasetRow = {"document_id": document_id, "assessment_no": reading.number}
    head: DatasetRow = whose | {"form": reading.form}
    rows: dict[str, Iterable[DatasetRow]] = {
        "fields": Rows(lambda: (head | _field(answer) for answer in reading.answers)),
        "marks": Rows(lambda: (head | _mark(mark) for mark in reading.marks)),
        "changes": Rows(lambda: (whose | _change(no, change) for no, change in enumerate(reading.changes, 1))),
        "change_cells": Rows(
            lambda: (whose | row for no, change in enumerate(reading.changes, 1) for row in _cells(no, change))
        ),
        "terms": Rows(lambda: (head | row for row in term_rows(reading.answers))),
        "findings": Rows(
            lambda: (
                whose | _finding(no, finding, reading)
                for no, finding in enumerate(reading.findings, findings_before + 1)
            )
        ),
    }
    return rows | wide_rows(head, reading)


def _placed(place: Place) -> DatasetRow:
    if place.box == NOWHERE:
        return {"page": place.page, "confidence": place.confidence}
    x0, top, x1, bottom = place.box
    return {
        "page": place.page, "x0": round(x0, 2), "top": round(top, 2), "x1": round(x1, 2), "bottom": round(bottom, 2),
        "engine": place.engine, "confidence": round(place.confidence, 3),
    }  # fmt: skip


def _field(answer: Answer) -> DatasetRow:
    return {
        "form_key": answer.form_key, "field_id": answer.field_id, "file_no": answer.file_no,
        "instance": answer.instance, "label": answer.label, "type": answer.type, "raw": answer.raw,
        "value": answer.value, "option_no": answer.option_no, "count": answer.count, "value_min": answer.value_min,
        "value_max": answer.value_max, "value_date": answer.value_date, "date_precision": answer.date_precision,
        **_placed(answer.place), **stated(answer), "page_ref": answer.page_ref, "reason": answer.reason,
        "raw_ocr": answer.raw_ocr,
    }  # fmt: skip


def _mark(mark: Mark) -> DatasetRow:
    return {
        "form_key": mark.form_key, "field_id": mark.field_id, "file_no": mark.file_no, "instance": mark.instance,
        "option_no": mark.option_no, "option": mark.option, "checked": mark.checked, "detail": mark.detail,
        "count": mark.count, **_placed(mark.place), **stated(mark), "sign": mark.sign,
    }  # fmt: skip


def _change(number: int, change: Change) -> DatasetRow:
    date, item = change.date, change.cells.get("item")
    return {
        "row_no": number,
        "changed_on": date.first if date is not None and date.precision == "day" else None,
        "changed_on_raw": change.changed_on_raw, "item": change.item, "item_raw": "" if item is None else item.raw,
        "before": change.before, "after": change.after, "timing": change.timing or None, "reason": change.reason,
        "target_field_id": change.target, **_placed(change.place), **stated(change),
    }  # fmt: skip


def _cells(number: int, change: Change) -> Iterator[DatasetRow]:
    for column, cell in change.cells.items():
        date = change.date if column == "changed_on" else None
        yield {
            "row_no": number, "column": column, "raw": cell.raw,
            "value": (cell.value or None) if date is None else date.value, **_placed(cell.place), **stated(cell),
        }  # fmt: skip


def document_findings(document_id: str, findings: Iterable[Finding], before: int) -> Iterator[DatasetRow]:
    """The rows of `findings` that are about a file, not about one of its assessments; so many stand `before` them."""
    for number, finding in enumerate(findings, before + 1):
        yield {"document_id": document_id, "assessment_no": None} | _told(number, finding, "")


def _finding(number: int, finding: Finding, reading: Reading) -> DatasetRow:
    """Its row; pages outside the assessment (a letter before it) are those of none."""
    own = reading.page_first <= finding.page <= reading.page_last
    return {"assessment_no": reading.number if own else None} | _told(number, finding, reading.form or "")


def _told(number: int, finding: Finding, form: str) -> DatasetRow:
    spec = load_registry().findings.kinds[finding.kind]
    return {
        "finding_no": number, "kind": str(finding.kind), "page": finding.page,
        "form_key": finding.form_key, "text": finding.text, "about": spec.about, "severity": spec.severity,
        "message_ja": message(finding, form, "ja"), "message_en": message(finding, form, "en"),
        "file_no": finding.file_no, "instance": finding.instance,
        "status_reasons": sorted(map(str, finding.reasons)) or None,
    }  # fmt: skip
