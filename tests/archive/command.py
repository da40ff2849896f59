"""The command line in a process of its own, to be stopped and killed."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

from hyokasho.archive.results.store import RESULTS

CODE = "from hyokasho.cli import main; main()"
PATIENCE = 120.0
"""Seconds for what takes some of them, on a machine that is busy."""


def start(source: Path, out: Path, *options: object) -> subprocess.Popen[str]:
    """`hyokasho ingest` over `source`."""
    words = [sys.executable, "-c", CODE, "ingest", str(source), "--out", str(out), *map(str, options)]
    return subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def finish(source: Path, out: Path, *options: object) -> subprocess.CompletedProcess[str]:
    """The same, to its end."""
    process = start(source, out, *options)
    stdout, stderr = process.communicate()
    return subprocess.CompletedProcess(process.args, process.returncode, stdout, stderr)


def results(out: Path) -> int:
    """Documents whose results are kept."""
    return sum(1 for _ in (out / RESULTS).rglob("*.result"))


def wait_for_results(out: Path, count: int, process: subprocess.Popen[str]) -> None:
    """Wait until a run has kept so many results, or is over."""
    end = time.monotonic() + PATIENCE
    while results(out) < count and process.poll() is None:
        assert time.monotonic() < end, "no results"
        time.sleep(0.01)


def children(pid: int) -> set[int]:
    """The processes that process `pid` started (Linux)."""
    found = set()
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = path.read_text(encoding="ascii", errors="replace").rpartition(")")[2].split()
        except OSError:
            continue
        if int(fields[1]) == pid:
            found.add(int(path.parent.name))
    return found


def gone(pids: set[int]) -> bool:
    """Whether all of these processes end."""
    end = time.monotonic() + PATIENCE
    while any(_alive(pid) for pid in pids):
        if time.monotonic() > end:
            return False
        time.sleep(0.01)
    return True


def _alive(pid: int) -> bool:
    try:
        fields = Path(f"/proc/{pid}/stat").read_text(encoding="ascii", errors="replace").rpartition(")")[2].split()
    except OSError:
        return False
    return fields[0] != "Z"
