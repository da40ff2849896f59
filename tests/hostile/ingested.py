"""Runs the command line over generated files, as a user would, and reads what it wrote."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow.dataset as ds

from hyokasho.archive.containers.expand import INSIDE
from hyokasho.archive.sources.kinds import LOOKED_FOR, PDF

SAMPLES = Path(__file__).parents[2] / "data" / "samples"
SMALL = SAMPLES / "kiso_h26_long_term_care.pdf"
STATUSES = {"ok", "partial", "failed", "not_an_assessment"}
READ, STOPPED = 0, 1
"""Exit statuses: all files are ok or partial; some are not."""
NO_PDF = {"empty_file", "not_a_pdf", "broken_pdf", "encrypted", "too_large"}
NOT_READ = {"unreadable_page", "unreadable_picture", "damaged_page", "unchecked_page", "undrawn_text", "lost_page"}
LACKING = {
    "may_be_two_pages", "lying_part",
    "pages_missing", "table_not_found", "changes_joined", "answers_not_found", "text_unplaced",
    "little_found",
}  # fmt: skip
TOO_MUCH = {"too_many_objects", "too_many_rulings"}
HELD = {"too_many_files", "too_deep", "broken_archive", "unreadable_file"}
"""Of what lies in containers."""
ACCIDENTS = {"timeout", "hung", "memory_limit", "crashed"}
CODES = {None, "not_an_assessment"} | NO_PDF | NOT_READ | LACKING | TOO_MUCH | HELD | ACCIDENTS
"""Every outcome that has a name. `internal_error` is none: it means that nobody thought of the case."""
Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Ingested:
    """What a run wrote: the rows of `documents` by file name, the dataset's folder, what it said on stdout."""

    documents: dict[str, Row]
    out: Path
    summary: dict[str, Any]

    def untyped(self) -> dict[str, Row]:
        """The documents whose outcome has no name, or contradicts itself."""
        return {
            name: row for name, row in self.documents.items()
            if row["status"] not in STATUSES or row["error_code"] not in CODES
            or (row["error_code"] is None) != (row["status"] == "ok")
        }  # fmt: skip


def write(folder: Path, files: Iterable[tuple[str, bytes]]) -> Path:
    """A folder of these files, `.pdf` added to their names unless they name a kind that is looked for."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, data in files:
        (folder / (name if name.endswith(LOOKED_FOR) else f"{name}.pdf")).write_bytes(data)
    return folder


def ingest(folder: Path, out: Path, *options: object) -> Ingested:
    """Run `hyokasho ingest`; fails unless it ends as it should, with one row for each file of `folder`."""
    done = subprocess.run(
        command("ingest", folder, "--out", out, "--json", "--attachments", *options), capture_output=True, check=False
    )
    assert done.returncode in (READ, STOPPED), done.stderr.decode(errors="replace")[-2000:]
    return result(folder, out, json.loads(done.stdout))


def result(folder: Path, out: Path, summary: dict[str, Any]) -> Ingested:
    """What was written; fails unless each file of `folder` has one row, or one for each file that it holds."""
    found = rows(out, "documents")
    names = [os.path.relpath(path, folder) for path in folder.rglob("*") if path.is_file()]
    whole = [row["source"] for row in found if INSIDE not in row["source"]]
    held = {row["source"].partition(INSIDE)[0] for row in found if INSIDE in row["source"]}
    assert len(whole) == len(set(whole))
    assert {*whole, *held} == set(names)
    assert {name for name in names if name.endswith(PDF)} <= set(whole)
    return Ingested({row["source"].removesuffix(".pdf"): row for row in found}, out, summary)


def command(*words: object) -> list[str]:
    """The program's command line."""
    return [sys.executable, "-c", "from hyokasho.cli import main; main()", *map(str, words)]


def rows(out: Path, table: str) -> list[Row]:
    """The rows of one table of a dataset."""
    found: list[Row] = ds.dataset(out / table, format="parquet").to_table().to_pylist()
    return found


def values_of(out: Path, document_ids: set[str]) -> dict[str, list[Row]]:
    """Every row of every table about these documents, one document after the other, each in order."""
    found = {}
    for table in sorted(path.name for path in out.iterdir() if path.is_dir() and not path.name.startswith(".")):
        about = [row for row in rows(out, table) if row["document_id"] in document_ids]
        found[table] = sorted(about, key=lambda row: str(row["document_id"]))
    return found
