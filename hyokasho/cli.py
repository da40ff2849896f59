"""The command line: `hyokasho ingest | show | tables | schema`."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

import click

from hyokasho import __version__


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="hyokasho")
def main() -> None:
    """Turn published 特定個人情報保護評価書 (PDF) into clean data.

    \b
    Start with:
      hyokasho ingest archive/ --out dataset     read every PDF into Parquet tables
      hyokasho show FILE.pdf                     look at one document
    """


@main.command()
@click.argument("sources", nargs=-1, required=True, metavar="SOURCE...")
@click.option(
    "--out", required=True, type=click.Path(path_type=Path), help="Folder of the dataset; replaced if it is ours."
)
@click.option(
    "--workers",
    type=click.IntRange(0),
    default=os.cpu_count() or 1,
    show_default="all cores",
    help="Processes that read files; 0 reads them in this one, without limits.",
)
@click.option("--timeout", type=click.FloatRange(1), default=300.0, show_default=True, help="Seconds for each file.")
@click.option(
    "--memory",
    type=click.IntRange(0),
    default=4096,
    show_default=True,
    help="Megabytes for each worker; 0 for no limit.",
)
@click.option(
    "--engine", type=click.Choice(["local"]), default="local", show_default=True, help="What runs the workers."
)
@click.option("--force", is_flag=True, help="Read every file again (this version always does).")
@click.option("--json", "as_json", is_flag=True, help="Print the closing summary as JSON.")
def ingest(
    sources: tuple[str, ...],
    out: Path,
    workers: int,
    timeout: float,
    memory: int,
    engine: str,
    force: bool,
    as_json: bool,
) -> None:
    """Read PDFs into a dataset of Parquet tables.

    SOURCE is a file, a folder (searched for PDFs, with its sub-folders) or a quoted pattern such as 'scans/**/*.pdf'.
    Every file gets a row in `documents`, whatever happens to it. Exit status: 0 all files ok or partial, 1 some are
    not, 2 wrong usage.

    \b
    Examples:
      hyokasho ingest archive/ --out dataset
      hyokasho ingest a.pdf b.pdf --out dataset --json
    """
    from hyokasho.dataset import NotOursError
    from hyokasho.ingest import ingest as run
    from hyokasho.inputs import NothingToReadError, find_inputs
    from hyokasho.report import print_summary, progress
    from hyokasho.workers import Limits

    del engine, force
    try:
        inputs = find_inputs(sources)
        with progress(len(inputs)) as advance:
            summary = run(inputs, out, workers, Limits(timeout, memory), advance)
    except (NothingToReadError, NotOursError) as error:
        raise click.UsageError(str(error)) from error
    if as_json:
        click.echo(json.dumps(summary.as_dict(), ensure_ascii=False, indent=1))
    else:
        print_summary(summary, out)
    sys.exit(summary.exit_status)


@main.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path), metavar="FILE.pdf")
def show(file: Path) -> None:
    """Show the answers of one document as a table in the terminal."""
    from extract.errors import ExtractError
    from hyokasho.show import print_document

    try:
        print_document(file)
    except ExtractError as error:
        raise click.ClickException(f"{file}: {error}") from error


@main.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path), metavar="FILE.pdf")
@click.option("--pages", help="Pages to read, such as 2 or 1-3 or 1,4-6.  [default: all]")
@click.option(
    "--format",
    "form",
    type=click.Choice(["csv", "json", "html"]),
    default="csv",
    show_default=True,
    help="csv: one line a row; json: every cell with spans and box; html: tables to look at.",
)
def tables(file: Path, pages: str | None, form: str) -> None:
    """Print the ruled tables of any PDF: text, spans and boxes, as extract/ sees them."""
    from extract.errors import ExtractError
    from hyokasho.tables import PageRangeError, print_tables

    try:
        print_tables(file, pages, form)
    except PageRangeError as error:
        raise click.UsageError(str(error)) from error
    except ExtractError as error:
        raise click.ClickException(f"{file}: {error}") from error


@main.command()
@click.option("--json", "as_json", is_flag=True, help="Print it as JSON.")
def schema(as_json: bool) -> None:
    """Print the data dictionary: every table and column of the dataset, in Japanese and English."""
    from hyokasho.schema import print_schema, schema_as_dict

    if as_json:
        click.echo(json.dumps(schema_as_dict(), ensure_ascii=False, indent=1))
    else:
        print_schema()
