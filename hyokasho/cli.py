"""The command line: `hyokasho ingest | show | export | tables | schema`."""

from __future__ import annotations

import math
import os
import sys
from pathlib import Path
from typing import Any, Literal

import click

from hyokasho import __version__
from hyokasho.archive.containers.bounds import MEGABYTE, MOST_FILES, MOST_SIZE, Bounds
from hyokasho.archive.engines import ENGINES
from hyokasho.commands import Commands
from hyokasho.export.formats import FORMATS

MOST_WORKERS = 256
LONGEST = 86_400.0
"""Seconds: a day."""
MOST_MEMORY = 1 << 20
"""Megabytes: a terabyte."""


class _Seconds(click.FloatRange):
    """A number within bounds, which infinity is beyond and NaN is not in."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> float:
        found = float(super().convert(value, param, ctx))
        if math.isnan(found):
            self.fail(f"{value!r} is not a number of seconds.", param, ctx)
        return found


class _FileOrMember(click.Path):
    """A file that is there, or one in a container that is: `outer.zip!inner.pdf`."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        from hyokasho.archive.containers.at_hand import parted

        return Path(value) if parted(os.fspath(value)) else super().convert(value, param, ctx)


_FILE = _FileOrMember(exists=True, dir_okay=False, path_type=Path)


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="hyokasho")
def main() -> None:
    """Turn published 特定個人情報保護評価書 (PDF) into clean data.

    \b
    Start with:
      hyokasho ingest archive/ --out dataset     read every PDF into Parquet tables
      hyokasho show FILE.pdf                     look at one document
      hyokasho export dataset --format xlsx      open the tables in a spreadsheet
    """


@main.command()
@click.argument("sources", nargs=-1, required=True, metavar="SOURCE...")
@click.option("--out", required=True, metavar="FOLDER", help="Folder of the dataset; brought up to date if it is ours.")
@click.option(
    "--workers",
    type=click.IntRange(1, MOST_WORKERS),
    default=min(os.cpu_count() or 1, MOST_WORKERS),
    show_default="all cores",
    help="Processes that read files.",
)
@click.option(
    "--timeout",
    type=_Seconds(1, LONGEST),
    default=300.0,
    show_default=True,
    help="Seconds of CPU time for each file; each scanned page adds a thirtieth.",
)
@click.option(
    "--memory",
    type=click.IntRange(0, MOST_MEMORY),
    default=4096,
    show_default=True,
    help="Megabytes for each worker; 0 for no limit.",
)
@click.option("--engine", type=click.Choice(ENGINES), default="local", show_default=True, help="What runs the workers.")
@click.option("--force", is_flag=True, help="Read every file again, whatever earlier runs have kept.")
@click.option("--add", is_flag=True, help="Keep documents of the dataset that SOURCE does not name, as they are.")
@click.option("--prune", is_flag=True, help="Drop documents of the dataset that SOURCE does not name any more.")
@click.option(
    "--attachments", is_flag=True, help="Read the PDFs that PDFs carry too: parts of portfolios, attachments."
)
@click.option(
    "--unpack-files",
    type=click.IntRange(1, 1_000_000),
    default=MOST_FILES,
    show_default=True,
    help="Files that are read out of one ZIP archive, or out of one PDF.",
)
@click.option(
    "--unpack-size",
    type=click.IntRange(1, MOST_MEMORY),
    default=MOST_SIZE,
    show_default=True,
    help="Megabytes that are unpacked of one of these.",
)
@click.option("--log", type=click.Path(dir_okay=False, path_type=Path), help="Add a line of JSON for each event to it.")
@click.option("--json", "as_json", is_flag=True, help="Print the closing summary and the run's figures as JSON.")
def ingest(
    sources: tuple[str, ...],
    out: str,
    workers: int,
    timeout: float,
    memory: int,
    engine: str,
    force: bool,
    add: bool,
    prune: bool,
    attachments: bool,
    unpack_files: int,
    unpack_size: int,
    log: Path | None,
    as_json: bool,
) -> None:
    """Read PDFs into a dataset of Parquet tables.

    SOURCE is a file, a folder (searched for PDFs and ZIP archives, with its sub-folders) or a quoted pattern such as
    'scans/**/*.pdf'. A ZIP archive is read like a folder: each PDF in it, and in archives within it, gets a row with
    the source 2024.zip!city/a.pdf; with --attachments so does each PDF that a PDF carries (a.pdf!b.pdf). What is not
    unpacked (a password, damage, too much of it) gets a row that says so. The form as an Excel workbook is not read:
    its row says to print it to PDF.

    Every file gets a row in `documents`, whatever happens to it. Documents that an earlier run has read are not read
    again; a run that was stopped goes on with the same command. The dataset holds what its sources hold: name all of
    them each time, or what is new with --add. A run that would drop documents whose files nobody removed stops before
    it reads any, unless --prune is given. Exit status: 0 all files ok or partial, 1 some are not, 2 wrong usage, 3 the
    run could not be finished (no space, another run), 130 stopped by Ctrl-C.

    \b
    Examples:
      hyokasho ingest archive/ --out dataset
      hyokasho ingest a.pdf b.pdf --out dataset --json
      hyokasho ingest today.pdf --out dataset --add
      hyokasho ingest published.zip portfolios/ --attachments --out dataset
    """
    from hyokasho.archive.ingest_command import run
    from hyokasho.archive.run import Options
    from hyokasho.archive.task import Limits

    if add and prune:
        raise click.UsageError("--add keeps what SOURCE does not name, --prune drops it: give one of them")
    bounds = Bounds(attachments, unpack_files, unpack_size * MEGABYTE)
    options = Options(workers, Limits(timeout, memory), engine, force, prune, add, bounds)
    sys.exit(run(sources, out, options, log, as_json))


