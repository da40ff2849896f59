"""`python -m benchmarks`: speed and memory of the ingest beside those of the engines it could be built on."""

from __future__ import annotations

import tempfile
from pathlib import Path

import click
from rich.console import Console

from benchmarks.archive import measure_archive
from benchmarks.engines import ENGINES, Engine, extract, ingest, pdfplumber_tables
from benchmarks.memory import FreshRun, run_fresh
from benchmarks.pages import find_pages, repeat_pages
from benchmarks.report import archive_table, machine, markdown, memory_table, print_table, speed_table
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
    pdfs: Path, repeat: int, memory: bool, archive: bool, speed: bool, copies: int, markdown_file: Path | None
) -> None:
    """Measure pages per CPU-second, peak memory, and whole runs over an archive."""
    console, progress = Console(highlight=False), Console(stderr=True, highlight=False)
    if not console.is_terminal:
        console = Console(highlight=False, width=PIPED_WIDTH)
    pages = find_pages(pdfs)
    if not pages.files:
        raise click.UsageError(f"{pdfs}: no PDF there that has text on every page")
    console.print(machine(), soft_wrap=True)
    if pages.left_out:
        console.print(f"left out, no text on every page: {', '.join(pages.left_out)}", soft_wrap=True)
    tables = []
    if speed:
        timings = time_engines(ENGINES, pages.files, repeat, progress.print)
        title = f"{pages.count} pages of {len(pages.files)} files, median of {repeat} alternating repetitions"
        tables.append(speed_table(timings, title))
        print_table(tables[-1], console)
    if memory:
        tables.append(memory_table(_memory_runs(max(pages.files, key=lambda path: path.stat().st_size), progress)))
        print_table(tables[-1], console)
    if archive:
        runs = measure_archive(pages.files, copies, repeat, progress.print)
        title = f"hyokasho ingest, {copies * len(pages.files)} files, median of {repeat} alternating repetitions"
        tables.append(archive_table(runs, title))
        print_table(tables[-1], console)
    if markdown_file:
        markdown_file.write_text(markdown(tables), encoding="utf-8")


def _memory_runs(source: Path, progress: Console) -> list[tuple[str, FreshRun]]:
    """Each engine over files that repeat the pages of `source`."""
    runs: list[tuple[str, FreshRun]] = []
    engines: list[Engine] = [engine for engine in ENGINES if engine.read in MEASURED_IN_MEMORY]
    with tempfile.TemporaryDirectory() as folder:
        for count in LENGTHS:
            path = Path(folder) / f"{count}.pdf"
            repeat_pages(source, count, path)
            for engine in engines:
                progress.print(f"memory, {count} pages: {engine.name}")
                runs.append((engine.name, run_fresh(engine, [path])))
    return sorted(runs, key=lambda run: run[0])


if __name__ == "__main__":
    main(prog_name="python -m benchmarks")
