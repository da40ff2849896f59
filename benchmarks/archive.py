"""Whole runs of the command line: what a second worker gives, what an unchanged archive costs, memory of the whole."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from benchmarks.memory import KILOBYTE, MEGABYTE

COMMAND = (sys.executable, "-c", "from hyokasho.cli import main; main()", "ingest")
_PROC = Path("/proc")
_SAMPLE = 0.2
"""Seconds between two looks at the memory of all processes."""


@dataclass(frozen=True, slots=True)
class ArchiveRun:
    """One run: pages in the dataset, seconds of wall and CPU time (None: unknown here), peak memory in megabytes."""

    pages: int
    wall: float
    cpu: float | None
    megabytes: float | None

    @property
    def speed(self) -> float:
        """Pages per second of wall time."""
        return self.pages / self.wall


@dataclass(frozen=True, slots=True)
class ArchiveRuns:
    """Repeated runs over one archive; those in one place of each list came one after another."""

    one: tuple[ArchiveRun, ...]
    two: tuple[ArchiveRun, ...]
    again: tuple[ArchiveRun, ...]

    @property
    def gain(self) -> float:
        """How many times the pages per second of one worker two give: the median of the pairs."""
        return median(two.speed / one.speed for one, two in zip(self.one, self.two, strict=True))

    @property
    def share(self) -> float | None:
        """What a run over an unchanged archive takes of the CPU time of the run that read it."""
        shares = [
            again.cpu / first.cpu
            for first, again in zip(self.two, self.again, strict=True)
            if first.cpu is not None and again.cpu is not None
        ]
        return median(shares) if shares else None


def measure_archive(files: Sequence[Path], copies: int, repetitions: int, tell: Callable[[str], None]) -> ArchiveRuns:
    """Read `copies` of each file, each a document of its own, with one worker and with two, in turns."""
    one: list[ArchiveRun] = []
    two: list[ArchiveRun] = []
    again: list[ArchiveRun] = []
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "archive"
        fill(source, files, copies)
        for repetition in range(1, repetitions + 1):
            for workers, runs in ((1, one), (2, two)):
                tell(f"{repetition}/{repetitions}: archive, {workers} workers")
                runs.append(_run(source, Path(folder) / f"{repetition}-{workers}", workers))
            again.append(_run(source, Path(folder) / f"{repetition}-2", 2))
    return ArchiveRuns(tuple(one), tuple(two), tuple(again))


def fill(folder: Path, files: Sequence[Path], copies: int) -> None:
    """Write copies that differ in a comment after their end, which readers of PDF pass over."""
    for copy in range(copies):
        (folder / str(copy)).mkdir(parents=True)
        for path in files:
            (folder / str(copy) / path.name).write_bytes(path.read_bytes() + f"\n% {copy}\n".encode())


def _run(source: Path, out: Path, workers: int) -> ArchiveRun:
    words = [*COMMAND, str(source), "--out", str(out), "--workers", str(workers), "--json"]
    with tempfile.TemporaryFile("w+b") as told:
        process = subprocess.Popen(words, stdout=told)
        over, peak = threading.Event(), [0]
        watcher = threading.Thread(target=_watch, args=(process.pid, over, peak))
        watcher.start()
        cpu = _wait(process)
        over.set()
        watcher.join()
        told.seek(0)
        said = json.load(told)
    return ArchiveRun(said["pages"], said["run"]["seconds"], cpu, peak[0] / MEGABYTE if peak[0] else None)


def _wait(process: subprocess.Popen[bytes]) -> float | None:
    """Wait for a process; CPU seconds of it and its workers, where the system tells."""
    if not hasattr(os, "wait4"):
        process.wait()
        return None
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    return usage.ru_utime + usage.ru_stime


def _watch(pid: int, over: threading.Event, peak: list[int]) -> None:
    """Keep the most memory that a process and those it started held at a time in `peak`, in bytes."""
    while not over.wait(_SAMPLE):
        peak[0] = max(peak[0], sum(_memory(each) for each in _family(pid)))


def _family(pid: int) -> list[int]:
    parents: dict[int, int] = {}
    for path in _PROC.glob("[0-9]*/stat"):
        try:
            parents[int(path.parent.name)] = int(path.read_text(errors="replace").rpartition(")")[2].split()[1])
        except OSError:
            continue
    return [pid, *(child for child, parent in parents.items() if parent == pid)]


def _memory(pid: int) -> int:
    """Bytes of a process, with its part of what it shares with others; 0 where the system does not tell."""
    try:
        lines = (_PROC / str(pid) / "smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    return sum(int(line.split()[1]) * KILOBYTE for line in lines if line.startswith("Pss:"))
