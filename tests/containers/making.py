"""ZIP archives, PDFs with attachments and workbooks for the tests, honest ones and others."""

from __future__ import annotations

import io
import stat
import struct
import zipfile
from collections.abc import Mapping
from typing import Any

import pikepdf

PDF = b"%PDF-1.7\nnothing more"
"""What begins like a PDF, and is none that could be read."""
TITLE = "特定個人情報保護評価書（基礎項目評価書）"
_LOCAL, _CENTRAL, _END = struct.Struct("<4s5H3I2H"), struct.Struct("<4s6H3I5H2I"), struct.Struct("<4s4H2IH")


def zipped(files: Mapping[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """An archive of these files, the same bytes whenever it is made."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in files.items():
            archive.writestr(zipfile.ZipInfo(name), content, method)
    return out.getvalue()


def entry(name: bytes, content: bytes, **facts: Any) -> dict[str, Any]:
    """An entry of `raw_zip`, stored; `facts` are what its directory says otherwise."""
    import zlib

    return {
        "name": name, "content": content, "flags": 0, "method": 0, "crc": zlib.crc32(content), "size": len(content),
        "mode": 0, "offset": None,
    } | facts  # fmt: skip


def raw_zip(*entries: dict[str, Any]) -> bytes:
    """An archive, byte for byte as its entries say; one with an `offset` has no bytes of its own."""
    body, directory = bytearray(), bytearray()
    for each in entries:
        at = len(body) if each["offset"] is None else each["offset"]
        packed, name = len(each["content"]), each["name"]
        sizes = each["crc"], packed, each["size"]
        if each["offset"] is None:
            body += _LOCAL.pack(b"PK\x03\x04", 20, each["flags"], each["method"], 0, 33, *sizes, len(name), 0)
            body += name + each["content"]
        directory += _CENTRAL.pack(
            b"PK\x01\x02", 3 << 8 | 20, 20, each["flags"], each["method"], 0, 33, *sizes, len(name), 0, 0, 0, 0,
            each["mode"] << 16, at,
        ) + name  # fmt: skip
    end = _END.pack(b"PK\x05\x06", 0, 0, len(entries) & 0xFFFF, len(entries) & 0xFFFF, len(directory), len(body), 0)
    return bytes(body + directory + end)


LINK = stat.S_IFLNK | 0o777


def with_files(files: Mapping[str, bytes], **how: Any) -> bytes:
    """A PDF of a blank page that carries these files; `how`: to save it."""
    pdf = pikepdf.new()
    pdf.add_blank_page()
    for name, content in files.items():
        pdf.attachments[name] = attached(pdf, name, content)
    return saved(pdf, **how)


def attached(pdf: pikepdf.Pdf, name: str, content: bytes) -> pikepdf.AttachedFileSpec:
    """A file to attach to a PDF."""
    facts = {"mime_type": "", "creation_date": "", "mod_date": ""}
    return pikepdf.AttachedFileSpec(pdf, content, filename=name, **facts)


def saved(pdf: pikepdf.Pdf, **how: Any) -> bytes:
    """The bytes of a PDF."""
    out = io.BytesIO()
    pdf.save(out, **({"static_id": True} | how))
    return out.getvalue()


def workbook(text: str) -> bytes:
    """A workbook with this text in a cell, in two runs, as Excel keeps what is formatted."""
    runs = "".join(f"<r><t>{part}</t></r>" for part in (text[:3], text[3:]))
    return zipped({
        "[Content_Types].xml": b"<Types/>", "xl/workbook.xml": b"<workbook/>",
        "xl/sharedStrings.xml": f"<sst><si>{runs}</si></sst>".encode(),
    })  # fmt: skip
