"""Results kept by content: what was read once is not read again, whatever it is called and wherever it is."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from hyokasho.archive.results.codec import PREFIX_LENGTH, DamagedError, ResultHead, decode, decode_head, head_length
from hyokasho.archive.results.fingerprint import reading_edition
from hyokasho.archive.storage.interface import WORK, Storage

if TYPE_CHECKING:
    import pyarrow as pa

RESULTS = f"{WORK}/results"
_DOCUMENT = re.compile(r"[0-9a-f]{64}")
_EDITION = re.compile(r"[\w.+]+-[0-9a-f]{16}")
_FIRST_READ = 4096
"""Bytes that hold nearly every head."""


class LostResultError(Exception):
    """A result that was there is damaged now; the document has to be read again."""

    def __init__(self, document_id: str) -> None:
        super().__init__(document_id)
        self.document_id = document_id


class Store:
    """The results of this edition of the program: one file a document, named by the SHA-256 of its bytes."""

    def __init__(self, storage: Storage) -> None:
        self._storage = storage
        self._edition = reading_edition()

    def head(self, document_id: str) -> ResultHead | None:
        """What is known of a document's result; None where there is none, or none that is whole."""
        if not _DOCUMENT.fullmatch(document_id):
            return None
        name = self._name(document_id)
        size = self._storage.size(name)
        if size is None:
            return None
        try:
            start = self._storage.read(name, _FIRST_READ)
            length = PREFIX_LENGTH + head_length(start)
            if length > len(start):
                start = self._storage.read(name, length)
            head = decode_head(start, size)
        except (DamagedError, OSError):
            return None
        return head if head.document_id == document_id else None

    def put(self, kept: bytes) -> ResultHead:
        """Keep an encoded result in the place of an older one. Raises `DamagedError`."""
        head = decode_head(kept, len(kept))
        if not _DOCUMENT.fullmatch(head.document_id):
            raise DamagedError("a result of no document")
        self._storage.write(self._name(head.document_id), kept)
        return head

    def get(self, document_id: str) -> tuple[ResultHead, dict[str, pa.Table]]:
        """A document's result. Raises `LostResultError` where there is no whole one."""
        try:
            head, tables = decode(self._storage.read(self._name(document_id)))
        except (DamagedError, OSError) as error:
            raise LostResultError(document_id) from error
        if head.document_id != document_id:
            raise LostResultError(document_id)
        return head, tables

    def forget_other_editions(self) -> None:
        """Delete what no run of this program can use; what has no name of ours stays."""
        if self._storage.kind(RESULTS) not in (None, "folder"):
            self._storage.set_aside(RESULTS)
        for edition in self._storage.names(RESULTS):
            if edition != self._edition and _EDITION.fullmatch(edition):
                self._storage.remove(f"{RESULTS}/{edition}")

    def _name(self, document_id: str) -> str:
        return f"{RESULTS}/{self._edition}/{document_id[:2]}/{document_id}.result"
