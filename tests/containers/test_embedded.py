"""The files that a PDF carries, wherever it names them, honest and hostile ones."""

from __future__ import annotations

import io
import zlib

import pikepdf
import pytest

from extract.errors import BrokenPdfError, EncryptedError, ExtractError, TooLargeError
from extract.pdf.embedded import embedded_files
from tests.containers.making import PDF, attached, saved, with_files

MOST = 1_000_000


def found(data: bytes) -> dict[str, bytes]:
    return {file.name: file.read(MOST) for file in embedded_files(data)}


def blank() -> pikepdf.Pdf:
    pdf = pikepdf.new()
    pdf.add_blank_page()
    return pdf


def specification(pdf: pikepdf.Pdf, name: str | bytes, content: pikepdf.Stream) -> pikepdf.Object:
    files = pikepdf.Dictionary(F=content)
    named = pikepdf.String(name)
    return pdf.make_indirect(pikepdf.Dictionary(Type=pikepdf.Name.Filespec, F=named, UF=named, EF=files))


def with_stream(content: pikepdf.Stream, pdf: pikepdf.Pdf) -> bytes:
    """A PDF that names this stream as a file."""
    named = pikepdf.Array([pikepdf.String("a.pdf"), specification(pdf, "a.pdf", content)])
    pdf.Root.Names = pikepdf.Dictionary(EmbeddedFiles=pikepdf.Dictionary(Names=named))
    return saved(pdf, compress_streams=False, stream_decode_level=pikepdf.StreamDecodeLevel.none)


@pytest.mark.parametrize("how", [{}, {"object_stream_mode": pikepdf.ObjectStreamMode.generate}, {"linearize": True}])
def test_attachments_by_name(how: dict[str, object]) -> None:
    files = {"別紙.pdf": PDF, "12_jido.pdf": b"2", "07_koki.pdf": b"3"}
    assert list(found(with_files(files, **how)).items()) == sorted(files.items())


def test_files_behind_annotations_and_associated_ones() -> None:
    pdf = blank()
    note = pikepdf.Dictionary(
        Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.FileAttachment, Rect=[0, 0, 9, 9],
        FS=specification(pdf, "note.pdf", pdf.make_stream(b"note")),
    )  # fmt: skip
    pdf.pages[0].obj.Annots = pikepdf.Array([note])
    pdf.pages[0].obj.AF = pikepdf.Array([specification(pdf, "page.pdf", pdf.make_stream(b"page"))])
    pdf.Root.AF = pikepdf.Array([specification(pdf, "root.pdf", pdf.make_stream(b"root"))])
    assert found(saved(pdf)) == {"note.pdf": b"note", "page.pdf": b"page", "root.pdf": b"root"}


def test_a_file_that_is_named_twice_is_one() -> None:
    pdf = blank()
    pdf.attachments["a.pdf"] = attached(pdf, "a.pdf", PDF)
    pdf.Root.AF = pikepdf.Array([pdf.Root.Names.EmbeddedFiles.Names[1]])
    assert [file.name for file in embedded_files(saved(pdf))] == ["a.pdf"]


def test_a_file_that_was_removed_is_not_there_though_its_bytes_are() -> None:
    old = with_files({"gone.pdf": PDF})
    pdf = pikepdf.open(io.BytesIO(old))
    orphan = pdf.make_indirect(pdf.Root.Names.EmbeddedFiles.Names[1])
    pdf.Root.Orphan = pikepdf.Array([orphan])  # some object names it still, and none as a file
    del pdf.Root.Names
    del pdf.Root.AF
    assert b"/EmbeddedFile" in (data := saved(pdf))
    assert found(data) == {}


def test_a_pdf_that_opens_without_a_password_opens() -> None:
    lock = pikepdf.Encryption(user="", owner="owner")
    assert found(with_files({"a.pdf": PDF}, encryption=lock)) == {"a.pdf": PDF}
    with pytest.raises(EncryptedError):
        found(with_files({"a.pdf": PDF}, encryption=pikepdf.Encryption(user="secret", owner="owner")))


