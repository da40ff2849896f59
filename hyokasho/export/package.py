"""`datapackage.json` of exported files: that of the dataset, with what is different about them."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import msgspec

from hyokasho.archive.dataset.descriptor import DESCRIPTOR, MADE_BY, resource_name
from hyokasho.archive.storage.folder import LocalStorage
from hyokasho.archive.storage.state import peek
from hyokasho.export.source import SourceTable

EXPORTED_BY = "exported_by"
"""Says in place of `made_by` who wrote the files: they are no dataset that `ingest` may bring up to date."""


class _File(msgspec.Struct):
    path: str


class _Exported(msgspec.Struct):
    """A descriptor that an export may have written."""

    exported_by: str
    resources: list[_File]


@dataclass(frozen=True, slots=True)
class FileKind:
    """A kind of file, with its format, which is its suffix too.

    `cells` says that it holds texts below a heading: an empty one cannot be told from no value. The other kind holds
    values, and nothing at all of a table without rows.
    """

    format: str
    mediatype: str
    cells: bool


def write_descriptor(tables: Sequence[SourceTable], folder: Path, kind: FileKind) -> None:
    """Describe the tables, which stand in `folder` as files of one kind."""
    names = {resource_name(table.name) for table in tables}
    resources = [_resource(table, folder, kind, names) for table in tables]
    described = {
        "profile": "data-package",
        "name": "hyokasho-export",
        "title": "特定個人情報保護評価書",
        EXPORTED_BY: MADE_BY,
        "resources": resources,
    }
    (folder / DESCRIPTOR).write_text(json.dumps(described, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def exported_names(folder: Path) -> set[str] | None:
    """The files that an export of ours has written into `folder`; None where it is none."""
    found = peek(LocalStorage(folder), DESCRIPTOR, _Exported)
    if found is None or found.exported_by != MADE_BY:
        return None
    return {DESCRIPTOR, *(resource.path for resource in found.resources)}


def _resource(table: SourceTable, folder: Path, kind: FileKind, names: set[str]) -> dict[str, Any]:
    path = folder / f"{table.name}.{kind.format}"
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    resource = table.resource | {
        "path": path.name,
        "format": kind.format,
        "mediatype": kind.mediatype,
        "encoding": "utf-8",
        "bytes": path.stat().st_size,
        "hash": f"sha256:{digest}",
        "schema": _schema(table.resource["schema"], names, kind),
    }
    if not table.row_count and not kind.cells:
        resource["type"] = "file"  # to Frictionless, an empty file is no table
    return resource


def _schema(schema: dict[str, Any], names: set[str], kind: FileKind) -> dict[str, Any]:
    """The schema without references to tables that are not there, and without promises that the file cannot keep."""
    changed = {name: value for name, value in schema.items() if name != "foreignKeys"}
    references = [key for key in schema.get("foreignKeys", ()) if key["reference"]["resource"] in names]
    if references:
        changed["foreignKeys"] = references
    if kind.cells:
        changed["missingValues"] = [""]
        changed["fields"] = [_not_required(field) if field["type"] == "string" else field for field in schema["fields"]]
    return changed


def _not_required(field: dict[str, Any]) -> dict[str, Any]:
    """A column of texts; being required is the only constraint that the dataset's descriptor puts on any."""
    return {name: value for name, value in field.items() if name != "constraints"}
