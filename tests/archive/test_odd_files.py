"""Files of any name and kind in a run: each is a row, nothing waits, and nothing is written but the dataset."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

from hyokasho.archive.task import Limits
from normalize.registry import load_registry
from tests.hyokasho.archive import SMALL, archive, digests, rows, run

TABLES = {*load_registry().tables}


def test_a_run_over_odd_names_writes_only_its_dataset(tmp_path: Path) -> None:
    source = tmp_path / "in"
    source.mkdir()
    names = ["..pdf", "\n.pdf", "\x1b[31m.pdf", "=1+1.pdf", "語" * 80 + ".pdf", os.fsdecode(b"\x95\xff.pdf")]
    for name in names:
        shutil.copy(SMALL, source / name)
    summary = run(source, tmp_path / "out", workers=1, limits=Limits(timeout=120))
    assert (summary.statuses["ok"], summary.duplicates) == (len(names), len(names) - 1)
    written = {path.partition("/")[0] for path in digests(tmp_path / "out")}
    assert written == {*TABLES, "datapackage.json"}
    assert {path.name for path in tmp_path.iterdir()} == {"in", "out"}
    assert {row["file_name"] for row in rows(tmp_path / "out", "documents")} == {*names[:-1], r"\x95\xff.pdf"}


def test_a_link_that_leads_nowhere_is_a_row(tmp_path: Path) -> None:
    source = archive(tmp_path / "in", SMALL)
    (source / "gone.pdf").symlink_to("nowhere")
    assert run(source, tmp_path / "out").exit_status == 1
    (row,) = (row for row in rows(tmp_path / "out", "documents") if row["source"] == "gone.pdf")
    assert (row["error_code"], row["document_id"], row["bytes"]) == ("unreadable_file", "", None)


def test_a_file_that_became_a_pipe_is_a_row_and_nobody_waits_for_it(tmp_path: Path) -> None:
    source = archive(tmp_path / "in", SMALL)
    os.mkfifo(tmp_path / "pipe")
    (source / "link.pdf").symlink_to(SMALL)
    from hyokasho.archive.monitor import Monitor
    from hyokasho.archive.run import Options, ingest
    from hyokasho.archive.sources.find import find_inputs
    from hyokasho.archive.storage.open_storage import open_storage

    found = find_inputs([str(source)])
    (source / "link.pdf").unlink()
    (source / "link.pdf").symlink_to(tmp_path / "pipe")
    ingest(found, open_storage(tmp_path / "out"), Options(workers=0), Monitor())
    (row,) = (row for row in rows(tmp_path / "out", "documents") if row["source"] == "link.pdf")
    assert (row["error_code"], row["error_message"]) == (
        "unreadable_file",
        "cannot be opened: it is not a regular file",
    )


def test_a_file_beyond_the_bounds_is_a_row_and_is_not_read(tmp_path: Path) -> None:
    source = archive(tmp_path / "in", SMALL)
    (source / "huge.pdf").touch()
    os.truncate(source / "huge.pdf", 1 << 40)
    run(source, tmp_path / "out")
    (row,) = (row for row in rows(tmp_path / "out", "documents") if row["source"] == "huge.pdf")
    assert (row["error_code"], row["bytes"], row["document_id"]) == ("too_large", 1 << 40, "")
