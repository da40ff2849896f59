"""Files of ours in OUT, decoded strictly: what a file says is what its type allows, or the file is set aside."""

from __future__ import annotations

import json
from typing import Any, NoReturn, TypeVar

import msgspec

from hyokasho.archive.storage.inside import OutsideError
from hyokasho.archive.storage.interface import Storage
from hyokasho.archive.storage.storage_error import ABSENT, refusal

T = TypeVar("T")
Sha256 = msgspec.Meta(pattern=r"\A[0-9a-f]{64}\Z")
"""Of a text: the SHA-256 of a document, hex. No other text becomes a part of a path."""
Count = msgspec.Meta(ge=0, le=(1 << 63) - 1)
"""Of a number: no more than a column of the tables holds."""

LARGE, MOST = 64 << 20, 256 << 20
"""Bytes of a file: up to the first it may say what it likes, which has 1.5 GB as values; that of 400,000 documents has
half of the second."""
SPARSE = 12
"""Bytes for each list, object or further item in a large file; ours have 18 and more, as digests and times are long."""
_SIGNS = (b",", b"[", b"{")


class NonsenseError(Exception):
    """Bytes that are not what they should be."""


def decoded(data: bytes, kind: type[T]) -> T:
    """JSON as a value of the type `kind`. Raises `NonsenseError`.

    Python's own parser reads it: names of files may hold bytes that are no text, which no other one lets through.
    """
    try:
        return msgspec.convert(json.loads(data, parse_constant=_refuse), kind, strict=True)
    except (ValueError, RecursionError, msgspec.ValidationError) as error:
        raise NonsenseError(str(error)) from error


def encoded(value: Any) -> bytes:
    """A value of one of these types as JSON, in ASCII."""
    return json.dumps(msgspec.to_builtins(value)).encode()


def peek(storage: Storage, name: str, kind: type[T]) -> T | None:
    """What a file says; None where there is none, or it makes no sense. Raises `StorageError` as `load`."""
    try:
        return decoded(_read(storage, name), kind)
    except (*ABSENT, OutsideError, NonsenseError):
        return None


def load(storage: Storage, name: str, kind: type[T]) -> T | None:
    """What a file says; None where there is none. One that makes no sense is set aside, and is to be made anew.

    Raises `StorageError` where it cannot be read now: it may make sense.
    """
    try:
        return decoded(_read(storage, name), kind)
    except ABSENT:
        return None
    except (OutsideError, NonsenseError):
        storage.set_aside(name)
        return None


def _read(storage: Storage, name: str) -> bytes:
    """A file, if it does not become gigabytes as values. Raises `NonsenseError`, and as `Storage.read`."""
    if (storage.size(name) or 0) > MOST:
        raise NonsenseError("more bytes than any of ours has")
    try:
        data = storage.read(name)
    except (*ABSENT, OutsideError):
        raise
    except OSError as error:
        raise refusal(f"{storage.place}/{name}", error, "read") from error
    if len(data) > LARGE and SPARSE * sum(map(data.count, _SIGNS)) > len(data):
        raise NonsenseError("more values than any of ours has")
    return data


def _refuse(constant: str) -> NoReturn:
    raise ValueError(f"{constant} is no number of JSON")
