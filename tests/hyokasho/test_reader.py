"""What a document comes to whose pages end early, or that this program fails on: a part, and no more than was read."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

import pytest

from extract.records import UNREADABLE_PICTURE, Line, Page, TextLayer
from hyokasho.document.reader import read_file
from hyokasho.document.result import DocumentResult
from normalize.answers.interpret import READERS
from normalize.parsing.raw_answer import RawAnswer
from normalize.records import Answer, Reading
from normalize.registry import RowType, expected_rows, load_registry
from tests.normalize.printed import LEFT, TITLES, line, page, table

ROWS = (
    [["Ⅰ　関連情報"], ["①事務の名称", "児童手当の支給"], ["②事務の概要", "児童を養育する者に、"]],
    [["Ⅳ　開示請求、問合せ"], ["連絡先", "総務課"]],
)


def document(*pages: Sequence[Sequence[str]]) -> Iterator[Page]:
    """A cover, and pages with these rows."""
    yield page(1, loose=[line((LEFT, TITLES["kiso"]), top=60.0)])
    for number, rows in enumerate(pages, 2):
        yield page(number, table(rows))


def stopped() -> Iterator[Page]:
    """The pages until memory is short."""
    yield from document(ROWS[0])
    raise MemoryError


def read(monkeypatch: pytest.MonkeyPatch, pages: Iterator[Page]) -> DocumentResult:
    monkeypatch.setattr("hyokasho.document.reader.read_pages", lambda data: pages)
    return read_file(b"", "a.pdf", "a.pdf")


def rows(result: DocumentResult, table: str, *columns: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = result.tables[table].select(list(columns)).to_pylist()
    return found


def test_the_last_answer_before_the_reading_was_stopped_is_uncertain(monkeypatch: pytest.MonkeyPatch) -> None:
    result = read(monkeypatch, stopped())
    assert rows(result, "documents", "status", "error_code", "pages") == [
        {"status": "partial", "error_code": "memory_limit", "pages": 2}
    ]
    assert [row for row in rows(result, "fields", "value", "status") if row["status"] != "not_found"] == [
        {"value": "児童手当の支給", "status": "ok"},
        {"value": "児童を養育する者に、", "status": "uncertain"},
    ]
    assert {"kind": "unreadable_page", "page": 3, "text": "memory_limit"} in rows(
        result, "findings", "kind", "page", "text"
    )


def test_a_document_that_this_program_fails_on_is_partial(monkeypatch: pytest.MonkeyPatch) -> None:
    def failing(self: object, page: Page) -> list[Line]:
        if page.number > 2:
            raise ZeroDivisionError
        return []

    monkeypatch.setattr("normalize.layout.pages.running.RunningLines.take_out", failing)
    result = read(monkeypatch, document(*ROWS))
    assert rows(result, "documents", "status", "error_code", "error_message", "pages") == [
        {
            "status": "partial", "error_code": "internal_error", "pages": 3,
            "error_message": "1 of 3 pages made this program fail (please report this file)",
        }
    ]  # fmt: skip
    found = [row["value"] for row in rows(result, "fields", "value", "status") if row["status"] != "not_found"]
    assert found == ["児童手当の支給", "児童を養育する者に、"]


def test_a_document_with_an_answer_that_this_program_fails_on_is_partial(monkeypatch: pytest.MonkeyPatch) -> None:
    def failing(raw: RawAnswer, answer: Answer, reading: Reading) -> None:
        raise ZeroDivisionError

    monkeypatch.setitem(READERS, RowType.DATE, failing)
    result = read(monkeypatch, whole())
    said = "3 of 25 answers made this program fail (please report this file)"
    assert outcome(result)[:3] == ("partial", "internal_error", said)
    form = load_registry().forms["kiso"]
    for row in rows(result, "fields", "form_key", "status", "status_reasons"):
        failed = form.row(row["form_key"]).type is RowType.DATE
        assert (row["status"], row["status_reasons"]) == (
            ("unreadable", ["internal_error"]) if failed else ("ok", None)
        )


# what a document that was read whole lacks

VALUES = {RowType.CHOICE: "[ {option} ]", RowType.CHECKS: "[ ○ ] {option}", RowType.DATE: "平成31年4月1日"}


def whole(*left_out: str, note: str = "") -> Iterator[Page]:
    """A basic form (様式2) with all its rows but for some, and with a note below them that is no part of it."""
    form = load_registry().forms["kiso"]
    printed: list[list[str]] = []
    for row in expected_rows(form, "h26"):
        for heading in (form.section_of(row.key).title, form.block_of(row.key).title):
            if heading and heading != row.label and [heading] not in printed:
                printed.append([heading])
        value = VALUES.get(row.type, "甲乙丙").format(option=row.options[0].label if row.options else "")
        if row.key not in left_out:
            printed += [[row.label], [value]] if row.place == "below_heading" else [[row.label, value]]
    cover = printed.index(["Ⅰ　関連情報"])
    title, version = line((LEFT, TITLES["kiso"]), top=20.0), line((LEFT, "[平成26年4月　様式2]"), top=780.0)
    yield page(1, table(printed[:cover]), [title, version])
    yield page(2, table(printed[cover:]))
    if note:
        yield page(3, table([["別紙１　委託先の一覧"], [note]]))


def outcome(result: DocumentResult) -> tuple[Any, ...]:
    (row,) = rows(result, "documents", "status", "error_code", "error_message", "text_unplaced")
    return tuple(row.values())


def test_a_document_that_lacks_nothing_is_ok(monkeypatch: pytest.MonkeyPatch) -> None:
    result = read(monkeypatch, whole())
    assert outcome(result) == ("ok", None, None, 0)
    assert {row["status"] for row in rows(result, "fields", "status")} == {"ok"}
    assert rows(result, "documents", "form_version", "fields_found", "fields_uncertain") == [
        {"form_version": "平成26年4月　様式2", "fields_found": 25, "fields_uncertain": 0}
    ]


def test_a_document_that_lacks_an_answer_is_partial(monkeypatch: pytest.MonkeyPatch) -> None:
    result = read(monkeypatch, whole("I.5.1", "II.3"))
    message = "2 of 25 answers that this version of the form prints were not found"
    assert outcome(result) == ("partial", "answers_not_found", message, 0)
    lacking = [row["form_key"] for row in rows(result, "fields", "form_key", "status") if row["status"] == "not_found"]
    assert lacking == ["I.5.1", "II.3"]
    assert rows(result, "documents", "fields_found", "fields_uncertain") == [
        {"fields_found": 23, "fields_uncertain": 2}
    ]


def test_a_document_with_joined_changes_is_partial(monkeypatch: pytest.MonkeyPatch) -> None:
    header = ["変更日", "項目", "変更前の記載", "変更後の記載", "提出時期", "提出時期に係る説明"]
    joined = ["R3.8.2\nR4.4.1", "Ⅰ－１．②\nⅠ－２", "甲\n乙", "丙\n丁", "事前\n事後", ""]
    changes = page(99, table([header, joined], (30.0, 90.0, 180.0, 300.0, 420.0, 480.0, 570.0)))
    result = read(monkeypatch, iter([*whole(), changes]))
    message = "2 rows of the table of changes may hold several changes, or parts of others"
    assert outcome(result) == ("partial", "changes_joined", message, 0)


def test_rows_that_are_needless_are_not_missing_in_a_document(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(VALUES, RowType.CHOICE, "[ 実施しない ]")
    result = read(monkeypatch, whole("I.4.2"))
    assert "I.4.2" not in [row["form_key"] for row in rows(result, "fields", "form_key")]


def test_text_that_is_of_no_answer_makes_a_document_partial(monkeypatch: pytest.MonkeyPatch) -> None:
    first, *others = whole()
    pages = iter([replace(first, loose=[line((LEFT, "受付"), top=5.0), *first.loose]), *others])
    error = ("text_unplaced", "2 characters were not understood and belong to no answer")
    assert outcome(read(monkeypatch, pages)) == ("partial", *error, 2)


def test_the_number_of_a_handout_is_known(monkeypatch: pytest.MonkeyPatch) -> None:
    first, *others = whole()
    pages = iter([replace(first, loose=[line((500.0, "資料３－１"), top=5.0), *first.loose]), *others])
    assert outcome(read(monkeypatch, pages)) == ("ok", None, None, 0)


def test_an_annex_has_no_place_and_leaves_a_document_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    note = "甲社、乙社及び丙社。" * 10
    assert outcome(read(monkeypatch, whole(note=note))) == ("ok", None, None, len("別紙１委託先の一覧" + note))


def guessed(form: bool) -> Iterator[Page]:
    """A page whose picture yielded guesses, the form's title or not."""
    title = [line((LEFT, TITLES["kiso"]), top=60.0)] if form else [line((LEFT, "8"), top=60.0)]
    yield replace(page(1, loose=title), ocr=True, text_layer=TextLayer.UNUSABLE, problems=[UNREADABLE_PICTURE])


