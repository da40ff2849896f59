"""What a document comes to whose pages end early, or that this program fails on: a part, and no more than was read."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import pytest

from extract.records import Page
from hyokasho.reader import DocumentResult, read_file
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
    monkeypatch.setattr("hyokasho.reader.read_pages", lambda data: pages)
    return read_file(b"", "a.pdf", "a.pdf")


def rows(result: DocumentResult, table: str, *columns: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = result.tables[table].select(list(columns)).to_pylist()
    return found


def test_the_last_answer_before_the_reading_was_stopped_is_uncertain(monkeypatch: pytest.MonkeyPatch) -> None:
    result = read(monkeypatch, stopped())
    assert rows(result, "documents", "status", "error_code", "pages") == [
        {"status": "partial", "error_code": "memory_limit", "pages": 2}
    ]
    assert rows(result, "fields", "value", "status") == [
        {"value": "児童手当の支給", "status": "ok"},
        {"value": "児童を養育する者に、", "status": "uncertain"},
    ]
    assert {"kind": "unreadable_page", "page": 3, "text": "memory_limit"} in rows(
        result, "findings", "kind", "page", "text"
    )


def test_a_document_that_this_program_fails_on_is_partial(monkeypatch: pytest.MonkeyPatch) -> None:
    def failing(page: Page) -> bool:
        raise ZeroDivisionError

    monkeypatch.setattr(
        "normalize.layout.running.RunningLines.take_out", lambda self, page: page.number > 2 and failing(page)
    )
    result = read(monkeypatch, document(*ROWS))
    assert rows(result, "documents", "status", "error_code", "error_message", "pages") == [
        {
            "status": "partial", "error_code": "internal_error", "pages": 3,
            "error_message": "1 of 3 pages made this program fail (please report this file)",
        }
    ]  # fmt: skip
    assert [row["value"] for row in rows(result, "fields", "value")] == ["児童手当の支給", "児童を養育する者に、"]
