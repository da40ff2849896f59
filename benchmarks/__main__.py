"""`python -m benchmarks`: speed and memory of the ingest beside those of the engines it could be built on."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator, Sequence
from itertools import chain
from pathlib import Path

import click
from rich.console import Console

from benchmarks.archive import measure_archive
from benchmarks.engines import ENGINES, Engine, extract, ingest, pdfplumber_tables
from benchmarks.memory import FreshRun, run_fresh
from benchmarks.pages import Pages, ScanFile, find_pages, gather, repeat_pages
from benchmarks.report import (
    Table,
    archive_table,
    machine,
    markdown,
    memory_table,
    print_table,
    scan_table,
    speed_table,
    steps_table,
)  # fmt: skip
from benchmarks.scans import THREADS, step_shares, time_scans
from benchmarks.timing import time_engines

SAMPLES = Path(__file__).parents[1] / "data" / "samples"
LENGTHS = (50, 500)
"""Pages of the files over which memory is compared."""
PIPED_WIDTH = 100
"""Columns of the tables where the output is no terminal."""
MEASURED_IN_MEMORY = (ingest, extract, pdfplumber_tables)


@click.command(context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    "--pdfs",
    default=SAMPLES,
    help="Folder of PDFs to read.  [default: data/samples]",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
)
@click.option("--repeat", default=5, show_default=True, type=click.IntRange(1), help="Repetitions; the median counts.")
@click.option("--memory/--no-memory", default=True, show_default=True, help="Also measure memory, in fresh processes.")
@click.option("--scans/--no-scans", default=True, show_default=True, help="Also read the scanned pages there.")
@click.option("--archive/--no-archive", default=True, show_default=True, help="Also measure whole runs, with workers.")
@click.option("--speed/--no-speed", default=True, show_default=True, help="Measure the engines.")
@click.option("--copies", default=16, show_default=True, type=click.IntRange(1), help="Of each file in whole runs.")
@click.option(
    "--markdown",
    "markdown_file",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Write the tables as Markdown.",
)
def main(
    pdfs: Path,
    repeat: int,
    memory: bool,
    scans: bool,
    archive: bool,
    speed: bool,
    copies: int,
    markdown_file: Path | None,
) -> None:
    """Measure pages per CPU-second, peak memory, whole runs over an archive; of scanned pages, where seconds go."""
    console, progress = Console(highlight=False), Console(stderr=True, highlight=False)
    if not console.is_terminal:
        console = Console(highlight=False, width=PIPED_WIDTH)
    pages = find_pages(pdfs)
    if not pages.files:
        raise click.UsageError(f"{pdfs}: no PDF there that has usable text on every page")
    console.print(machine(), soft_wrap=True)
    if pages.left_out:
        console.print(f"no usable text on every page: {', '.join(pages.left_out)}", soft_wrap=True)
    tables: list[Table] = []
    with tempfile.TemporaryDirectory() as folder:
        scan_files = gather(pages.scanned, Path(folder)) if scans else []
        measured = chain(
            _speed(pages, repeat, progress) if speed else (),
            _scans(scan_files, repeat, progress) if scan_files else (),
            _memory(pages, scan_files, progress) if memory else (),
            _archive(pages, copies, repeat, progress) if archive else (),
        )
        for table in measured:
            tables.append(table)
            print_table(table, console)
    if markdown_file:
        markdown_file.write_text(markdown(tables), encoding="utf-8")


def _repetitions(repeat: int) -> str:
    return f"median of {repeat} alternating repetitions"


def _speed(pages: Pages, repeat: int, progress: Console) -> Iterator[Table]:
    timings = time_engines(ENGINES, pages.files, repeat, progress.print)
    yield speed_table(timings, f"{pages.count} pages of {len(pages.files)} files, {_repetitions(repeat)}")


def _scans(scans: Sequence[ScanFile], repeat: int, progress: Console) -> Iterator[Table]:
    jobs = [(scan, 1) for scan in scans]
    if (os.cpu_count() or 1) >= THREADS:
        jobs.append((max(scans, key=lambda scan: scan.pages), THREADS))
    title = f"Scanned pages, extract/ alone, {_repetitions(repeat)}"
    yield scan_table(time_scans(jobs, repeat, progress.print), title)
    yield steps_table({scan.kind: step_shares(scan) for scan in scans})


def _memory(pages: Pages, scans: Sequence[ScanFile], progress: Console) -> Iterator[Table]:
    yield memory_table(_memory_runs(max(pages.files, key=lambda path: path.stat().st_size), scans, progress))


def _archive(pages: Pages, copies: int, repeat: int, progress: Console) -> Iterator[Table]:
    runs = measure_archive(pages.files, copies, repeat, progress.print)
    yield archive_table(runs, f"hyokasho ingest, {copies * len(pages.files)} files, {_repetitions(repeat)}")


def _memory_runs(source: Path, scans: Sequence[ScanFile], progress: Console) -> list[tuple[str, FreshRun]]:
    """Each engine over files that repeat the pages of `source`, and `extract/` over scans."""
    runs: list[tuple[str, FreshRun]] = []
    engines: list[Engine] = [engine for engine in ENGINES if engine.read in MEASURED_IN_MEMORY]
    with tempfile.TemporaryDirectory() as folder:
        for count in LENGTHS:
            path = Path(folder) / f"{count}.pdf"
            repeat_pages(source, count, path)
            for engine in engines:
                progress.print(f"memory, {count} pages: {engine.name}")
                runs.append((engine.name, run_fresh(engine, [path])))
    for scan in scans:
        progress.print(f"memory: {scan.kind}")
        runs.append((f"extract/, {scan.kind}", run_fresh(Engine(scan.kind, extract), [scan.path])))
    return sorted(runs, key=lambda run: run[0])


if __name__ == "__main__":
    main(prog_name="python -m benchmarks")
