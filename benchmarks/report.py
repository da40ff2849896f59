"""The measurements as tables: in the terminal, and as Markdown."""

from __future__ import annotations

import os
import platform
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from statistics import median

from rich.console import Console
from rich.table import Table as RichTable

from benchmarks.archive import ArchiveRuns
from benchmarks.memory import FreshRun
from benchmarks.scans import ScanTiming
from benchmarks.timing import Timing

LIBRARIES = (
    "pypdfium2", "pdfplumber", "pdfminer.six", "camelot-py", "pyarrow", "onnxruntime", "opencv-python-headless",
    "rapidocr",
)  # fmt: skip
_CPU_INFO = Path("/proc/cpuinfo")


@dataclass(frozen=True, slots=True)
class Table:
    """A table of text; the first column is set left, the others right."""

    title: str
    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def speed_table(timings: Sequence[Timing], title: str) -> Table:
    """One row an engine: its speed, and how many times the baseline's that is."""
    base = next(timing.speed for timing in timings if timing.engine.baseline)
    rows = []
    for timing in timings:
        low, high = timing.range
        pages = f"{timing.pages}" if timing.engine.stride == 1 else f"{timing.pages} (1 in {timing.engine.stride})"
        rows.append((
            timing.engine.name, pages, f"{timing.speed:.1f}", f"{low:.1f}–{high:.1f}",
            f"{1000 / timing.speed:.1f}", f"{timing.speed / base:.1f}",
        ))  # fmt: skip
    headings = ("engine", "pages", "pages/CPU-s", "range", "CPU-ms/page", "× pdfplumber")
    return Table(title, headings, tuple(rows))


def scan_table(timings: Sequence[ScanTiming], title: str) -> Table:
    """One row a kind of scan and number of cores: seconds a page, and how many times faster than on one core."""
    alone = {timing.scan.kind: timing.wall_page for timing in timings if timing.threads == 1}
    rows = []
    for timing in timings:
        kind, pages = timing.scan.kind, timing.scan.pages
        gain = f"{alone[kind] / timing.wall_page:.2f}" if timing.threads > 1 else ""
        rows.append((
            kind, str(pages), str(timing.threads), f"{timing.wall_page:.2f}",
            f"{min(timing.wall) / pages:.2f}–{max(timing.wall) / pages:.2f}", f"{timing.cpu_page:.2f}", gain,
        ))  # fmt: skip
    headings = ("scanned pages", "pages", "threads", "s/page", "range", "CPU-s/page", "× 1 thread")
    return Table(title, headings, tuple(rows))


def steps_table(shares: Mapping[str, Mapping[str, float]]) -> Table:
    """One row a step, one column a kind of scan; `shares` (0-1) are given by kind, then by step."""
    steps = list(next(iter(shares.values())))
    rows = tuple((step, *(f"{100 * found[step]:.1f}" for found in shares.values())) for step in steps)
    return Table("Share of the time of a scanned page, %, by step", ("step (modules)", *shares), rows)


def memory_table(runs: Sequence[tuple[str, FreshRun]]) -> Table:
    """One row a run in a process of its own."""
    rows = tuple(
        (
            name, str(run.pages), "unknown" if run.megabytes is None else f"{run.megabytes:.0f}",
            f"{run.seconds:.1f}", f"{run.pages / run.seconds:.1f}",
        )
        for name, run in runs
    )  # fmt: skip
    headings = ("engine, cold", "pages", "peak MB", "CPU-s", "pages/CPU-s")
    return Table("Cold, each in a process of its own: the start of Python and all imports included", headings, rows)


def archive_table(runs: ArchiveRuns, title: str) -> Table:
    """One row for each kind of run, by its median repetition; what it is to be compared with in the last column."""
    share = "unknown" if runs.share is None else f"{runs.share:.1%} of the CPU time"
    kinds = (
        ("one worker", runs.one, ""),
        ("two workers", runs.two, f"{runs.gain:.2f} × one worker"),
        ("two workers, unchanged archive", runs.again, share),
    )
    rows = []
    for name, each, compared in kinds:
        memory = [run.megabytes for run in each if run.megabytes is not None]
        cpu = [run.cpu for run in each if run.cpu is not None]
        rows.append((
            name, str(each[0].pages), f"{median(run.wall for run in each):.1f}",
            f"{median(run.speed for run in each):.1f}", f"{median(cpu):.1f}" if cpu else "unknown",
            f"{max(memory):.0f}" if memory else "unknown", compared,
        ))  # fmt: skip
    return Table(title, ("run", "pages", "s", "pages/s", "CPU-s", "peak MB", "compared"), tuple(rows))


def print_table(table: Table, console: Console) -> None:
    """Print a table in the terminal."""
    grid = RichTable(title=table.title, title_justify="left")
    for n, heading in enumerate(table.headings):
        grid.add_column(heading, justify="right" if n else "left")
    for row in table.rows:
        grid.add_row(*row)
    console.print(grid)


def markdown(tables: Sequence[Table]) -> str:
    """The machine and the tables as Markdown."""
    blocks = [machine()]
    for table in tables:
        lines = [("---", *("---:" for _ in table.headings[1:])), *table.rows]
        rows = "\n".join(f"| {' | '.join(cells)} |" for cells in (table.headings, *lines))
        blocks.append(f"{table.title}:\n\n{rows}")
    return "\n\n".join(blocks) + "\n"


def machine() -> str:
    """What was measured on: processor, system, Python and libraries."""
    libraries = ", ".join(f"{name} {version(name)}" for name in LIBRARIES)
    system = f"{platform.system()}, Python {platform.python_version()}"
    return f"{_processor()}, {os.cpu_count()} cores, {system}; {libraries}"


def _processor() -> str:
    if _CPU_INFO.exists():
        for line in _CPU_INFO.read_text().splitlines():
            name, _, value = line.partition(":")
            if name.strip() == "model name":
                return value.strip()
    return platform.processor() or platform.machine()
