"""The one moment of a run that readers can notice: new tables take the place of the old ones.

What goes where is noted first; then each file takes its place by one rename, so that a reader of a table sees the old
one or the new one, never a part. A run that finds such a note of one that was killed finishes its work first. The
tables are files in plain folders, which can be copied, packed and put on object stores; links to a folder for each run
could be switched all at once, but nothing of that would survive a copy, and Windows has no such links.
"""

from __future__ import annotations

import json
from typing import Any

from hyokasho.archive.dataset.descriptor import DESCRIPTOR, MADE_BY, is_table_path
from hyokasho.archive.storage.interface import WORK, Storage

STAGED = f"{WORK}/tables"
_NOTE = f"{WORK}/replacing.json"
MANIFEST = f"{WORK}/manifest.json"
"""What the tables were made from."""
_BEGUN = f"{WORK}/lock"


class NotOursError(Exception):
    """The output folder holds something that is not a dataset of ours."""


def check_ours(storage: Storage) -> None:
    """Raise `NotOursError` unless the folder is new, empty, begun by a run of ours, or a dataset of ours."""
    try:
        names = set(storage.names())
    except NotADirectoryError as error:
        raise NotOursError(f"{storage.place} is a file: name a folder for the dataset") from error
    if not names - {WORK} or storage.size(_BEGUN) is not None:
        return
    if _old_descriptor(storage).get("made_by") != MADE_BY:
        raise NotOursError(f"{storage.place} is not empty and not a dataset of ours: name another folder")


def replace_tables(storage: Storage, staged: dict[str, str], described: dict[str, Any], notes: dict[str, Any]) -> None:
    """Move each key of `staged` to its value, with the descriptor and the notes (by file name) that belong to them."""
    note = {"staged": staged, "descriptor": described, "notes": notes}
    storage.write(_NOTE, json.dumps(note).encode())  # in ASCII: names of files may be no text
    finish_replacement(storage)


def finish_replacement(storage: Storage) -> None:
    """Do what is left of a replacement, of this run or of one that was killed; nothing if there is none."""
    try:
        note = json.loads(storage.read(_NOTE))
    except FileNotFoundError:
        return
    except ValueError:  # damaged on the disk: without a manifest, the run assembles the tables anew
        storage.remove(_NOTE)
        return
    for old, new in note["staged"].items():
        if storage.size(old) is not None:
            storage.move(old, new)
    for path in _table_paths(_old_descriptor(storage)) - set(note["staged"].values()):
        storage.remove(path.partition("/")[0])  # a table that an older version had
    storage.write(DESCRIPTOR, (json.dumps(note["descriptor"], ensure_ascii=False, indent=1) + "\n").encode())
    for name, content in note.get("notes", {}).items():
        storage.write(name, json.dumps(content).encode())
    storage.remove(_NOTE)


def read_manifest(storage: Storage) -> dict[str, Any]:
    """What the tables were made from; empty where nothing says so, or the tables are not all there."""
    try:
        manifest: dict[str, Any] = json.loads(storage.read(MANIFEST))
        resources = _old_descriptor(storage)["resources"]
        whole = all(storage.size(resource["path"]) == resource["bytes"] for resource in resources)
    except (OSError, ValueError, KeyError, TypeError):
        return {}
    return manifest if whole else {}


def forget_manifest(storage: Storage) -> None:
    """From now on results change: the tables are to be assembled anew, even if this run does not come to it."""
    storage.remove(MANIFEST)


def _old_descriptor(storage: Storage) -> dict[str, Any]:
    try:
        found = json.loads(storage.read(DESCRIPTOR))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def _table_paths(described: dict[str, Any]) -> set[str]:
    paths = {str(resource.get("path")) for resource in described.get("resources", ())}
    return {path for path in paths if is_table_path(path)}
