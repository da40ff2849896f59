"""Files that are called .pdf and are something else, or a PDF under lock."""

from __future__ import annotations

import gzip
import io
import tarfile
import zipfile
from collections.abc import Mapping
from functools import cache

import pikepdf

PASSWORD = "hyokasho"
TOO_SHORT = 64
"""Bytes of a fragment."""


def locked(data: bytes, user: str, owner: str, revision: int) -> bytes:
    """A PDF that opens with a password (none for an empty `user`)."""
    target = io.BytesIO()
    lock = pikepdf.Encryption(user=user, owner=owner, R=revision, aes=revision >= 4, metadata=revision >= 4)  # type: ignore[arg-type]
    with pikepdf.open(io.BytesIO(data)) as document:
        document.save(target, encryption=lock, static_id=True)
    return target.getvalue()


@cache
def locked_files(data: bytes) -> Mapping[str, bytes]:
    """`data` under every kind of lock; those that have no user password open for everyone."""
    made = {
        f"{who}_password_r{revision}": locked(data, user, PASSWORD, revision)
        for revision in (2, 3, 4, 6)
        for who, user in (("user", PASSWORD), ("owner", ""))
    }
    rc4 = made["owner_password_r3"]
    return made | {
        "lock_of_no_kind": rc4.replace(b"/Standard", b"/Curious_"),
        "lock_of_no_version": rc4.replace(b"/R 3", b"/R 9"),
        "lock_of_long_key": rc4.replace(b"/Length 128", b"/Length 999"),
    }


def foreign_files(data: bytes) -> Mapping[str, bytes]:
    """What else is found under the name of a PDF; `data` is a PDF to hide in some of them."""
    packed, bundle = io.BytesIO(), io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr(zipfile.ZipInfo("../../a.pdf"), data)
    with tarfile.open(fileobj=bundle, mode="w") as folder:
        folder.addfile(tarfile.TarInfo("a"))
    return {
        "empty": b"",
        "one_byte": b"%",
        "zeros": bytes(100_000),
        "blanks": b" \r\n" * 1000,
        "fragment": data[:TOO_SHORT],
        "header_late": b"\n" * 2000 + data,
        "header_a_little_late": b"HTTP/1.1 200 OK\r\nContent-Type: application/pdf\r\n\r\n" + data,
        "header_twice": b"%PDF-1.4\n" + data,
        "header_of_no_version": b"%PDF-\xff.\xff\n" + data[9:],
        "two_files_in_one": data + data,
        "tail_of_rubbish": data + bytes(range(256)) * 400,
        "zip": packed.getvalue(),
        "gzip": gzip.compress(data, mtime=0),
        "tar": bundle.getvalue(),
        "html": b"<!DOCTYPE html><title>404</title>",
        "xml": b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY e SYSTEM "file:///etc/passwd">]><a>&e;</a>',
        "postscript": b"%!PS-Adobe-3.0\n(%PDF-) = quit",
        "rtf": rb"{\rtf1 %PDF-1.4}",
        "script": b"#!/bin/sh\n# %PDF-1.4\ntouch /tmp/hyokasho-lure\n",
        "pickle": b"cos\nsystem\n(S'touch /tmp/hyokasho-lure %PDF-1.4'\ntR.",
        "program": b"\x7fELF\x02\x01\x01" + bytes(200),
        "bmp": b"BM" + bytes(200),
        "png": b"\x89PNG\r\n\x1a\n" + bytes(200),
        "utf_16": "%PDF-1.7\n".encode("utf-16") + data[9:],
        "other_forms_data": b"%FDF-1.2\n1 0 obj<</FDF<</F(a.pdf)>>>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF",
    }
