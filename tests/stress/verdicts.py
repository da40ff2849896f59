"""Gold and what was read of it, compared as the score does: each value right, silent, missing or flagged."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from hyokasho.document.result import DocumentResult
from hyokasho.evaluation.change_scores import COLUMNS, pair_rows
from hyokasho.evaluation.comparable import comparable, comparable_answers
from hyokasho.evaluation.judgement import TRUSTED
from hyokasho.evaluation.written import WrittenDocument
from normalize.arrow.lazy_rows import DatasetRow
from tests.stress.ink import CUT, GONE, GONE_OPTIONS, INK, UNTOLD

RIGHT, SILENT, MISSING, FLAGGED = "right", "silent", "missing", "flagged"
VERSION = "cover.version"
UNSURE, UNSURE_OPTIONS = "unsure", "unsure_options"
"""What nobody can read for certain, so that only a row that does not say ok is right; of boxes, which of them."""
FEW = 3
"""So many lost answers a document that says ok may lack."""


@dataclass
class Outcome:
    """What the reading of one document came to; `complaints` name each value that is not right."""

    verdicts: Counter[str] = field(default_factory=Counter)
    complaints: list[tuple[str, str]] = field(default_factory=list)
    invented: int = 0
    ok_but_lacks: bool = False
    status: str = ""


def written(result: DocumentResult) -> list[WrittenDocument]:
    """The rows of each assessment of a result, where they can be looked up; of a file without any those of the file."""
    rows = {name: table.to_pylist() for name, table in result.tables.items()}
    head = rows["documents"][0]
    found = [WrittenDocument(head | row) for row in rows.get("assessments", ())]
    for row in rows.get("fields", ()):
        found[row["assessment_no"] - 1].fields[row["form_key"], row["file_no"], row["instance"]] = row
    for row in rows.get("marks", ()):
        place = row["form_key"], row["file_no"], row["instance"]
        found[row["assessment_no"] - 1].marks[place, comparable(row["option"])] = row
    for row in sorted(rows.get("changes", ()), key=lambda row: row["row_no"]):
        found[row["assessment_no"] - 1].changes.append(row)
    return found or [WrittenDocument(head)]


def compare(gold: dict[str, Any], documents: Sequence[WrittenDocument]) -> Outcome:
    """The verdict on every value of one file, assessment by assessment."""
    assessments = gold.get("assessments", [gold])
    lacking = [WrittenDocument({"status": documents[0].head["status"]})] * (len(assessments) - len(documents))
    outcome = Outcome(status=documents[0].head["status"])
    for number, (own, document) in enumerate(zip(assessments, [*documents, *lacking], strict=False), 1):
        found = _compare_assessment(own, document)
        which = f"assessment {number} " if len(assessments) > 1 else ""
        outcome.verdicts.update(found.verdicts)
        outcome.complaints += [(verdict, which + text) for verdict, text in found.complaints]
        outcome.invented += found.invented
        outcome.ok_but_lacks |= found.ok_but_lacks
        _compare_boundary(own, document, which, outcome)
    if "verdict" in gold:
        _compare_verdict(gold, documents, outcome)
    for document in documents[len(assessments) :]:
        outcome.invented += sum(row["status"] in TRUSTED for row in document.fields.values())
    return outcome


def _compare_verdict(gold: dict[str, Any], documents: Sequence[WrittenDocument], outcome: Outcome) -> None:
    """Whether a file holds assessments, and how many; else why it holds none."""
    head = documents[0].head
    read = f"read {len(documents)}" if "assessment_no" in head else head["error_code"]
    count = len(gold["assessments"])
    printed = f"read {count}" if count else gold["verdict"]
    _note(outcome, "verdict", read == printed, {"status": "ok"}, printed, read, None)


def _compare_boundary(gold: dict[str, Any], document: WrittenDocument, which: str, outcome: Outcome) -> None:
    """Where an assessment of several begins, and where it ends unless blank pages behind it may be counted to it."""
    if "page_first" in gold:
        same = document.head.get("page_first") == gold["page_first"]
        printed, read = gold["page_first"], document.head.get("page_first")
        _note(outcome, f"{which}page_first", same, {"status": "ok"}, printed, read, None)
    if "page_last_most" in gold:
        printed, read = gold["page_last"], document.head.get("page_last")
        same = read is not None and printed <= read <= gold["page_last_most"]
        _note(outcome, f"{which}page_last", same, {"status": "ok"}, printed, read, None)


def _compare_assessment(gold: dict[str, Any], document: WrittenDocument) -> Outcome:
    outcome = Outcome(status=document.head["status"])
    for entry in gold["entries"]:
        if entry.get(INK) != UNTOLD and entry["key"] != VERSION:
            _compare_entry(entry, document, outcome)
    _compare_changes(gold["changes"], document.changes, outcome)
    places = {(entry["key"], entry["file_no"], entry["instance"]) for entry in gold["entries"]}
    others = [row for place, row in document.fields.items() if place not in places and place[0] != VERSION]
    outcome.invented += sum(row["status"] == "ok" for row in others)
    gone = sum(entry.get(INK) in (GONE, CUT) for entry in gold["entries"])
    lacks = outcome.verdicts[MISSING] > 0 or gone > FEW
    outcome.ok_but_lacks = lacks and document.head["status"] == "ok"
    return outcome


def _compare_entry(entry: dict[str, Any], document: WrittenDocument, outcome: Outcome) -> None:
    place = entry["key"], entry["file_no"], entry["instance"]
    row = document.fields.get(place, {})
    where = " ".join(str(part) for part in place if part is not None)
    ink = CUT if entry.get(UNSURE) else entry.get(INK)
    counts = entry["count"] if isinstance(entry["count"], dict) else {}
    if isinstance(entry["value"], dict):
        for option, checked in entry["value"].items():
            mark = document.mark(place, option)
            name = f"{where} {option}"
            known = None if option not in entry.get(UNSURE_OPTIONS, (option,)) else ink
            _note(outcome, name, mark.get("checked") is checked, mark, checked, mark.get("checked"), known)
            detail = entry["details"].get(option)
            if detail:
                _compare_part(outcome, f"{name} detail", detail, mark, "detail", ink)
            if counts.get(option):
                _compare_part(outcome, f"{name} count", counts[option], mark, "count", ink)
        for option in entry.get(GONE_OPTIONS, ()):
            mark = document.mark(place, option)
            _note(outcome, f"{where} {option}", False, mark, None, mark.get("checked"), GONE)
    elif entry["type"].startswith("choice"):
        _compare_part(outcome, where, entry["value"], row, "value", ink)
        if entry["count"]:
            _compare_part(outcome, f"{where} count", entry["count"], row, "count", ink)
    else:
        printed, read = comparable_answers(entry["value"], row.get("raw"))
        _note(outcome, where, bool(row) and printed == read, row, entry["value"], row.get("raw"), ink)


def _compare_part(outcome: Outcome, where: str, printed: object, row: DatasetRow, column: str, ink: str | None) -> None:
    read = row.get(column)
    _note(outcome, where, bool(row) and comparable(printed) == comparable(read), row, printed, read, ink)


def _note(
    outcome: Outcome, where: str, same: bool, row: DatasetRow, printed: object, read: object, ink: str | None
) -> None:
    """Count one value: of lost ink only a claim is wrong, of whole ink another value and no row too."""
    status = row.get("status")
    if ink in (GONE, CUT):
        verdict = SILENT if status in TRUSTED else RIGHT
    elif same:
        verdict = RIGHT
    else:
        verdict = SILENT if status in TRUSTED else MISSING if status is None else FLAGGED
    outcome.verdicts[verdict] += 1
    if verdict != RIGHT:
        told = f"printed {_short(printed)}, read {_short(read)} ({status or 'no row'}{', ' + ink if ink else ''})"
        outcome.complaints.append((verdict, f"{where}: {told}"))


def _compare_changes(printed: list[dict[str, Any]], read: list[DatasetRow], outcome: Outcome) -> None:
    whole = tuple(change for change in printed if change.get(INK) != GONE)
    for change, row in pair_rows(whole, read):
        if change.get(INK) == UNTOLD:
            continue
        for gold_column, column in COLUMNS.items():
            cell = change[gold_column]
            if row or comparable(cell):
                where = f"change {change['row_no']} {gold_column}"
                same = bool(row) and comparable(cell) == comparable(row.get(column))
                _note(outcome, where, same, row, cell, row.get(column), change.get(INK))
    outcome.invented += max(sum(row["status"] == "ok" for row in read) - len(whole), 0)


def _short(value: object) -> str:
    text = repr(value)
    return text if len(text) <= 50 else f"{text[:50]}…"