def test_a_pdf_without_files_is_not_opened(monkeypatch: pytest.MonkeyPatch) -> None:
    data = saved(blank(), object_stream_mode=pikepdf.ObjectStreamMode.disable)
    monkeypatch.setattr(pikepdf, "open", pytest.fail)
    assert found(data) == {}


def test_a_name_that_is_called_utf_8_and_is_not_costs_nothing() -> None:
    pdf = blank()
    files = [specification(pdf, name, pdf.make_stream(name)) for name in (b"\xef\xbb\xbf\xff.pdf", b"b.pdf")]
    pdf.Root.AF = pikepdf.Array(files)
    assert list(found(saved(pdf))) == ["b.pdf", "\ufeff\ufffd.pdf"]


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("別紙.pdf".encode("cp932"), "別紙.pdf"), ("表.pdf".encode("cp932"), "表.pdf"),
        ("別紙.pdf".encode(), "別紙.pdf"), (b"\xfe\xff" + "別紙.pdf".encode("utf-16-be"), "別紙.pdf"),
        (b"\xff\xfe" + "別紙.pdf".encode("utf-16-le"), "別紙.pdf"),
        (b"\xef\xbb\xbf" + "別紙.pdf".encode(), "別紙.pdf"), (b"caf\xe9.pdf", "café.pdf"), (b"a.pdf", "a.pdf"),
    ],
)  # fmt: skip
def test_a_name_is_read_in_the_encoding_that_it_has(name: bytes, shown: str) -> None:
    pdf = blank()
    pdf.Root.AF = pikepdf.Array([specification(pdf, name, pdf.make_stream(PDF))])
    assert found(saved(pdf)) == {shown: PDF}


@pytest.mark.parametrize("layers", [1, 2])
def test_a_bomb_is_too_large(layers: int) -> None:
    pdf, content = blank(), bytes(50 * MOST)
    for _ in range(layers):
        content = zlib.compress(content, 9)
    filters = [pikepdf.Name.FlateDecode] * layers
    data = with_stream(pikepdf.Stream(pdf, content, Filter=pikepdf.Array(filters)), pdf)
    with pytest.raises(TooLargeError, match="more than 1000000 bytes"):
        found(data)


@pytest.mark.parametrize("content", [b"no deflate", zlib.compress(PDF * 100)[:-9]])
def test_what_does_not_decode_to_its_end_is_broken(content: bytes) -> None:
    pdf = blank()
    data = with_stream(pikepdf.Stream(pdf, content, Filter=pikepdf.Name.FlateDecode), pdf)
    with pytest.raises(BrokenPdfError):
        found(data)


def test_a_tree_of_names_that_leads_in_circles_ends() -> None:
    pdf = blank()
    named = pikepdf.Array([pikepdf.String("a.pdf"), specification(pdf, "a.pdf", pdf.make_stream(PDF))])
    node = pdf.make_indirect(pikepdf.Dictionary(Names=named))
    node.Kids = pikepdf.Array([node, node])
    pdf.Root.Names = pikepdf.Dictionary(EmbeddedFiles=node)
    assert found(saved(pdf)) == {"a.pdf": PDF}


@pytest.mark.parametrize("odd", [5, pikepdf.Array([]), pikepdf.String("x"), pikepdf.Name.X, pikepdf.Dictionary()])
@pytest.mark.parametrize("place", ["Names", "EmbeddedFiles", "EF", "F", "AF", "Annots"])
def test_what_is_of_another_kind_than_it_should_be_carries_nothing(place: str, odd: object) -> None:
    pdf = blank()
    file = specification(pdf, "a.pdf", pdf.make_stream(PDF))
    names = pikepdf.Dictionary(Names=pikepdf.Array([pikepdf.String("a"), file]))
    pdf.Root.Names = pdf.make_indirect(pikepdf.Dictionary(EmbeddedFiles=names))
    holder = {"Names": pdf.Root, "EmbeddedFiles": pdf.Root.Names, "EF": file, "F": file.EF, "AF": pdf.Root}
    holder.get(place, pdf.pages[0].obj)[f"/{place}"] = odd
    try:
        content = set(found(saved(pdf)).values())
    except ExtractError:
        return
    assert content <= {PDF}
