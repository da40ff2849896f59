"""Files that a PDF carries are named, by the page that they hang on; what they hold is not read."""

from __future__ import annotations

import io

import pikepdf
import pytest

from extract.document import read_pages
from extract.errors import BrokenPdfError
from extract.pdf.attached import MOST
from extract.pdf.embedded import EmbeddedFile, embedded_files


def _pdf(names: list[str], noted: str | None = None) -> bytes:
    """Two pages, files attached to the document, and one to a note on the second page."""
    pdf = pikepdf.new()
    font = pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica)
    for _ in range(2):
        page = pdf.add_blank_page()
        page.obj.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F=font))
        page.obj.Contents = pdf.make_stream(b"BT /F 12 Tf 50 50 Td (Open the files of this portfolio) Tj ET")
    named = [each for name in sorted(names) for each in (pikepdf.String(name), _file(pdf, name))]
    if names:
        pdf.Root.Names = pikepdf.Dictionary(EmbeddedFiles=pikepdf.Dictionary(Names=pikepdf.Array(named)))
    if noted is not None:
        note = pikepdf.Dictionary(
            Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.FileAttachment, Rect=[10, 10, 30, 30], FS=_file(pdf, noted)
        )
        pdf.pages[1].obj.Annots = pdf.make_indirect(pikepdf.Array([pdf.make_indirect(note)]))
    out = io.BytesIO()
    pdf.save(out)
    return out.getvalue()


def _file(pdf: pikepdf.Pdf, name: str) -> pikepdf.Object:
    """The specification of a file (PDF 1.7, 7.11.3)."""
    stream = pdf.make_stream(b"%PDF-1.7")
    files = pikepdf.Dictionary(F=stream)
    return pdf.make_indirect(pikepdf.Dictionary(Type=pikepdf.Name.Filespec, F=name, UF=name, EF=files))


def test_files_are_named_on_the_first_page_and_those_of_notes_on_their_own() -> None:
    pages = read_pages(_pdf(["別紙.pdf", "12_jido.pdf"], noted="新旧対照表.xlsx"))
    assert [page.attached for page in pages] == [["12_jido.pdf", "別紙.pdf"], ["新旧対照表.xlsx"]]


def test_a_pdf_without_files_names_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("extract.pdf.attached.embedded_files", pytest.fail)
    assert [page.attached for page in read_pages(_pdf([]))] == [[], []]


@pytest.mark.parametrize(
    "name",
    [
        b"\xef\xbb\xbf\xff\xfe.pdf", b"\xfe\xff\xd8\x00\x00a", b"\xfe\xff\x00a\x00", b"\x80\x9f\xad\x7f", b"", b"  ",
        b"\x1b[2J\n.pdf", b"a\x00b.pdf", "別紙.pdf".encode("utf-16"), b"x" * 100_000,
    ],
)  # fmt: skip
@pytest.mark.parametrize("key", ["UF", "F"])
def test_files_are_named_as_taking_them_out_names_them(key: str, name: bytes) -> None:
    pdf = pikepdf.open(io.BytesIO(_pdf(["a.pdf"], noted="b.pdf")))
    for file in (pdf.Root.Names.EmbeddedFiles.Names[1], pdf.pages[1].Annots[0].FS):
        del file.UF
        file[f"/{key}"] = pikepdf.String(name)
    out = io.BytesIO()
    pdf.save(out)
    carried = [file.name for file in embedded_files(out.getvalue())]
    assert [page.attached for page in read_pages(out.getvalue())] == [carried[:1], carried[1:]]
    assert len(carried) == 2


def test_files_that_cannot_be_listed_are_told_without_names(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_: bytes) -> None:
        raise BrokenPdfError("it is damaged")

    monkeypatch.setattr("extract.pdf.attached.embedded_files", fail)
    assert [page.attached for page in read_pages(_pdf(["a.pdf", "b.pdf"], noted="c.pdf"))] == [["?"], ["?"]]


def test_a_file_on_a_page_that_is_not_found_is_one_of_the_document(monkeypatch: pytest.MonkeyPatch) -> None:
    files = [EmbeddedFile("a.pdf", 3, None), EmbeddedFile("b.pdf", None, None)]
    monkeypatch.setattr("extract.pdf.attached.embedded_files", lambda _: files)
    assert [page.attached for page in read_pages(_pdf(["b.pdf"]))] == [["a.pdf", "b.pdf"], []]


def test_no_more_names_are_told_than_anybody_would_read() -> None:
    pages = read_pages(_pdf([f"{number:04}.pdf" for number in range(MOST + 5)]), range(1, 2))
    assert [len(page.attached) for page in pages] == [MOST]
