"""Files that hold others, and lie about it: bombs, names that want to be more, torn directories, attachments."""

from __future__ import annotations

import bz2
import io
import lzma
import stat
import struct
import zipfile
import zlib
from collections.abc import Callable, Mapping
from functools import partial

import pikepdf

from tests.containers.making import LINK, TITLE, attached, entry, raw_zip, saved, with_files, workbook, zipped
from tests.hostile.ingested import SMALL

MEGABYTE = 1 << 20
BEYOND = 520
"""Megabytes of a file that no container may hold."""
INNER = SMALL.read_bytes() + b"%inner\n"
"""A good document that lies in a container only."""
PLAIN = b"%PDF-1.7\nnothing more"
_BZIP2, _LZMA = 12, 14

NAMES = (
    b"../../../etc/passwd.pdf", b"/etc/cron.d/a.pdf", b"C:\\Windows\\a.pdf", b"\\\\server\\share\\a.pdf",
    b"a/../../b.pdf",
    b"http://127.0.0.1:9/a.pdf", b"s3://bucket/a.pdf", b"file:///etc/a.pdf", b"simplecache::http://127.0.0.1:9/b.pdf",
    b"a\x00.pdf", b"\x1b[2J\x1b]0;x\x07.pdf", b"a\nfailed: forged.pdf", b"a\rb.pdf", b"\t.pdf", b".pdf", b"", b"!.pdf",
    b"b.zip!c.pdf", b"CON.pdf", b"NUL.pdf", b"-rf.pdf", b"$(touch x).pdf", b"%s%n.pdf", b"{0.__class__}.pdf",
    b"=1+1.pdf",
    b"<script>.pdf", b"x" * 65_000 + b".pdf", b"/".join([b"d"] * 20_000) + b"/a.pdf", b"a.pdf", b"a.pdf", b"a.pdf (2)",
    "a\u202efdp.pdf".encode(), "\u200f\u061c\u2066a.pdf".encode(), "\ufeffa.pdf".encode(), "\U000e0001a.pdf".encode(),
    b"\xed\xa0\x80.pdf", b"\xff\xfe.pdf", "表\\ソ.pdf".encode("cp932"), b"\xf4\x90\x80\x80.pdf",
)  # fmt: skip
"""Of entries in one archive: paths, URLs, commands to terminals, shells and spreadsheets, and no names at all."""


NO_TEXTS = (b"\xef\xbb\xbf\xff\xfe.pdf", b"\xfe\xff\xd8\x00.pdf", b"\xff\xfe\x00")
"""Names of files in a PDF that begin as texts in UTF-8 and UTF-16 do."""


def _named(flags: int) -> bytes:
    return raw_zip(*(entry(name, PLAIN + b"%d" % number, flags=flags) for number, name in enumerate(NAMES)))


