"""Where an export goes: it is written beside, whole, and then takes its place by a rename."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from hyokasho.archive.storage.urls import is_url
from hyokasho.export.export_error import ExportError, ExportUsageError
from hyokasho.export.package import exported_names

_NEW, _OLD = "new", "old"


def usual_place(dataset: str, suffix: str) -> Path:
    """Where the export of a dataset goes if nobody says it: beside it (in this folder, if that is at a URL)."""
    if is_url(dataset):
        return Path(dataset.rstrip("/").rpartition("/")[2] + suffix)
    folder = Path(dataset)
    if folder.name in ("", ".."):
        folder = folder.resolve()
    return folder.parent / f"{folder.name}{suffix}"


def check_place(target: Path, dataset: str, *, folder: bool, force: bool) -> None:
    """Raise `ExportUsageError` where writing `target` would destroy something.

    With `force` a file is replaced, and a folder if all that is in it was written by an export of ours.
    """
    if not is_url(dataset) and target.resolve().is_relative_to(Path(dataset).resolve()):
        raise ExportUsageError(f"{target} is in the dataset: name another place with --to")
    if not target.parent.is_dir():
        raise ExportUsageError(f"{target.parent} is no folder: make it first, or name another place with --to")
    if not (target.exists() or target.is_symlink()) or (folder and _is_empty(target)):
        return
    if folder != target.is_dir():
        raise ExportUsageError(f"{target} is a {'file' if folder else 'folder'}: name another place with --to")
    if not force:
        raise ExportUsageError(f"{target} exists: give --force to replace it, or name another place with --to")
    if folder:
        _check_ours(target)


@contextmanager
def taking_place(target: Path, *, folder: bool) -> Iterator[Path]:
    """A new file (not made yet) or empty folder, which takes the place of `target` when the context ends well.

    Nothing is left of it otherwise. Raises `ExportError` where it cannot be written.
    """
    try:
        with tempfile.TemporaryDirectory(
            prefix=f".{target.name}.", dir=target.parent, ignore_cleanup_errors=True
        ) as beside:
            new = Path(beside) / _NEW / target.name
            (new if folder else new.parent).mkdir(parents=True)
            yield new
            _replace(new, target, Path(beside) / _OLD)
    except OSError as error:
        raise ExportError(f"{target} cannot be written ({error.strerror or error})") from error


def _replace(new: Path, target: Path, old: Path) -> None:
    """Put `new` in the place of `target`. A folder has to be moved away to `old` for that, or back if it fails."""
    if target.is_dir():
        target.rename(old)
    try:
        new.replace(target)
    except BaseException:
        if old.is_dir() and not target.exists():
            old.rename(target)
        raise


def _check_ours(target: Path) -> None:
    names = exported_names(target)
    if names is None:
        raise ExportUsageError(f"{target} is not empty and no export of ours: name another folder with --to")
    if foreign := sorted({path.name for path in target.iterdir()} - names):
        raise ExportUsageError(
            f"{target} also holds {foreign[0]}, which no export wrote: move it, or name another folder"
        )


def _is_empty(target: Path) -> bool:
    return target.is_dir() and not any(target.iterdir())
