"""What the operator is told: figures beside the tables, a log that names file and page, and a bar."""

from __future__ import annotations

import io
import json
from pathlib import Path

from click.testing import CliRunner
from rich.console import Console
from rich.progress import Progress

from hyokasho.archive.monitor import Monitor
from hyokasho.archive.progress import TerminalBar
from hyokasho.cli import main
from tests.hyokasho.archive import BROKEN, SAMPLES, SMALL, archive, rows, run

NOTED = SAMPLES / "kiso_r6_resident_tax.pdf"
"""A document with something printed that the form does not know."""


def ingest(*words: object) -> tuple[int, str]:
    result = CliRunner().invoke(main, ["ingest", "--workers", "1", *map(str, words)])
    return result.exit_code, result.stdout


def test_the_report_tells_what_the_run_did(tmp_path: Path) -> None:
    source = archive(tmp_path / "in", SMALL, BROKEN / "empty.pdf")
    told = [json.loads(ingest(source, "--out", tmp_path / "out", "--json")[1]) for _ in range(2)]
    first, second = (report.pop("run") for report in told)
    assert told[0] == told[1]
    assert (first["documents_read"], first["documents_kept"], first["pages_read"]) == (2, 0, 4)
    assert {slow["source"] for slow in first["slowest"]} == {SMALL.name, "empty.pdf"}
    assert first["slowest"][0]["seconds"] >= first["slowest"][1]["seconds"] > 0
    assert (second["documents_read"], second["documents_kept"], second["slowest"]) == (0, 2, [])
    assert first["cpu_seconds"] > 0
    assert told[0]["troubles"] == [
        {
            "file_name": "empty.pdf",
            "source": "empty.pdf",
            "status": "failed",
            "error_code": "empty_file",
            "message": "the file is empty",
        }
    ]


def test_times_are_not_in_the_tables(tmp_path: Path) -> None:
    run(archive(tmp_path / "in", SMALL), tmp_path / "out")
    (row,) = rows(tmp_path / "out", "documents")
    assert not [name for name in row if "second" in name or name.endswith("_at")]


def test_the_log_names_file_and_page(tmp_path: Path) -> None:
    source = archive(tmp_path / "in", NOTED, BROKEN / "empty.pdf")
    log = tmp_path / "run.log"
    for _ in range(2):
        ingest(source, "--out", tmp_path / "out", "--log", log)
    lines = [json.loads(line) for line in log.read_text(encoding="utf-8").splitlines()]
    assert [line["event"] for line in lines if line["event"] in ("started", "finished")] == ["started", "finished"] * 2
    assert all(line["time"] for line in lines)
    documents = {line["source"]: line for line in lines if line["event"] == "document"}
    assert documents["empty.pdf"]["error_code"] == "empty_file"
    assert documents[NOTED.name]["status"] == "ok"
    pages = [line for line in lines if line["event"] == "page"]
    assert {"source": NOTED.name, "page": 1, "kind": "draft", "text": "（案）"}.items() <= pages[0].items()


def test_a_name_that_would_command_the_terminal_is_shown_harmless(tmp_path: Path) -> None:
    archive(tmp_path / "in", BROKEN / "empty.pdf")
    (tmp_path / "in" / "empty.pdf").rename(tmp_path / "in" / "\x1b]0;x\x07.pdf")
    told = ingest(tmp_path / "in", "--out", tmp_path / "out")[1]
    assert "\x1b" not in told
    assert "\ufffd]0;x\ufffd.pdf" in told


def test_a_folder_that_was_passed_over_is_told(tmp_path: Path) -> None:
    source = archive(tmp_path / "in", SMALL)
    (source / "link").symlink_to(tmp_path)
    status, told = ingest(source, "--out", tmp_path / "out")
    assert status == 0
    assert f"skipped: {source / 'link'}: a link to a folder" in told


def test_the_bar_shows_counts_and_speed(tmp_path: Path) -> None:
    console = Console(file=io.StringIO(), force_terminal=True, width=200)
    with Progress(console=console) as progress:
        bar = TerminalBar(progress)
        run(archive(tmp_path / "in", SMALL, BROKEN / "empty.pdf"), tmp_path / "out", Monitor(bar))
        shown = progress.tasks[-1]
    assert (shown.completed, shown.total) == (2, 2)
    assert bar._statuses == {"ok": 1, "failed": 1}
