"""Reading a scan tells nobody about it: no host is called, and nothing is written below the home folder."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.hyokasho.archive import SCAN, rows

ROOT = Path(__file__).parents[2]
SWITCH = "ORT_DISABLE_TELEMETRY"
INTERNET = re.compile(r"AF_INET6?\b|AF_NETLINK")
"""What a line of strace holds when a process looks for hosts, or speaks to one."""
CODE = """
import sys
from pathlib import Path
from tests.hyokasho.archive import run
run(Path(sys.argv[1]), Path(sys.argv[2]), workers=int(sys.argv[3]))
"""
LINGER = 4
"""Seconds that the traced process stays: the library calls for the first time some seconds after it is loaded."""


def read_scan(folder: Path, workers: int, *before: str, linger: int = 0) -> Path:
    """Ingest a scan in a process with an empty home folder, and return that folder.

    `before`: words before the command; `linger`: seconds that the process stays after its work.
    """
    home, out = folder / "home", folder / "out"
    home.mkdir()
    environment = {name: value for name, value in os.environ.items() if name not in (SWITCH, "XDG_CACHE_HOME")}
    environment |= {"HOME": str(home), "PYTHONPATH": str(ROOT)}
    code = f"import atexit, time; atexit.register(time.sleep, {linger}){CODE}"
    words = [str(SCAN), str(out), str(workers)]
    done = subprocess.run([*before, sys.executable, "-c", code, *words], env=environment, cwd=ROOT)
    assert done.returncode == 0
    assert [row["pages_ocr"] for row in rows(out, "documents")] == [2]
    return home


@pytest.mark.parametrize("workers", [0, 1])
def test_reading_a_scan_writes_nothing_below_the_home_folder(workers: int, tmp_path: Path) -> None:
    assert list(read_scan(tmp_path, workers).rglob("*")) == []


@pytest.mark.skipif(shutil.which("strace") is None, reason="strace is not installed")
def test_reading_a_scan_calls_no_host(tmp_path: Path) -> None:
    trace = tmp_path / "trace"
    read_scan(tmp_path, 0, "strace", "-f", "-qq", "-e", "trace=network", "-o", str(trace), linger=LINGER)
    assert [line for line in trace.read_text().splitlines() if INTERNET.search(line)] == []


def test_one_module_loads_the_library_that_has_to_be_silenced() -> None:
    importing = re.compile(r"^\s*(?:import|from) onnxruntime\b", re.MULTILINE)
    sources = [path for room in ("extract", "normalize", "hyokasho", "data") for path in (ROOT / room).rglob("*.py")]
    found = [path.name for path in sources if importing.search(path.read_text(encoding="utf-8"))]
    assert found == ["onnx_runtime.py"]