def _deflated(megabytes: int) -> bytes:
    """An archive of a file of so many zeros, and a good document."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        with archive.open("bomb.pdf", "w", force_zip64=True) as file:
            for _ in range(megabytes):
                file.write(bytes(MEGABYTE))
        archive.writestr(zipfile.ZipInfo("good.pdf"), INNER)
    return out.getvalue()


def _packed(method: int, packed: bytes, size: int) -> bytes:
    return raw_zip(entry(b"bomb.pdf", packed, method=method, size=size), entry(b"good.pdf", INNER))


def _bzip2() -> bytes:
    packer = bz2.BZ2Compressor()
    packed = b"".join(packer.compress(bytes(MEGABYTE)) for _ in range(200)) + packer.flush()
    return _packed(_BZIP2, packed, 200 * MEGABYTE)


def _lzma(dictionary: int) -> bytes:
    """`dictionary`: bytes that whoever unpacks it is to hold."""
    filters = [{"id": lzma.FILTER_LZMA1, "dict_size": MEGABYTE}]
    packed = lzma.compress(bytes(100 * MEGABYTE), lzma.FORMAT_RAW, filters=filters)
    head = struct.pack("<BBH", 9, 4, 5) + struct.pack("<BI", 93, dictionary)
    return _packed(_LZMA, head + packed, 100 * MEGABYTE)


def _nested(levels: int, data: bytes = PLAIN) -> bytes:
    for _ in range(levels):
        data = zipped({"a.zip": data, "a.pdf": PLAIN})
    return data


def _bombs_in_archives() -> bytes:
    bomb = _deflated(BEYOND)
    return zipped({f"{number}.zip": bomb + b"%d" % number for number in range(10)} | {"good.pdf": INNER})


def _overlapping(entries: int) -> bytes:
    first = entry(b"0.pdf", bytes(10 * MEGABYTE))
    return raw_zip(first, *(first | {"name": b"%d.pdf" % number, "offset": 0} for number in range(1, entries)))


def _kinds() -> bytes:
    modes = {b"link.pdf": LINK, b"pipe.pdf": stat.S_IFIFO, b"device.pdf": stat.S_IFCHR, b"folder.pdf": stat.S_IFDIR}
    entries = [entry(name, b"/etc/passwd", mode=mode | 0o777) for name, mode in modes.items()]
    return raw_zip(*entries, entry(b"suid.pdf", PLAIN, mode=stat.S_IFREG | 0o6777), entry(b"good.pdf", INNER))


def _flagged() -> bytes:
    flags = {b"lock": 0x1, b"strong": 0x41, b"masked": 0x2001, b"patch": 0x20, b"later": 0x8, b"all": 0xFFFF}
    return raw_zip(*(entry(name + b".pdf", PLAIN, flags=flag) for name, flag in flags.items()), entry(b"z.pdf", INNER))


def _lying() -> bytes:
    facts: list[dict[str, int]] = [
        {"size": 0}, {"size": 5}, {"size": 0xFFFFFFFF}, {"crc": 0}, {"method": 8}, {"method": 9}, {"method": 99},
        {"offset": 0xFFFFFFFF}, {"offset": 1 << 30}, {"offset": 3}, {"method": 8, "size": 0xFFFFFFF0},
    ]  # fmt: skip
    return raw_zip(*(entry(b"%d.pdf" % n, PLAIN, **fact) for n, fact in enumerate(facts)), entry(b"z.pdf", INNER))


def _torn(cut: int) -> bytes:
    return zipped({f"{number}.pdf": PLAIN for number in range(5)})[:-cut]


def _carrying(names: list[bytes], content: bytes = PLAIN) -> bytes:
    """A PDF that carries a file by each of these names, as their bytes are."""
    pdf = pikepdf.new()
    pdf.add_blank_page()
    named = pikepdf.Array()
    for number, name in enumerate(names):
        files = pikepdf.Dictionary(F=pdf.make_stream(content + b"%d" % number))
        text = pikepdf.String(name)
        named.append(pikepdf.String(f"{number:06}"))
        named.append(pdf.make_indirect(pikepdf.Dictionary(Type=pikepdf.Name.Filespec, F=text, UF=text, EF=files)))
    pdf.Root.Names = pikepdf.Dictionary(EmbeddedFiles=pikepdf.Dictionary(Names=named))
    return saved(pdf)


def _carried_bomb() -> bytes:
    packer = zlib.compressobj(1)
    packed = b"".join(packer.compress(bytes(MEGABYTE)) for _ in range(BEYOND)) + packer.flush()
    pdf = pikepdf.open(io.BytesIO(with_files({"a.pdf": PLAIN, "good.pdf": INNER})))
    bomb = pikepdf.Stream(pdf, zlib.compress(packed), Filter=pikepdf.Array([pikepdf.Name.FlateDecode] * 2))
    pdf.Root.Names.EmbeddedFiles.Names[1].EF = pikepdf.Dictionary(F=pdf.make_indirect(bomb))
    return saved(pdf, compress_streams=False, stream_decode_level=pikepdf.StreamDecodeLevel.none)


def _circle() -> bytes:
    pdf = pikepdf.new()
    pdf.add_blank_page()
    node = pdf.make_indirect(pikepdf.Dictionary(Names=pikepdf.Array([pikepdf.String("a"), _good_file(pdf)])))
    node.Kids = pikepdf.Array([node] * 100)
    pdf.Root.Names = pikepdf.Dictionary(EmbeddedFiles=node)
    return saved(pdf)


def _good_file(pdf: pikepdf.Pdf) -> pikepdf.Object:
    """The specification of a good document."""
    return attached(pdf, "good.pdf", INNER).obj


def _carried_within(levels: int) -> bytes:
    data = PLAIN
    for _ in range(levels):
        data = with_files({"a.pdf": data})
    return data


def _form(size: int) -> bytes:
    """An archive with a workbook that is a form, one of whose texts is so large, and a good document."""
    form = zipped({"[Content_Types].xml": b"<Types/>", "xl/sharedStrings.xml": TITLE.encode() + bytes(size)})
    return zipped({"form.xlsx": form, "torn.xlsx": form[:-30], "old.xls": b"\xd0\xcf\x11\xe0" * 1000, "z.pdf": INNER})


CONTAINERS: Mapping[str, Callable[[], bytes]] = {
    "names.zip": lambda: _named(0),
    "names_utf_8.zip": lambda: _named(0x800),
    "bomb.zip": lambda: _deflated(BEYOND),
    "bomb_bzip2.zip": _bzip2,
    "bomb_lzma.zip": lambda: _lzma(MEGABYTE),
    "bomb_dictionary.zip": lambda: _lzma(0xFFFFFFFF),
    "bombs_in_archives.zip": _bombs_in_archives,
    "nested.zip": lambda: _nested(60),
    "overlapping.zip": lambda: _overlapping(500),
    "many_entries.zip": lambda: raw_zip(*(entry(b"%d.txt" % n, b"") for n in range(65_000)), entry(b"z.pdf", INNER)),
    "many_documents.zip": lambda: raw_zip(*(entry(b"%d.pdf" % n, PLAIN) for n in range(2_000))),
    "kinds.zip": _kinds,
    "flags.zip": _flagged,
    "lies.zip": _lying,
    "empty.zip": lambda: raw_zip(),
    "no_bytes.zip": lambda: b"",
    "other_archives.zip": lambda: zipped({"a.7z": b"7z", "b.lzh": b"-lh5-", "c.rar": b"Rar!", "d.tar": b""}),
    "comment.zip": lambda: zipped({"a.pdf": INNER})[:-2] + b"\xff\xffPK\x05\x06" * 1000,
    "before_and_behind.zip": lambda: b"MZ" + bytes(1000) + zipped({"a.pdf": INNER}) + bytes(1000),
    "two_in_one.zip": lambda: zipped({"a.pdf": PLAIN}) + zipped({"b.pdf": INNER}),
    "document_and_archive.zip": lambda: INNER + zipped({"a.pdf": PLAIN}),
    "document_and_archive.pdf": lambda: INNER + zipped({"b.pdf": PLAIN}) + b"%",
    "form.zip": lambda: _form(100),
    "form_bomb.zip": lambda: _form(300 * MEGABYTE),
    "carried_names.pdf": lambda: _carrying(
        [*NAMES[:-12], b"\xef\xbb\xbf\xff\xfe.pdf", b"\xfe\xff\xd8\x00.pdf", b"\xff\xfe\x00"]
    ),
    "carried_bomb.pdf": _carried_bomb,
    "carried_many.pdf": lambda: _carrying([b"%d.pdf" % number for number in range(1500)]),
    "carried_circle.pdf": _circle,
    "carried_within.pdf": lambda: _carried_within(12),
    "carried_archive.pdf": lambda: with_files({"a.zip": zipped({"a.pdf": INNER}), "b.zip": _nested(9), "c.zip": b"PK"}),
    "carriers.zip": lambda: zipped({"a.pdf": _carrying([b"\xef\xbb\xbf\xff"]), "b.pdf": _circle(), "z.pdf": INNER}),
    **{f"torn_{cut}.zip": partial(_torn, cut) for cut in (1, 21, 22, 23, 60, 200)},
    "form.xlsx": lambda: workbook(TITLE),
}
"""Files by their names, with the suffix that they are found by."""


def whole_containers() -> list[bytes]:
    """Archives that are as they should be, to be damaged."""
    inner = zipped({"a.pdf": PLAIN, "b.txt": b"text"})
    files = {"a.pdf": PLAIN, "b.zip": inner, "c.pdf": with_files({"d.pdf": PLAIN}), "e.xlsx": workbook(TITLE)}
    return [zipped(files), zipped(files, zipfile.ZIP_STORED), zipped(files, zipfile.ZIP_BZIP2), inner]
