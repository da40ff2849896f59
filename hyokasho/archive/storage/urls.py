"""Files behind URLs (`s3://bucket/archive/a.pdf`), through fsspec: finding, stamping and reading them.

fsspec and what speaks each protocol are extras: nothing here is loaded until a run names a URL.
"""

from __future__ import annotations

import hashlib
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any, BinaryIO
from urllib.parse import unquote, urlsplit

MARK = "://"
_LOCAL = "file"
_ETAG_DIGITS = 15
"""Hexadecimal digits of an ETag's hash: they fit a 64-bit integer."""
_CHUNK = 1 << 20


class UrlError(Exception):
    """A URL that cannot be used here; the message says what to do."""


def is_url(text: str) -> bool:
    """Whether `text` names something that is not on this machine's file systems."""
    return MARK in text and not text.startswith(_LOCAL + MARK)


def local_path(text: str) -> str:
    """`file://` URLs as paths; everything else as it is."""
    if not text.startswith(_LOCAL + MARK):
        return text
    from urllib.request import url2pathname  # it loads what speaks HTTP, which few runs need

    parts = urlsplit(text)
    return url2pathname(unquote(parts.netloc + parts.path))


def filesystem(url: str) -> tuple[Any, str]:
    """fsspec's file system for `url`, and the path in it. Raises `UrlError`."""
    try:
        from fsspec.core import url_to_fs
    except ImportError as error:
        raise UrlError(f"{url}: URLs need fsspec: pip install 'hyokasho[s3]'") from error
    try:
        # Listings that are remembered would hide what other runs and programs write meanwhile.
        found = url_to_fs(url, use_listings_cache=False)
    except (ImportError, ValueError, TypeError) as error:
        raise UrlError(f"{url}: {error}") from error
    return found[0], str(found[1])


def find(url: str, suffixes: tuple[str, ...]) -> list[tuple[str, str, bool]]:
    """The files that `url` names: a file, a folder (those with `suffixes` in it), or a pattern.

    Of each its URL, its source (relative to the folder), and whether a search through a folder found it. Raises
    `UrlError` where the store cannot be asked.
    """
    system, path = filesystem(url)
    try:
        if any(sign in path for sign in "*?["):
            names = sorted(name for name in system.glob(path) if system.isfile(name))
            return [(system.unstrip_protocol(name), name, False) for name in names]
        if system.isfile(path):
            return [(system.unstrip_protocol(path), path.rpartition("/")[2], False)]
        names = sorted(name for name in system.find(path) if name.lower().endswith(suffixes))
    except Exception as error:  # each store's library has exceptions of its own
        raise UrlError(f"{url}: {error}") from error
    root = path.rstrip("/") + "/"
    return [(system.unstrip_protocol(name), name.removeprefix(root), True) for name in names]


def stamp(url: str) -> tuple[int, int, int]:
    """Size in bytes, time of change in nanoseconds, a number that changes with the content. Raises `OSError`."""
    system, path = filesystem(url)
    info = system.info(path)
    if info.get("type") == "directory":
        raise IsADirectoryError(0, "it is not a regular file")
    etag = str(info.get("ETag") or info.get("etag") or info.get("md5Hash") or "")
    digest = int(hashlib.sha256(etag.encode()).hexdigest()[:_ETAG_DIGITS], 16) if etag else 0
    return int(info["size"]), _nanoseconds(system, path, info), digest


def opened(url: str) -> BinaryIO:
    """The file, open for reading from its start to its end. Raises `OSError`."""
    system, path = filesystem(url)
    file: BinaryIO = system.open(path, "rb", block_size=_CHUNK)
    return file


@contextmanager
def fetched(url: str, most: int) -> Iterator[Path]:
    """A copy on this machine, for processes that have no business with networks; no more than `most` + 1 bytes of it.

    Raises `OSError`.
    """
    with tempfile.TemporaryDirectory(prefix="hyokasho-") as folder:
        path = Path(folder) / "document"
        with opened(url) as source, path.open("wb") as target:
            left = most + 1
            while left > 0 and (chunk := source.read(min(_CHUNK, left))):
                target.write(chunk)
                left -= len(chunk)
        yield path


def _nanoseconds(system: Any, path: str, info: dict[str, Any]) -> int:
    said = info.get("LastModified") or info.get("last_modified") or info.get("mtime") or info.get("updated")
    if said is None:
        try:
            said = system.modified(path)
        except (NotImplementedError, OSError):
            return 0
    if isinstance(said, str):
        said = datetime.fromisoformat(said)
    seconds = said.timestamp() if isinstance(said, datetime) else float(said)
    return int(seconds * 1_000_000) * 1000  # floats hold no nanoseconds
