"""One document as other programs save it: locked, signed, tagged, archived, linearised, changed; with pieces lost."""

from __future__ import annotations

import io
import re
import zlib
from collections.abc import Callable
from typing import Any

import pikepdf
import pytest

from hyokasho.document.reader import read_file
from tests.hyokasho.archive import SMALL

Rows = list[tuple[Any, ...]]
PLAIN = pikepdf.ObjectStreamMode.disable
SHOWN = ("Tj", "TJ", "'", '"', "Do")
PAINTED = ("m", "l", "c", "v", "y", "h", "re", "S", "s", "f", "F", "f*", "B", "B*", "b", "b*", "n", "W", "W*")


def saved(pdf: pikepdf.Pdf, **how: Any) -> bytes:
    target = io.BytesIO()
    pdf.save(target, **({"static_id": True, "object_stream_mode": PLAIN} | how))
    return target.getvalue()


def opened() -> pikepdf.Pdf:
    return pikepdf.open(SMALL)


def read(data: bytes) -> tuple[str, str | None, Rows]:
    """Status and code of a document, and its answers."""
    result = read_file(data, "", "")
    (row,) = result.tables["documents"].to_pylist()
    answers = result.tables["fields"].to_pylist() if "fields" in result.tables else []
    keys = ("form_key", "file_no", "instance", "raw", "value", "status", "page")
    return row["status"], row["error_code"], [tuple(each[key] for key in keys) for each in answers]


@pytest.fixture(scope="module")
def whole() -> Rows:
    status, _, answers = read(SMALL.read_bytes())
    assert status == "ok"
    return answers


