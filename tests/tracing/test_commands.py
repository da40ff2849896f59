"""Nothing leaves the machine: whole runs of every command, all of their processes looked at by the kernel.

No connection through a network, no program but Python itself, no file that is written outside the output and the folder
for temporary files.
"""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.containers.making import with_files, zipped
from tests.hyokasho.archive import BROKEN, SAMPLES, SCAN, SMALL
from tests.tracing.traced import ROOT, Trace, traced

DATASET = ROOT / "data" / "dataset"
COMMAND = "from hyokasho.cli import main; main()"
API = """
import sys
from hyokasho.api import read_document, read_tables
assert read_document(sys.argv[1]).status == read_document(sys.argv[1], trusted=True).status == "ok"
assert read_tables(sys.argv[1])
"""
LINGERING = """
import atexit, sys, time
from pathlib import Path
from tests.hyokasho.archive import run
atexit.register(time.sleep, 4)  # a library that calls its makers does so some seconds after it was loaded
run(Path(sys.argv[1]), Path(sys.argv[2]), workers=0)
"""
READ = {
    "ingest": ("ingest", str(SMALL), str(BROKEN), "--out", "out", "--workers", "1", "--log", "out.log", "--json"),
    "ingest again": ("ingest", str(SMALL), "--out", "out", "--workers", "2", "--force"),
    "ingest a scan": ("ingest", str(SCAN), "--out", "out", "--workers", "1"),
    "show": ("show", str(SMALL), "--all"),
    "show a scan": ("show", str(SCAN), "--uncertain", "--lang", "en"),
    "show what is broken": ("show", str(BROKEN / "page_not_found.pdf")),
    "tables": ("tables", str(SMALL), "--pages", "1-2", "--format", "json"),
    "tables of a scan": ("tables", str(SCAN), "--format", "html"),
    "tables of another": ("tables", str(BROKEN / "plain_table.pdf")),
}
TOLD = {
    "schema": ("schema",),
    "schema for programs": ("schema", "--json"),
    "data dictionary": ("schema", "--markdown"),
    "help": ("--help",),
    "version": ("--version",),
    "wrong usage": ("schema", "--json", "--markdown"),
} | {f"export {form}": ("export", "dataset", "--format", form, "--to", "out") for form in
     ("xlsx", "csv", "jsonl", "sqlite", "duckdb")}  # fmt: skip


def run(folder: Path, code: str, *words: str, environment: Mapping[str, str] | None = None) -> Trace:
    """Run Python code in a folder of its own, with an empty home folder."""
    for name in ("tmp", "home", "work"):
        (folder / name).mkdir(exist_ok=True)
    told = {name: value for name, value in os.environ.items() if name in ("PATH", "LD_LIBRARY_PATH", "SYSTEMROOT")}
    places = {"HOME": str(folder / "home"), "TMPDIR": str(folder / "tmp"), "PYTHONPATH": str(ROOT)}
    environment = told | places | {"PYTHONDONTWRITEBYTECODE": "1"} | dict(environment or {})
    return traced([sys.executable, "-c", code, *words], environment, folder / "work")


def check(trace: Trace, folder: Path, *statuses: int) -> None:
    """What holds of every command."""
    assert trace.status in statuses, trace.errors
    assert trace.unknown == []
    assert trace.connections == []
    assert set(trace.programs) == {sys.executable}
    assert trace.written_outside(folder / "work", folder / "tmp") == []
    assert {path.name.split(".")[0] for path in (folder / "work").iterdir()} <= {"out", "dataset"}
    assert list((folder / "home").rglob("*")) == list((folder / "tmp").iterdir()) == []


@pytest.mark.parametrize("name", READ)
def test_commands_that_read(name: str, tmp_path: Path) -> None:
    trace = run(tmp_path, COMMAND, *READ[name])
    check(trace, tmp_path, 1 if name in ("ingest", "show what is broken") else 0)
    assert len(trace.programs) >= 2  # this one, and what it reads in


@pytest.mark.parametrize("name", TOLD)
def test_commands_that_read_no_document(name: str, tmp_path: Path) -> None:
    (tmp_path / "work").mkdir()
    shutil.copytree(DATASET, tmp_path / "work" / "dataset")
    trace = run(tmp_path, COMMAND, *TOLD[name])
    check(trace, tmp_path, 2 if name == "wrong usage" else 0)
    assert len(trace.programs) == 1
    assert trace.written or "export" not in name


@pytest.mark.parametrize("file", [SMALL, SCAN], ids=["print", "scan"])
def test_reading_from_python(file: Path, tmp_path: Path) -> None:
    check(run(tmp_path, API, str(file)), tmp_path, 0)


def test_files_in_files(tmp_path: Path) -> None:
    place = tmp_path / "all.zip"
    place.write_bytes(zipped({"a.pdf": with_files({"part.pdf": SMALL.read_bytes()}), "b.pdf": SMALL.read_bytes()}))
    trace = run(tmp_path, COMMAND, "ingest", str(place), "--attachments", "--out", "out", "--workers", "1")
    check(trace, tmp_path, 1)
    assert len(trace.programs) >= 3  # this one, what unpacks, and what reads
    check(run(tmp_path, COMMAND, "show", f"{place}!a.pdf!part.pdf"), tmp_path, 0)


def test_a_scan_in_the_process_that_stays(tmp_path: Path) -> None:
    check(run(tmp_path, LINGERING, str(SCAN), "out"), tmp_path, 0)


def test_scoring(tmp_path: Path) -> None:
    for name in ("gold.json", "pdf"):
        shutil.copy(SAMPLES / f"{SMALL.stem}.{name}", tmp_path)
    run(tmp_path, COMMAND, "ingest", str(SMALL), "--out", "out")
    code = "from hyokasho.evaluate import main; main()"
    check(run(tmp_path, code, "out", str(tmp_path), "--metrics", "out.metrics.json"), tmp_path, 0, 1)


SINS = {
    "connects": "import socket; socket.create_connection(('127.0.0.1', 9))",
    "sends": "import socket; socket.socket(socket.AF_INET6, socket.SOCK_DGRAM)",
    "asks a service": "import socket; socket.socket(socket.AF_UNIX).connect('/nonexistent')",
    "runs": "import subprocess; subprocess.run(['/bin/true'])",
    "runs in a child": "import os; os.fork() or os.execv('/bin/true', ['true']); os.wait()",
    "writes": "open('../there', 'w')",
    "appends in a thread": "import threading; threading.Thread(target=open, args=('../there', 'a')).start()",
    "writes by a folder": "import os; os.open('there', os.O_RDWR | os.O_CREAT, dir_fd=os.open('..', os.O_PATH))",
    "makes a folder": "import os; os.mkdir('../there')",
    "links": "import os; os.symlink('.', '../there')",
    "follows a link": "import os; os.symlink('..', 'link'); open('link/there', 'w')",
    "moves": "import os; open('x', 'w'); os.rename('x', '../there')",
    "writes at home": "from pathlib import Path; (Path.home() / 'there').touch()",
    "leaves something": "import tempfile; tempfile.mkstemp()",
}


@pytest.mark.parametrize("name", SINS)
def test_it_would_be_seen(name: str, tmp_path: Path) -> None:
    code = f"import contextlib\nwith contextlib.suppress(OSError):\n    {SINS[name].replace('; ', chr(10) + '    ')}"
    trace = run(tmp_path, code)
    with pytest.raises(AssertionError):
        check(trace, tmp_path, 0)