@main.command()
@click.argument("file", type=_FILE, metavar="FILE.pdf")
@click.option("--all", "blank", is_flag=True, help="Show blank answers too.")
@click.option("--uncertain", "doubtful", is_flag=True, help="Show only what should be checked, and the findings.")
@click.option("--section", metavar="TEXT", help="Show one section only: its number (Ⅱ or II) or a part of its title.")
@click.option("--lang", type=click.Choice(["ja", "en"]), default="ja", show_default=True, help="Language of findings.")
def show(file: Path, blank: bool, doubtful: bool, section: str | None, lang: Literal["ja", "en"]) -> None:
    """Show one document in the terminal: its answers as the form prints them, changes, and findings.

    A file in a ZIP archive, or in a PDF, is named as in `documents.source`.

    \b
    Examples:
      hyokasho show a.pdf | less -R
      hyokasho show a.pdf --section リスク対策
      hyokasho show scan.pdf --uncertain
      hyokasho show '2024.zip!city/a.pdf'
    """
    from rich.console import Console

    from hyokasho.archive.sources.find import printable
    from hyokasho.viewing.job import Show
    from hyokasho.viewing.view import view

    screen = Console(highlight=False)
    colour: Any = screen.color_system if screen.is_terminal and not screen.no_color else None
    name = printable(file.name)
    sys.exit(view(file, Show(name, section, doubtful, blank, lang, screen.width, colour, screen.encoding)))


@main.command()
@click.argument("dataset", metavar="OUT")
@click.option("--format", "form", required=True, type=click.Choice(list(FORMATS)), help="What to write; see above.")
@click.option(
    "--to",
    type=click.Path(path_type=Path),
    metavar="DEST",
    help="File or folder to write.  [default: beside OUT, as OUT.xlsx, OUT-csv and so on]",
)
@click.option(
    "--table", "tables", multiple=True, metavar="NAME", help="A table to export; may be repeated.  [default: all]"
)
@click.option("--force", is_flag=True, help="Replace DEST; a folder only if exports have written all that is in it.")
def export(dataset: str, form: str, to: Path | None, tables: tuple[str, ...], force: bool) -> None:
    """Write a dataset in another format, for spreadsheets, databases and programs.

    OUT is a folder that `hyokasho ingest --out` has written. DEST appears as a whole or not at all, and is never
    overwritten without --force.

    \b
    Formats:
      xlsx    one Excel workbook: a sheet a table, with filters and a data dictionary. The one for spreadsheets:
              codes keep their zeros, dates are dates, and no text is taken for a formula
      csv     a folder of CSV files that Excel opens (UTF-8 with a mark); a text that looks like a formula gets an
              apostrophe in front; a list is JSON: ["紙","専用線"]
      jsonl   a folder of JSON Lines for programs; texts exactly as they are
      sqlite  one database for sqlite3, DBeaver, Datasette; the tables `tables` and `columns` describe it
      duckdb  one database for DuckDB, every column with its comment (pip install 'hyokasho[duckdb]')

    csv and jsonl come with a datapackage.json (Frictionless) that describes every column.

    \b
    Examples:
      hyokasho export dataset --format xlsx
      hyokasho export dataset --format csv --table entrustments --table documents --to contractors
    """
    from hyokasho.export.export_command import run

    sys.exit(run(dataset, form, to, tables, force))


@main.command()
@click.argument("file", type=_FILE, metavar="FILE.pdf")
@click.option("--pages", help="Pages to read, such as 2 or 1-3 or 1,4-6.  [default: all]")
@click.option(
    "--format",
    "form",
    type=click.Choice(["csv", "json", "html"]),
    default="csv",
    show_default=True,
    help="csv: one line a row, formulas made harmless; json: every cell with spans and box; html: to look at.",
)
def tables(file: Path, pages: str | None, form: Literal["csv", "json", "html"]) -> None:
    """Print the ruled tables of any PDF: text, spans and boxes, as extract/ sees them.

    Problems of pages are told on stderr. Exit status 0: every page was read; 1: some were not, or the file could not be
    opened.
    """
    from hyokasho.printable import lacks_characters
    from hyokasho.viewing.job import Tables
    from hyokasho.viewing.view import view

    sys.exit(view(file, Tables(pages, form, lacks_characters())))


@main.command()
@click.option("--json", "as_json", is_flag=True, help="Print it as JSON.")
@click.option("--markdown", is_flag=True, help="Print it as a page of Markdown, with keys, options and all questions.")
def schema(as_json: bool, markdown: bool) -> None:
    """Print the data dictionary: every table and column of the dataset, in Japanese and English."""
    from hyokasho.dictionary.dictionary_page import data_dictionary
    from hyokasho.dictionary.schema_command import print_schema, schema_as_dict
    from hyokasho.printable import json_text, lacks_characters

    if as_json and markdown:
        raise click.UsageError("--json and --markdown do not go together")
    if as_json:
        click.echo(json_text(schema_as_dict(), indent=1, ascii_only=lacks_characters()))
    elif markdown:
        click.echo(data_dictionary(), nl=False)
    else:
        print_schema()