def updated(data: bytes, objects: dict[int, bytes], trailer: bytes = b"") -> bytes:
    """The file with these objects put behind it, as a program does that changes nothing before (PDF 1.7, 7.5.6)."""
    before = int(data[data.rindex(b"startxref\n") + 10 :].split()[0])
    root = re.findall(rb"/Root (\d+ \d+ R)", data)[-1]
    size = max(int(re.findall(rb"/Size (\d+)", data)[-1]), max(objects) + 1)
    out, table = bytearray(data), bytearray(b"xref\n")
    for number, body in objects.items():
        table += b"%d 1\n%010d 00000 n \n" % (number, len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    out += table + b"trailer\n<</Size %d/Root %s/Prev %d%s>>\nstartxref\n%d\n%%%%EOF\n" % (
        size, root, before, trailer, start,
    )  # fmt: skip
    return bytes(out)


def signed() -> bytes:
    """With a signature that nobody sees, put behind the file: a field of the form, and a widget on its first page."""
    data = saved(opened())
    with pikepdf.open(io.BytesIO(data)) as pdf:
        page, root, size = pdf.pages[0].obj, pdf.Root, int(pdf.trailer.Size)
        field, signature = b"%d 0 R" % size, b"%d 0 R" % (size + 1)
        page.Annots = pikepdf.Array([])
        changed_page = page.unparse(resolved=True).replace(b"/Annots [ ]", b"/Annots [ %s ]" % field)
        form = b"/AcroForm << /Fields [ %s ] /SigFlags 3 >>" % field
        changed_root = root.unparse(resolved=True).rstrip()[:-2] + form + b" >>"
        widget = b"<</Type/Annot/Subtype/Widget/FT/Sig/T(Signature1)/Rect[0 0 0 0]/F 132/P %d 0 R/V %s>>" % (
            page.objgen[0],
            signature,
        )
        value = (
            b"<</Type/Sig/Filter/Adobe.PPKLite/SubFilter/adbe.pkcs7.detached/ByteRange[0 10 20 30]/Contents<%s>>>"
            % (b"00" * 4096)
        )
        objects = {page.objgen[0]: changed_page, root.objgen[0]: changed_root, size: widget, size + 1: value}
    return updated(data, objects)


def tagged() -> bytes:
    """With a tree of its structure: what is painted is a paragraph of a number on each page."""
    pdf = opened()
    tree = pdf.make_indirect(pikepdf.Dictionary(Type=pikepdf.Name.StructTreeRoot))
    items = pikepdf.Array()
    for page in pdf.pages:
        page.obj.Contents = pdf.make_stream(b"/P <</MCID 0>> BDC\n" + _content(page) + b"\nEMC")
        element = pikepdf.Dictionary(Type=pikepdf.Name.StructElem, S=pikepdf.Name.P, P=tree, Pg=page.obj, K=0)
        items.append(pdf.make_indirect(element))
    tree.K = items
    pdf.Root.StructTreeRoot, pdf.Root.MarkInfo = tree, pikepdf.Dictionary(Marked=True)
    pdf.Root.Lang = pikepdf.String("ja-JP")
    return saved(pdf)


def archived() -> bytes:
    """As PDF/A says of itself: metadata, and the colors that it is meant for."""
    pdf = opened()
    with pdf.open_metadata() as metadata:
        metadata["pdfaid:part"], metadata["pdfaid:conformance"] = "2", "B"
    profile = pdf.make_stream(bytes(128), N=3)
    intent = pikepdf.Dictionary(
        Type=pikepdf.Name.OutputIntent, S=pikepdf.Name.GTS_PDFA1, OutputConditionIdentifier="sRGB",
        DestOutputProfile=profile,
    )  # fmt: skip
    pdf.Root.OutputIntents = pikepdf.Array([pdf.make_indirect(intent)])
    return saved(pdf)


def locked(revision: Any) -> bytes:
    aes = revision >= 4
    return saved(opened(), encryption=pikepdf.Encryption(user="", owner="owner", R=revision, aes=aes, metadata=aes))


WAYS: dict[str, Callable[[], bytes]] = {
    "signed": signed,
    "tagged": tagged,
    "PDF/A": archived,
    "linearised": lambda: saved(opened(), linearize=True),
    "in object streams": lambda: saved(opened(), object_stream_mode=pikepdf.ObjectStreamMode.generate),
    "linearised, in object streams, its end pointing nowhere": lambda: re.sub(
        rb"startxref\n\d+(?=\s+%%EOF\s*$)",
        b"startxref\n99999999",
        saved(opened(), linearize=True, object_stream_mode=pikepdf.ObjectStreamMode.generate),
    ),
    "its end pointing nowhere": lambda: saved(opened()).replace(b"startxref\n", b"startxref\n9"),
    "signed, its end pointing nowhere": lambda: re.sub(rb"startxref\n(\d+\n%%EOF\n$)", rb"startxref\n7\1", signed()),
} | {f"locked without a password, revision {number}": lambda number=number: locked(number) for number in (2, 3, 4, 6)}


@pytest.mark.parametrize("way", WAYS)
def test_the_same_is_read(way: str, whole: Rows) -> None:
    assert read(WAYS[way]()) == ("ok", None, whole)


def _content(page: pikepdf.Page) -> bytes:
    page.contents_coalesce()
    return bytes(page.obj.Contents.read_bytes())


def _texts_and_rules(page: pikepdf.Page) -> tuple[bytes, bytes]:
    """What is painted on a page: its texts, and all else."""
    page.contents_coalesce()
    parts = []
    for left_out in (PAINTED, SHOWN):
        kept = [each for each in pikepdf.parse_content_stream(page) if str(each.operator) not in left_out]
        parts.append(b"q\n" + pikepdf.unparse_content_stream(kept) + b"\nQ\n")
    return parts[0], parts[1]


def in_two_streams() -> tuple[pikepdf.Pdf, pikepdf.Object]:
    """The document whose first page paints its rules, then its texts; and the stream of the rules."""
    pdf = opened()
    texts, rules = _texts_and_rules(pdf.pages[0])
    streams = [pdf.make_stream(rules), pdf.make_stream(texts)]
    pdf.pages[0].obj.Contents = pikepdf.Array(streams)
    return pdf, streams[0]


def test_a_page_in_two_streams_is_whole(whole: Rows) -> None:
    pdf, _ = in_two_streams()
    status, code, answers = read(saved(pdf))
    assert (status, code) == ("ok", None)
    assert [answer[:6] for answer in answers] == [answer[:6] for answer in whole]


def torn(cut: float) -> bytes:
    pdf, stream = in_two_streams()
    packed = zlib.compress(bytes(stream.read_bytes()))
    stream.write(packed[: int(len(packed) * cut)], filter=pikepdf.Name.FlateDecode)
    return saved(pdf, compress_streams=False)


def without_rules(how: str) -> bytes:
    """The document without the rules of its first page, lost in some way."""
    if how == "torn":
        return torn(0.4)
    pdf, stream = in_two_streams()
    stream.Mark = pikepdf.Name.Lost
    data = saved(pdf, compress_streams=False, stream_decode_level=pikepdf.StreamDecodeLevel.none)
    at = data.index(b"/Mark /Lost")
    start, end = data.rindex(b"endobj\n", 0, at) + 7, data.index(b"endobj\n", at) + 7
    match how:
        case "blanks":
            return data[:start] + bytes(end - start) + data[end:]
        case "a table without it":
            place = b"%010d 00000 n" % start
            assert data.count(place) == 1
            return data.replace(place, b"0000000000 65535 f")
        case "another object in its place":
            return data[:start] + re.sub(rb"^\d+", b"99999", data[start:end]) + data[end:]
        case "its length zero":
            body = re.sub(rb"/Length \d+", b"/Length 0", data[start:end])
            return data[:start] + body + bytes(end - start - len(body)) + data[end:]
    raise AssertionError(how)


@pytest.mark.parametrize(
    ("how", "code"),
    [
        ("torn", "damaged_page"),
        ("blanks", "damaged_page"),
        ("another object in its place", "damaged_page"),
        ("a table without it", "answers_not_found"),
    ],
)
def test_a_page_that_lost_its_rules_is_not_ok(how: str, code: str, whole: Rows) -> None:
    status, error_code, answers = read(without_rules(how))
    assert (status, error_code) == ("partial", code)
    sure = {answer[:5] for answer in answers if answer[5] in ("ok", "blank")}
    assert sure <= {answer[:5] for answer in whole}


def test_rules_whose_length_is_wrong_are_found(whole: Rows) -> None:
    status, code, answers = read(without_rules("its length zero"))
    assert (status, code) == ("ok", None)
    assert [answer[:6] for answer in answers] == [answer[:6] for answer in whole]


def changed(pdf: pikepdf.Pdf) -> bytes:
    """The content of the second page, without the texts in the later half of it."""
    page = pdf.pages[1]
    page.contents_coalesce()
    instructions = list(pikepdf.parse_content_stream(page))
    half = len(instructions) // 2
    return pikepdf.unparse_content_stream(
        [*instructions[:half], *(each for each in instructions[half:] if str(each.operator) not in SHOWN)]
    )


@pytest.mark.parametrize("lost_end", [False, True])
def test_of_a_file_that_was_changed_the_newest_version_counts(lost_end: bool, whole: Rows) -> None:
    pdf = opened()
    for page in pdf.pages:
        page.contents_coalesce()
    old = saved(pdf)
    pdf = pikepdf.open(io.BytesIO(old))
    new = changed(pdf)
    number = pdf.pages[1].obj.Contents.objgen[0]
    pdf = pikepdf.open(io.BytesIO(old))
    pdf.pages[1].obj.Contents = pdf.make_stream(new)
    wanted = read(saved(pdf))
    assert wanted[2] != whole
    data = updated(old, {number: b"<</Length %d>>\nstream\n%s\nendstream" % (len(new), new)})
    if lost_end:
        data = re.sub(rb"startxref\n(\d+\n%%EOF\n$)", rb"startxref\n7\1", data)
    assert read(data) == wanted