@pytest.mark.parametrize(("form", "status"), [(True, "partial"), (False, "failed")])
def test_a_document_of_guesses_is_never_ok(form: bool, status: str, monkeypatch: pytest.MonkeyPatch) -> None:
    result = read(monkeypatch, guessed(form))
    assert rows(result, "documents", "status", "error_code", "pages_ocr") == [
        {"status": status, "error_code": UNREADABLE_PICTURE, "pages_ocr": 1}
    ]


def test_files_that_the_pdf_carries_are_told_of_the_document_whether_it_holds_an_assessment_or_not(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    letter = page(1, loose=[line((LEFT, "ファイルを開いてください"), top=60.0)])
    for pages in ([letter], [*document(ROWS[0])]):
        pages[0].attached = ["12_jido.pdf"]
        result = read(monkeypatch, iter(pages))
        told = [
            row
            for row in rows(result, "findings", "assessment_no", "kind", "page", "text")
            if "attached" in row["kind"]
        ]
        assert told == [{"assessment_no": None, "kind": "attached_file", "page": 1, "text": "12_jido.pdf"}]
        assert result.findings["attached_file"] == 1
    numbers = [row["finding_no"] for row in rows(result, "findings", "finding_no")]
    assert numbers == list(range(1, len(numbers) + 1))
