"""The one moment of a run that readers can notice: new tables take the place of the old ones.

What takes its place is noted first; then each file does by one rename, so that a reader of a table sees the old one or
the new one, never a part. A run that finds such a note of one that was killed finishes its work first. The tables are
files in plain folders, which can be copied, packed and put on object stores; links to a folder for each run could be
switched all at once, but nothing of that would survive a copy, and Windows has no such links.
"""

from __future__ import annotations

import hashlib
import json
from typing import Annotated, Any

import msgspec

from hyokasho.archive.dataset.descriptor import DESCRIPTOR, MADE_BY, Described, Resource, is_table_path, table_path
from hyokasho.archive.dataset.record import RECORD, Record
from hyokasho.archive.dataset.summary import Counted
from hyokasho.archive.storage.interface import WORK, Storage
from hyokasho.archive.storage.state import NonsenseError, Sha256, decoded, encoded, load, peek
from hyokasho.archive.storage.storage_error import refusal
from normalize.registry import load_registry

_NOTE = f"{WORK}/replacing.json"
MANIFEST = f"{WORK}/manifest.json"
"""What the tables were made from."""
_BEGUN = f"{WORK}/lock"
LARGEST_TABLE = 16 << 30
"""Bytes of a table that an older version may have written; a sparse file of more would be hashed for ever."""


class NotOursError(Exception):
    """The output folder holds something that is not a dataset of ours."""


class Manifest(msgspec.Struct, forbid_unknown_fields=True):
    """What the tables were made from. `within`: time-outs and megabytes that cut documents of them short."""

    fingerprint: Annotated[str, Sha256]
    within: list[tuple[Annotated[float, msgspec.Meta(ge=0, le=1e12)], Annotated[int, msgspec.Meta(ge=0)]]]
    summary: Counted


class _Note(msgspec.Struct, forbid_unknown_fields=True):
    """Tables that are about to take their places, and what is written once they have."""

    tables: list[str]
    descriptor: dict[str, Any]
    manifest: Manifest | None = None
    sources: Record | None = None


def staged(table: str) -> str:
    """Where a table waits to take its place."""
    return f"{WORK}/tables/{table}.parquet"


def check_ours(storage: Storage) -> None:
    """Raise `NotOursError` unless the folder is new, empty, begun by a run of ours, or a dataset of ours.

    One in which something else stands where a file or folder of ours would is not ours either.
    """
    try:
        names = set(storage.names())
    except NotADirectoryError as error:
        raise NotOursError(f"{storage.place} is a file: name a folder for the dataset") from error
    _check_plain(storage)
    if not names - {WORK} or storage.size(_BEGUN) is not None:
        return
    if _old_descriptor(storage) is None:
        raise NotOursError(f"{storage.place} is not empty and not a dataset of ours: name another folder")


def replace_tables(
    storage: Storage, tables: list[str], described: dict[str, Any], manifest: Manifest | None, sources: Record | None
) -> None:
    """Put these tables, which are staged, in their places, with the descriptor and the notes that belong to them."""
    storage.write(_NOTE, encoded(_Note(tables, described, manifest, sources)))
    finish_replacement(storage)


def finish_replacement(storage: Storage) -> None:
    """Do what is left of a replacement, of this run or of one that was killed; nothing if there is none.

    A note that makes no sense is set aside: without a manifest, the run assembles the tables anew.
    """
    note = load(storage, _NOTE, _Note)
    if note is None:
        return
    if not _is_sound(note):
        storage.set_aside(_NOTE)
        return
    for table in note.tables:
        if storage.size(staged(table)) is not None:
            storage.move(staged(table), table_path(table))
    for resource in _resources(storage):
        if resource.path not in map(table_path, note.tables):
            _remove_table(storage, resource)
    storage.write(DESCRIPTOR, (json.dumps(note.descriptor, ensure_ascii=False, indent=1) + "\n").encode())
    for name, content in ((MANIFEST, note.manifest), (RECORD, note.sources)):
        if content is not None:
            storage.write(name, encoded(content))
    storage.remove(_NOTE)


def read_manifest(storage: Storage) -> Manifest | None:
    """What the tables were made from; None where nothing says so, or the tables are not all there."""
    manifest = load(storage, MANIFEST, Manifest)
    resources = {resource.path: resource.bytes for resource in _resources(storage)}
    whole = all(storage.size(path) == resources.get(path, -1) for path in map(table_path, load_registry().tables))
    return manifest if whole else None


def forget_manifest(storage: Storage) -> None:
    """From now on results change: the tables are to be assembled anew, even if this run does not come to it."""
    storage.remove(MANIFEST)


def _check_plain(storage: Storage) -> None:
    tables = load_registry().tables
    wanted = {WORK: "folder", DESCRIPTOR: "file"} | dict.fromkeys(tables, "folder")
    for name, kind in (wanted | {table_path(table): "file" for table in tables}).items():
        if storage.kind(name) not in (None, kind):
            raise NotOursError(
                f"{storage.place}: {name} is no plain {kind}, and nothing is written through links or over anything "
                "else: remove it, or name another folder"
            )


def _is_sound(note: _Note) -> bool:
    """Whether a run of ours may have written it: it names our tables, and a descriptor that says so."""
    try:
        described = decoded(json.dumps(note.descriptor).encode(), Described)
    except NonsenseError:
        return False
    return described.made_by == MADE_BY and set(note.tables) <= load_registry().tables.keys()


def _remove_table(storage: Storage, resource: Resource) -> None:
    """Delete a table that an older version had, if it is still as the descriptor says; else it is somebody's."""
    if resource.bytes > LARGEST_TABLE or storage.size(resource.path) != resource.bytes:
        return
    try:
        with storage.opened(resource.path) as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()  # type: ignore[arg-type]
    except OSError as error:
        raise refusal(f"{storage.place}/{resource.path}", error, "read") from error
    if resource.hash != f"sha256:{digest}":
        return
    storage.remove(resource.path)
    folder = resource.path.partition("/")[0]
    if not list(storage.names(folder)):
        storage.remove(folder)


def _resources(storage: Storage) -> list[Resource]:
    """What the descriptor that is there says of tables of ours, whatever the tables of its version were called."""
    described = _old_descriptor(storage)
    return [each for each in described.resources if is_table_path(each.path)] if described is not None else []


def _old_descriptor(storage: Storage) -> Described | None:
    """The descriptor that is there, if it is one of ours."""
    described = peek(storage, DESCRIPTOR, Described)
    return described if described is not None and described.made_by == MADE_BY else None
