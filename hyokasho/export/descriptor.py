"""`datapackage.json` of exported files: that of the dataset, with what is different about them."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from hyokasho.archive.descriptor import DESCRIPTOR, MADE_BY, resource_name
from hyokasho.export.source import SourceTable

EXPORTED_BY = "exported_by"
"""Says in place of `made_by` who wrote the files: they are no dataset that `ingest` may bring up to date."""


def write_descriptor(
    tables: Sequence[SourceTable],
    folder: Path,
    suffix: str,
    properties: dict[str, Any],
    *,
    empty_is_null: bool = False,
) -> None:
    """Describe `TABLE.suffix` of each table, as they stand in `folder`.

    `properties` are those of each resource, `empty_is_null` that an empty text cannot be told from no value.
    """
    names = {resource_name(table.name) for table in tables}
    resources = [
        table.resource
        | properties
        | _file(folder / f"{table.name}.{suffix}")
        | {"schema": _schema(table.resource["schema"], names, empty_is_null)}
        for table in tables
    ]
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
    try:
        found = json.loads((folder / DESCRIPTOR).read_bytes())
    except (OSError, ValueError):
        return None
    if not isinstance(found, dict) or found.get(EXPORTED_BY) != MADE_BY:
        return None
    return {DESCRIPTOR, *(str(resource.get("path")) for resource in found.get("resources", ()))}


def _file(path: Path) -> dict[str, Any]:
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    return {"path": path.name, "bytes": path.stat().st_size, "hash": f"sha256:{digest}"}


def _schema(schema: dict[str, Any], names: set[str], empty_is_null: bool) -> dict[str, Any]:
    """The schema without references to tables that are not there, and without promises that the format cannot keep."""
    changed = dict(schema)
    references = [key for key in schema.get("foreignKeys", ()) if key["reference"]["resource"] in names]
    changed.pop("foreignKeys", None)
    if references:
        changed["foreignKeys"] = references
    if empty_is_null:
        changed["missingValues"] = [""]
        changed["fields"] = [_not_required(field) if field["type"] == "string" else field for field in schema["fields"]]
    return changed


def _not_required(field: dict[str, Any]) -> dict[str, Any]:
    constraints = {name: value for name, value in field.get("constraints", {}).items() if name != "required"}
    without = {name: value for name, value in field.items() if name != "constraints"}
    return without | {"constraints": constraints} if constraints else without
