"""OUT as a person names it → the storage for it."""

from __future__ import annotations

from pathlib import Path

from hyokasho.archive.storage.interface import Storage
from hyokasho.archive.storage.urls import UrlError, is_url, local_path


def open_storage(out: str | Path) -> Storage:
    """The folder `out`, a path or a URL; it need not exist yet. Raises `UrlError`."""
    name = local_path(str(out))
    if is_url(name):
        from hyokasho.archive.storage.objects import ObjectStorage

        return ObjectStorage(name)
    if not name or "\0" in name:
        raise UrlError(f"{str(out)!r} is no name of a folder")
    from hyokasho.archive.storage.folder import LocalStorage

    return LocalStorage(Path(name))
