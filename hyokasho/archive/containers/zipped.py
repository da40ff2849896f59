"""The files of a ZIP archive. Nothing that it says of itself is believed: names are no paths, sizes are counted."""

from __future__ import annotations

import io
import lzma
import re
import stat
import struct
import zipfile
import zlib
from collections.abc import Iterator
from itertools import pairwise

from extract.file_names import decoded_name
from hyokasho.archive.containers.held import HeldFile, RefusedError

BROKEN = "broken_archive"
_PIECE = 1 << 20
_ENCRYPTED, _UTF_8 = 0x1, 0x800
"""Bits of an entry's flags (APPNOTE 4.4.4)."""
_ENTRY, _FLAGS, _FLAGS_BEFORE = re.compile(b"PK\x01\x02"), 9, 7
"""How an entry of the directory begins, and where in it the upper half of its flags stands; where they stand in what is
before its content (APPNOTE 4.3.12, 4.3.7)."""
_UNIX = 3
"""The system that an entry was made on: only there its attributes have the kind of file (APPNOTE 4.4.2)."""
_FOREIGN = "__MACOSX/"
"""Where macOS keeps what is beside a file's content, under the file's own name."""
NOT_UNPACKED = (
    zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError, OSError, ValueError, struct.error, IndexError,
    RuntimeError,
)  # fmt: skip
"""What `zipfile` and what it unpacks with raise about damage, passwords (`RuntimeError`) and ways to pack that they do
not know (`NotImplementedError`, which is one)."""


def is_zip(data: bytes) -> bool:
    """Whether there is the end of a ZIP archive, however much stands before it."""
    return zipfile.is_zipfile(io.BytesIO(data))


def zipped_files(data: bytes) -> Iterator[HeldFile]:
    """The files in the order of the archive's directory; folders are none. Raises `RefusedError` for no archive."""
    try:
        archive = _opened(data)
    except NOT_UNPACKED as error:
        raise RefusedError(BROKEN, "the ZIP archive is damaged, or none") from error
    with archive:
        shared = _sharing(archive.infolist())
        for number, entry in enumerate(archive.infolist()):
            name = entry_name(entry)
            if not name.endswith("/") and not name.startswith(_FOREIGN):
                yield HeldFile(name, _ZipReader(archive, entry, number in shared).read)


def _opened(data: bytes) -> zipfile.ZipFile:
    """The archive, also one that calls names UTF-8 which are not."""
    try:
        return zipfile.ZipFile(io.BytesIO(data))
    except UnicodeDecodeError:
        mended = bytearray(data)
        for found in _ENTRY.finditer(data):
            _clear(mended, found.start() + _FLAGS)
        for entry in zipfile.ZipFile(io.BytesIO(mended)).infolist():
            _clear(mended, entry.header_offset + _FLAGS_BEFORE)
        return zipfile.ZipFile(io.BytesIO(mended))


def _clear(data: bytearray, flags: int) -> None:
    """Have an entry say no more that its name is UTF-8, by the upper half of its flags."""
    if flags < len(data):
        data[flags] &= ~(_UTF_8 >> 8) & 0xFF


def entry_name(entry: zipfile.ZipInfo) -> str:
    """The name of an entry: UTF-8 where it says so or is, else that of Japanese Windows (cp932)."""
    name = entry.orig_filename  # as it stands there: `filename` ends at the first NUL
    if entry.flag_bits & _UTF_8:
        return name.replace("\\", "/")
    plain = name.encode("cp437")
    decoded = decoded_name(plain)
    return plain.decode("ascii", "backslashreplace") if decoded is None else decoded.replace("\\", "/")


class _ZipReader:
    """Unpacks one entry."""

    def __init__(self, archive: zipfile.ZipFile, entry: zipfile.ZipInfo, shared: bool) -> None:
        self._archive, self._entry, self._shared = archive, entry, shared

    def read(self, most: int) -> bytes:
        """The content, if it has no more than `most` bytes and is what the archive says. Raises `RefusedError`."""
        self._check()
        try:
            content = self._unpacked(most)
        except NOT_UNPACKED as error:
            raise RefusedError(BROKEN, f"the file in the archive cannot be unpacked: {_reason(error)}") from error
        if len(content) != self._entry.file_size:
            raise RefusedError(BROKEN, "the file in the archive is not as long as the archive says")
        return content

    def _check(self) -> None:
        """Refuse what is known not to be readable without unpacking it."""
        entry = self._entry
        if entry.create_system == _UNIX and not _is_plain(entry.external_attr >> 16):
            raise RefusedError("unreadable_file", "it is a link or a device in the archive, and no file")
        if entry.flag_bits & _ENCRYPTED:
            raise RefusedError("encrypted", "the file in the archive opens only with a password: unpack it first")
        if self._shared:
            raise RefusedError(BROKEN, "the file shares its bytes with another one in the archive")

    def _unpacked(self, most: int) -> bytes:
        parts, size = [], 0
        with self._archive.open(self._entry) as file:
            while part := file.read(_PIECE):
                size += len(part)
                if size > most:
                    raise RefusedError("too_large", f"the file in the archive has more than {most} bytes")
                parts.append(part)
        return b"".join(parts)


def _is_plain(mode: int) -> bool:
    return stat.S_IFMT(mode) in (0, stat.S_IFREG)


def _sharing(entries: list[zipfile.ZipInfo]) -> set[int]:
    """The numbers of entries whose packed bytes are those of others too: few bytes that become very many."""
    order = sorted(range(len(entries)), key=lambda number: entries[number].header_offset)
    return {
        each
        for one, next_one in pairwise(order)
        if entries[one].header_offset + entries[one].compress_size > entries[next_one].header_offset
        or entries[one].header_offset == entries[next_one].header_offset
        for each in (one, next_one)
    }


def _reason(error: Exception) -> str:
    if isinstance(error, NotImplementedError):
        return "it is packed in a way that is not known here"
    if "Overlapped" in str(error):
        return "it shares its bytes with another one"
    return "it is damaged"
