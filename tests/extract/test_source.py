"""Files that cannot be opened end with a code that says why; those that can be repaired are read."""

from __future__ import annotations

import io

import pikepdf
import pytest

from extract.document import UNREADABLE, page_count, read_pages
from extract.errors import (
    BrokenPdfError,
    EmptyFileError,
    EncryptedError,
    ExtractError,
    NotPdfError,
    TooLargeError,
)
from extract.pdf import open_pdf, repair
from tests.extract.drawing import Drawing, texts


def drawn(pages: int = 1) -> bytes:
    drawing = Drawing()
    for number in range(pages):
        if number:
            drawing.next_page()
        drawing.grid((50, 150, 350), (40, 60))
        drawing.text(60, 54, "番号")
        drawing.text(160, 54, str(number + 1))
    return drawing.pdf()


def saved(document: pikepdf.Pdf, encryption: pikepdf.Encryption | None = None) -> bytes:
    target = io.BytesIO()
    document.save(target, encryption=encryption)
    return target.getvalue()


def encrypted(user: str) -> bytes:
    with pikepdf.open(io.BytesIO(drawn())) as document:
        return saved(document, encryption=pikepdf.Encryption(owner="owner", user=user))


CANNOT_BE_OPENED = {
    "empty": (b"", EmptyFileError, "empty_file", "empty"),
    "html": (b"<!DOCTYPE html><title>404</title>", NotPdfError, "not_a_pdf", "HTML"),
    "html below": (b"\n  <html><body>Not Found</body></html>", NotPdfError, "not_a_pdf", "HTML"),
    "zip": (b"PK\x03\x04" + bytes(40), NotPdfError, "not_a_pdf", r"a ZIP archive, not a PDF: call it \.zip"),
    "zip of pdfs": (b"PK\x03\x04a.pdf" + drawn(), NotPdfError, "not_a_pdf", "a ZIP archive"),
    "workbook": (
        b"PK\x03\x04xl/workbook.xml",
        NotPdfError,
        "not_a_pdf",
        "an Excel workbook, not a PDF: print it to PDF",
    ),
    "letter": (b"PK\x03\x04word/document.xml", NotPdfError, "not_a_pdf", "a Word document, not a PDF: print it to"),
    "office": (b"\xd0\xcf\x11\xe0" + bytes(40), NotPdfError, "not_a_pdf", "xls"),
    "png": (b"\x89PNG\r\n" + bytes(40), NotPdfError, "not_a_pdf", "PNG"),
    "words": (b"just words", NotPdfError, "not_a_pdf", "no PDF header"),
    "late header": (bytes(2000) + b"%PDF-1.7", NotPdfError, "not_a_pdf", "no PDF header"),
    "only a header": (b"%PDF-1.7\nnothing but a header", BrokenPdfError, "broken_pdf", "repair"),
    "truncated": (drawn()[:200], BrokenPdfError, "broken_pdf", "repair|no pages"),
    "password": (encrypted("secret"), EncryptedError, "encrypted", "password"),
    "no pages": (saved(pikepdf.new()), BrokenPdfError, "broken_pdf", "no pages"),
}


@pytest.mark.parametrize(("data", "error", "code", "says"), CANNOT_BE_OPENED.values(), ids=CANNOT_BE_OPENED.keys())
def test_files_that_cannot_be_opened(data: bytes, error: type[ExtractError], code: str, says: str) -> None:
    with pytest.raises(error, match=says) as caught:
        list(read_pages(data))
    assert caught.value.code == code
    assert type(caught.value) is error
    with pytest.raises(error):
        page_count(data)


def test_a_file_that_asks_no_password_of_readers_is_read() -> None:
    (page,) = read_pages(encrypted(user=""))
    assert texts(page) == ["番号", "1"]


def test_bytes_before_the_header_are_forgiven() -> None:
    (page,) = read_pages(b"\r\n" * 20 + drawn())
    assert texts(page) == ["番号", "1"]


def test_a_file_that_lost_its_table_of_objects_is_read() -> None:
    data = drawn(2)
    pages = list(read_pages(data[: data.rindex(b"xref\n")]))
    assert [texts(page) for page in pages] == [["番号", "1"], ["番号", "2"]]


def test_some_pages_can_be_asked_for() -> None:
    data = drawn(4)
    assert page_count(data) == 4
    pages = list(read_pages(data, range(2, 4)))
    assert [(page.number, texts(page)[1]) for page in pages] == [(2, "2"), (3, "3")]


def test_a_page_beyond_the_last_is_unreadable_and_stops_nothing() -> None:
    pages = list(read_pages(drawn(1), range(1, 3)))
    assert [page.problems for page in pages] == [[], [UNREADABLE]]
    assert pages[1].cells == []


def test_a_page_that_is_none_does_not_stop_the_others() -> None:
    with pikepdf.open(io.BytesIO(drawn(3))) as document:
        document.Root.Pages.Kids[1] = pikepdf.Dictionary(Type=pikepdf.Name.Font)
        data = saved(document)
    pages = list(read_pages(data))
    assert [page.number for page in pages] == [1, 2, 3]
    assert texts(pages[0]) == ["番号", "1"]
    assert pages[1].cells == []
    assert texts(pages[2]) == ["番号", "3"]


def test_limits_on_bytes_and_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    data = drawn(3)
    monkeypatch.setattr(open_pdf, "MAX_PAGES", 2)
    with pytest.raises(TooLargeError, match="3 pages") as caught:
        page_count(data)
    assert caught.value.code == "too_large"
    monkeypatch.setattr(repair, "MAX_BYTES", 100)
    with pytest.raises(TooLargeError, match="bytes"):
        page_count(data)


def test_reasons_are_the_same_each_time() -> None:
    """They land in the dataset, whose bytes must not depend on where an object lay in memory."""
    messages = set()
    for _ in range(3):
        with pytest.raises(BrokenPdfError) as caught:
            page_count(b"%PDF-1.7\n" + bytes(3000))
        messages.add(str(caught.value))
    assert len(messages) == 1
    assert " at 0x" not in messages.pop()
